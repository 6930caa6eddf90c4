"""Tables as data: what words mean to the extractors. A new entry is a new line in a table, not new code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml


@cache
def table(name: str) -> Any:
    """The table `lexicon/NAME.yaml`, or `lexicon/NAME.json` for those that a tool builds, read once a process."""
    built = files(__name__).joinpath(f"{name}.json")
    if built.is_file():
        return msgspec.json.decode(built.read_bytes())
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
