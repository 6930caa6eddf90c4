"""A store of very many made articles in minutes: `python benchmarks/large.py FILE [--articles 100000] [--link]`.

Nothing is read: each record is one of benchmarks/links.py with its names changed, and a paragraph on two persons of a
pool in which few are in very many articles, who meet in a town, say why, and are to meet again. The rows are those
that `readout add` would write, put into the tables in bulk; only the machine's judgements on names that look alike are
left out. Of the articles `--made` are made and linked; the others are copies of them some years earlier, with what was
linked (benchmarks/copies.py): 11 minutes of one core for 100,000 (which are to be read, not written to).
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, NamedTuple

from copies import copied
from links import made, templates
from msgspec.structs import replace

from readout.identify.places import towns
from readout.lexicon import table
from readout.link.entities import Profile, folded, index_keys, profile
from readout.model import Entity, Event, EventTime, Location, Mention, Participant, Record, Span, Statement, Status
from readout.store import open_store
from readout.store.corrections_doubt import doubts
from readout.store.engine import now
from readout.store.linking import linked
from readout.store.packing import packed
from readout.store.words import folded as spaced
from readout.store.write import (
    _content_words,
    _mentioned,
    _names,
    article_words,
    content_hash,
    event_bounds,
)

_PEOPLE, _TOWNS, _OUTLETS = 20_000, 1500, 60
_AT_ONCE = 500
MADE = 10_000
_FIRST, _A_DAY = date(2023, 12, 1), 28
_VERBS = ("met", "received", "held talks with")
_WORDS = ("the talks were useful", "no deal was signed", "the border would stay open", "prices would fall by autumn")
_SYLLABLES = (
    "ba",
    "den",
    "gor",
    "ka",
    "lin",
    "mo",
    "nes",
    "pra",
    "ros",
    "sti",
    "tal",
    "vo",
    "zan",
    "wick",
    "ham",
    "ley",
)


class _Pools(NamedTuple):
    """Who and what is drawn, with how often."""

    people: list[str]
    weights: list[float]
    towns: list[str]


@cache
def _pools() -> _Pools:
    draw = random.Random(7)
    given = sorted(name for name in _given() if name.isascii() and name.isalpha() and len(name) > 3)[:3000]
    people = [
        f"{draw.choice(given).capitalize()} {''.join(draw.choices(_SYLLABLES, k=3)).capitalize()}"
        for _ in range(_PEOPLE)
    ]
    known = sorted(table("coordinates"), key=lambda name: -towns(name)[0].people)
    places = [name for name in known if name.isascii() and name.isalpha()][:_TOWNS]
    return _Pools(people, list(accumulate(1 / (rank + 5) for rank in range(_PEOPLE))), places)


def _given() -> Iterator[str]:
    rows = table("given_names")
    for value in rows.values() if isinstance(rows, dict) else [rows]:
        yield from value.split() if isinstance(value, str) else value


def records(data: Path, many: int) -> Iterator[Record]:
    """The made records, in order of their days: some `_A_DAY` of each."""
    draw = random.Random(11)
    for number, record in enumerate(made(templates(data), many)):
        day = (_FIRST + timedelta(days=number // _A_DAY)).isoformat()
        events = (replace(e, time=e.time and EventTime(day, day, day)) for e in record.events)
        dated = replace(record, article=replace(record.article, published=day), events=tuple(events))
        yield _told(dated, draw)


def _told(record: Record, draw: random.Random) -> Record:
    """A record with a paragraph more."""
    page, pools = record.article, _pools()
    day = date.fromisoformat((page.published or "")[:10])
    one, other = draw.choices(pools.people, cum_weights=pools.weights, k=2)
    if one == other:
        other = pools.people[-1]
    town = draw.choice(pools.towns)
    when, later = (day - timedelta(days=draw.randrange(3))), day + timedelta(days=draw.randrange(2, 20))
    deed = draw.choice(_VERBS)
    pieces: list[str] = [page.text, "\n\n"]
    at = len(page.text) + 2
    spans: dict[str, Span] = {}

    def add(words: str, name: str = "") -> None:
        nonlocal at
        pieces.append(words)
        if name:
            spans[name] = Span(at, at + len(words))
        at += len(words)

    says, adds = draw.sample(_WORDS, 2)
    for words, name in (
        *((one, "one"), (" ", ""), (deed, "met"), (" ", ""), (other, "other"), (" in ", ""), (town, "town")),
        *((f" on {when}. “", ""), (f"{says}, number {draw.randrange(100)}", "direct"), (",” ", ""), (one, "one again")),
        *(
            (" ", ""),
            ("said", "cue"),
            (". ", ""),
            (other, "other again"),
            (" ", ""),
            ("said", "cue two"),
            (" that ", ""),
        ),
        *((f"{adds} and that he would ", ""), ("visit", "visit"), (f" {town} on {later}", "indirect"), (".", "")),
    ):
        add(words, name)
    return replace(record, **_parts(record, (one, other, town), spans, when, later, draw, "".join(pieces)))


def _parts(
    record: Record,
    names: tuple[str, str, str],
    at: dict[str, Span],
    when: date,
    later: date,
    draw: random.Random,
    text: str,
) -> dict[str, Any]:
    one, other, town = names
    where = towns(town)[0]

    def seen(*keys: str) -> tuple[Mention, ...]:
        return tuple(Mention(at[key].start, at[key].end, "name") for key in keys)

    cast = (
        Entity("e100", "person", one, None, None, mentions=seen("one", "one again")),
        Entity("e101", "person", other, None, None, mentions=seen("other", "other again")),
        Entity("e102", "place", town, None, where.country, None, seen("town"), Location(where.lat, where.lon)),
    )
    states: tuple[Status, ...] = ("happened", "denied", "claimed")
    status = draw.choices(states, (90, 5, 5))[0]
    told_by = ("s1",) * draw.randrange(2)
    both = (Participant("e100", "actor"), Participant("e101", "actor"))
    met_on, comes_on = (EventTime(day.isoformat(), day.isoformat(), day.isoformat()) for day in (when, later))
    events = (
        Event(
            "v100",
            "meeting",
            at["met"],
            "CONSULT",
            None,
            both,
            "e102",
            met_on,
            status,
            None,
            told_by,
        ),
        Event("v101", "visit", at["visit"], "CONSULT", None, both[1:], "e102", comes_on, "expected", None, ("s2",)),
    )
    said = (
        Statement("s1", (at["direct"],), "e100", at["one again"], at["cue"], "direct"),
        Statement("s2", (at["indirect"],), "e101", at["other again"], at["cue two"]),
    )
    outlet = f"Outlet {int(draw.random() ** 2 * _OUTLETS)}"
    page = replace(
        record.article, text=text, publisher=outlet, headline=f"{one} meets {other} in {town}", language="en"
    )
    return {
        "article": page,
        "entities": (*record.entities, *cast),
        "events": (*record.events, *events),
        "statements": said,
    }


class _Rows:
    """Rows for the tables, written some at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._names: dict[str, int] = {}
        self._profiles: dict[str, int] = {}
        self._known: dict[tuple[str, str, str | None], tuple[Profile | None, list[tuple[str, bool]]]] = {}
        self._last = {"entity": 0, "event": 0, "statement": 0}
        self._now = now()

    def _put(self, into: str, /, **values: Any) -> None:
        columns = ", ".join(f'"{column}"' for column in values)
        asked = f"INSERT INTO {into}({columns}) VALUES ({', '.join('?' * len(values))})"
        self._rows.setdefault(asked, []).append(tuple(values.values()))

    def flush(self) -> None:
        """Write what was put."""
        for asked, rows in self._rows.items():
            self._connection.executemany(asked, rows)
        self._rows.clear()
        self._connection.commit()

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def article(self, key: int, record: Record) -> None:
        """The rows of one article."""
        page = record.article
        day = page.published[:10] if page.published else None
        about = {"headline": page.headline, "publisher": page.publisher, "published": page.published, "day": day}
        more = {"url": page.url, "source": page.source, "language": page.language, "word_count": page.word_count}
        stamps = {"added": self._now, "changed": self._now}
        self._put("article", id=key, name=page.id, version=1, hash=content_hash(page), **about, **more, **stamps)
        self._put("version", article=key, number=1, added=self._now, headline=page.headline, record=packed(record))
        headline, text = article_words(page)
        self._put("article_words", rowid=key, headline=headline, text=text)
        numbers = {entity.id: self._entity(key, entity, page.text) for entity in record.entities}
        mentions = sorted((m.start, m.end, numbers[e.id]) for e in record.entities for m in e.mentions)
        for one in record.statements:
            number = self._next("statement")
            source = spaced(page.text[one.source.start : one.source.end]) if one.source else None
            who, said = numbers.get(one.speaker or ""), one.said_on or day
            self._put(
                "statement", id=number, article=key, ref=one.id, speaker=who, source=source, act=one.act, day=said
            )
            for entity in sorted(_mentioned(mentions, one.content)):
                self._put("statement_about", entity=entity, statement=number)
            self._put("statement_words", rowid=number, text=_content_words(page, one.content))
        for event in record.events:
            self._event(key, event, numbers, day)
        for row in doubts(record):
            item: dict[str, Any] = {"part": int(row.part != "event"), "ref": row.ref}
            item["doubt"] = round(row.doubt * 10_000)
            self._put("doubt", article=key, **item, why=" ".join(row.why), settled=False)

    def _entity(self, key: int, entity: Entity, text: str) -> int:
        number = self._next("entity")
        self._put("entity", id=number, article=key, ref=entity.id, kind=entity.kind, country=entity.country)
        bare = (entity.kind, entity.name, entity.country)
        if bare not in self._known:  # each is mentioned by this name alone
            self._known[bare] = profile(entity), sorted(_names(entity, text).items())
        said, named = self._known[bare]
        for words, metonym in named:
            if words not in self._names:
                self._names[words] = len(self._names) + 1
                self._put("name", id=self._names[words], folded=words)
            self._put("entity_name", name=self._names[words], entity=number, metonym=metonym)
        if said is None:
            return number
        if said.key not in self._profiles:
            made = self._profiles[said.key] = len(self._profiles) + 1
            who = {"kind": said.kind, "name": said.name, "country": said.country, "office": said.office}
            same = {"wikidata": said.wikidata, "pin": said.pin, "folded": folded(said.name), "thing": made}
            self._put("profile", id=made, key=said.key, **who, **same)
            for word in sorted(index_keys(said)):
                self._put("profile_key", key=word, profile=made)
        self._put("entity_profile", entity=number, profile=self._profiles[said.key])
        return number

    def _event(self, key: int, event: Event, numbers: dict[str, int], day: str | None) -> None:
        number = self._next("event")
        begin, until = event_bounds(event, day)
        kind = {"type": event.type, "plover": event.plover, "status": event.status}
        place = numbers.get(event.place or "")
        self._put("event", id=number, article=key, ref=event.id, **kind, begin=begin, until=until, place=place)
        for part in {(p.entity, p.role): p for p in event.participants}.values():
            if who := numbers.get(part.entity):
                self._put("participant", event=number, entity=who, role=part.role, status=part.status)


def filled(data: Path, many: int, file: Path) -> None:
    """Make a store of so many articles."""
    open_store(file).close()
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        rows = _Rows(connection)
        source = enumerate(records(data, many), 1)
        while some := list(islice(source, _AT_ONCE)):
            for key, record in some:
                rows.article(key, record)
            rows.flush()
        connection.execute("UPDATE written SET mark = ?", (f"made {many}",))
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def main() -> int:
    """Make the store."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--made", type=int, default=MADE)
    options = parser.parse_args()
    if options.file.exists():
        print(f"large: {options.file} is there already: name another file")
        return 2
    stored(options.data, options.file, options.articles, options.made)
    return 0


def stored(data: Path, file: Path, articles: int, made_of: int = MADE) -> None:
    """Make a store with so many linked articles, and print what each step took."""
    made_of = min(made_of, articles)
    with _timed(f"{made_of} articles made"):
        filled(data, made_of, file)
    with _timed("linked"), open_store(file) as store:
        linked(store)
    if copies := articles // made_of - 1:
        with _timed(f"{copies} copies of each"):
            _copies(file, copies)


def _copies(file: Path, many: int) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    copied(connection, many)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun, spent = time.monotonic(), time.process_time()
    yield
    print(f"{what}: {time.monotonic() - begun:.0f} s, {time.process_time() - spent:.0f} s of a core", flush=True)


if __name__ == "__main__":
    sys.exit(main())
