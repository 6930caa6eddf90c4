"""Optional parts of readout that are not installed: what to run to have them."""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from shlex import quote
from urllib.parse import unquote, urlsplit

from readout.model import ReadoutError

_NAME = "readout-news"


def missing(where: str, error: ImportError, extra: str) -> ReadoutError:
    """What to raise where a module of an optional part (`extra`) cannot be imported."""
    return ReadoutError(where, f"{error.name} is not installed", command(extra))


def command(extra: str) -> str:
    """The command that installs an optional part, from the wheel or folder that readout itself was installed from."""
    return f"{quote(sys.executable)} -m pip install {quote(_wanted(extra))}"


def _wanted(extra: str) -> str:
    try:
        said = json.loads(distribution(_NAME).read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        said = {}
    url = urlsplit(str(said.get("url", "")))
    source = Path(unquote(url.path))
    # What came from a file may be on no index: pip is told of the file, as long as that is there.
    if url.scheme == "file" and source.exists():
        return f"{source}[{extra}]"
    return f"{_NAME}[{extra}]"
