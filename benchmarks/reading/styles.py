"""Ways in which a page's blocks become lines of text, as browsers, converters and scrapers write them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from readout.read.blocks import Chunk, Page, weighed

# A block of fewer words may run together with its neighbours in a box of the page.
LONGEST_RUN = 6
# A block of so many words is the first paragraph, where no more blocks than that lie between the headline and it.
LEAST_PROSE, MOST_HEAD = 15, 6
WIDTH = 88


def seen(page: Page, title: str) -> str:
    """A line a block, as a browser copies all of a page."""
    return "\n".join(chunk.text for chunk in page.chunks)


def spaced(page: Page, title: str) -> str:
    """Title, blank lines between blocks, a bullet before items, as converters of HTML to text write."""
    return "\n\n".join([title, *(_marked(page, chunk) for chunk in page.chunks)])


def run(page: Page, title: str) -> str:
    """The small blocks of a box on one line, as careless scrapers do."""
    return "\n".join(boxes(page, " "))


def glued(page: Page, title: str) -> str:
    """The small blocks of a box on one line without anything between them: "ByJane DoeMay 8, 2025"."""
    return "\n".join(boxes(page, ""))


def barred(page: Page, title: str) -> str:
    """The small blocks of a box on one line with bars between them, title first."""
    return "\n".join([title, *boxes(page, " | ")])


def wrapped(page: Page, title: str) -> str:
    """Hard-wrapped at a width with blank lines between blocks, as text browsers and mails write."""
    return "\n\n".join(textwrap.fill(_marked(page, chunk), WIDTH) for chunk in page.chunks)


def cropped(page: Page, title: str) -> str:
    """Only what stands in the element that holds the article and the one round it, as readers' modes send on."""
    holder = weighed(page).holder
    inside = set(holder.iter()) if (up := holder.getparent()) is None else set(up.iter())
    return "\n".join(chunk.text for chunk in page.chunks if page.places[chunk.place].tag in inside)


def shouted(page: Page, title: str) -> str:
    """A line a block, small blocks that are links in capitals, as styles show labels and menus."""
    return "\n".join(
        chunk.text.upper() if chunk.linked and chunk.text.count(" ") < LONGEST_RUN else chunk.text
        for chunk in page.chunks
    )


def headed(page: Page, title: str) -> str:
    """A line a block, but all from the headline to the first paragraph on one: "Headline By Jane Doe May 8 ..."."""
    texts = [chunk.text for chunk in page.chunks]
    head = next((i for i, c in enumerate(page.chunks) if page.places[c.place].tag.tag == "h1"), 0)
    body = next((i for i in range(head + 1, len(texts)) if texts[i].count(" ") >= LEAST_PROSE), head)
    near = body if body - head <= MOST_HEAD else head
    return "\n".join([*texts[:head], " ".join(texts[head : near + 1]), *texts[near + 1 :]])


STYLES: dict[str, Callable[[Page, str], str]] = {
    way.__name__: way for way in (seen, spaced, run, glued, barred, wrapped, cropped, shouted, headed)
}


def boxes(page: Page, between: str) -> list[str]:
    """The blocks as lines, those of few words that follow each other in one box on one line."""
    lines: list[str] = []
    last = -1
    for chunk in page.chunks:
        up = page.places[chunk.place].parent
        short = chunk.text.count(" ") < LONGEST_RUN
        if lines and short and up == last:
            lines[-1] += between + chunk.text
        else:
            lines.append(chunk.text)
        last = up if short else -1
    return lines


def _marked(page: Page, chunk: Chunk) -> str:
    return f"* {chunk.text}" if page.places[chunk.place].tag.tag == "li" else chunk.text


def flattened(page: Page, style: str, title: str) -> str:
    """The text of a page in one of the styles."""
    return STYLES[style](page, title)
