"""The language model's view of an article as plain lists, one item a token: what `extract` works on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from readout.model.record import Article, Span


class Name(NamedTuple):
    """A named entity found by the language model: tokens [first, last) and the OntoNotes label (PERSON, ORG, ...)."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article's tokens, sentences, parse and names. White space is no token; ranges are half-open [first, last).

    `starts` and `ends` are code points of `article.text`; `heads` are token numbers (a root is its own head) and never
    leave the sentence; `edges[i]` is the token range of i's subtree; `tags` are Penn Treebank, `pos` Universal POS and
    `deps` ClearNLP labels as spaCy's English models use them. A sentence never crosses a block of the article.
    """

    article: Article
    words: list[str]
    lowers: list[str]
    lemmas: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    children: list[list[int]]
    edges: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    block_of: list[int]
    names: list[Name]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens [first, last)."""
        return Span(self.starts[first], self.ends[last - 1])

    def text(self, first: int, last: int) -> str:
        """The article's words from token `first` up to, not with, `last`."""
        return self.article.text[self.starts[first] : self.ends[last - 1]]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The range of the tokens that share a character with article.text[start:end]; empty when there is none."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)
