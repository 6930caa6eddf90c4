"""Plain text: paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from readout.model import Article, Block, Problem
from readout.read.build import article_id, body_text, paragraphs
from readout.read.decode import decode
from readout.read.format import Format
from readout.read.stream import Source, Stream


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    text = decode(stream.page())
    if text is None:
        yield Problem(source.name, "not a text in any known encoding; name a page")
    elif not text.strip():
        yield Problem(source.name, "only white space; name a file with a page in it")
    else:
        blocks = tuple(Block("paragraph", a, b) for a, b in paragraphs(text))
        yield Article(article_id(source.url, source.key, text), source.name, text, url=source.url, language="en",
                      word_count=len(body_text(text, blocks).split()), blocks=blocks)  # fmt: skip


FORMAT = Format("text", lambda head, name: True, _read)
