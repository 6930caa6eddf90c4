"""Authors by agreement: a byline with the same name elsewhere on its page, and notes on authors where no byline is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readout.read.line import Line
from readout.read.names import is_of_office, is_office

# Words of prose before a note on the author; so many lines below a name its note may begin.
ENOUGH, NOTE_LINES, LONGEST_NAME, SHORTEST_LAST = 60, 5, 4, 3
_ABOUT = re.compile(r"(?:about the )?(?:author|writer)s?:?$|written by:?$", re.IGNORECASE)
_NOTE = re.compile(r" (?:is|has|was|covers|writes|reports|joined|works)\b")


def agreed(lines: Sequence[Line], authors: tuple[str, ...], body: int) -> tuple[str, ...]:
    """The authors with the words that ran into their names cut off; where there are none, whom a note names."""
    if not authors:
        return _noted(lines, body)
    known = {name for line in lines[body:] for name in _named(line)}
    return tuple(_shortened(author, known) for author in authors)


def _named(line: Line) -> tuple[str, ...]:
    """The names that a line consists of, or the one that a note on an author begins with."""
    if line.byline and not line.byline.opened and line.words <= LONGEST_NAME:
        return line.byline.authors
    words = line.text.split(None, 2)
    noted = len(words) > 2 and _NOTE.match(f" {words[2][:12]}")
    return (f"{words[0]} {words[1]}",) if noted else ()


def _shortened(author: str, known: set[str]) -> str:
    """A name that another word ran into, "Jane Doestaff", as the page has it elsewhere."""
    low = author.casefold()
    for name in known:
        same = name.count(" ") == author.count(" ") and len(name.rpartition(" ")[2]) >= SHORTEST_LAST
        if same and len(name) < len(author) and low.startswith(name.casefold()) and is_of_office(author[len(name) :]):
            return name
    return author


def _noted(lines: Sequence[Line], body: int) -> tuple[str, ...]:
    """The person whom a note at the article's end is about: under a label, or "Jane Doe" and "Jane Doe is a writer"."""
    words = 0
    for i in range(body, len(lines)):
        line = lines[i]
        words += line.words if line.prose and not line.marked else 0
        made = line.byline
        if words < ENOUGH or not made or made.opened or len(made.authors) != 1 or line.words > LONGEST_NAME:
            continue
        told = any(made.authors[0] in other.text for other in lines[body:i] if other.prose)
        if not told and (_ABOUT.match(lines[i - 1].text) or _has_note(lines[i + 1 : i + 1 + NOTE_LINES], line.text)):
            return made.authors
    return ()


def _has_note(lines: Sequence[Line], name: str) -> bool:
    """Whether one of some lines tells of a name that it is a writer's."""
    return any(
        line.text.startswith(name) and _NOTE.match(line.text, len(name)) and any(map(is_office, line.text.split()[:20]))
        for line in lines
    )
