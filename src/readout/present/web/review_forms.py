"""What a reviewer's form asks for: its fields read, checked against the article, and told as a wish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from starlette.datastructures import FormData

from readout.lexicon import table
from readout.model import EntityKind, EventTime, Record, Role, Span, StatementKind, Status
from readout.present.web.asked import BadRequest
from readout.store.corrections import Wish
from readout.store.corrections_model import Change, Part, Seat, Who, Words, words_at
from readout.store.corrections_words import place_of, who_of, whole

ACTIONS = ("accept", "reject", "correct", "add", "merge", "split")
PARTS: tuple[Part, ...] = get_args(Part)
# So many parties a form may have.
SEATS = 24
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


class Form(Mapping[str, str]):
    """A form's fields of one value, without what surrounds them; `all` has every value of one."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def __getitem__(self, name: str) -> str:
        value = self._data[name]
        return value.strip().replace("\r\n", "\n") if isinstance(value, str) else ""

    def __iter__(self) -> Any:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def all(self, name: str) -> list[str]:
        """Every value of a field that may have several."""
        return [value.strip() for value in self._data.getlist(name) if isinstance(value, str) and value.strip()]

    def number(self, name: str) -> int | None:
        """A whole number, or None where there is none."""
        value = self.get(name, "")
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}", value):
            raise BadRequest([f"“{name}” must be a number, not “{value[:40]}”."])
        return int(value)

    def span(self, name: str) -> Span | None:
        """START-END, or None where there is none."""
        found = _SPAN.fullmatch(self.get(name, ""))
        return Span(int(found[1]), int(found[2])) if found else None


def wish(form: Form, record: Record) -> Wish:
    """What is asked for, beside the record that the form was filled in on; raises BadRequest for what can't be."""
    part, action, of = form.get("part", ""), form.get("action", ""), form.get("of", "")
    if part not in PARTS or action not in ACTIONS:
        raise BadRequest(["This form is not one of these pages."])
    at = form.span("at")
    base: dict[str, Any] = {
        "seen": form.number("seen"),
        "version": form.number("version"),
        "note": form.get("note") or None,
    }
    name = record.article.id
    if action in ("accept", "reject"):
        return Wish(name, part, of, action, at=at, **base)  # type: ignore[arg-type]
    reader = _Reader(form, record, at or Span(0, 0))
    if action == "add":
        asked, place = reader.added(part)
        return Wish(name, part, "", "add", asked, at=place, **base)
    if place_of(record, part, of) is None:
        raise BadRequest([f"The article has no such {part}."])
    change = reader.joined(part, action) if action in ("merge", "split") else reader.corrected(part, of)
    if action == "correct" and not change.fields():
        action = "accept"
    return Wish(name, part, of, action, change, at=at, **base)  # type: ignore[arg-type]


class _Reader:
    """Reads the fields of one form against the article's words."""

    def __init__(self, form: Form, record: Record, at: Span) -> None:
        self.form, self.record, self.at = form, record, at
        self.text = record.article.text
        self.problems: list[str] = []

    def corrected(self, part: str, of: str) -> Change:
        """The fields that differ from the item as it stands."""
        asked = self.fields(part)
        before = whole(self.record, part, of).fields()  # type: ignore[arg-type]
        if isinstance(time := before.get("time"), EventTime) and _same_days(time, asked.get("time")):
            asked.pop("time")
        changed = {name: value for name, value in asked.items() if not _equal(value, before.get(name))}
        return self.made(changed)

    def added(self, part: str) -> tuple[Change, Span | None]:
        """All fields of a new item, and where it stands."""
        fields = self.fields(part)
        named = fields.get("trigger") or next(iter(fields.get("content") or ()), None)
        if part == "entity":
            named = self.words("mention", "The words that name it")
        if named is None:
            self.problems.append("Say which words of the article tell it.")
        if fields.get("content"):
            spans = [words.span for words in fields["content"]]
            place: Span | None = Span(min(s.start for s in spans), max(s.end for s in spans))
        else:
            place = named.span if named else None
        if part == "entity" and named and not fields.get("name"):
            fields["name"] = " ".join(named.exact.split())
        return self.made(fields), place

    def joined(self, part: str, action: str) -> Change:
        """The other side of a merge, or the words that are split off."""
        if action == "merge":
            other = place_of(self.record, part, self.form.get("into", ""))  # type: ignore[arg-type]
            if other is None:
                raise BadRequest(["Choose what it is the same as."])
            return Change(into=words_at(self.text, other))
        spans = [Span(int(m[1]), int(m[2])) for v in self.form.all("mention") if (m := _SPAN.fullmatch(v))]
        if not spans:
            raise BadRequest(["Choose the words to split off."])
        words = tuple(words_at(self.text, span) for span in spans)
        name = self.form.get("new_name", "")
        return Change(mentions=words, name=name) if name else Change(mentions=words)

    def made(self, fields: dict[str, Any]) -> Change:
        """The change; raises BadRequest with every problem."""
        if self.problems:
            raise BadRequest(self.problems)
        return Change(**fields)

    def fields(self, part: str) -> dict[str, Any]:
        """Every field of the form as a correction sets it."""
        if part == "event":
            return self.event()
        return self.statement() if part == "statement" else self.entity()

    def event(self) -> dict[str, Any]:
        """An event's."""
        found: dict[str, Any] = {
            "type": self.one_of("type", tuple(table("event_kinds"))),
            "status": self.one_of("status", get_args(Status)),
            "trigger": self.words("trigger", "The words that tell it"),
            "participants": tuple(seat for number in range(SEATS) if (seat := self.seat(number))),
            "place": self.who("place"),
            "attendee_count": self.form.number("attendee_count"),
            "time": self.time(),
        }
        if "sources_shown" in self.form:
            chosen = [place_of(self.record, "statement", of) for of in self.form.all("sources")]
            found["sources"] = tuple(words_at(self.text, span) for span in chosen if span)
        if found["trigger"] is None:
            del found["trigger"]
        return found

    def statement(self) -> dict[str, Any]:
        """A statement's."""
        pieces = (self.words(f"content{n}", "The words that are said") for n in range(4))
        found: dict[str, Any] = {
            "content": tuple(sorted(piece for piece in pieces if piece)),
            "speaker": self.who("speaker"),
            "source": self.words("source", "The words that name the speaker"),
            "cue": self.words("cue", "The cue"),
            "voice": self.one_of("voice", get_args(StatementKind)),
            "act": self.form.get("act") or "say",
            "said_on": self.form.get("said_on") or None,
            "addressee": self.who("addressee"),
        }
        if not found["content"]:
            self.problems.append("A statement needs the words that are said.")
        return found

    def entity(self) -> dict[str, Any]:
        """An entity's."""
        return {
            "name": self.form.get("name", ""),
            "kind": self.one_of("kind", get_args(EntityKind)),
            "role": self.form.get("role") or None,
            "country": (self.form.get("country") or "").upper() or None,
        }

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        """One of some values."""
        value = self.form.get(name, "")
        if value not in choices:
            self.problems.append(f"“{name}” must be one of {', '.join(choices)}, not “{value[:40]}”.")
        return value

    def time(self) -> EventTime | None:
        """The days between two bounds."""
        begin, until = self.form.get("from") or None, self.form.get("to") or None
        if not (begin or until):
            return None
        return EventTime(begin if begin == until else None, begin, until)

    def who(self, name: str) -> Who | None:
        """Whom a field chooses among the article's entities, or names by words of the article in a second field."""
        return who_of(self.record, self.form.get(name)) if self.form.get(name) else None

    def seat(self, number: int) -> Seat | None:
        """A party of an event."""
        who = self.who(f"who{number}")
        words = self.words(f"new{number}", "The words that name the party") if self.form.get(f"new{number}") else None
        if who is None and words is not None:
            kind = self.one_of(f"kind{number}", get_args(EntityKind))
            who = Who(" ".join(words.exact.split()), kind, words)  # type: ignore[arg-type]
        if who is None:
            return None
        role, own = self.one_of(f"role{number}", get_args(Role)), self.form.get(f"own{number}") or None
        if own is not None and own not in get_args(Status):
            self.problems.append(f"“{own[:40]}” is no status.")
        return Seat(who, role, own, self.form.get(f"reason{number}") or None)  # type: ignore[arg-type]

    def words(self, name: str, label: str) -> Words | None:
        """Words of the article: those at the span that the form names, else the nearest that read so."""
        said = " ".join(self.form.get(name, "").split())
        if not said:
            return None
        span = self.form.span(f"{name}_at")
        if span and span.end <= len(self.text) and " ".join(self.text[span.start : span.end].split()) == said:
            return words_at(self.text, span)
        pattern = r"\s+".join(map(re.escape, said.split(" ")))
        near = (span or self.at).start
        places = [Span(m.start(), m.end()) for m in re.finditer(pattern, self.text)]
        if not places:
            self.problems.append(
                f"{label}: “{said[:80]}” doesn't stand in the article. Copy the words as they are there."
            )
            return None
        return words_at(self.text, min(places, key=lambda p: abs(p.start - near)))


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, Who) and isinstance(other, Who):
        return (one.name, one.kind) == (other.name, other.kind) and one.at == other.at
    return bool(one == other)


def _same_days(one: EventTime, other: Any) -> bool:
    """Whether a form leaves a time as it is: it shows its days alone."""
    if other is None:
        return not (one.begin or one.until)
    return (one.begin, one.until) == (other.begin, other.until)
