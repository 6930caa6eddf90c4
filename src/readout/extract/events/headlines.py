"""Headlines, also unmarked ones, and their verbs that the parse takes for nouns: `France sanctions Mali`."""

from __future__ import annotations

from collections.abc import Iterator

from readout.extract.events.kinds import lexicon
from readout.extract.events.participants import Parties
from readout.model import Analysis

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
# Headlines are short; what is longer is none. An unmarked one is shorter, and alone in the first block.
_LONGEST = 30
_TITLE = 16


def block_kind(a: Analysis, token: int) -> str:
    """The kind of the block that a token stands in; a first block of one short sentence is the headline."""
    number, blocks = a.block_of[token], a.article.blocks
    if number >= len(blocks):
        return "paragraph"
    first, last = a.sentences[0]
    alone = (
        number == 0 and last - first <= _TITLE and last < len(a.words) and a.block_of[last] > a.block_of[last - 1] == 0
    )
    return "headline" if alone and blocks[0].kind == "paragraph" else blocks[number].kind


def headline_verbs(a: Analysis, parties: Parties) -> Iterator[tuple[int, dict[str, list[int]]]]:
    """Nouns that stand for the verb of a headline without one, each with the phrases round it by their place."""
    for first, last in a.sentences:
        if first == last or last - first > _LONGEST or block_kind(a, first) != "headline":
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
