"""When an event is whose own sentence does not tell: a day carried over from before, or the publication as a bound."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from itertools import takewhile

from msgspec.structs import replace

from readout.extract.events.kinds import lexicon
from readout.extract.status.cues import cues
from readout.extract.status.signs import block_kind
from readout.extract.verbs import ancestors, auxiliaries, form, governor, is_verb, with_particle
from readout.extract.when import anchor, event_time
from readout.model import Analysis, Event, EventTime, Span, Status, Time

# So many sentences back a day is still the one that the text tells of.
_REACH = 2
_ZONES = timedelta(1)
_BEFORE = frozenset({"happened", "claimed"})
_AFTER = frozenset({"scheduled", "expected", "proposed", "uncertain", "postponed"})


def settle_times(analysis: Analysis, events: tuple[Event, ...], times: tuple[Time, ...]) -> tuple[Event, ...]:
    """The events, those without a time with the one that the text before or the publication gives."""
    settled = []
    for event in events:
        head, found = _head(analysis, event.trigger), event.time
        if found is not None and event.status == "happened" and _is_ahead(found, analysis.article.published):
            found = None  # what has happened has no day to come
        if found is None and lexicon().kinds[event.type].speech:
            found = judged_time(analysis, head, times)
        time = settled_time(analysis, head, found, event.status, times)
        settled.append(event if time == event.time else replace(event, time=time))
    return tuple(settled)


def _is_ahead(time: EventTime, published: str | None) -> bool:
    """Whether a time begins after the publication: a day later may be today's in another zone."""
    day, begin = (published or "")[:10], time.begin
    return bool(day and begin and begin > day and date.fromisoformat(begin) - date.fromisoformat(day) > _ZONES)


def judged_time(a: Analysis, trigger: int, times: tuple[Time, ...]) -> EventTime | None:
    """The time of a judgement given in words: `it was an insult, they said Friday` judged on Friday."""
    be = trigger if a.lemmas[trigger] == "be" else a.heads[trigger]
    if a.lemmas[be] != "be" or (be != trigger and a.deps[trigger] not in ("attr", "acomp")):
        return None
    clause = a.heads[be] if a.deps[be] == "conj" else be
    above = takewhile(lambda head: a.deps[clause] == "ccomp", ancestors(a, clause)[:2])
    said = next((head for head in above if with_particle(a, head) in cues().announcing | cues().claims), None)
    if said is None:
        return None
    time = event_time(a, said, times)
    return replace(time, by="sentence") if time is not None else None


def _head(a: Analysis, trigger: Span) -> int:
    """The token of a trigger that the others hang on."""
    first, last = a.tokens(trigger.start, trigger.end)
    return next((t for t in range(first, last) if not first <= a.heads[t] < last), first)


def settled_time(
    analysis: Analysis, trigger: int, found: EventTime | None, status: Status, times: tuple[Time, ...]
) -> EventTime | None:
    """The time of an event: `found` by its sentence, else carried over from before, else bounded by the publication."""
    if found is not None:
        return found
    carried = carried_time(analysis, trigger, times) if status == "happened" else None
    return carried or bound(analysis.article.published, status)


def carried_time(a: Analysis, trigger: int, times: tuple[Time, ...]) -> EventTime | None:
    """The day of the deed told just before: `They met on Monday. They signed a pact.`"""
    verb = trigger if is_verb(a, trigger) else _light(a, trigger)
    here = a.sentence_of[trigger]
    if verb is None or not _goes_on(a, verb) or _is_timed(a, here, times, inner=False):
        return None
    for number in range(here - 1, max(here - 1 - _REACH, -1), -1):
        first, last = a.sentences[number]
        root = _told(a, next((t for t in range(first, last) if a.heads[t] == t), first))
        if block_kind(a, root) != block_kind(a, trigger):
            return None
        if not _is_timed(a, number, times):
            continue
        if not _is_deed(a, root):
            return None
        time = event_time(a, root, times)
        also = number == here - 1 and any(a.lowers[c] == "also" for c in a.children[verb])
        if time is not None and time.begin and time.until and (also or time.begin == time.until):
            over = time.begin <= (a.article.published or "9999")[:10]
            return (
                EventTime(time.value[:10] if time.value else None, time.begin, time.until, "carried") if over else None
            )
    return None


def _is_timed(a: Analysis, sentence: int, times: tuple[Time, ...], inner: bool = True) -> bool:
    """Whether a sentence names a day or a longer date: what comes after it is told of that one, not of an earlier.

    Without `inner`, those are left out that only name a thing: `the Sept. 11 attacks`.
    """
    first, last = a.sentences[sentence]
    low, high = a.starts[first], a.ends[last - 1]
    at = bisect_left(times, low, key=lambda t: t.start)
    here = takewhile(lambda t: t.start < high, times[at:])
    return any(t.begin and (inner or not anchor(a, *a.tokens(t.start, t.end))[1]) for t in here)


def _light(a: Analysis, noun: int) -> int | None:
    """The verb that only says that a noun's event takes place: `led them on a tour`."""
    verb = governor(a, noun)
    if verb is None:
        return None
    head = a.heads[noun]
    key = with_particle(a, verb)
    phrase = f"{key} {a.lowers[head]}" if head != verb else key
    return verb if {key, phrase} & (cues().light | cues().presence) else None


def _told(a: Analysis, root: int) -> int:
    """The main verb of a sentence, past a report behind it: `They left, police said`."""
    told = next((c for c in a.children[root] if a.deps[c] == "ccomp" and c < root), None)
    return told if told is not None and with_particle(a, root) in cues().announcing else root


def _goes_on(a: Analysis, verb: int) -> bool:
    """Whether a main clause goes on telling: in the plain past, not `has met` nor `had met`."""
    first, last = a.sentences[a.sentence_of[verb]]
    top = verb if a.deps[verb] != "conj" else a.heads[verb]
    root = next((t for t in range(first, last) if a.heads[t] == t), first)
    if not is_verb(a, verb) or top not in (root, _told(a, root)) or form(a, verb) != "past":
        return False
    return not any(a.lemmas[h].lower() == "have" for h in auxiliaries(a, verb))


def _is_deed(a: Analysis, root: int) -> bool:
    key = with_particle(a, root)
    return _goes_on(a, root) and key not in cues().announcing and key not in cues().claims


def bound(published: str | None, status: Status) -> EventTime | None:
    """What the publication date says of an event's time: what happened lies before it, what is to come after."""
    day = (published or "")[:10]
    if not day:
        return None
    if status in _BEFORE:
        return EventTime(None, None, day, "published")
    if status in _AFTER:
        return EventTime(None, day, None, "published")
    return EventTime("PRESENT_REF", by="published") if status == "ongoing" else None
