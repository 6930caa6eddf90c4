"""What became of an event over several reports: planned, confirmed, then happened or not, each step with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from readout.link.mentions import Mention
from readout.link.news import Cue, confirms, told_of
from readout.link.records import Records
from readout.model import Record, Span

State = Literal["planned", "confirmed", "uncertain", "happened", "postponed", "cancelled", "fell through", "unreported"]
_OF_STATUS: dict[str, State] = {
    "scheduled": "planned",
    "expected": "planned",
    "proposed": "planned",
    "uncertain": "uncertain",
    "happened": "happened",
    "ongoing": "happened",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "denied": "fell through",
}
# Where an article tells one event in several ways, the first of these counts.
_FIRST: tuple[State, ...] = ("cancelled", "postponed", "fell through", "uncertain", "happened", "confirmed", "planned")
_OPEN = ("planned", "confirmed", "uncertain", "postponed")
# Kinds that tell that another event is not to be.
_REFUSING = frozenset({"reject", "deny"})
# Days by which a report may seem older than what it tells: the article's day is that of its zone.
_ZONES = 1


class Step(Struct, frozen=True, gc=False):
    """A status that an article newly gives: `quote` is article.text[start:end], `day` the article's (ISO).

    An `unreported` step has no article: `day` is then the last day on which the event was to be.
    """

    status: State
    article: str | None = None
    day: str | None = None
    start: int = 0
    end: int = 0
    quote: str = ""
    reason: str | None = None


def history(
    tellings: Sequence[Mention],
    records: Records,
    beside: Iterable[int] = (),
    asked: str | None = None,
    who: str | None = None,
) -> list[Step]:
    """The steps of an event in the order of publication; `records` by article number, `beside` further articles.

    With `who` (a name as `name_key` folds it) it is that participant's history. `asked` is the day (ISO) on which it
    is asked: what was to be by then, and of which nobody reported, is `unreported`.
    """
    told: dict[int, list[tuple[State, Span, str | None]]] = {}
    judged: dict[int, State] = {}
    kind = kind_of(tellings)
    to_come = {t.article for t in tellings if _OF_STATUS.get(t.status) in _OPEN[:3] and _is_ahead(t, 0)}
    for telling in tellings:
        slack = 0 if telling.article in to_come else _ZONES
        found = _state(telling, records[telling.article], who, kind not in _REFUSING, slack)
        if found is not None:
            told.setdefault(telling.article, []).append(found)
            if telling.judged and who is None:
                judged[telling.article] = found[0]
    parties = [who] if who else sorted(common(tellings))
    own = {t.article for t in tellings}
    stems = frozenset().union(*(t.words for t in tellings)) if who else None
    for number in sorted(own.union(beside)):
        named = None if number in own else stems
        cues = told_of(records[number], kind, parties, named, who is not None) if parties else ()
        here = told.setdefault(number, [])
        states = {row[0] for row in here}
        here.extend((_named(cue.status), cue.words, None) for cue in cues if _counts(cue, states))
    steps: list[Step] = []
    order = sorted((n for n in told if told[n]), key=lambda n: (records[n].article.published or "", n))
    for number in order:
        rows = [row for row in told[number] if row[0] == judged.get(number, row[0])]
        status, span, reason = min(rows, key=lambda row: (_FIRST.index(row[0]), row[1].start))
        before = steps[-1].status if steps else None
        if status != before if number in judged else _is_news(status, before):
            article = records[number].article
            day = article.published[:10] if article.published else None
            steps.append(
                Step(status, article.id, day, span.start, span.end, article.text[span.start : span.end], reason)
            )
    last = max((t.days[1] for t in tellings if t.days is not None), default=None)
    return steps + unreported(steps, last, asked)


def _named(status: str) -> State:
    """What a cue's status is in a history: what is denied, broken off or told of an absent guest fell through."""
    return next((state for state in _FIRST if state == status), "fell through")


def _counts(cue: Cue, states: set[State]) -> bool:
    """Whether a sentence's words count beside the states that the article's tellings give: where they tell what came
    of it, what is long known, doubted or done does not.
    """
    if cue.status in ("uncertain", "happened"):
        return "happened" not in states
    return not cue.known or states.isdisjoint({"happened", "planned", "confirmed"})


def kind_of(tellings: Sequence[Mention]) -> str:
    """What an event is: what is denied or refused, where that is told too."""
    return next((t.kind for t in tellings if t.kind not in _REFUSING), tellings[0].kind)


def common(tellings: Sequence[Mention]) -> set[str]:
    """The two parties that most tellings name; not a group whose description names another."""
    counts = Counter(party for telling in tellings for party in telling.parties)
    plain = [p for p in counts if not any(other != p and f" {other} " in f" {p} " for other in counts)]
    return set(sorted(plain, key=lambda p: (-counts[p], p))[:2])


def _is_ahead(telling: Mention, slack: int) -> bool:
    """Whether an event begins after the article that tells it, by more than so many days."""
    return bool(telling.days and telling.published and telling.days[0] > telling.published + slack)


def _state(
    telling: Mention, record: Record, who: str | None, refused: bool, slack: int
) -> tuple[State, Span, str | None] | None:
    """What one telling says became of the event, its words and the reason; None when it says nothing of that.

    `refused`: a denial or refusal is of this event and not the event itself. `slack`: so many days ahead what is told
    as done may be; with none the article has it as planned too, and what it tells without a day is that plan.
    """
    status, reason = telling.status, None
    if who is not None:
        from_own = telling.own.get(who)
        if from_own is None:
            return None
        status, reason = from_own[0] or status, from_own[1]
    if refused and telling.kind in _REFUSING:
        status = "denied"
    state = _OF_STATUS.get(status)
    if state in ("planned", "uncertain") and telling.days and telling.days[1] < (telling.published or 0) - _ZONES:
        return None
    if state == "happened" and (_is_ahead(telling, slack) or not (slack or telling.days)):
        state = "planned"
    if state == "planned" and confirms(record.article, telling.trigger.start):
        state = "confirmed"
    return (state, telling.trigger, reason) if state else None


def _is_news(status: State, before: State | None) -> bool:
    """Whether a report that gives this status changes what was known."""
    if status == before:
        return False
    if status == "confirmed":
        return before in (None, "planned", "uncertain", "postponed", "cancelled", "fell through")
    if status == "planned":
        return before in (None, "postponed", "cancelled", "fell through")
    if status == "uncertain":
        return before in (None, "planned", "confirmed")
    if status == "happened":
        return True
    if status == "fell through":
        return before in (None, "planned", "confirmed", "uncertain", "postponed")
    return before in (None, "planned", "confirmed", "uncertain", "postponed")


def unreported(steps: Sequence[Step], last: int | None, asked: str | None) -> list[Step]:
    """The last step of a plan whose last day (an ordinal) has passed without a word."""
    if asked is None or not steps or steps[-1].status not in _OPEN[:3]:
        return []
    if last is None or last >= date.fromisoformat(asked).toordinal():
        return []
    return [Step("unreported", day=date.fromordinal(last).isoformat())]
