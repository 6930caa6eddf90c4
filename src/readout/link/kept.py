"""What is kept of linked articles, row by row, and where it is kept: what linking one more reads and writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from msgspec import Struct

from readout.link.accounts import Account
from readout.link.claims import Claim
from readout.link.linker import Around
from readout.link.mentions import Mention, Place
from readout.link.met import Met
from readout.link.sets import Node, Tie
from readout.link.sketch import Sketch
from readout.model import Record, Span, Status

Event = tuple[Place, ...]


class Telling(Struct, frozen=True, array_like=True, gc=False):
    """Of a telling what is compared with others: a `Mention` without its event. `key` begins with the article's id."""

    at: Place
    key: tuple[str, int, str]
    kind: str
    phase: str
    words: frozenset[str]
    parties: frozenset[str]
    actors: frozenset[str]
    others: frozenset[str]
    place: str | None
    days: tuple[int, int] | None
    published: int | None
    status: Status
    spans: tuple[Span, ...]


def telling(one: Mention) -> Telling:
    """What is kept of a telling."""
    return Telling(**{name: getattr(one, name) for name in Telling.__struct_fields__})


class Filed(Struct, frozen=True, array_like=True, gc=False):
    """What is kept of a linked article: its day, whom it names, its tellings; `judged` marks judgements, `speaks` tells
    whether its sentences may bear on events that it does not tell.
    """

    day: int | None
    period: int
    keys: tuple[int, ...]
    names: tuple[str, ...]
    speaks: bool
    judged: int
    tellings: tuple[Telling, ...]


class Story(Struct, frozen=True, array_like=True, gc=False):
    """Articles of one happening, and the events that they tell."""

    articles: tuple[int, ...]
    events: tuple[Event, ...]


class Group(Struct, frozen=True, array_like=True, gc=False):
    """Articles that hang together, and the stories that they fall into. Its number is that of its first article."""

    members: tuple[int, ...]
    stories: tuple[Story, ...]


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """An event; `beside` are the articles whose sentences may bear on it, without those that tell it as an event."""

    event: Event
    around: Around | None
    beside: tuple[int, ...]


class Beside(NamedTuple):
    """An article that names the parties of an event around its days, and whether its sentences may bear on it."""

    article: int
    day: int
    speaks: bool


class Shelf(Protocol):
    """The articles as they are now, by number, and what is kept of those that were linked."""

    def names(self, numbers: Collection[int]) -> dict[int, str]:
        """The ids of those of these articles that there are."""

    def numbers(self, names: Collection[str]) -> dict[str, int]:
        """The numbers of articles by id."""

    def record(self, number: int) -> Record:
        """The record of an article."""

    def kept(self, numbers: Collection[int]) -> dict[int, Filed]:
        """What is kept of those of these articles that were linked."""

    def filed(self, numbers: Collection[int]) -> dict[int, Filed]:
        """What is kept of linked articles, of each."""

    def sketches(self, numbers: Collection[int]) -> dict[int, Sketch]:
        """What is kept of their words."""

    def file(self, number: int, filed: Filed, sketch: Sketch) -> None:
        """Keep what an article is found by."""

    def unfile(self, number: int, filed: Filed) -> None:
        """Keep it no more."""

    def alike(self, one: Sketch) -> list[int]:
        """The articles that share the weightiest words, as `stories.Index` finds them."""

    def ties(self, numbers: Collection[int]) -> list[Tie]:
        """What articles are tied to: (one of these, another, likeness)."""

    def tie(self, number: int, ties: Sequence[tuple[int, float]]) -> None:
        """Keep what an article is tied to, both ways."""

    def untie(self, number: int) -> None:
        """Keep an article's ties no more."""

    def nodes(self, numbers: Collection[int]) -> list[tuple[int, int, Node]]:
        """(level, article, node) of articles that are not alone."""

    def put_nodes(self, nodes: Mapping[tuple[int, int], Node | None]) -> None:
        """Keep nodes, or keep them no more."""

    def groups(self, numbers: Collection[int]) -> dict[int, Group]:
        """The groups that these articles were last in, by the group's number."""

    def put_groups(self, gone: Collection[int], groups: Collection[Group]) -> None:
        """Keep groups in place of those that are gone."""

    def meets(self, numbers: Collection[int]) -> list[tuple[str, Met]]:
        """What the tellings of articles meet: (what they are filed by, telling)."""

    def window(self, key: str, order: bytes, before: int, after: int) -> tuple[list[Met], list[Met]]:
        """So many tellings filed by one thing before a place in their order, and from it on."""

    def put_meets(self, rows: Iterable[tuple[str, Met]]) -> None:
        """Keep tellings by what they meet by."""

    def meeting(self, keys: Collection[str]) -> dict[str, list[Met]]:
        """All tellings that are filed by these, in order."""

    def crowded(self, keys: Collection[str]) -> dict[str, int]:
        """How many tellings are filed by each of these by which several are."""

    def hang(self, rows: Iterable[tuple[str, Met]]) -> None:
        """Keep what tellings that are kept hang together with now."""

    def unmeet(self, number: int) -> None:
        """Keep an article's no more."""

    def told_in(self, numbers: Collection[int]) -> dict[int, Entry]:
        """The events that these articles tell, by row."""

    def entries(self, rows: Collection[int]) -> dict[int, tuple[Entry, int, int]]:
        """Events by row, with the days of the last article that tells each and of the last that counts for it."""

    def beside(self, number: int) -> list[int]:
        """The rows of events that an article bears on without telling them as events."""

    def around(self, names: Collection[str], day: int) -> list[int]:
        """The rows of events to which an article of a day counts that has these names."""

    def of_parties(self, names: Collection[str]) -> list[int]:
        """The rows of events that have a party with one of these names."""

    def named(self, names: Collection[str]) -> frozenset[str]:
        """Those of these whom any linked article names."""

    def naming(self, where: Around, least: int) -> list[Beside]:
        """The articles that name so many of the parties between the days, by number."""

    def put_event(self, entry: Entry, least: int, told: Account, claim: Claim) -> int:
        """Keep an event, to count for which an article must name `least` of its parties; its row."""

    def drop_events(self, rows: Collection[int]) -> None:
        """Keep events no more."""

    def seen(self, rows: Collection[int], day: int, anew: bool = False) -> None:
        """Note that the last article that counts for events is of this day or later; with `anew` of this day."""
