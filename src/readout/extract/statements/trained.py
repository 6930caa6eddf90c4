"""Drafts of the trained tagger: its spans and chances, with what the rules know of the same cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import exp, log

from readout.extract.statements.draft import Draft
from readout.extract.statements.grammar import Range, is_verb, lemma_of, meet, minus
from readout.extract.statements.labelled import by_layout
from readout.extract.statements.table import Speech
from readout.extract.statements.tagger import Calibration, Tagged, head_of, likeliest
from readout.model import Analysis

# What the tagger was not taught to read stays with the rules: it knows running text only.
_BY_RULES = frozenset({"headline", "heading", "caption"})
# Two contents that share this much (Dice) are one statement.
_SAME = 0.5
_LEAST = 1e-4
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# What "is expected to" happen, nobody says by whom, is how sure an event is, and no statement.
_FORESEEN = "predict"


def trained(a: Analysis, tagged: list[Tagged], drafts: list[Draft], table: Speech, scale: Calibration) -> list[Draft]:
    """The drafts to keep of an article: the tagger's likely ones, and the rules' where the tagger has no say."""
    kept: list[Draft] = []
    layout = [(d.cue, _words(d.content)) for d in drafts if d.cue and by_layout(a, d)]
    likely = ((_chance(signs(a, t, table), scale), t) for t in tagged if t.content and not _by_rules(a, t.cue[0]))
    for chance, found in apart((pair for pair in likely if pair[0] >= scale.floor), layout):
        draft = _draft(a, found, chance, drafts, table)
        if draft.source is not None or draft.act != _FORESEEN:
            kept.append(draft)
    return kept


def apart(
    likely: Iterable[tuple[float, Tagged]], taken: Iterable[tuple[Range, set[int]]]
) -> Iterator[tuple[float, Tagged]]:
    """Attributions with their chances, the likeliest first, without those whose cue or content a likelier one has.

    `taken`: cues and the words of contents that are not to be had.
    """
    claimed = list(taken)
    for chance, found in sorted(likely, key=lambda pair: (-pair[0], pair[1].cue)):
        words = _words(found.content)
        if not any(meet(found.cue, cue) or _alike(words, others) for cue, others in claimed):
            claimed.append((found.cue, words))
            yield chance, found


def by_rules(a: Analysis, drafts: list[Draft]) -> list[Draft]:
    """The rules' drafts in those parts of an article that the tagger does not read, and those that the layout gives."""
    return [d for d in drafts if _by_rules(a, d.head) or by_layout(a, d)]


def _by_rules(a: Analysis, token: int) -> bool:
    return a.article.blocks[a.block_of[token]].kind in _BY_RULES


def signs(a: Analysis, found: Tagged, table: Speech) -> list[float]:
    """What the chance of an attribution is weighed by: the log odds of its five chances, and 1 for an unknown cue."""
    chances = (min(max(chance, _LEAST), 1.0 - _LEAST) for chance in found.chances)
    lemmas = {lemma_of(a, token) for token in range(*found.cue)}
    known = any(lemmas & words.keys() for words in (table.verbs, table.nouns, table.adjectives))
    return [*(log(chance / (1.0 - chance)) for chance in chances), float(not known)]


def _chance(given: list[float], scale: Calibration) -> float:
    """The chance that an attribution has the right source and content."""
    odds = scale.bias + sum(w * g for w, g in zip((*scale.weights, scale.unknown), given, strict=True))
    return 1.0 / (1.0 + exp(-odds))


def _draft(a: Analysis, found: Tagged, chance: float, drafts: list[Draft], table: Speech) -> Draft:
    """A tagged attribution as a draft; frame and act are the rules' where they know the cue."""
    known = likeliest(drafts, found.cue)
    content = minus(found.content, found.cue)
    source = None if found.source is None else _who(a, found.source)
    speaker = None if source is None else head_of(a, source)
    if known is not None:
        if known.source == source:
            speaker = known.speaker
        return replace(
            known, cue=found.cue, content=content, speaker=speaker, source=source, chance=chance, alone=chance
        )
    head = head_of(a, found.cue)
    lemma = lemma_of(a, head)
    cue = table.verbs.get(lemma) or table.nouns.get(lemma) or table.adjectives.get(lemma)
    act = cue.act if cue else "say"
    return Draft("tagged", head, found.cue, content, speaker, source, act, chance, lemma=lemma, alone=chance)


def _who(a: Analysis, source: Range) -> Range:
    """A source without the verb that the tagger drew in: its subject ("the mother testified" is the mother)."""
    while source[1] - source[0] > 1 and a.pos[source[1] - 1] == "AUX":
        source = source[0], source[1] - 1
    head = head_of(a, source)
    subject = next((t for t in a.children[head] if a.deps[t] in _SUBJECTS and source[0] <= t < source[1]), None)
    if not is_verb(a, head) or subject is None:
        return source
    first, last = a.edges[subject]
    return max(first, source[0]), min(last, source[1])


def _words(content: list[Range]) -> set[int]:
    return {token for found in content for token in range(*found)}


def _alike(one: set[int], other: set[int]) -> bool:
    return 2 * len(one & other) >= _SAME * (len(one) + len(other))
