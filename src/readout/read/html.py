"""HTML pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readout.model import Article, Problem
from readout.read import text
from readout.read.format import Format
from readout.read.stream import Source, Stream

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    yield from text.FORMAT.read(stream, source)


FORMAT = Format("HTML", lambda head, name: bool(_HTML.search(head)), _read)
