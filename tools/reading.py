"""A hand-written reading, in marks, to a record: reading.py ARTICLE.json READING.txt > RECORD.json

ARTICLE.json is one object {id, text, title?, published?, publisher?, url?}, or holds it as "article". READING.txt has
the article's text with marks in it, a line `---`, and YAML that says the rest: docs/annotation.md tells what the marks
mean. Every mistake is named with its place; the record is printed only when there is none.
"""

from __future__ import annotations

import json
import re
import sys
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import yaml

from readout.lexicon import table
from readout.model import Article, Record, spans
from readout.read import read_bytes

Piece = tuple[int, int]
Plain = dict[str, Any]
_MARK = re.compile(r"\{([^{}|]+)\||(\})")
_FORMS = {"": "name", "n": "name", "p": "pronoun", "d": "description", "m": "metonym"}
_PARTS = {"<": "source", "=": "cue", ">": "content", "!": "trigger"}
_ROLES = ("actor", "recipient", "attendee")


def marks(marked: str, text: str, wrong: list[str]) -> list[tuple[str, int, int]]:
    """Each mark as (label, start, end) in code points of `text`: the marked text but for marks and white space."""
    found: list[tuple[str, int, int]] = []
    stack: list[tuple[str, int]] = []
    at = i = 0
    while i < len(marked):
        mark = _MARK.match(marked, i)
        if marked[i].isspace():
            i += 1
        elif mark and mark[1]:
            at = _next_word(text, at)
            stack.append((mark[1].strip(), at))
            i = mark.end()
        elif mark and stack:
            label, start = stack.pop()
            found.append((label, start, start + len(text[start:at].rstrip())))
            i = mark.end()
        else:
            at = _next_word(text, at)
            if text[at : at + 1] != marked[i]:
                near = marked[max(0, i - 40) : i + 30]
                wrong.append(f"the marked text leaves the article at {near!r}, which has {text[at : at + 40]!r} there")
                return found
            at, i = at + 1, i + 1
    if text[at:].strip():
        wrong.append(f"the marked text ends before {text[at : at + 50]!r}")
    wrong.extend(f"mark {label!r} is never closed" for label, _ in stack)
    wrong.extend(f"mark {label!r} holds no words" for label, start, end in found if start >= end)
    return sorted(found, key=lambda m: (m[1], -m[2]))


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day of a TIMEX3 day, month, year or decade; (None, None) for any other value."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d(T.*)?", value):
        return value[:10], value[:10]
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return f"{value}-01", f"{value}-{monthrange(int(match[1]), int(match[2]))[1]:02}"
    if re.fullmatch(r"\d{3,4}", value):
        return f"{value:0<4}-01-01", f"{value:9<4}-12-31"
    return None, None


def _type(value: str) -> str:
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value else "DATE"


@dataclass
class Reading:
    """A reading taken apart: its marks by what they mark, the rest as YAML says it, and what is wrong with it."""

    article: Article
    said: Plain
    wrong: list[str]
    mentions: dict[str, list[Plain]] = field(default_factory=lambda: defaultdict(list))
    times: list[Plain] = field(default_factory=list)
    pieces: dict[str, dict[str, list[Piece]]] = field(default_factory=lambda: {part: {} for part in _PARTS.values()})

    def told(self, part: str) -> dict[Any, Plain]:
        """The items of a part by label; one of which nothing is said has an empty row."""
        return {label: row or {} for label, row in (self.said.get(part) or {}).items()}

    def place(self, label: str, start: int, end: int) -> None:
        """Put a mark where it belongs."""
        if label[0] == "@":
            kind, _, value = label[1:].rpartition(" ")
            low, high = bounds(value)
            name = f"t{len(self.times) + 1}"
            row = {"id": name, "start": start, "end": end, "type": kind or _type(value), "value": value}
            self.times.append({**row, "from": low, "to": high})
        elif label[0] in _PARTS:
            self.pieces[_PARTS[label[0]]].setdefault(label[1:], []).append((start, end))
        else:
            names, _, form = label.partition("/")
            if form not in _FORMS:
                self.wrong.append(f"mark {label!r}: no such form; there are n, p, d, m")
            for name in names.split("+"):
                self.mentions[name].append({"start": start, "end": end, "form": _FORMS.get(form, "name")})

    def first(self, part: str, label: str) -> int:
        """Where the first mark of an item's part stands; behind the text if there is none."""
        return self.pieces[part].get(label, [(len(self.article.text), 0)])[0][0]


def take_apart(article: Article, source: str) -> Reading:
    """A reading's marks and YAML."""
    marked, _, rest = source.partition("\n---\n")
    reading = Reading(article, yaml.safe_load(rest) or {}, [])
    for part in ("entities", "statements", "events"):
        odd = [label for label in reading.told(part) if not isinstance(label, str)]
        reading.wrong.extend(f"{part}: YAML takes the label for {label!r}; choose another" for label in odd)
    if not reading.wrong:
        for mark in marks(marked, article.text, reading.wrong):
            reading.place(*mark)
    return reading


class Builder:
    """A reading as the plain data of a record."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.wrong = reading, reading.wrong
        self.entity_ids = {label: f"e{i}" for i, label in enumerate(reading.told("entities"), 1)}
        statements = sorted(reading.told("statements"), key=lambda s: reading.first("content", s))
        self.statement_ids = {label: f"s{i}" for i, label in enumerate(statements, 1)}
        events = sorted(reading.told("events"), key=lambda v: reading.first("trigger", v))
        self.event_ids = {label: f"v{i}" for i, label in enumerate(events, 1)}
        self._check(reading.mentions, self.entity_ids, "entity")
        for part in ("source", "cue", "content"):
            self._check(reading.pieces[part], self.statement_ids, f"{part} of statement")
        self._check(reading.pieces["trigger"], self.event_ids, "event")

    def _check(self, marked: Plain, told: dict[str, str], what: str) -> None:
        self.wrong.extend(f"{what} {label!r} is marked but not told of" for label in marked if label not in told)

    def _id(self, ids: dict[str, str], label: Any, where: str) -> str | None:
        if label is not None and label not in ids:
            self.wrong.append(f"{where}: {label!r} is not told of")
        return ids.get(label)

    def entity(self, label: str, row: Plain) -> Plain:
        mentions = self.reading.mentions.get(label)
        if not mentions:
            self.wrong.append(f"entity {label!r} has no mention")
        named = {key: row.get(key) for key in ("kind", "name", "role", "country")}
        return {"id": self.entity_ids[label], **named, "mentions": mentions or [], **_flags(row)}

    def statement(self, label: str, row: Plain) -> Plain:
        pieces = {part: self.reading.pieces[part].get(label) for part in ("source", "cue", "content")}
        if not pieces["content"]:
            self.wrong.append(f"statement {label!r} has no content")
        return {
            "id": self.statement_ids[label],
            "content": [_span(piece) for piece in pieces["content"] or ()],
            "speaker": self._id(self.entity_ids, row.get("speaker"), label),
            "source": _hull(pieces["source"]),
            "cue": _hull(pieces["cue"]),
            "kind": row.get("kind", "indirect"),
            "act": row.get("act", "say"),
            "said_on": _words(row.get("said_on")),
            "addressee": self._id(self.entity_ids, row.get("addressee"), label),
            "via": [self._id(self.entity_ids, via, label) for via in row.get("via") or ()],
            **_flags(row),
        }

    def event(self, label: str, row: Plain) -> Plain:
        trigger = self.reading.pieces["trigger"].get(label)
        kind = table("event_kinds").get(row.get("type"))
        if not trigger or not kind:
            self.wrong.append(
                f"event {label!r} has no " + ("trigger" if kind else f"kind of the table: {row.get('type')}")
            )
            return {}
        own: Plain = row.get("own") or {}
        parties = [(name, role) for role in _ROLES for name in row.get(role) or ()]
        self._check(own, dict(parties), f"event {label!r}: own status of")
        participants = []
        for name, role in parties:
            status, reason = [*(own.get(name) or ()), None, None][:2]
            entity = self._id(self.entity_ids, name, label)
            participants.append({"entity": entity, "role": role, "status": status, "reason": reason})
        return {
            "id": self.event_ids[label],
            "type": row["type"],
            "trigger": _hull(trigger[:1]),
            "plover": kind["is"]["plover"],
            "cameo": kind["is"]["cameo"],
            "participants": participants,
            "place": self._id(self.entity_ids, row.get("place"), label),
            "time": _time(row.get("time")),
            "status": row.get("status"),
            "attendee_count": row.get("count"),
            "sources": [self._id(self.statement_ids, s, label) for s in row.get("sources") or ()],
            **_flags(row),
        }

    def discrepancy(self, row: Plain) -> Plain:
        text = self.reading.article.text
        at = [(text.find(words), words) for words in row["words"]]
        self.wrong.extend(
            f"discrepancy {row['about']!r}: {words!r} is not in the text" for start, words in at if start < 0
        )
        spans_ = [_span((start, start + len(words))) for start, words in at]
        return {"about": row["about"], "values": [str(v) for v in row["values"]], "spans": spans_}

    def plain(self) -> Plain:
        """The whole record; what is wrong is in `wrong` then."""
        told = self.reading.told
        return {
            "article": msgspec.to_builtins(self.reading.article),
            "entities": [self.entity(label, row) for label, row in told("entities").items()],
            "times": self.reading.times,
            "statements": [self.statement(label, told("statements")[label]) for label in self.statement_ids],
            "events": [self.event(label, told("events")[label]) for label in self.event_ids],
            "discrepancies": [self.discrepancy(row) for row in self.reading.said.get("discrepancies") or ()],
            "problems": [],
        }


def _flags(row: Plain) -> Plain:
    return {key: row[key] for key in ("optional", "note") if row.get(key)}


def _words(value: Any) -> str | None:
    return None if value is None else str(value)


def _span(piece: Piece) -> Plain:
    return {"start": piece[0], "end": piece[1]}


def _hull(pieces: list[Piece] | None) -> Plain | None:
    return _span((pieces[0][0], pieces[-1][1])) if pieces else None


def _time(value: Any) -> Plain | None:
    """A time given as a value, or as {value, from, to}."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {key: _words(value.get(key)) for key in ("value", "from", "to")}
    low, high = bounds(str(value))
    return {"value": str(value), "from": low, "to": high}


def record(article: Article, source: str) -> tuple[Plain, list[str]]:
    """The record of a reading as plain data with its flags, and what is wrong with the reading."""
    reading = take_apart(article, source)
    if reading.wrong:
        return {}, reading.wrong
    made = Builder(reading)
    plain = made.plain()
    if not made.wrong:
        try:
            checked = msgspec.convert(plain, Record)
            text = checked.article.text
            made.wrong.extend(f"{where} quotes no words" for where, s, e in spans(checked) if not text[s:e].strip())
        except msgspec.ValidationError as error:
            made.wrong.append(str(error))
    return plain, made.wrong


def main() -> None:
    """Print the record, or each mistake on standard error with exit status 1."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    name = str(data.get("original") or sys.argv[1])
    article = next(read_bytes(json.dumps(data.get("article", data)).encode(), "reading.jsonl"))
    if not isinstance(article, Article):
        sys.exit(f"{sys.argv[1]}: {article.what}")
    article = msgspec.structs.replace(article, source=name)
    plain, wrong = record(article, Path(sys.argv[2]).read_text("utf-8"))
    if wrong:
        sys.exit("\n".join(f"{sys.argv[2]}: {line}" for line in wrong))
    print(json.dumps(plain, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
