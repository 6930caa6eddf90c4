"""When an event is: the time expression that the clause of its trigger carries, or its sentence."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from readout.extract.status.cues import COMING, cues
from readout.extract.verbs import ancestors, auxiliaries, form, governor, is_verb, marker, with_particle
from readout.model import Analysis, EventTime, Time, TimedBy

_CONTENT = frozenset({"ccomp", "parataxis"})
_CLAUSE = frozenset({"relcl", "acl", "advcl", "csubj"})
# A clause that these open is at the time of its main clause: `in July they joined when he appealed`.
_AT_ONCE = frozenset({"when", "as", "while"})
_UNTIL = frozenset({"until", "till", "through", "til"})
# What follows these has another time than what stands before.
_OTHER_TIME = frozenset(
    {"after", "before", "since", "following", "despite", "until", "till", "about", "over", "because"}
)
_BEFORE_NOUN = frozenset({"nummod", "compound", "amod", "nmod", "poss"})
_FROM = frozenset({"from", "between"})
_TO = frozenset({"to", "and", "-", "–"}) | _UNTIL
_DRAWN_OUT = frozenset({"extend", "lengthen", "prolong"})
_FAR = 100
# A time further away, in tokens, is not looked at: no sentence is that long.
_REACH = 150


class _Found(NamedTuple):
    """A time expression of a sentence: its tokens [first, last), the token it hangs on, whether it is part of a phrase
    before that (`the 2014 election`), and the word that leads to it."""

    time: Time
    first: int
    last: int
    anchor: int
    inner: bool
    lead: str


def event_time(
    analysis: Analysis, trigger: int, times: tuple[Time, ...], within: tuple[int, int] | None = None
) -> EventTime | None:
    """The time that the clause or the sentence of token `trigger` carries; `within` limits where to look (tokens
    [first, last))."""
    a = analysis
    first, last = a.sentences[a.sentence_of[trigger]]
    first, last = max(first, trigger - _REACH), min(last, trigger + _REACH)
    if within is not None:
        first, last = max(first, within[0]), min(last, within[1])
    found = [f for f in _in(a, times, first, last) if f.time.begin or f.time.until or f.time.type in ("DATE", "TIME")]
    ranked = [(rank, abs(f.first - trigger), f.first, f) for f in found if (rank := _distance(a, trigger, f)) < _FAR]
    if ranked:
        chosen = min(ranked, key=lambda row: row[:3])[3]
        if chosen.lead == "to" and _is_drawn_out(a, trigger):
            chosen = chosen._replace(lead="until")
        time = _phased(a, trigger, _bounds(chosen, found, _by(a, trigger, chosen)))
        return time if time.value or time.begin or time.until else None
    return _since(a, trigger, found)


def _is_drawn_out(a: Analysis, trigger: int) -> bool:
    """Whether an event is told to last longer: `extended the visit to Monday` gives its end alone."""
    verb = trigger if is_verb(a, trigger) else governor(a, trigger)
    return verb is not None and a.lemmas[verb].lower() in _DRAWN_OUT


def _by(a: Analysis, trigger: int, found: _Found) -> TimedBy:
    """Whether a time stands in the clause of the trigger's verb or in one above."""
    own = trigger if is_verb(a, trigger) else governor(a, trigger)
    if own is None or found.anchor in (trigger, own):
        return "clause"
    low, high = a.edges[own]
    return "clause" if low <= found.first < high else "sentence"


def _phased(a: Analysis, trigger: int, time: EventTime) -> EventTime:
    """The time of what begins or ends (`talks broke off on Thursday`, `began shelling`) is only one bound."""
    verb = a.heads[trigger]
    phases = ("xcomp",) if is_verb(a, trigger) else ("nsubj", "nsubjpass", "dobj")
    if not is_verb(a, verb) or a.deps[trigger] not in phases:
        return time
    key = with_particle(a, verb)
    if key in cues().ends and time.until:
        return replace(time, begin=None)
    return replace(time, until=None) if key in cues().begins and time.begin else time


def _since(a: Analysis, trigger: int, found: list[_Found]) -> EventTime | None:
    """The first day of `they have fired since the truce ended on Monday`: that of the clause."""
    joined = [c for c in a.children[trigger] if a.deps[c] == "conj" and a.tags[c] in ("VBD", "VBN")]
    for verb in (trigger, *joined):
        for clause in a.children[verb]:
            if a.deps[clause] == "advcl" and marker(a, clause) == "since":
                low, high = a.edges[clause]
                time = next((f.time for f in found if low <= f.first < high and f.time.begin), None)
                return EventTime(None, time.begin, None, "sentence") if time else None
    return None


def _in(a: Analysis, times: tuple[Time, ...], first: int, last: int) -> list[_Found]:
    """The times whose words lie in tokens [first, last)."""
    if first >= last:
        return []
    rows: list[_Found] = []
    for number in range(bisect_left(times, a.starts[first], key=lambda t: t.start), len(times)):
        time = times[number]
        if time.start >= a.ends[last - 1]:
            break
        low, high = a.tokens(time.start, time.end)
        if low < high <= last:
            rows.append(_Found(time, low, high, *anchor(a, low, high), _lead(a, low, first)))
    # The first day of `2 and 3 May` hangs on the month of the second: it has that one's anchor.
    at = {token: row for row in rows for token in range(row.first, row.last)}
    rows = [row._replace(anchor=at[row.anchor].anchor, inner=False) if row.anchor in at else row for row in rows]
    return [_opening(a, row) for row in rows]


def _opening(a: Analysis, row: _Found) -> _Found:
    """A time that opens a sentence is its main clause's, though parsed with a name: `In 1991 Keating was jailed`."""
    first, last = a.sentences[a.sentence_of[row.first]]
    if not row.inner or row.first > first + 1 or a.tags[row.anchor] != "NNP":
        return row
    root = next((t for t in range(first, last) if a.heads[t] == t), row.anchor)
    return row._replace(anchor=root, inner=False)


def _lead(a: Analysis, low: int, first: int) -> str:
    """The word before a time expression, past `early` and the like."""
    at = low - 1
    while at > first and a.lowers[at] in ("the", "at", "least", "about", "around", "early", "late", "mid"):
        at -= 1
    return a.lowers[at] if at >= first else ""


def anchor(a: Analysis, low: int, high: int) -> tuple[int, bool]:
    """The token outside [low, high) that a time expression hangs on, past prepositions, and whether as a modifier."""
    top = next((t for t in range(low, high) if not low <= a.heads[t] < high), low)
    inner = a.deps[top] in _BEFORE_NOUN and not is_verb(a, a.heads[top])
    for _ in range(4):
        head = a.heads[top]
        if head == top or (a.tags[head] not in ("IN", "TO") and a.deps[head] != "prep"):
            return head, inner
        top = head
    return top, inner


def _distance(a: Analysis, trigger: int, found: _Found) -> int:
    """How loosely a time belongs to a trigger; `_FAR` when it does not."""
    past = _is_past(a, found)
    if found.time.value in ("PRESENT_REF", "FUTURE_REF") and is_verb(a, trigger) and form(a, trigger) == "past":
        return _FAR
    if (past and _is_given(a, trigger)) or _is_reporters(a, trigger, found):
        return _FAR
    if found.lead == "since" and any(
        a.tags[c] in ("JJS", "RBS") or a.lowers[c] == "first" for c in a.children[trigger]
    ):
        return _FAR  # `the first visit since 1986`
    if found.first <= trigger < found.last or found.anchor == trigger:
        return 0
    if found.inner:
        made = a.deps[trigger] == "acl" and a.tags[trigger] == "VBN" and found.anchor == a.heads[trigger]
        return 1 if made and a.lemmas[trigger].lower() in cues().light else _FAR
    if _is_when(a, trigger, found):
        return 1
    low, high = a.edges[trigger]
    if low <= found.first < high:
        return 1 if _joined(a, found.anchor, trigger, past) else _FAR
    step = trigger
    for rank, head in enumerate(ancestors(a, trigger), 2):
        if a.deps[step] == "acl" and a.tags[step] == "VBN" and not _is_coming(a, step):
            return _FAR  # `the men accused of theft were jailed on Monday`
        if _is_earlier(a, step, head) or (found.time.value == "PRESENT_REF" and is_verb(a, step)):
            return _FAR
        if a.deps[step] in _CONTENT or (a.deps[step] in _CLAUSE and not _bare(a, step) and not _at_once(a, step)):
            return _FAR
        if a.deps[step] == "conj" and any(a.deps[c] == "nsubj" for c in a.children[step]):
            return _FAR
        if a.lowers[head] in _OTHER_TIME and a.deps[step] in ("pobj", "pcomp"):
            return _FAR
        if is_verb(a, head) and not _shares(a, trigger, step, head, found):
            return _FAR
        if found.anchor == head or (
            is_verb(a, head) and _joined(a, found.anchor, head) and not _of_subject(a, found.anchor, head)
        ):
            return rank
        step = head
    return _FAR


def _shares(a: Analysis, trigger: int, step: int, verb: int, found: _Found) -> bool:
    """Whether a verb's time is that of an event below: `held talks on Friday`, not `condemned the attack on Friday`."""
    known, key = cues(), with_particle(a, verb)
    if not _is_cue(a, verb) or f"{key} {a.lemmas[step].lower()}" in known.light:
        keys = {key, f"{key} {a.lowers[step]}", f"{key} {a.lemmas[step].lower()}"}
        if is_verb(a, step) or a.deps[step] in ("nsubj", "conj"):
            return True
        # `was approved at a meeting on Monday`; `dealt a blow on Monday by rejecting it`
        met = a.deps[step] == "prep" and a.lowers[step] in ("at", "during")
        met = met or (a.lowers[step] == "by" and any(a.deps[c] == "pcomp" for c in a.children[step]))
        return met or bool(keys & known.light or keys & known.presence or key in known.occur) or _is_coming(a, verb)
    return is_verb(a, step) and (a.deps[step] == "conj" or found.first > trigger)


def _is_when(a: Analysis, trigger: int, found: _Found) -> bool:
    """Whether a clause opened by `when` tells the deed of the time before it: `last week when he named an envoy`."""
    if _has_had(a, trigger):
        return False
    token = trigger
    for _ in range(4):
        head = a.heads[token]
        if a.deps[token] in ("relcl", "advcl") and is_verb(a, token):
            opening = next((c for c in a.children[token] if a.lowers[c] == "when"), token)
            return found.last <= opening <= found.last + 1 and a.lowers[opening] == "when"
        if a.deps[token] not in ("conj", "dobj", "xcomp"):
            return False
        token = head
    return False


def _has_had(a: Analysis, verb: int) -> bool:
    return any(a.lowers[h] in ("had", "having") for h in auxiliaries(a, verb))


def _is_earlier(a: Analysis, step: int, head: int) -> bool:
    """Whether a verb tells what was before, or has been since, the one above: `hired one, having refused to`."""
    helpers = {a.lowers[h] for h in auxiliaries(a, step)}
    if a.deps[step] == "advcl":
        return "having" in helpers
    beside = a.deps[step] == "conj" and is_verb(a, head)
    return beside and bool(helpers & {"has", "have"}) and form(a, head) == "past" and not _perfect(a, head)


def _perfect(a: Analysis, verb: int) -> bool:
    return any(a.lemmas[h].lower() == "have" for h in auxiliaries(a, verb))


def _at_once(a: Analysis, verb: int) -> bool:
    return a.deps[verb] == "advcl" and marker(a, verb) in _AT_ONCE and a.tags[verb] == a.tags[a.heads[verb]]


def _of_subject(a: Analysis, anchor: int, verb: int) -> bool:
    """Whether a time is its subject's: `the attack in April led them to leave`, not `aides in Rome on Friday led`."""
    if a.tags[anchor] != "NN":
        return False
    subjects = (a.edges[c] for c in a.children[verb] if a.deps[c] == "nsubj")
    return any(low <= anchor < high for low, high in subjects)


def _is_coming(a: Analysis, verb: int) -> bool:
    """Whether a participle says that something is ahead: `is expected on Friday`."""
    return a.tags[verb] == "VBN" and cues().adjectives.get(a.lowers[verb]) in COMING


def _is_cue(a: Analysis, verb: int) -> bool:
    """Whether a verb has a time of its own beside that of what it speaks of: `agreed on Monday to meet on Friday`."""
    return with_particle(a, verb) in cues().verbs and not _is_coming(a, verb)


def _bare(a: Analysis, verb: int) -> bool:
    """Whether a subordinate verb is an infinitive or a participle: it shares the time of what governs it."""
    return a.tags[verb] in ("VB", "VBG", "VBN") and not any(
        a.deps[c] in ("nsubj", "nsubjpass") for c in a.children[verb]
    )


def _is_reporters(a: Analysis, trigger: int, found: _Found) -> bool:
    """Whether a time between a verb and the clause that it governs is that verb's: `said on Monday he would leave`."""
    for token in (trigger, *ancestors(a, trigger)):
        head = a.heads[token]
        if a.deps[token] == "ccomp" and is_verb(a, head) and head < found.first <= head + 4:
            subject = next((c for c in a.children[token] if a.deps[c] in ("nsubj", "nsubjpass")), token)
            return found.last <= a.edges[subject][0] and "that" not in a.lowers[head : found.first]
    return False


def _is_past(a: Analysis, found: _Found) -> bool:
    """Whether a time is over, and no term set: `by Friday`."""
    published = (a.article.published or "")[:10]
    until = found.time.until
    return bool(published and until and until < published and found.lead not in ("by", "before", *_UNTIL))


def _is_given(a: Analysis, verb: int) -> bool:
    """Whether a verb is the infinitive of a word given, a proposal or a threat: it lies after that."""
    head = a.heads[verb]
    if a.deps[verb] == "acl" and any(a.tags[c] == "TO" for c in a.children[verb]):
        return cues().nouns.get(a.lemmas[head].lower()) == "proposed"  # `extended its offer to buy it on Friday`
    if a.deps[verb] != "xcomp" or not is_verb(a, head) or not any(a.tags[c] == "TO" for c in a.children[verb]):
        return False
    key = with_particle(a, head)
    return key in cues().vows or cues().verbs.get(key) in ("proposed", "uncertain", "denied")


def _joined(a: Analysis, token: int, top: int, past: bool = False) -> bool:
    """Whether a token lies under `top` with no other clause between; a `past` one is no infinitive's."""
    for _ in range(8):
        if token == top:
            return True
        head, dep = a.heads[token], a.deps[token]
        if dep == "prep" and a.lowers[token] in _OTHER_TIME:
            return False  # `after talks on Monday`
        idle = dep == "acl" and (_is_state(a, token) or a.tags[token] == "VBG" or _is_coming(a, token))
        if (past and _is_given(a, token)) or idle or (dep == "relcl" and head == top and _tells(a, token)):
            token = head
            continue
        beside = dep == "conj" and is_verb(a, token)
        if head == token or beside or dep in _CONTENT or dep in _CLAUSE or (dep == "xcomp" and _is_cue(a, head)):
            return False
        token = a.heads[token]
    return False


def _tells(a: Analysis, verb: int) -> bool:
    """Whether a relative clause tells the event itself: `the shooting that took place on Friday`, `that killed ten`."""
    key = with_particle(a, verb)
    taken = {a.lowers[c] for c in a.children[verb] if a.deps[c] == "dobj"}
    subject = next((c for c in a.children[verb] if a.deps[c] == "nsubj"), verb)
    return a.tags[subject] == "WDT" and bool({key, *(f"{key} {w}" for w in taken)} & (cues().occur | cues().deals))


def _is_state(a: Analysis, verb: int) -> bool:
    """Whether a participle has no time of its own: `firms linked to X`."""
    return a.tags[verb] == "VBN" and a.lemmas[verb].lower() in cues().stative


def _bounds(chosen: _Found, found: list[_Found], by: TimedBy) -> EventTime:
    """The event's bounds by the words that lead to the time: `until`, `since`, `from ... to`."""
    time = chosen.time
    begin, until = time.begin, time.until
    lead = "" if chosen.inner else chosen.lead  # the word before `the May 8 accord` leads to the accord
    if lead in _UNTIL:
        start = next((f for f in found if f.last <= chosen.first and f.lead in _FROM and f.time.begin), None)
        return EventTime(None, start.time.begin if start else None, until or begin, by)
    if lead in _TO and (opening := _range_start(chosen, found)) is not None:
        return EventTime(None, opening, until, by)
    end = _range_end(chosen, found)
    if end is not None:
        return EventTime(None, begin, end, by)
    if lead in ("since", "after"):
        return EventTime(None, begin, None, by)
    if lead in ("by", "before"):
        return EventTime(None, None, until, by)
    if lead in _FROM:
        return EventTime(time.value, begin, None, by)
    return EventTime(None if time.type == "DURATION" else time.value, begin, until, by)


def _range_start(chosen: _Found, found: list[_Found]) -> str | None:
    """The first day of `between May 8 and May 10` when the chosen time ends it."""
    before = next((f for f in found if 0 < chosen.first - f.last < 4 and f.lead in _FROM), None)
    start = before.time.begin if before is not None else None
    return start if start and chosen.time.until and start <= chosen.time.until else None


def _range_end(chosen: _Found, found: list[_Found]) -> str | None:
    """The last day of `from May 8 to May 10`, `May 12-14` or `2 and 3 May`, when the chosen time opens it."""
    begin = chosen.time.begin
    for other in found:
        end = other.time.until
        if other.first <= chosen.first or not begin or not end or end < begin:
            continue
        if chosen.lead in _FROM and other.lead in ("to", "and", *_UNTIL):
            return end
        if other.first - chosen.last == 1 and other.lead in ("-", "–", "to", "through"):
            return end
        if other.first - chosen.last == 1 and other.lead == "and" and _next_day(begin) == other.time.begin:
            return end
    return None


def _next_day(day: str) -> str:
    """The day after an ISO day; empty after the last one of the calendar."""
    number = date.fromisoformat(day).toordinal() + 1
    return date.fromordinal(number).isoformat() if number <= date.max.toordinal() else ""
