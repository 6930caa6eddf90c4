"""From drafts to statements: exact spans, kind, speaker, addressee, day, and the chain of reporting."""

from __future__ import annotations

from collections.abc import Iterable

from readout.extract.cast import Cast
from readout.extract.statements.chain import chained
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import (
    Range,
    agent,
    child,
    is_passive,
    is_verb,
    lemma_of,
    phrase,
    quoting,
    subject,
    trim,
)
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
        draft.source = _undated(a, draft.source, days)
    drafts = sorted((d for d in drafts if d.content), key=_place)
    passed_on = [_cited(a, cast, draft) or _quoted_by(a, cast, draft) for draft in drafts]
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
    citing = _citing(a, draft)
    thing = None if citing is None or draft.cue is None else child(a, citing, "dobj")
    if thing is None or not (lemma_of(a, thing) in words("people") or _speaks(a, cast, thing)):
        return ()
    if any(first <= thing < last for first, last in draft.content):
        return ()
    reporter = speaker_of(a, cast, draft.speaker, draft.source)
    draft.speaker, draft.source = thing, phrase(a, thing, a.edges[thing][0], len(a))
    return () if reporter is None else (reporter,)


def _quoted_by(a: Analysis, cast: Cast, draft: Draft) -> tuple[str, ...]:
    """Who quotes a draft's source, where named: `Interfax quoted him as saying`."""
    over = quoting(a, draft.head) if draft.cue is not None else None
    if over is None:
        return ()
    by = agent(a, draft.head) if agent(a, over) is None else agent(a, over)
    reporter = by if is_passive(a, over) else subject(a, over)
    found = None if reporter is None else cast.headed(reporter)
    return () if found is None else (found[1].id,)


def _undated(a: Analysis, source: Range | None, days: list[tuple[int, int, str]]) -> Range | None:
    """A source without the day of the cue at its end: `was told by Ruiz on Monday`."""
    if source is None:
        return None
    for first, last, _ in days:
        if last == source[1] and first - 1 > source[0] and a.lowers[first - 1] == "on" and a.deps[first - 1] == "prep":
            return source if is_verb(a, a.heads[first - 1]) else trim(a, source[0], first - 1)
    return source


def _citing(a: Analysis, draft: Draft) -> int | None:
    """The `citing` of who says something: it hangs on the cue or stands right behind the source."""
    ends = [] if draft.source is None else [draft.source[1], draft.source[1] + 1]
    near = [t for t in ends if t < len(a) and (t == ends[0] or a.words[ends[0]] == ",")]
    inside = [] if draft.source is None else range(*draft.source)
    for token in (*a.children[draft.head], *near, *inside):
        if a.tags[token] == "VBG" and lemma_of(a, token) in words("sources"):
            return token
    return None


def _speaks(a: Analysis, cast: Cast, token: int) -> bool:
    found = cast.headed(token)
    if found is not None:
        return found[1].kind in ("person", "organisation", "group")
    return any(n.first <= token < n.last and n.label == "PERSON" for n in a.names)


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
            next_to = begin - first in (0, 1) and first == high and end < last and not _owns(a, end)
            if next_to and (begin == first or a.lowers[first] == "on"):
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
        if first >= last or a.sentence_of[first] != a.sentence_of[draft.head] or _owns(a, last):
            continue
        if any(low <= first < high for low, high in draft.content):
            continue
        if first - draft.cue[1] in (0, 1) and all(
            a.lowers[t] in ("on", "late", "early") for t in range(draft.cue[1], first)
        ):
            return day
        if _hangs_on(a, draft.head, next((t for t in range(first, last) if not first <= a.heads[t] < last), first)):
            return day
    return None


def _owns(a: Analysis, token: int) -> bool:
    """Whether the words before a token are a possessor: `Friday's vote`."""
    return token < len(a) and a.tags[token] == "POS"


def _hangs_on(a: Analysis, cue: int, token: int) -> bool:
    """Whether a day is that of a cue: no other verb stands between, but one of speaking or making what is read."""
    for _ in range(_STEPS):
        below, token = token, a.heads[token]
        if token == cue:
            return True
        if token == below:
            return False
        speaks = a.deps[token] == "advcl" and lemma_of(a, token) in ("speak", "talk") and a.tags[token] == "VBG"
        made = a.deps[token] == "acl" and lemma_of(a, token) in words("makers")
        if is_verb(a, token) and not speaks and not made:
            return False
    return False


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
    if token is None:
        token = _to_whom(a, draft.head, lemma in words("writes"))
    if token is None:
        return None
    found = cast.headed(token)
    if found is None or found[1].id == speaker or found[1].kind == "place":
        return None
    return found[1].id


def _to_whom(a: Analysis, verb: int, writes: bool) -> int | None:
    """`said to X`, `wrote in a letter to X`, `said in an interview with X`, `speaking to X, said`."""
    for kid in a.children[verb]:
        if a.deps[kid] == "advcl" and a.tags[kid] == "VBG" and lemma_of(a, kid) in ("speak", "talk"):
            return _behind(a, kid, "to", "with")
        if a.deps[kid] not in ("prep", "dative"):
            continue
        noun = child(a, kid, "pobj")
        if noun is None:
            continue
        if writes and a.lowers[kid] == "to":
            return noun
        if a.lowers[kid] in ("in", "during"):
            found = None
            if lemma_of(a, noun) in words("messages"):
                found = _behind(a, noun, "to")
            elif lemma_of(a, noun) in words("exchanges"):
                found = _behind(a, noun, "with", "to")
            if found is not None:
                return found
    return None


def _behind(a: Analysis, head: int, *prepositions: str) -> int | None:
    """The noun behind one of these prepositions of a word."""
    kid = next((k for k in a.children[head] if k > head and a.lowers[k] in prepositions), None)
    return None if kid is None else child(a, kid, "pobj")
