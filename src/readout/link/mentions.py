"""What linking looks at of an event as one article tells it: its kind, parties, place, days, status and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from readout.lexicon import table
from readout.link.sketch import day_of, stem
from readout.model import Entity, Event, Record, Span, Status

Place = tuple[int, int, int, str]

_ARTICLES = frozenset({"a", "an", "the"})
_TITLES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An event of one article. `parties` and `people` are names as `name_key` folds them, `days` ordinals, inclusive.

    `days` is None unless the article itself bounds the event's time; `published` is the ordinal of the article's day;
    `own` has each party's own status, where it differs, and the reason; `key` orders tellings whatever came
    first; `parties` are the actors, the others and the organisations that a group is described by; `spans` are its
    words: an event that an article tells in several phases is a mention of each; `judged` marks
    a status that a person gave.
    """

    article: int
    event: Event
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
    own: dict[str, tuple[Status | None, str | None]]
    key: tuple[str, int, str]
    spans: tuple[Span, ...]
    judged: bool = False

    @property
    def trigger(self) -> Span:
        """The words that tell it: of the phase that it is a mention of, which need not be the event's own."""
        return self.spans[0]

    @property
    def at(self) -> Place:
        """Orders tellings, and events by their first: article, the event's words, the telling's own, the event."""
        return self.article, self.event.trigger.start, self.key[1], self.key[2]


@cache
def _phases() -> dict[str, str]:
    """The phase of each word that has one; the first entry of a word counts."""
    found: dict[str, str] = {}
    for phase, words in table("link_phases")["phases"].items():
        for word in words:
            found.setdefault(word, phase)
    return found


def mentions(record: Record, number: int) -> Iterator[Mention]:
    """The events of a record, as those of the article with this number."""
    keys = {e.id: name_key(e) for e in record.entities}
    bodies = _bodies(record)
    published = day_of(record.article.published)
    for event in record.events:
        named = [(p, keys[p.entity]) for p in event.participants if p.entity in keys]
        actors = frozenset(key for p, key in named if p.role == "actor")
        others = frozenset(key for p, key in named if p.role != "actor")
        bodies_of = frozenset(body for p, _ in named for body in bodies.get(p.entity, ()))
        days, own = _days(event), {key: (p.status, p.reason) for p, key in named}
        for phase, spans in _by_phase(event, record.article.text).items():
            yield Mention(
                article=number,
                event=event,
                kind=event.type,
                phase=phase,
                words=frozenset().union(*(_stems(record.article.text[s.start : s.end]) for s in spans)),
                parties=actors | others | bodies_of,
                actors=actors,
                others=others,
                place=keys.get(event.place or ""),
                days=days,
                published=published,
                status=event.status,
                key=(record.article.id, spans[0].start, event.id),
                spans=tuple(spans),
                own=own,
            )


def _bodies(record: Record) -> dict[str, list[str]]:
    """The organisations that the descriptions of groups name: "pilots of the airline X"."""
    named = [
        (m, name_key(e)) for e in record.entities if e.kind == "organisation" for m in e.mentions if m.form == "name"
    ]
    found: dict[str, list[str]] = {}
    for entity in record.entities if named else ():
        if entity.kind == "group":
            inside = (key for m, key in named if any(g.start <= m.start and m.end <= g.end for g in entity.mentions))
            found[entity.id] = list(dict.fromkeys(inside))
    return found


def _by_phase(event: Event, text: str) -> dict[str, list[Span]]:
    """The words of an event's tellings by the phase that they tell, those of the trigger first."""
    found: dict[str, list[Span]] = {}
    for span in dict.fromkeys((event.trigger, *event.mentions)):
        found.setdefault(_phase(event.type, text[span.start : span.end]), []).append(span)
    return found


@lru_cache(maxsize=1 << 14)
def _phase(kind: str, words: str) -> str:
    """The phase that the words of a telling tell, "" for none."""
    if kind not in table("link_phases")["kinds"]:
        return ""
    return next((_phases()[word] for word in map(stem, _split(words)) if word in _phases()), "")


@lru_cache(maxsize=1 << 14)
def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, _split(words)))


def _split(words: str) -> list[str]:
    return [word for word in words.replace("-", " ").split() if word.lower() not in _ARTICLES]


def is_person(key: str) -> bool:
    """Whether `name_key` made this of a person's name."""
    return key[0] == "@"


def is_state(key: str) -> bool:
    """Whether `name_key` made this of a state."""
    return len(key) == 3 and key.isupper()


def name_key(entity: Entity) -> str:
    """What an entity goes by across articles: a state's code, a person's last name, else its name without case.

    Someone without a name goes by the description, so that no two of them are one for having none.
    """
    if entity.kind == "country" and entity.country:
        return entity.country
    return _folded(entity.name, entity.kind == "person" and _is_named(entity))


@lru_cache(maxsize=1 << 14)
def _folded(name: str, is_person: bool) -> str:
    name = name.lower().replace("’", "'").removesuffix("'s").removeprefix("the ")
    parts = [p for p in name.replace(".", "").split() if p not in _TITLES]
    if is_person and parts:
        return "@" + parts[-1]
    return " ".join(parts) or name


def _is_named(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def _days(event: Event) -> tuple[int, int] | None:
    """The ordinals of the first and last day that the article gives an event; None when it leaves one side open."""
    if event.time is None or event.time.begin is None or event.time.until is None:
        return None
    if event.time.by == "published":
        return None
    return date.fromisoformat(event.time.begin).toordinal(), date.fromisoformat(event.time.until).toordinal()
