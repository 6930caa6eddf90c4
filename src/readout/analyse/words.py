"""Part of speech and lemma as the model's rules give them, worked out once for each word in each function."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

# Words and answers that are remembered; more are forgotten all at once, so that memory stays flat.
MOST = 200_000


class Word(NamedTuple):
    """A token's text and lower-case text; whether it is white space; whether a rule looks at its neighbours too."""

    text: str
    lower: str
    space: bool
    paired: bool


class Words:
    """The attribute ruler and the lemmatizer of a pipeline, asked only about what they were not asked before.

    The rules see a token's word, tag and dependency, and of the tokens beside it where a rule spans several.
    """

    def __init__(self, nlp: Any) -> None:
        self._vocab, self._strings = nlp.vocab, nlp.vocab.strings
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        spanning = [pattern for rule in self._ruler.patterns for pattern in rule["patterns"] if len(pattern) > 1]
        self._spanning = [token["LOWER"] for pattern in spanning for token in pattern if "LOWER" in token]
        self._words: dict[int, Word] = {}
        self._answers: dict[Any, tuple[str, str]] = {}

    def word(self, orth: int) -> Word:
        """The word with this number among the model's strings."""
        found = self._words.get(orth)
        if found is None:
            lexeme = self._vocab[orth]
            paired = any(_fits(lexeme.lower_, wanted) for wanted in self._spanning)
            found = _room(self._words)[orth] = Word(lexeme.text, lexeme.lower_, lexeme.is_space, paired)
        return found

    def answer(self, tokens: list[list[int]], at: int, paired: bool) -> tuple[str, str]:
        """Part of speech and lemma of a token; `tokens` are a document's (word, tag, dependency, ...) by number."""
        near = tokens[max(0, at - 1) : at + 2] if paired else tokens[at : at + 1]
        place = min(at, 1) if paired else 0
        key = (place, *(number for token in near for number in token[:3]))
        found = self._answers.get(key)
        if found is None:
            found = _room(self._answers)[key] = self._asked(near, place)
        return found

    def _asked(self, near: list[list[int]], place: int) -> tuple[str, str]:
        from spacy.tokens import Doc

        words, tags, deps = ([self._strings[token[n]] for token in near] for n in range(3))
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))
        token = self._lemmatizer(self._ruler(doc))[place]
        return token.pos_, token.lemma_


@cache
def _pattern(wanted: str) -> re.Pattern[str]:
    return re.compile(wanted)


def _fits(lower: str, wanted: Any) -> bool:
    """Whether a rule's condition on the lower-case word may hold; one of an unknown kind may."""
    if isinstance(wanted, str):
        return lower == wanted
    if set(wanted) == {"IN"}:
        return lower in wanted["IN"]
    return bool(_pattern(wanted["REGEX"]).search(lower)) if set(wanted) == {"REGEX"} else True


def _room(remembered: dict[Any, Any]) -> dict[Any, Any]:
    if len(remembered) >= MOST:
        remembered.clear()
    return remembered
