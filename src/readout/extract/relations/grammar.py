"""What a relation is read from: its draft, the tense of its clause, and the dates that the clause gives it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from readout.extract.relations.table import Kind, marks
from readout.extract.status import event_status
from readout.extract.verbs import auxiliaries, form, is_verb, marker
from readout.model import Analysis, Entity, RelationStatus, Time

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_YEARS = re.compile(r"P(\d{1,2})Y")
_SKIPPED = frozenset({"the", "early", "late", "mid", "least", "at", "-", "in", "year"})
_UNTIL = frozenset({"until", "till", "through"})
# A time further below or above a relation's words than this belongs to something else.
_CLIMB = 6
# The grammar that says a relation by a clause: it may be somebody's claim, a title beside a name is not.
CLAUSES = frozenset({"copula", "verb", "bond"})


@dataclass(slots=True)
class Draft:
    """A relation as one place tells it, in tokens [first, last), by the word `token`; `form` is its grammar."""

    kind: Kind
    subject: Entity
    object: Entity | None
    value: str | None
    status: RelationStatus
    token: int
    first: int
    last: int
    form: str
    tops: tuple[int, ...] = ()
    begins: bool = False
    weak: bool = False
    since: str | None = None
    until: str | None = None


def fits(kind: Kind, subject: Entity, other: Entity | None) -> bool:
    """Whether two entities may stand in a relation: by kind, by name, and not one and the same."""
    if subject.kind not in kind.subject or subject.name.islower():
        return False
    if other is None:
        return "none" in kind.object
    return other.kind in kind.object and other.id != subject.id and (kind.vague or not other.name.islower())


def state_of(a: Analysis, verb: int) -> RelationStatus | None:
    """What a verb's tense and mood make of the state it tells; nothing where it is not told as real."""
    if any(a.lowers[c] in ("longer", "anymore") for c in a.children[verb]):
        return "ended"
    if form(a, verb) == "infinitive" or _is_supposed(a, verb):
        return None
    status, _ = event_status(a, verb)
    if status in ("scheduled", "expected"):
        return "expected"
    if status == "claimed":
        return "claimed"
    if status not in ("happened", "ongoing"):
        return None
    shape = form(a, verb)
    if shape == "past":
        perfect = any(a.lemmas[h] == "have" and a.tags[h] in ("VBP", "VBZ") for h in auxiliaries(a, verb))
        return "holds" if perfect else "held"
    if shape == "participle":
        return "holds" if a.tags[verb] == "VBN" else None
    return "holds" if shape in ("present", "progressive") else None


def _is_supposed(a: Analysis, verb: int) -> bool:
    """Whether a verb is one of several under a condition: `if they win and he becomes president`."""
    for _ in range(_CLIMB):
        if marker(a, verb) in ("if", "unless", "whether"):
            return True
        if a.deps[verb] != "conj" or a.heads[verb] == verb:
            return False
        verb = a.heads[verb]
    return False


def is_question(a: Analysis, token: int) -> bool:
    """Whether a token's sentence asks."""
    first, last = a.sentences[a.sentence_of[token]]
    return any(a.words[t] == "?" for t in range(max(first, last - 3), last))


def marked(words: Collection[str], status: RelationStatus) -> RelationStatus | None:
    """A relation's status under the words beside its noun; nothing where they say that nobody stands in it."""
    if marks("nobody") & set(words):
        return None
    if marks("ended") & set(words):
        return "ended"
    if marks("claimed") & set(words):
        return "claimed"
    return "expected" if marks("expected") & set(words) else status


def objects_of(a: Analysis, token: int, prepositions: Collection[str]) -> Iterator[tuple[str, int]]:
    """The phrases behind a word's own prepositions, also where the parse hangs the preposition elsewhere."""
    heads = [c for c in a.children[token] if a.deps[c] in ("prep", "agent", "dative") and a.lowers[c] in prepositions]
    behind = token + 1
    if behind < len(a) and behind not in heads and a.tags[behind] in ("IN", "TO") and a.lowers[behind] in prepositions:
        heads.append(behind)
    for head in heads:
        yield from ((a.lowers[head], p) for p in a.children[head] if a.deps[p] == "pobj" and p > head)


def date_draft(a: Analysis, times: tuple[Time, ...], draft: Draft) -> None:
    """Give a draft the dates that its clause ties to it: `since 2014`, `from 2001 to 2009`, `for 12 years`."""
    tops = {draft.token, *draft.tops, *range(draft.first, draft.last)}
    first, last = a.sentences[a.sentence_of[draft.token]]
    for number in range(bisect_left(times, a.starts[first], key=lambda t: t.start), len(times)):
        time = times[number]
        if time.start >= a.ends[last - 1]:
            break
        low, high = a.tokens(time.start, time.end)
        if not low < high <= last or not _hangs_on(a, low, high, tops):
            continue
        lead = _lead(a, low, first)
        value = time.value if _DATE.fullmatch(time.value) else None
        if value is None:
            draft.since = draft.since or _counted(a, draft, low, lead, time.value)
        elif lead == "since" or (lead == "from" and draft.until is None):
            draft.since = draft.since or value
        elif lead in _UNTIL or (lead in ("to", "and", "-", "–") and draft.since):
            draft.until = draft.until or value
        elif (draft.begins and lead in ("in", "on", "of")) or (draft.begins and a.deps[low] == "npadvmod"):
            draft.since = draft.since or value
    if draft.until is not None and draft.status in ("holds", "held"):
        published = (a.article.published or "")[:10]
        draft.status = "ended" if not published or draft.until < published else draft.status


def _counted(a: Analysis, draft: Draft, low: int, lead: str, value: str) -> str | None:
    """The year of `for 12 years`, counted back from the day of publication, where nothing rounds it."""
    years = _YEARS.fullmatch(value)
    published = (a.article.published or "")[:4]
    rounded = any(a.lowers[t] in marks("about") for t in range(max(0, low - 3), low + 2))
    if years is None or not published or lead != "for" or draft.status != "holds" or rounded:
        return None
    return f"{int(published) - int(years[1]):04}"


def _lead(a: Analysis, low: int, first: int) -> str:
    at = low - 1
    while at > first and a.lowers[at] in _SKIPPED and a.lowers[at - 1] in (*_UNTIL, "since", "from", "for", "to"):
        at -= 1
    return a.lowers[at] if at >= first else ""


def _hangs_on(a: Analysis, low: int, high: int, tops: set[int]) -> bool:
    """Whether a time hangs on one of a relation's words with no verb of another clause between."""
    token = next((t for t in range(low, high) if not low <= a.heads[t] < high), low)
    for _ in range(_CLIMB):
        if token in tops:
            return True
        head = a.heads[token]
        if head == token or (is_verb(a, token) and token not in tops):
            return False
        token = head
    return token in tops
