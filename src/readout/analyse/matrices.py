"""Matrix products for spaCy's models by the runtime that the tagger has too.

The kernels that thinc brings know few processors and are three to four times slower on the others. A row's numbers do
not hang on the rows beside it, so an article reads the same alone and in a batch; those of numpy's product do.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from thinc.api import NumpyOps


def faster(nlp: Any) -> Any:
    """The pipeline, with the products of its models by the runtime."""
    ops = _Products()
    for _, step in nlp.components:
        for node in step.model.walk() if getattr(step, "model", None) is not None else ():
            node.ops = ops
    return nlp


class _Products(NumpyOps):  # type: ignore[misc]
    """The operations of thinc's models, but for the product."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """`x @ y` of single precision, turned if asked; a lone row goes in twice, as it has a kernel of its own."""
        left, right = x.T if trans1 else x, y if trans2 else y.T
        product = _runtime().run(None, {"x": np.repeat(left, 2, 0) if len(left) == 1 else left, "y": right})[0]
        if out is None:
            return product[: len(left)]
        out[:] = product[: len(left)]
        return out


@cache
def _runtime() -> Any:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return ort.InferenceSession(_product(), options, providers=["CPUExecutionProvider"])


def _product() -> bytes:
    """An ONNX model of one step: `x` times `y` turned. Its fields are written as protocol buffers are, by number."""
    turned = _field(1, b"transB") + _field(3, 1) + _field(20, 2)
    step = _field(1, b"x") + _field(1, b"y") + _field(2, b"product") + _field(4, b"Gemm") + _field(5, turned)
    floats = _field(1, _field(1, 1) + _field(2, 2 * _field(1, _field(2, b""))))
    inputs = b"".join(_field(11, _field(1, name) + _field(2, floats)) for name in (b"x", b"y"))
    graph = _field(1, step) + _field(2, b"product") + inputs + _field(12, _field(1, b"product") + _field(2, floats))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))


def _field(number: int, value: bytes | int) -> bytes:
    """One field of a message; numbers and lengths here are under 128, and fill one byte."""
    key = number << 3 | isinstance(value, bytes) * 2
    start = bytes([key]) if key < 128 else bytes([key & 127 | 128, key >> 7])
    return start + (bytes([len(value)]) + value if isinstance(value, bytes) else bytes([value]))
