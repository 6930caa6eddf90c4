"""The items of two readings of one article, matched; what is optional is set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from readout.evaluate import rules
from readout.evaluate.assign import Pair, best_first, heaviest
from readout.evaluate.gold import Reading
from readout.model import Entity, Event, Statement, Time

T = TypeVar("T")
Score = tuple[float, ...]


@dataclass(slots=True)
class Matched(Generic[T]):
    """Items that count: matched pairs (wanted, found), what is missing and what is invented."""

    pairs: list[tuple[T, T]] = field(default_factory=list)
    missing: list[T] = field(default_factory=list)
    invented: list[T] = field(default_factory=list)


def match(
    wanted: Sequence[tuple[T, bool]], found: Sequence[tuple[T, bool]], score: Callable[[T, T], Score | None]
) -> tuple[Matched[T], list[tuple[T, T]]]:
    """One to one, best first, and all pairs with the optional ones; items come with whether they are optional."""
    scores: dict[Pair, Score] = {}
    for i, (one, spare) in enumerate(wanted):
        for j, (other, also_spare) in enumerate(found):
            if (points := score(one, other)) is not None:
                scores[i, j] = (float(not (spare or also_spare)), *points)
    return sorted_out(wanted, found, best_first(scores))


def sorted_out(
    wanted: Sequence[tuple[T, bool]], found: Sequence[tuple[T, bool]], chosen: Iterable[Pair]
) -> tuple[Matched[T], list[tuple[T, T]]]:
    """What counts of chosen pairs and of all that is in none, and all pairs."""
    result: Matched[T] = Matched()
    chosen = sorted(chosen)
    left, right = {i for i, _ in chosen}, {j for _, j in chosen}
    for i, j in chosen:
        if not (wanted[i][1] or found[j][1]):
            result.pairs.append((wanted[i][0], found[j][0]))
    result.missing.extend(item for i, (item, spare) in enumerate(wanted) if i not in left and not spare)
    result.invented.extend(item for j, (item, spare) in enumerate(found) if j not in right and not spare)
    return result, [(wanted[i][0], found[j][0]) for i, j in chosen]


class Match:
    """Two readings of one article: which entity, statement, time and event of the one is which of the other."""

    def __init__(self, wanted: Reading, found: Reading) -> None:
        wanted, found = (replace(r, record=rules.without_articles(r.record)) for r in (wanted, found))
        self.wanted, self.found = wanted, found
        self.article = wanted.record.article
        self.names = {e.id: e.name for e in wanted.record.entities}
        self.found_names = {e.id: e.name for e in found.record.entities}
        ours, theirs = self.items("entities")
        weights = {
            (i, j): weight
            for i, (one, _) in enumerate(ours)
            for j, (other, _) in enumerate(theirs)
            if (weight := rules.alignment_weight(one, other))
        }
        self.entities: Matched[Entity]
        self.entities, aligned = sorted_out(ours, theirs, heaviest(weights))
        self.entity: dict[str, str] = {other.id: one.id for one, other in aligned}  # found -> wanted
        self.statements: Matched[Statement]
        self.statements, said = match(*self.items("statements"), self._statement)
        self.statement: dict[str, str] = {other.id: one.id for one, other in said}
        self.times: Matched[Time]
        self.times, _ = match(*self.items("times"), self._time)
        self.sentences = rules.sentence_starts(self.article)
        self.events: Matched[Event]
        self.events, _ = match(*self.items("events"), self._event)

    def items(self, part: str) -> tuple[list[tuple[Any, bool]], list[tuple[Any, bool]]]:
        return self.wanted.items(part), self.found.items(part)

    @cached_property
    def spare(self) -> set[str]:
        """The entities that never count, by `wanted_id`."""
        return self.wanted.spare("entities") | {self.wanted_id(name) for name in self.found.spare("entities")}

    @cached_property
    def spare_statements(self) -> set[str]:
        """The statements that never count, by `wanted_statement`."""
        found = self.found.spare("statements")
        return self.wanted.spare("statements") | {self.wanted_statement(name) for name in found}

    def wanted_id(self, found: str) -> str:
        """The wanted entity that a found one is; an id of its own for one that is none."""
        return self.entity.get(found, f"+{found}")

    def wanted_statement(self, found: str) -> str:
        """The wanted statement that a found one is; an id of its own for one that is none."""
        return self.statement.get(found, f"+{found}")

    def name(self, key: str) -> str:
        """The name behind a `wanted_id`."""
        return self.found_names.get(key[1:], key) if key.startswith("+") else self.names.get(key, key)

    def statement_name(self, key: str) -> str:
        """The source behind a `wanted_statement`."""
        record, name = (self.found.record, key[1:]) if key.startswith("+") else (self.wanted.record, key)
        said = next((s for s in record.statements if s.id == name), None)
        source = said.source if said else None
        return self.article.text[source.start : source.end] if source else "no source"

    def kept(self, *wanted: str | None) -> set[str]:
        """Those of some wanted entities that count."""
        return {name for name in wanted if name is not None} - self.spare

    def reached(self, *found: str | None) -> set[str]:
        """The wanted entities that some found ones are, those that count."""
        return {self.wanted_id(name) for name in found if name is not None} - self.spare

    @staticmethod
    def _statement(one: Statement, other: Statement) -> Score | None:
        if not rules.same_content(one, other):
            return None
        return rules.dice(one.content, other.content), float(rules.same_source(one, other))

    @staticmethod
    def _time(one: Time, other: Time) -> Score | None:
        return (rules.dice([one], [other]), float(one.value == other.value)) if rules.touch(one, other) else None

    def _event(self, one: Event, other: Event) -> Score | None:
        if not rules.same_event(one, other, self.sentences):
            return None
        nearness = -abs(one.trigger.start - other.trigger.start)
        return rules.dice([one.trigger], [other.trigger]), -float(len(self.absent(one, other))), nearness

    def absent(self, wanted: Event, found: Event) -> list[str]:
        """The wanted participants, optional ones aside, that the found event has not on their side."""
        there = [(self.wanted_id(p.entity), p.role) for p in found.participants]
        return [
            p.entity
            for p in wanted.participants
            if p.entity not in self.spare
            and not any(e == p.entity and rules.same_side(wanted.type, p.role, role) for e, role in there)
        ]
