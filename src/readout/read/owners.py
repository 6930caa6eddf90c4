"""Credits that only the rest of their page tells: "Jane Doe/The Paper", and names in the place of such credits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readout.model import Credit
from readout.read.credits import Captioned
from readout.read.line import Line

# A maker and the page's own outlet with nothing else on the line.
_OWN = re.compile(r"([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,2})/([A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){0,3})")
# The outlet is named in so many other lines; so many credits make a place where credits stand.
NAMED, PLACES = 3, 2
LONGEST_OWNER, SHORTEST_TITLE = 2, 3


def own_credits(lines: Sequence[Line]) -> None:
    """Make captions of the lines that credit a picture by agreement with the page's other lines."""
    authors = {name for line in lines if line.byline and line.byline.opened for name in line.byline.authors}
    found = {i: made for i, line in enumerate(lines) if (made := _own(lines, line)) and made[1] in authors}
    for i, made in found.items():
        _credited(lines[i], Credit(made[1], made[2], None))
    if sum(_above_title(lines, i) for i in found) < PLACES:
        return
    first, last = min(found), len(lines)
    for i in range(first + 1, last):
        line = lines[i]
        name = line.text.strip(" .").removesuffix(", Inc").removesuffix(" Inc")
        short = line.words <= LONGEST_OWNER and line.text[0].isupper() and not line.marked and name.isascii()
        if short and lines[i - 1].prose and _above_title(lines, i) and name in lines[i + 1].text:
            _credited(line, Credit(None, name, None))


def _own(lines: Sequence[Line], line: Line) -> re.Match[str] | None:
    """A line that names a maker and an outlet of which the page speaks elsewhere."""
    made = _OWN.fullmatch(line.text) if line.why is None and line.words <= 7 and "/" in line.text else None
    if made is None:
        return None
    return made if sum(made[2] in other.text for other in lines if other.text != line.text) >= NAMED else None


def _above_title(lines: Sequence[Line], i: int) -> bool:
    """Whether a title stands right below a line."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    return below is not None and not below.prose and not below.ended and below.words >= SHORTEST_TITLE


def _credited(line: Line, credit: Credit) -> None:
    line.caption, line.byline = Captioned("", credit, line.text, True), None
