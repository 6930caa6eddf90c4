"""Text: the lines of a flattened page, or plain paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from readout.model import Article, Block, Dropped, Image, Problem
from readout.read.anatomy import Anatomy, dissect
from readout.read.build import article_id, body_text, joined, paragraphs
from readout.read.credits import caption_date
from readout.read.decode import decode
from readout.read.format import Format
from readout.read.outlets import outlet
from readout.read.stream import Source, Stream


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    text = decode(stream.page())
    if text is None:
        yield Problem(source.name, "not a text in any known encoding; name a page")
    elif not text.strip():
        yield Problem(source.name, "only white space; name a file with a page in it")
    else:
        yield article(text, source)


def article(text: str, source: Source) -> Article:
    """The article in a text; where nothing is left out, `article.text` is the text as it is."""
    page = dissect(text, paragraphs(text))
    header = page.header
    if any(line.why or (line.kind == "caption" and line.caption) for line in page.lines):
        words, blocks = joined(
            (line.kind, line.caption.caption if line.kind == "caption" and line.caption else line.text)
            for line in page.lines
            if line.kind and not line.why
        )
    else:
        words, blocks = text, tuple(Block(line.kind or "paragraph", line.start, line.end) for line in page.lines)
    head = page.lines[header.headline].text if header and header.headline is not None else None
    dropped = tuple(Dropped(line.text, line.why) for line in page.lines if line.why)
    return Article(
        id=article_id(source.url, source.key, text),
        source=source.name,
        text=words,
        url=source.url,
        publisher=outlet(dropped),
        headline=head,
        authors=header.authors if header else (),
        published=header.published if header else None,
        language="en",
        read_time_minutes=header.read_time if header else None,
        word_count=len(body_text(words, blocks).split()),
        blocks=blocks,
        images=tuple(Image(c or None, caption_date(c), m) for c, m in page.captions),
        disclosures=tuple(d.text for d in dropped if d.why == "disclosure"),
        dropped=dropped + _credits(page),
    )


def _credits(page: Anatomy) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(line.caption.words, "picture credit")
        for line in page.lines
        if line.kind == "caption" and line.caption and line.caption.words
    )


FORMAT = Format("text", lambda head, name: True, _read)
