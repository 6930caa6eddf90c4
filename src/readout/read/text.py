"""Text: the lines of a flattened page, or plain paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readout.model import Article, Block, Dropped, Image, Problem
from readout.read.anatomy import Anatomy, dissect
from readout.read.build import article_id, body_text, joined, paragraphs
from readout.read.credits import caption_date
from readout.read.decode import decode
from readout.read.format import Format
from readout.read.header import begins, read_header
from readout.read.line import LABEL_WORDS, Line, known_line
from readout.read.names import without_outlet
from readout.read.notices import notices
from readout.read.outlets import masthead, outlet, titled
from readout.read.runon import parted
from readout.read.stream import Source, Stream

ABOVE, BELOW, NEAR = 4, 16, 15
# A page has some hundred lines; a file of so many is no page.
MOST_LINES = 100_000


def _read(stream: Stream, source: Source) -> Iterator[Article | Problem]:
    text = decode(stream.page())
    if text is None:
        yield Problem(source.name, "not a text in any known encoding; name a page")
    elif not text.strip():
        yield Problem(source.name, "only white space; name a file with a page in it")
    elif text.count("\n") + text.count("\r") > MOST_LINES:
        yield Problem(source.name, f"more than {MOST_LINES} lines, as no page has; split it, or use JSON lines")
    else:
        yield article(text, source)


def article(text: str, source: Source) -> Article:
    """The article in a text; where nothing is left out, `article.text` is the text as it is."""
    page = dissect(text, list(parted(text, paragraphs(text))))
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
    above = [line.text for line in page.lines[: header.headline or 0]] if header else []
    publisher = masthead(above) or outlet(dropped) or titled(dropped, head)
    published = header.published if header else None
    authors = without_outlet(header.authors, publisher or "") if header else ()
    disclosures = tuple(d.text for d in dropped if d.why == "disclosure")
    return Article(
        id=article_id(source.url, source.file, head, published, words),
        source=source.name,
        text=words,
        url=source.url,
        publisher=publisher,
        headline=head,
        authors=authors,
        published=published,
        language="en",
        read_time_minutes=header.read_time if header else None,
        word_count=len(body_text(words, blocks).split()),
        blocks=blocks,
        images=tuple(Image(c or None, caption_date(c, published), m) for c, m in page.captions),
        disclosures=disclosures,
        dropped=dropped + _credits(page),
        updated=header.updated if header else None,
        notices=notices(disclosures, None, head, authors, above[-1:]),
    )


def _credits(page: Anatomy) -> tuple[Dropped, ...]:
    return tuple(
        Dropped(line.caption.words, "picture credit" if line.caption.credit else "picture label")
        for line in page.lines
        if line.kind == "caption" and line.caption and line.caption.words
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What the lines round a headline say of its article."""

    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    read_time: int | None = None
    disclosures: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def beside(text: str, headline: str | None) -> Beside:
    """The byline, the date, the reading time and the notices next to a headline whose words are known."""
    at = 0 if not headline else 0 if text.startswith(headline + "\n") else text.find(f"\n{headline}\n") + 1
    if not headline or (at == 0 and not text.startswith(headline)):
        return Beside()
    above = "\n".join(text[:at].splitlines()[-ABOVE:])
    below = "\n".join(text[at : at + 20_000].splitlines()[:BELOW])
    zone = f"{above}\n{below}" if above else below
    lines = [known_line(words) for line in zone.splitlines() if (words := " ".join(line.split()))]
    head = next((i for i, line in enumerate(lines) if line.text == headline), None)
    if head is None:  # its words hold an odd end of line
        return Beside()
    body = begins(lines, head + 1, len(lines))
    header = read_header(lines, head, len(lines) if body is None else body, len(lines))
    notes = tuple(line.text for line in lines if line.why == "disclosure" and not _in_menus(line, text))
    near = (*text[:at].splitlines()[-NEAR:], *below.splitlines()[1:ABOVE])
    return Beside(header.authors, header.published, header.updated, header.read_time, notes, near)


def _in_menus(line: Line, text: str) -> bool:
    return line.words <= LABEL_WORDS and text.count(f"\n{line.text}\n") > 1


FORMAT = Format("text", lambda head, name: True, _read)
