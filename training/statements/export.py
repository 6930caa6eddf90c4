"""The trained models as ONNX: in single precision, and with 8-bit weights."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.export import Dim

from readout.extract.statements.tagger.features import PAIR_SIZES, TOKEN_SIZES
from training.statements.net import WIDTH, Encoder, Reader
from training.statements.start import vocabulary

_OPSET = 20


def export(encoder: Encoder, reader: Reader, folder: Path) -> None:
    """Write `encoder.onnx`, `reader.onnx` (each for one window, one cue at a time) and `pieces.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    pieces, tokens = Dim("pieces", max=512), Dim("tokens", max=512)
    ones = partial(torch.ones, dtype=torch.int64)
    _write(
        encoder,
        {
            "pieces": (ones(1, 20), {1: pieces}),
            "features": (ones(1, 20, len(TOKEN_SIZES)), {1: pieces}),
            "fronts": (ones(1, 15), {1: tokens}),
        },
        ["vectors", "cues"],
        folder / "encoder.onnx",
    )
    _write(
        reader,
        {"vectors": (torch.rand(1, 20, WIDTH), {1: tokens}), "pairs": (ones(1, 20, len(PAIR_SIZES)), {1: tokens})},
        ["labels", "valid"],
        folder / "reader.onnx",
    )
    (folder / "pieces.txt").write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")


def _write(
    model: nn.Module, inputs: dict[str, tuple[torch.Tensor, dict[int, object]]], outputs: list[str], path: Path
) -> None:
    model.eval()
    program = torch.onnx.export(
        model,
        tuple(tensor for tensor, _ in inputs.values()),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_shapes=tuple(shape for _, shape in inputs.values()),
        opset_version=_OPSET,
        dynamo=True,
        external_data=False,
    )
    assert program is not None
    exported = program.model_proto
    _bare(exported)
    onnx.save(exported, path)


def _bare(message: Any) -> None:
    """Take remarks out of a model: the exporter writes the training machine's paths and lines of code into them."""
    for field, value in list(message.ListFields()):
        if field.name in ("doc_string", "metadata_props"):
            message.ClearField(field.name)
        elif field.message_type is not None:
            for part in [value] if hasattr(value, "ListFields") else value:
                _bare(part)


def quantise(source: Path, target: Path) -> None:
    """Write both models of `source` to `target` with 8-bit weights, and the vocabulary beside them."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("encoder", "reader"):
        quantize_dynamic(
            source / f"{name}.onnx", target / f"{name}.onnx", per_channel=True, weight_type=QuantType.QInt8
        )
    (target / "pieces.txt").write_bytes((source / "pieces.txt").read_bytes())
