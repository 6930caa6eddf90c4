"""Mending of drafts, the tagger's foremost: contents and sources cut at the wrong word, acts turned round."""

from __future__ import annotations

from readout.extract.cast import head_of
from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, is_verb, lemma_of, meet, minus
from readout.extract.statements.table import Speech, words
from readout.model import Analysis

# What cannot end a content, when its own words follow.
_OPEN = frozenset({"DET", "ADP", "CCONJ", "SCONJ"})
_OPEN_TAGS = frozenset({"PRP$", "TO", "WDT", "IN"})
_STOPS = frozenset({",", ".", ";", ":", "?", "!", "—", "–", '"', "”", ")"})
# A gap or a missing end of so many words is filled; one with these marks is of another clause.
_GAP = 12
_PARTS = frozenset({";", ":", "(", ")", '"', "“", "”"})
_DENIALS = frozenset({"deny", "reject"})


def mended(a: Analysis, drafts: list[Draft], table: Speech) -> list[Draft]:
    """The drafts with whole contents and sources and the right act."""
    for draft in drafts:
        if draft.cue is None:
            continue
        _without_anonymity(a, draft)
        _with_preposition(a, draft)
        draft.content = _whole(a, draft)
        draft.source = _source(a, draft)
        _heard(a, draft)
        draft.act = _turned(a, draft, table)
    return [d for d in drafts if d.content]


def _without_anonymity(a: Analysis, draft: Draft) -> None:
    """Take out of a content on which terms its source speaks: `said on condition of anonymity because ...`."""
    for first, last in list(draft.content):
        for token in range(first, last - 2):
            if a.lowers[token] == "condition" and a.lowers[token + 2] in words("anonymous"):
                start = token - (a.lowers[token - 1] in ("the", "on")) - (a.lowers[token - 2] == "on")
                end = a.sentences[a.sentence_of[token]][1]
                draft.content = [r for r in minus(draft.content, (start, end)) if r[0] < r[1]]
                break
    if draft.cue and draft.cue[1] - draft.cue[0] > 1 and a.lowers[draft.cue[1] - 1] == "on":
        behind = a.lowers[draft.cue[1] : draft.cue[1] + 4]
        if "condition" in behind:
            draft.cue = draft.cue[0], draft.cue[1] - 1


def _with_preposition(a: Analysis, draft: Draft) -> None:
    """Give `called` the preposition that the content begins with: `called on both sides to stop`."""
    if draft.cue is None or lemma_of(a, draft.head) != "call" or not draft.content:
        return
    first, last = draft.content[0]
    if first == draft.cue[1] and a.lowers[first] in ("on", "for", "upon") and first + 1 < last and not draft.direct:
        draft.cue = draft.cue[0], first + 1
        draft.content = [(first + 1, last), *draft.content[1:]]
        draft.act = "demand"


def _whole(a: Analysis, draft: Draft) -> list[Range]:
    """A draft's content in whole phrases: gaps with nobody's words filled, no end before its last phrase's words."""
    if draft.direct or draft.cue is None:
        return draft.content
    own = [draft.cue, *([draft.source] if draft.source else [])]
    joined: list[Range] = []
    for first, last in sorted(draft.content):
        near = joined and a.sentence_of[joined[-1][1] - 1] == a.sentence_of[first]
        if near and _is_gap(a, (joined[-1][1], first), own):
            joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    first, last = joined[-1]
    end = _complete(a, last, own)
    joined[-1] = first, end
    return [r for r in (_trimmed(a, *r) for r in joined) if r[0] < r[1]]


def _trimmed(a: Analysis, first: int, last: int) -> Range:
    """A range without the marks at its end that open something else."""
    while first < last and a.words[last - 1] in (",", ":", ";", "-", "--", "—", "–"):
        last -= 1
    return first, last


def _is_gap(a: Analysis, gap: Range, own: list[Range]) -> bool:
    """Whether the words between two pieces of a content are but left out: few, of one clause, nobody's."""
    few = 0 < gap[1] - gap[0] <= _GAP and not any(a.words[t] in _PARTS for t in range(*gap))
    return few and not any(meet(gap, r) for r in own)


def _complete(a: Analysis, last: int, own: list[Range]) -> int:
    """The end of a phrase that is cut behind a preposition or article; before that word where nothing follows it."""
    word = last - 1
    if a.pos[word] not in _OPEN and a.tags[word] not in _OPEN_TAGS:
        return last
    end = a.sentences[a.sentence_of[word]][1]
    if last >= end or a.words[last] in _STOPS:
        return (
            last - 1 if a.pos[word] in ("DET", "CCONJ") and a.tags[word] != "WDT" and a.deps[word] != "dobj" else last
        )
    if a.pos[word] == "ADP" and a.deps[word] == "prt":
        return last
    below = [t for t in (*a.children[word], a.heads[word]) if last <= t < end]
    if not below:
        return last
    stop = last
    while stop < min(a.edges[min(below)][1], end) and a.words[stop] not in _STOPS:
        stop += 1
    if stop - last > _GAP:
        return word if a.pos[word] in ("ADP", "SCONJ") else last
    return last if any(meet((last, stop), r) for r in own) else stop


def _source(a: Analysis, draft: Draft) -> Range | None:
    """A source without half a phrase at its end (`The Italian, out of contract` in June) or a participle before it."""
    if draft.source is None or draft.cue is None:
        return draft.source
    first, last = draft.source
    if a.tags[first] == "VBG" and a.words[first + 1 : first + 2] == [","] and first + 2 < last:
        first += 2
    comma = next((t for t in range(first + 1, last) if a.words[t] == ","), None)
    head = head_of(a, first, last)
    cut = last < len(a) and last < draft.cue[0] and a.words[last] not in _STOPS and is_inside(a, last, head)
    if cut and comma is not None and head < comma:
        last = comma
    if draft.speaker is not None and not first <= draft.speaker < last:
        draft.speaker = head_of(a, first, last)
    return first, last


def is_inside(a: Analysis, token: int, head: int) -> bool:
    """Whether a token belongs to the phrase of another, none of the sentence's own verb."""
    low, high = a.edges[head]
    return low <= token < high and not is_verb(a, head)


def _heard(a: Analysis, draft: Draft) -> None:
    """Take who hears for no source: `Jurors heard that he had lied`."""
    if draft.source is None or draft.act in ("ask", "withhold"):
        return
    listens = lemma_of(a, draft.head) == "hear" and a.lemmas[head_of(a, *draft.source)].lower() in words("listeners")
    if listens:
        draft.source = draft.speaker = None


def _turned(a: Analysis, draft: Draft, table: Speech) -> str:
    """The act of a cue that turns down what its noun names: `dismissed suggestions that`, `denied reports that`."""
    if draft.cue is None or is_verb(a, draft.head):
        return draft.act
    for token in range(*draft.cue):
        cue = table.verbs.get(lemma_of(a, token)) if is_verb(a, token) else None
        if cue is not None and cue.act in _DENIALS:
            return cue.act
    return draft.act
