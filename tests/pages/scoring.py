"""How well a record agrees with a reading by hand (the JSON files beside this one): the matching rules in one place.

Every part is a share from 0 to 1; a part that the reading leaves out is not scored. Items marked `optional` neither
help nor hurt. In a reading a list of names, types, statuses or contents, and `{"any": [...]}`, are alternatives.
  article           fields of the page that are right
  entities          F1; a match has a wanted name and kind; a person that nobody wants counts as wrong
  entity_detail     role, country and number of mentions right on the matched ones
  metonyms          words that resolve to the wanted entity, not to a place
  statements        F1; a match has the wanted speaker (by name or by the words of its source) and the wanted content
  statement_detail  cue, kind and date of saying right on the matched ones
  events            F1; a match has a wanted type, its trigger in a wanted sentence and every wanted participant
  event_detail      time, status, place and source right on the matched ones
  grounding         spans that quote words of the text
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
SAME_CONTENT = 0.6  # token F1 from which two contents are the same
SENTENCE_BREAK = re.compile(r"(?<=[a-z0-9%\"”’')])[.!?][\"”’')]?\s+(?=[A-Z\"“‘'])|\n+")
TITLE_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gov|Sen|Sens|Rep|Gen|Lt|Col|Sgt|Rev|St|Co|Inc|Corp|Calif|No)$")


@dataclass
class Score:
    """Shares by part, and a line for each thing that is missing, wrong or invented."""

    parts: dict[str, float] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)


def score(reading: Json, data: Json) -> Score:
    """Score a record, as JSON, against a reading."""
    record, result = Reader(data), Score()
    result.parts["article"], result.notes["article"] = _article(reading["article"], record)
    for part, detail, judge in (
        ("entities", "entity_detail", _entities),
        ("statements", "statement_detail", _statements),
        ("events", "event_detail", _events),
    ):
        if any(not wanted.get("optional") for wanted in reading.get(part, ())):
            tally = judge(reading[part], record)
            result.parts[part] = tally.f1
            result.notes[part], result.notes[detail] = tally.notes, tally.detail_notes
            if tally.details:
                result.parts[detail] = sum(tally.details) / len(tally.details)
    if reading.get("metonyms"):
        missed = [m for m in reading["metonyms"] if not _resolves(m, record)]
        result.parts["metonyms"] = 1 - len(missed) / len(reading["metonyms"])
        result.notes["metonyms"] = [f"missed {m['text']} in '{m['in']}'" for m in missed]
    result.parts["grounding"], result.notes["grounding"] = _grounding(data)
    return result


class Reader:
    """A record's JSON with the look-ups that matching needs."""

    def __init__(self, data: Json) -> None:
        self.data, self.article = data, data["article"]
        self.text: str = self.article["text"]
        self.plain = _plain(self.text)
        self.entities = {e["id"]: e for e in data.get("entities", ())}
        self.statements = {s["id"]: s for s in data.get("statements", ())}
        breaks = (m for m in SENTENCE_BREAK.finditer(self.text) if not TITLE_BEFORE.search(self.text[: m.start()][-6:]))
        self.starts = [0, *(m.end() for m in breaks)]

    def words(self, *spans: Json) -> str:
        return " ".join(self.text[s["start"] : s["end"]] for s in spans)

    def names(self, entity_id: str | None) -> set[str]:
        """Every name that an entity goes by: its own, and its mentions by name."""
        entity = self.entities.get(entity_id or "")
        if entity is None:
            return set()
        by_name = (m for m in entity.get("mentions", ()) if m["form"] in ("name", "metonym"))
        return {fold(entity["name"]), *(fold(self.words(m)) for m in by_name)}

    def speakers(self, statement: Json) -> set[str]:
        source = statement.get("source")
        return self.names(statement.get("speaker")) | ({fold(self.words(source))} if source else set())

    def sources(self, event: Json) -> set[str]:
        """The names of all who say that an event is so."""
        found: set[str] = set()
        for statement in (self.statements.get(s) for s in event.get("sources", ())):
            if statement:
                found |= self.speakers(statement).union(*(self.names(v) for v in statement.get("via", ())))
        return found

    def sentence(self, words: str) -> tuple[int, int] | None:
        """The bounds of the sentence in which some words begin."""
        at = self.plain.find(_plain(words))
        if at < 0:
            return None
        number = bisect_right(self.starts, at)
        return self.starts[number - 1], self.starts[number] if number < len(self.starts) else len(self.text) + 1


def _plain(text: str) -> str:
    """The text with plain quote marks and spaces, as long as before."""
    return text.translate(str.maketrans("’‘“”\xa0", "''\"\" "))


def fold(text: str | None) -> str:
    return re.sub(r"\s+", " ", _plain(text or "")).strip().lower()


def either(wanted: Any) -> list[Any]:
    """The alternatives for a value."""
    if isinstance(wanted, dict) and "any" in wanted:
        return list(wanted["any"])
    return wanted if isinstance(wanted, list) else [wanted]


def f1(hits: int, found: int, wanted: int) -> float:
    return 2 * hits / (found + wanted) if hits else 0.0


def token_f1(a: str, b: str) -> float:
    """The F1 of two texts' words, whatever their order."""
    first, second = Counter(re.findall(r"\w+", fold(a))), Counter(re.findall(r"\w+", fold(b)))
    return f1((first & second).total(), first.total(), second.total())


@dataclass
class Tally:
    """Hits, misses and inventions among the items of one part."""

    hits: int = 0
    wanted: int = 0
    extra: int = 0
    details: list[bool] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    detail_notes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return f1(self.hits, self.hits + self.extra, self.wanted)

    def check(self, label: str, checks: Iterable[tuple[str, bool, Any, Any]]) -> None:
        """Count details, each as (name, right, wanted, found)."""
        for name, right, wanted, found in checks:
            self.details.append(right)
            if not right:
                self.detail_notes.append(f"{label}: {name} wanted {wanted!r}, found {found!r}")


def _match(
    wanted: list[Json],
    found: Iterable[Json],
    fit: Callable[[Json, Json], float],
    label: Callable[[Json], str],
    details: Callable[[Json, Json], Iterator[tuple[str, bool, Any, Any]]],
    invented: Callable[[Json], str | None],
) -> Tally:
    """Pair each wanted item with the unused found one that fits it best (0 is no match), optional items last."""
    tally, left = Tally(), {item["id"]: item for item in found}
    for want in sorted(wanted, key=lambda w: bool(w.get("optional"))):
        best, item_id = max(((fit(want, item), item_id) for item_id, item in left.items()), default=(0.0, ""))
        item = left.pop(item_id) if best else None
        if want.get("optional"):
            continue
        tally.wanted += 1
        tally.hits += item is not None
        if item is None:
            tally.notes.append(f"missed {label(want)}")
        else:
            tally.check(label(want), details(want, item))
    wrong = [note for note in map(invented, left.values()) if note is not None]
    tally.extra = len(wrong)
    tally.notes += [f"extra {note}" for note in wrong]
    return tally


def _article(wanted: Json, record: Reader) -> tuple[float, list[str]]:
    article = record.article
    body = fold("\n".join(record.words(b) for b in article.get("blocks", ()) if b["kind"] == "paragraph"))
    images = article.get("images") or [{}]
    authors = [fold(a) for a in article.get("authors") or ()]
    checks: dict[str, tuple[bool, Any]] = {}
    for key in ("headline", "publisher"):
        if key in wanted:
            checks[key] = fold(article.get(key)) in map(fold, either(wanted[key])), article.get(key)
    if "authors" in wanted:
        lists = wanted["authors"]["any"] if isinstance(wanted["authors"], dict) else [wanted["authors"]]
        checks["authors"] = authors in [[fold(a) for a in names] for names in lists], authors
    if "published" in wanted:
        published = article.get("published") or ""
        checks["published"] = any(published.startswith(p) for p in either(wanted["published"])), published
    for key in ("language", "read_time_minutes"):
        if key in wanted:
            checks[key] = article.get(key) == wanted[key], article.get(key)
    if "caption_starts" in wanted:
        captions = [i.get("caption") for i in images]
        checks["caption"] = any(fold(c).startswith(fold(wanted["caption_starts"])) for c in captions), captions
    if "caption_date" in wanted:
        dates = [i.get("date") for i in images]
        checks["caption_date"] = wanted["caption_date"] in dates, dates
    for key, value in wanted.get("credit", {}).items():
        credits = [fold((i.get("credit") or {}).get(key)) for i in images]
        checks["credit " + key] = fold(value) in credits, credits
    if "body_paragraphs" in wanted:
        count = sum(b["kind"] == "paragraph" for b in article.get("blocks", ()))
        checks["body_paragraphs"] = count == wanted["body_paragraphs"], count
    if "body_starts" in wanted:
        checks["body_starts"] = body.startswith(fold(wanted["body_starts"])), body[:80]
    if "body_ends" in wanted:
        checks["body_ends"] = body.endswith(fold(wanted["body_ends"])), body[-80:]
    if "not_in_body" in wanted:
        dirt = [words for words in wanted["not_in_body"] if fold(words) in body]
        checks["body_clean"] = bool(body) and not dirt, dirt
    wrong = {key: found for key, (right, found) in checks.items() if not right}
    notes = [f"{key} wanted {wanted.get(key)!r}, found {found!r}" for key, found in wrong.items()]
    return sum(right for right, _ in checks.values()) / len(checks), notes


def _entities(wanted: list[Json], record: Reader) -> Tally:
    def fit(want: Json, entity: Json) -> float:
        return float(entity["kind"] in either(want["kind"]) and fold(entity["name"]) in map(fold, want["names"]))

    def details(want: Json, entity: Json) -> Iterator[tuple[str, bool, Any, Any]]:
        if "role" in want:
            role = fold(entity.get("role"))
            yield "role", any(r in role for r in either(want["role"])), want["role"], entity.get("role")
        if "country" in want:
            yield "country", entity.get("country") == want["country"], want["country"], entity.get("country")
        if "mentions_at_least" in want:
            count = len(entity.get("mentions", ()))
            yield "mentions", count >= want["mentions_at_least"], want["mentions_at_least"], count

    return _match(
        wanted,
        record.entities.values(),
        fit,
        lambda want: f"{'/'.join(either(want['kind']))} {want['names'][0]}",
        details,
        lambda entity: f"person {entity['name']}" if entity["kind"] == "person" else None,
    )


def _resolves(want: Json, record: Reader) -> bool:
    at = record.plain.find(_plain(want["in"]))
    if at < 0:
        return False
    at += want["in"].find(want["text"])
    return any(
        mention["start"] <= at < mention["end"]
        for entity in record.entities.values()
        if entity["kind"] != "place" and record.names(entity["id"]) & set(map(fold, either(want["entity"])))
        for mention in entity.get("mentions", ())
    )


def _statements(wanted: list[Json], record: Reader) -> Tally:
    speakers = {s["id"]: record.speakers(s) for s in record.statements.values()}
    contents = {s["id"]: record.words(*s["content"]) for s in record.statements.values()}

    def fit(want: Json, said: Json) -> float:
        named = speakers[said["id"]]
        if not (named & set(map(fold, want["speaker"])) if want["speaker"] else not named):
            return 0.0
        same = max(token_f1(contents[said["id"]], content) for content in either(want["content"]))
        return same if same >= SAME_CONTENT else 0.0

    def details(want: Json, said: Json) -> Iterator[tuple[str, bool, Any, Any]]:
        cue = record.words(said["cue"]) if said.get("cue") else None
        if "cue" in want:
            yield "cue", token_f1(cue or "", want["cue"]) > 0, want["cue"], cue
        if "kind" in want:
            yield "kind", said["kind"] == want["kind"], want["kind"], said["kind"]
        if "said_on" in want:
            yield "said_on", said.get("said_on") == want["said_on"], want["said_on"], said.get("said_on")

    def shown(said: Json) -> str:
        source = record.words(said["source"]) if said.get("source") else None
        name = record.entities.get(said.get("speaker") or "", {}).get("name")
        cue = record.words(said["cue"]) if said.get("cue") else None
        return f"{name} ({source}) [{cue}]: {contents[said['id']][:140]}"

    def label(want: Json) -> str:
        return f"{'|'.join(want['speaker'][:2])} [{want.get('cue')}]: {either(want['content'])[0][:140]}"

    return _match(wanted, record.statements.values(), fit, label, details, shown)


def _events(wanted: list[Json], record: Reader) -> Tally:
    cast = {
        e["id"]: [record.names(p["entity"]) for p in e.get("participants", ())] for e in record.data.get("events", ())
    }

    def details(want: Json, event: Json) -> Iterator[tuple[str, bool, Any, Any]]:
        time = event.get("time") or {}
        if "time" in want:
            begin, value = time.get("from") or "", time.get("value") or ""
            yield "time", want["time"] in (begin, value), want["time"], value or begin or None
        if "time_ends" in want:
            yield "time_ends", time.get("to") == want["time_ends"], want["time_ends"], time.get("to")
        if "status" in want:
            yield "status", event.get("status") in want["status"], want["status"], event.get("status")
        if "place" in want:
            places = record.names(event.get("place"))
            yield "place", bool(places & set(map(fold, want["place"]))), want["place"], sorted(places)
        if "source" in want:
            sources = record.sources(event)
            yield "source", bool(sources & set(map(fold, want["source"]))), want["source"], sorted(sources)

    def fit(want: Json, event: Json) -> float:
        at = event["trigger"]["start"]
        bounds = filter(None, map(record.sentence, either(want["near"])))
        if event["type"] not in want["type"] or not any(low <= at < high for low, high in bounds):
            return 0.0
        present = cast[event["id"]]
        if not all(any(names & set(map(fold, who)) for names in present) for who in want["participants"]):
            return 0.0
        return 1.0 + sum(right for _, right, _, _ in details(want, event))

    def shown(event: Json) -> str:
        low = event["trigger"]["start"]
        who = ", ".join(sorted(record.entities.get(p["entity"], {}).get("name", "?") for p in event["participants"]))
        context = record.text[max(0, low - 50) : low + 60].replace("\n", " / ")
        return f"{event['type']} '{record.words(event['trigger'])}' ({who}; {event.get('status')}) in '…{context}…'"

    def label(want: Json) -> str:
        who = ", ".join("|".join(names[:2]) for names in want["participants"])
        return f"{'/'.join(want['type'])} ({who}) in '{either(want['near'])[0]}'"

    return _match(wanted, record.data.get("events", ()), fit, label, details, shown)


def _grounding(data: Json) -> tuple[float, list[str]]:
    """The share of all spans of the record that quote words of the text."""
    text = data["article"]["text"]
    spans = list(_spans(data))
    wrong = [s for s in spans if not (0 <= s["start"] < s["end"] <= len(text) and text[s["start"] : s["end"]].strip())]
    return (len(spans) - len(wrong)) / max(1, len(spans)), [f"span {s}" for s in wrong]


def _spans(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _spans(part)
