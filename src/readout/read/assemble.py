"""An article out of pieces whose kind is known and fields that its feed, mail or document gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readout.model import Article, Dropped, Image
from readout.read.build import Piece, article_id, body_text, joined
from readout.read.credits import caption_date
from readout.read.line import look_at
from readout.read.names import without_outlet
from readout.read.stream import Source

# A line that is longer is no notice, whatever it begins with.
_LONGEST_NOTICE = 80


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of an article beside its text; `key` is what names it for good where it has no address."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    key: str | None = None


def assembled(
    pieces: Iterable[Piece], given: Given, source: Source, why: Callable[[str], str | None] = lambda _: None
) -> Article:
    """The article; lines that are sharing buttons, notices and the like are left out with the reason.

    `why` gives the reason for lines that only this format has.
    """
    head = " ".join((given.headline or "").split()) or None
    kept: list[Piece] = [("headline", head)] if head else []
    dropped: list[Dropped] = []
    images: list[Image] = []
    for kind, words in pieces:
        if head and words == head:
            continue
        line = look_at(words, 0, len(words))
        if (reason := why(words) or line.why) and line.words <= _LONGEST_NOTICE:
            dropped.append(Dropped(words, reason))
        elif kind == "caption":
            caption = line.caption.caption if line.caption else words
            images.append(
                Image(caption or None, caption_date(caption, given.published), line.caption and line.caption.credit)
            )
            kept.append(("caption", caption))
        elif line.caption and line.caption.sure and not line.caption.caption:
            images.append(Image(None, None, line.caption.credit))
            dropped.append(Dropped(words, "picture credit"))
        else:
            kept.append((kind, words))
    text, blocks = joined(kept)
    url = given.url or source.url
    return Article(
        id=article_id(url or given.key, source.file, head, given.published, text),
        source=source.name,
        text=text,
        url=url,
        publisher=given.publisher,
        headline=head,
        authors=without_outlet(given.authors, given.publisher or ""),
        published=given.published,
        language="en",
        word_count=len(body_text(text, blocks).split()),
        blocks=blocks,
        images=tuple(images),
        disclosures=tuple(d.text for d in dropped if d.why == "disclosure"),
        dropped=tuple(dropped),
    )
