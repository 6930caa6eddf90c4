"""From drafts to statements: exact spans, kind, speaker, addressee, day, and the chain of reporting."""

from __future__ import annotations

from collections.abc import Iterable

from readout.extract.cast import Cast
from readout.extract.statements.chain import chained
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, child, is_passive, is_verb, lemma_of, phrase, subject
from readout.extract.statements.quotes import Quote
from readout.extract.statements.sources import speaker_of
from readout.extract.statements.table import words
from readout.model import Analysis, Statement, StatementKind, Time

# A time this far from its cue, in steps up the parse, still dates it.
_STEPS = 5


def finish(
    a: Analysis, drafts: list[Draft], quotes: list[Quote], cast: Cast, times: tuple[Time, ...], doubt: float
) -> tuple[Statement, ...]:
    """The statements of drafts, numbered in the order of the text; `doubt` is what being chosen leaves of a draft's."""
    quoted = _quoted(a, quotes)
    days = _days(a, times)
    for draft in drafts:
        draft.content = _snapped(a, draft, quoted, days)
    drafts = sorted((d for d in drafts if d.content), key=_place)
    passed_on = [_cited(a, cast, draft) for draft in drafts]
    speakers = [speaker_of(a, cast, d.speaker, d.source) for d in drafts]
    return chained(
        Statement(
            "",
            tuple(a.span(*r) for r in draft.content),
            speaker,
            None if draft.source is None else a.span(*draft.source),
            None if draft.cue is None else a.span(*draft.cue),
            _kind(a, draft, quoted),
            draft.act,
            _said_on(a, draft, days),
            _addressee(a, draft, cast, speaker),
            via,
            probability=round(1.0 - (1.0 - draft.chance) * doubt, 2),
        )
        for draft, speaker, via in zip(drafts, speakers, passed_on, strict=True)
    )


def _cited(a: Analysis, cast: Cast, draft: Draft) -> tuple[str, ...]:
    """Give a draft the source that its reporter cites; the reporter, where named: `The agency said, citing a pilot`."""
    citing = next(
        (k for k in a.children[draft.head] if a.tags[k] == "VBG" and lemma_of(a, k) in words("sources")), None
    )
    thing = None if citing is None or draft.cue is None else child(a, citing, "dobj")
    if thing is None or (lemma_of(a, thing) not in words("people") and not _speaks(cast, thing)):
        return ()
    if any(first <= thing < last for first, last in draft.content):
        return ()
    reporter = speaker_of(a, cast, draft.speaker, draft.source)
    draft.speaker, draft.source = thing, phrase(a, thing, a.edges[thing][0], len(a))
    return () if reporter is None else (reporter,)


def _speaks(cast: Cast, token: int) -> bool:
    found = cast.headed(token)
    return found is not None and found[1].kind in ("person", "organisation", "group")


def _place(draft: Draft) -> tuple[int, int]:
    starts = [first for first, _ in draft.content]
    if draft.source is not None:
        starts.append(draft.source[0])
    return min(*starts, draft.head), draft.head


def _quoted(a: Analysis, quotes: list[Quote]) -> list[Quote | None]:
    """By token, the quoted passage that it is in."""
    held: list[Quote | None] = [None] * len(a)
    for quote in quotes:
        held[quote.first : quote.last] = [quote] * (quote.last - quote.first)
    return held


def _snapped(a: Analysis, draft: Draft, quoted: list[Quote | None], days: list[tuple[int, int, str]]) -> list[Range]:
    """A draft's content with whole fragments in marks and without the day of the cue, in order."""
    low = draft.cue[0] if draft.cue else -1
    high = draft.cue[1] if draft.cue else -1
    wide = []
    for first, last in draft.content:
        for begin, end, _ in days:
            if begin - first in (0, 1) and first == high and end < last and (begin == first or a.lowers[first] == "on"):
                first = end
        at_start, at_end = quoted[first], quoted[last - 1]
        if at_start is not None and at_start.first < first and not at_start.first <= low < first:
            first = at_start.first if draft.frame == "aside" else max(at_start.first, first - 2)
        if at_end is not None and at_end.last > last and not last <= low < at_end.last:
            last = at_end.last
        near = next((quoted[t] for t in range(last, min(last + 2, len(a))) if quoted[t] is not None), None)
        if (
            near is not None
            and last not in range(low, high)
            and a.words[last] != ","
            and _continues(a, near, last, high)
        ):
            last = near.last
        if first < last:
            wide.append((first, last))
    return _joined(a, sorted(wide))


def _continues(a: Analysis, quote: Quote, last: int, high: int) -> bool:
    """Whether a fragment in marks right behind a content belongs to it: `they weren't "asking for the moon"`."""
    return quote.first >= max(last, high) and not quote.whole and a.sentence_of[quote.first] == a.sentence_of[last - 1]


def _joined(a: Analysis, ranges: Iterable[Range]) -> list[Range]:
    """Ranges of one paragraph that have no word between them as one."""
    joined: list[Range] = []
    for first, last in ranges:
        if joined:
            before = joined[-1]
            near = a.block_of[first] == a.block_of[before[1] - 1]
            if near and not any(_wordy(w) for w in a.words[before[1] : first]):
                joined[-1] = (before[0], max(before[1], last))
                continue
        joined.append((first, last))
    return [r for r in joined if any(_wordy(w) for w in a.words[r[0] : r[1]])]


def _wordy(word: str) -> bool:
    return any(c.isalnum() for c in word)


def _kind(a: Analysis, draft: Draft, quoted: list[Quote | None]) -> StatementKind:
    spoken = [
        t for first, last in draft.content for t in range(first, last) if _wordy(a.words[t]) and a.deps[t] != "cc"
    ]
    inside = sum(quoted[t] is not None for t in spoken)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(spoken) else "mixed"


def _days(a: Analysis, times: tuple[Time, ...]) -> list[tuple[int, int, str]]:
    """The times that are one day, as (first token, last token, ISO date)."""
    return [(*a.tokens(t.start, t.end), t.begin) for t in times if t.begin is not None and t.begin == t.until]


def _said_on(a: Analysis, draft: Draft, days: list[tuple[int, int, str]]) -> str | None:
    """The day that hangs on a cue or stands right behind it."""
    if draft.cue is None:
        return None
    for first, last, day in days:
        if first >= last or a.sentence_of[first] != a.sentence_of[draft.head]:
            continue
        if any(low <= first < high for low, high in draft.content):
            continue
        if first - draft.cue[1] in (0, 1) and all(
            a.lowers[t] in ("on", "late", "early") for t in range(draft.cue[1], first)
        ):
            return day
        head = next((t for t in range(first, last) if not first <= a.heads[t] < last), first)
        for _ in range(_STEPS):
            head = a.heads[head]
            if head == draft.head:
                return day
            if is_verb(a, head):
                break
    return None


def _addressee(a: Analysis, draft: Draft, cast: Cast, speaker: str | None) -> str | None:
    """Whom a draft's words are said to."""
    if draft.cue is None or not is_verb(a, draft.head):
        return None
    lemma = lemma_of(a, draft.head)
    token = None
    if lemma in words("tells"):
        token = subject(a, draft.head) if is_passive(a, draft.head) else child(a, draft.head, "dobj", "dative")
        if token is None and draft.frame == "oclause":
            below = child(a, draft.head, "ccomp")
            token = None if below is None else subject(a, below)
    elif lemma in words("writes"):
        token = _to_whom(a, draft.head)
    if token is None:
        return None
    found = cast.headed(token)
    if found is None or found[1].id == speaker or found[1].kind == "place":
        return None
    return found[1].id


def _to_whom(a: Analysis, verb: int) -> int | None:
    """`said to X`, `wrote in a letter to X`."""
    for kid in a.children[verb]:
        if a.deps[kid] in ("prep", "dative") and a.lowers[kid] in ("to", "in"):
            noun = child(a, kid, "pobj")
            if noun is None or a.lowers[kid] == "to":
                return noun
            if lemma_of(a, noun) in words("messages"):
                to = next((k for k in a.children[noun] if a.lowers[k] == "to"), None)
                return None if to is None else child(a, to, "pobj")
    return None
