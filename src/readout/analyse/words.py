"""Part of speech and lemma as the model's rules give them, worked out once for each word in each function."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

# Words and answers that are remembered; more are forgotten all at once, so that memory stays flat.
MOST = 200_000


class Word(NamedTuple):
    """A token's text and lower-case text; whether it is white space.

    `ruled`: a rule names the word; `paired`: one that looks at its neighbours too.
    """

    text: str
    lower: str
    space: bool
    ruled: bool
    paired: bool


class _Token(NamedTuple):
    """What the lemmatizer looks at of a token."""

    orth: int
    text: str
    pos: int
    pos_: str
    morph: Any


class Words:
    """The attribute ruler and the lemmatizer of a pipeline, asked only about what they were not asked before.

    The rules see a token's tag and dependency, of words that they name the word too, and of some of these the tokens
    beside them. The lemmatizer sees the word and what the rules made of it.
    """

    def __init__(self, nlp: Any) -> None:
        self._vocab, self._strings = nlp.vocab, nlp.vocab.strings
        self._ruler, self._lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        patterns = [pattern for rule in self._ruler.patterns for pattern in rule["patterns"]]
        self._named = _Named(patterns)
        self._spanning = _Named([pattern for pattern in patterns if len(pattern) > 1])
        self._words: dict[int, Word] = {}
        self._answers: dict[Any, tuple[str, str]] = {}
        self._made: dict[tuple[int, ...], Any] = {}

    def word(self, orth: int) -> Word:
        """The word with this number among the model's strings."""
        found = self._words.get(orth)
        if found is None:
            lexeme = self._vocab[orth]
            lower = lexeme.lower_
            found = Word(lexeme.text, lower, lexeme.is_space, lower in self._named, lower in self._spanning)
            _room(self._words)[orth] = found
        return found

    def answer(self, tokens: list[list[int]], at: int, word: Word) -> tuple[str, str]:
        """Part of speech and lemma of a token; `tokens` are a document's (word, tag, dependency, ...) by number."""
        orth, tag, dep = tokens[at][:3]
        key: Any = (orth, tag, dep)
        near, place = [tokens[at]], 0
        if word.paired:
            near, place = tokens[max(0, at - 1) : at + 2], min(at, 1)
            key = (place, *(number for token in near for number in token[:3]))
        found = self._answers.get(key)
        if found is None:
            found = self._ruled(near, place) if word.ruled else self._free(tokens[at], word.text)
            _room(self._answers)[key] = found
        return found

    def _ruled(self, near: list[list[int]], place: int) -> tuple[str, str]:
        token = self._lemmatizer(self._ruler(self._doc(near)))[place]
        return token.pos_, token.lemma_

    def _free(self, token: list[int], text: str) -> tuple[str, str]:
        """The same for a word that no rule names: whatever the word, the rules make the same of its tag and dependency.

        What they make lacks a lemma, as only rules that name a word set one.
        """
        orth, tag, dep = token[:3]
        made = self._made.get((tag, dep))
        if made is None:
            made = self._made[tag, dep] = self._ruler(self._doc([token]))[0]
        lemma = self._lemmatizer.lemmatize(_Token(orth, text, made.pos, made.pos_, made.morph))[0]
        return made.pos_, lemma

    def _doc(self, tokens: list[list[int]]) -> Any:
        from spacy.tokens import Doc

        words, tags, deps = ([self._strings[token[n]] for token in tokens] for n in range(3))
        return Doc(self._vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))


class _Named:
    """The lower-case words that some patterns name."""

    def __init__(self, patterns: list[list[dict[str, Any]]]) -> None:
        named = [token["LOWER"] for pattern in patterns for token in pattern if "LOWER" in token]
        self._words = {one for one in named if isinstance(one, str)}
        self._words.update(word for one in named if not isinstance(one, str) for word in one.get("IN", ()))
        self._patterns = [re.compile(one["REGEX"]) for one in named if not isinstance(one, str) and "REGEX" in one]

    def __contains__(self, lower: str) -> bool:
        return lower in self._words or any(pattern.search(lower) for pattern in self._patterns)


def _room(remembered: dict[Any, Any]) -> dict[Any, Any]:
    if len(remembered) >= MOST:
        remembered.clear()
    return remembered
