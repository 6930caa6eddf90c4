"""readout: a sourced record of what news pages report.

`read` gives the record of one page, `read_all` those of many, `open` a store of records.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from readout.api import open, read, read_all
    from readout.model import Problem, ReadoutError, Record

    __version__: str

__all__ = ["Problem", "ReadoutError", "Record", "__version__", "open", "read", "read_all"]


def __getattr__(name: str) -> Any:
    """Everything is imported when first used, so that `import readout` costs nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version("readout-news")
    if name in ("open", "read", "read_all"):
        from readout import api

        return getattr(api, name)
    if name in __all__:
        from readout import model

        return getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Readout(ModuleType):
    """Keeps `readout.read` the function when the package of the same name is imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name == "read" and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Readout
