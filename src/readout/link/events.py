"""Which tellings in several articles are of one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from readout.lexicon import table
from readout.link.group import Matrix, average_link
from readout.link.mentions import is_person, is_state
from readout.model import Status

# Worth of what agrees or not, as log odds; two tellings are of one event when the sum is above 0.
_SAME_WORD, _OTHER_WORD = 0.6, -0.3
_SHARED, _OTHER_PEOPLE, _OTHER_STATES = 1.0, -2.5, -1.5
_SAME_DAYS, _OTHER_DAYS = 0.5, -2.0
_SAME_PLACE, _OTHER_PLACE = 0.4, -0.5
_STORY, _OTHER_KIND = 0.2, 0.3
# Days that may lie between two tellings' dates of one event: reports are late, and zones differ.
_SLACK = 1
# Days between two reports from which on what is done again and again is done anew.
_AGAIN = 3
# Days by which a plan may move and still be the same.
_MOVED = 60
# Days by which the end of what lasts may be told later than its beginning.
_LASTING = 7
# A block of more tellings than this is split by their parties first.
_MOST = 150
# From so many tellings on their odds are worked out together.
_MANY = 16


def block(mention: Kinded) -> str:
    """What two tellings must share to be of one event."""
    return mention.phase or mention.kind


class Kinded(Protocol):
    """What an event is."""

    @property
    def kind(self) -> str:
        """Its type."""

    @property
    def phase(self) -> str:
        """The phase that its words tell, "" for none."""


class Dated(Protocol):
    """What tells whether one telling may be of what another plans."""

    @property
    def key(self) -> tuple[str, int, str]:
        """Orders tellings whatever came first."""

    @property
    def days(self) -> tuple[int, int] | None:
        """First and last day of the event."""

    @property
    def published(self) -> int | None:
        """The day of the article."""

    @property
    def status(self) -> Status:
        """Whether its day may still move."""


class Teller(Dated, Kinded, Protocol):
    """A telling as far as it is compared with others of its story."""

    @property
    def words(self) -> frozenset[str]:
        """Stems."""

    @property
    def parties(self) -> frozenset[str]:
        """Names as `name_key` folds them, as in the next two."""

    @property
    def actors(self) -> frozenset[str]:
        """Those that do it."""

    @property
    def others(self) -> frozenset[str]:
        """Those it is done with or to."""

    @property
    def place(self) -> str | None:
        """Where."""


Telling = TypeVar("Telling", bound=Teller)


def follows(one: Dated, other: Dated) -> bool:
    """Whether the second telling may be of what the first still has as planned, or both are of the same days.

    Both name the same parties, whatever the stories they stand in.
    """
    if one.days and other.days and max(one.days[0], other.days[0]) - min(one.days[1], other.days[1]) <= _SLACK:
        return True
    if one.published is None or other.published is None:
        return False
    (published, first), (after, second) = sorted(
        ((one.published, one), (other.published, other)), key=lambda row: row[0]
    )
    planned = first.days[1] if first.days else published
    later = second.days[0] if second.days else after
    return _open(first) and later >= published - _SLACK and abs(later - planned) <= _MOVED


def all_follow(rows: Sequence[Dated]) -> NDArray[np.bool_]:
    """`follows` of each row (by line) and each before it (by column); the rows are in the order of their publication,
    those without first.
    """
    first, last = np.array([r.days or (0, 0) for r in rows], int).reshape(-1, 2).T
    published = np.array([r.published or 0 for r in rows])
    dated = np.array([r.days is not None for r in rows], bool)
    known = np.array([r.published is not None for r in rows], bool)
    gap = np.maximum(first[:, None], first) - np.minimum(last[:, None], last)
    later = np.where(dated, first, published)[:, None]
    moved = np.abs(later - np.where(dated, last, published)) <= _MOVED
    plan = np.array([_open(r) for r in rows], bool) & (later >= published - _SLACK) & moved
    found: NDArray[np.bool_] = (_both(dated) & (gap <= _SLACK)) | (_both(known) & plan)
    found &= np.tri(len(rows), k=-1, dtype=bool)
    return found


def odds(one: Teller, other: Teller) -> float:
    """Log odds that two tellings of one block, in one story, are of one event."""
    found = _STORY + (_OTHER_WORD if one.words.isdisjoint(other.words) else _SAME_WORD)
    if one.kind != other.kind:
        found -= _OTHER_KIND
    return found + _of_parties(one, other) + _of_days(one, other) + _of_place(one, other)


def _of_parties(one: Teller, other: Teller) -> float:
    if not one.parties.isdisjoint(other.parties):
        mine, theirs = _people(one.parties), _people(other.parties)
        return _SHARED if mine <= theirs or theirs <= mine else _SHARED + _OTHER_PEOPLE
    found = 0.0
    for mine, theirs in ((one.actors, other.actors), (one.others, other.others)):
        if _people(mine) and _people(theirs):
            found += _OTHER_PEOPLE
        elif _states(mine) and _states(theirs):
            found += _OTHER_STATES
    return found


@lru_cache(maxsize=1 << 14)
def _people(names: frozenset[str]) -> frozenset[str]:
    return frozenset(filter(is_person, names))


@lru_cache(maxsize=1 << 14)
def _states(names: frozenset[str]) -> frozenset[str]:
    return frozenset(filter(is_state, names))


@cache
def repeated() -> frozenset[str]:
    """Kinds that the same parties do again and again."""
    return frozenset(table("link_phases")["repeated"])


def _of_days(one: Teller, other: Teller) -> float:
    if one.days is None or other.days is None:
        far = one.published and other.published and abs(one.published - other.published) > _AGAIN
        return _OTHER_DAYS if far and one.kind in repeated() else 0.0
    gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
    if gap <= 0:
        return _SAME_DAYS
    if gap <= _SLACK or follows(one, other):
        return 0.0
    # A visit under way may be told with a later end; without days of publication no order tells plan from outcome.
    undated = one.published is None or other.published is None
    return 0.0 if (_open(one) or _open(other)) and (undated or gap <= _LASTING) else _OTHER_DAYS


def _open(mention: Dated) -> bool:
    """Whether its day may still move: what is planned can be put off or brought forward."""
    return mention.status not in ("happened", "ongoing", "claimed")


def _of_place(one: Teller, other: Teller) -> float:
    if one.place is None or other.place is None:
        return 0.0
    return _SAME_PLACE if one.place == other.place else _OTHER_PLACE


def in_story(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The events of one story's tellings."""
    blocks: dict[str, list[Telling]] = {}
    for one in sorted(tellings, key=lambda telling: telling.key):
        blocks.setdefault(block(one), []).append(one)
    return [event for rows in blocks.values() for part in _parts(rows) for event in _grouped(part)]


def _parts(rows: list[Telling]) -> Iterator[list[Telling]]:
    """A block, or where it is too large its tellings by their parties."""
    if len(rows) <= _MOST:
        yield rows
        return
    by_parties: dict[frozenset[str], list[Telling]] = {}
    for one in rows:
        by_parties.setdefault(one.parties, []).append(one)
    for part in by_parties.values():
        yield from (part[at : at + _MOST] for at in range(0, len(part), _MOST))


def _grouped(rows: list[Telling]) -> Iterable[list[Telling]]:
    if len(rows) == 1:
        return [rows]
    return [[rows[n] for n in group] for group in average_link(_worth(rows), 0.0)]


def _worth(rows: Sequence[Teller]) -> Matrix:
    """The odds of all pairs: of a few one by one, of many as products of matrices."""
    if len(rows) >= _MANY:
        return _all_odds(rows)
    worth = np.zeros((len(rows), len(rows)))
    for i, one in enumerate(rows):
        for j in range(i):
            worth[i, j] = worth[j, i] = odds(one, rows[j])
    return worth


def _all_odds(rows: Sequence[Teller]) -> Matrix:
    """`odds` of all pairs at once, term by term as it adds them; the days of some pairs are looked at one by one."""
    parties = _shared([r.parties for r in rows]) > 0
    people = [_people(r.parties) for r in rows]
    size = np.array([len(p) for p in people])
    within = _shared(people) == np.minimum(size[:, None], size[None])
    found = np.where(_shared([r.words for r in rows]) > 0, _STORY + _SAME_WORD, _STORY + _OTHER_WORD)
    kinds = np.array([r.kind for r in rows])
    found[kinds[:, None] != kinds[None]] -= _OTHER_KIND
    strangers = np.zeros_like(found)
    for sides in ([r.actors for r in rows], [r.others for r in rows]):
        persons, states = _both([bool(_people(s)) for s in sides]), _both([bool(_states(s)) for s in sides])
        strangers += np.where(persons, _OTHER_PEOPLE, np.where(states, _OTHER_STATES, 0.0))
    found += np.where(parties, np.where(within, _SHARED, _SHARED + _OTHER_PEOPLE), strangers)
    found += _all_days(rows)
    places = np.array([r.place or "" for r in rows])
    same = places[:, None] == places[None]
    found += np.where(_both([r.place is not None for r in rows]), np.where(same, _SAME_PLACE, _OTHER_PLACE), 0.0)
    return found


def _shared(sets: Sequence[frozenset[str]]) -> Matrix:
    """How many members each two sets share."""
    columns = {name: n for n, name in enumerate(frozenset().union(*sets))}
    held = np.zeros((len(sets), len(columns)))
    for row, names in zip(held, sets, strict=True):
        row[[columns[name] for name in names]] = 1
    shared: Matrix = held @ held.T
    return shared


def _both(flags: Sequence[bool] | NDArray[np.bool_]) -> NDArray[np.bool_]:
    held = np.array(flags, bool)
    both: NDArray[np.bool_] = held[:, None] & held[None]
    return both


def _all_days(rows: Sequence[Teller]) -> Matrix:
    first, last = np.array([r.days or (0, 0) for r in rows]).T
    gap = np.maximum(first[:, None], first[None]) - np.minimum(last[:, None], last[None])
    dated = _both([r.days is not None for r in rows])
    found = np.where(dated & (gap <= 0), _SAME_DAYS, 0.0)
    again = np.array([r.kind in repeated() for r in rows])
    for i, j in np.argwhere(np.triu(np.where(dated, gap > _SLACK, again[:, None] | again[None]), 1)):
        # Which of two is asked does matter where their kinds differ: the later one, as where they are asked one by one.
        found[i, j] = found[j, i] = _of_days(rows[j], rows[i])
    return found
