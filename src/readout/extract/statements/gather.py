"""All drafts of an article, each with the chance that the table gives its frame where it stands."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.extract.statements.asides import find_asides
from readout.extract.statements.context import Scene, datelines
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, lemma_of, minus, trim
from readout.extract.statements.labelled import turns
from readout.extract.statements.quotes import Quote
from readout.extract.statements.spoken import find_spoken, go_on
from readout.extract.statements.table import Speech
from readout.extract.statements.words import drafts_at
from readout.model import Analysis

# A passage in marks of this many tokens, marks included, may hold the reporter's own cue.
_FRAGMENT = 3
# Frames whose content a passage in marks behind their sentence may go on with.
_GOES_ON = frozenset({"clause", "late", "aside"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV"})


def gather(a: Analysis, quotes: list[Quote], cast: Cast, table: Speech) -> list[Draft]:
    """The drafts of an article, of all patterns; many claim the same words."""
    scene = Scene.of(a, table, cast)
    said = turns(a)
    labelled = {a.block_of[first] for draft in said for first, _ in draft.content}
    spoken, free = find_spoken(a, [q for q in quotes if q.block not in labelled], table)
    drafts = said + spoken
    taken = {d.head for d in drafts}
    for draft in find_asides(scene, _inside(a, [q for q in quotes if q.whole])):
        if draft.head not in taken:
            drafts.append(draft)
            if draft.frame == "aside":
                taken.add(draft.head)
    for draft in drafts:
        draft.lemma = draft.lemma or lemma_of(a, draft.head)
        if draft.frame == "adverb":  # it has no source to weigh
            draft.chance = scene.chance(draft)
        else:
            scene.weigh(draft, "said", [])
        draft.alone = draft.chance
    inside = _inside(a, [q for q in quotes if q.whole or q.last - q.first > _FRAGMENT])
    for token in range(len(a)):
        if not inside[token] and token not in taken:
            drafts.extend(drafts_at(scene, token))
    go_on(a, free, [d for d in drafts if d.frame in _GOES_ON], table.thresholds["goes on"])
    opened = datelines(a)
    least = table.thresholds["kept"]
    return [d for d in drafts if max(d.chance, d.alone) >= least and _tidy(a, d, opened.get(a.block_of[d.head], 0))]


def _inside(a: Analysis, quotes: list[Quote]) -> list[bool]:
    """By token, whether it is in one of these passages: the words of the quoted, not of the reporter."""
    inside = [False] * len(a)
    for quote in quotes:
        inside[quote.first : quote.last] = [True] * (quote.last - quote.first)
    return inside


def _tidy(a: Analysis, draft: Draft, start: int) -> bool:
    """Take cue, source and dateline out of a draft's content; false when nothing is left. `start` ends the dateline."""
    if draft.head >= start:
        _past_dateline(a, draft, start)
    rest = minus(draft.content, draft.cue, None if draft.direct else draft.source)
    block = a.block_of[draft.head]
    rest = [(max(first, start) if a.block_of[first] == block else first, last) for first, last in rest]
    draft.content = spoken_ranges(a, rest if draft.direct else [trim(a, *r) for r in rest])
    return bool(draft.content)


def spoken_ranges(a: Analysis, ranges: list[Range]) -> list[Range]:
    """The ranges that hold a word."""
    return [r for r in ranges if any(c.isalnum() for w in a.words[r[0] : r[1]] for c in w)]


def _past_dateline(a: Analysis, draft: Draft, start: int) -> None:
    """Move a source that the parse lets begin in the dateline to the first noun phrase behind it."""
    if draft.speaker is None or draft.source is None or draft.source[0] >= start:
        return
    if draft.speaker >= start:
        draft.source = (start, draft.source[1])
        return
    token = start
    while token < draft.head and a.pos[token] in _NOMINAL:
        token += 1
    if token > start:
        draft.speaker, draft.source = token - 1, (start, token)
