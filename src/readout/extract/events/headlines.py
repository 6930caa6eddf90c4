"""Verbs of headlines that the parse takes for plural nouns: `France sanctions Mali`."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.events.kinds import lexicon
from readout.extract.events.participants import Parties
from readout.model import Analysis

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
# Headlines are short; what is longer is none.
_LONGEST = 30


def headline_verbs(a: Analysis, parties: Parties) -> Iterator[tuple[int, dict[str, list[int]]]]:
    """Nouns that stand for the verb of a headline without one, each with the phrases round it by their place."""
    for first, last in a.sentences:
        number = a.block_of[first] if first < last else len(a.article.blocks)
        if number >= len(a.article.blocks) or a.article.blocks[number].kind != "headline" or last - first > _LONGEST:
            continue
        if _FINITE & set(a.tags[first:last]):
            continue
        for token in range(first + 1, last - 1):
            verbal = a.tags[token] == "NNS" and a.lemmas[token].lower() in lexicon().verb_heads
            if verbal and a.lowers[token] != a.lemmas[token].lower() and parties.named(token - 1) is not None:
                yield token, _slots(a, token, last)
                break


def _slots(a: Analysis, verb: int, last: int) -> dict[str, list[int]]:
    """The phrases after a headline's verb, read from left to right: each noun phrase by the preposition before it."""
    slots: dict[str, list[int]] = {"subject": [verb - 1], "object": []}
    word = "object"
    for token in range(verb + 1, last):
        if a.pos[token] in ("ADP", "SCONJ"):
            word = a.lowers[token]
        elif a.pos[token] == "PUNCT":
            word = ""
        elif word and a.pos[token] in _NOMINAL and (token + 1 == last or a.pos[token + 1] not in _NOMINAL):
            slots.setdefault(word, []).append(token)
    return slots
