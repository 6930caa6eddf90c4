"""Any text and any parse: mentions stay inside the text, quote words, and nothing breaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readout.extract import Cast, find_entities
from readout.model import Analysis, Article, Block, Name

TEXT = """Xi President of Moscow said , ( ) 's he China the Chinese - U.S. and both countries A é police Ministry ' "
Sen. two leaders who his 🙂 \u202bעולם\u202c"""
WORDS = st.sampled_from(TEXT.split())
LABELS = ["PERSON", "ORG", "GPE", "NORP", "DATE"]


def sound(analysis: Analysis, cast: Cast) -> None:
    """Every mention quotes words of the text; ids and mentions are unique."""
    text = analysis.article.text
    assert len(cast.by_id) == len(cast.entities)
    for entity in cast.entities:
        assert entity.mentions
        assert entity.name.strip()
        assert len(set(entity.mentions)) == len(entity.mentions)
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end].strip()


@st.composite
def parses(draw: st.DrawFn) -> Analysis:
    """An Analysis with a random parse: heads anywhere in the sentence, tags and labels by chance."""
    words = draw(st.lists(WORDS, max_size=30))
    size = len(words)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + draw(st.integers(0, 1))
    text = "".join(
        word.ljust(end - start) for word, start, end in zip(words, starts, [*starts[1:], at][:size], strict=True)
    )
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]

    def some(values: list[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=size, max_size=size))

    heads = draw(st.lists(st.integers(0, max(0, size - 1)), min_size=size, max_size=size))
    children: list[list[int]] = [[] for _ in words]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    names = []
    if size > 1:
        first = draw(st.integers(0, size - 1))
        names.append(Name(first, draw(st.integers(first + 1, size)), draw(st.sampled_from(LABELS))))
    blocks = (Block(draw(st.sampled_from(["headline", "caption", "paragraph"])), 0, max(1, len(text))),)
    return Analysis(
        Article("a", "a", text, blocks=blocks),
        words,
        [w.lower() for w in words],
        [w.lower() for w in words],
        some(["NNP", "NN", "NNS", "POS", "PRP", "PRP$", "WP", "VBD"]),
        some(["PROPN", "NOUN", "VERB", "ADJ", "ADP", "DET", "PRON", "PUNCT"]),
        some(["nsubj", "dobj", "pobj", "poss", "conj", "appos", "compound", "relcl", "ccomp", "prep", "ROOT"]),
        heads,
        starts,
        ends,
        children,
        [(0, size)] * size,
        [(0, size)] if size else [],
        [0] * size,
        [0] * size,
        names,
    )


@settings(max_examples=150, deadline=None)
@given(parses())
def test_any_parse(analysis: Analysis) -> None:
    sound(analysis, find_entities(analysis))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text(analysed: Callable[..., Analysis], text: str) -> None:
    analysis = analysed(text)
    sound(analysis, find_entities(analysis))


@pytest.mark.parametrize(
    "text", ["", "Xi", "🙂🙂", "...", "\n\n", "مرحبا Putin قال", "( ( ( ) ) )", "the " * 50, "Xi Xi Xi " * 40]
)
def test_odd_texts(analysed: Callable[..., Analysis], text: str) -> None:
    analysis = analysed(text)
    sound(analysis, find_entities(analysis))


def test_the_work_grows_with_the_length(analysed: Callable[..., Analysis]) -> None:
    text = "Finnish President Aino Laine met Estonian Prime Minister Kadri Tamm in Oslo. Both countries agreed (EU)."

    def seconds(times: int) -> float:
        analysis = repeated(analysed(text), times)
        begin = time.process_time()
        find_entities(analysis)
        return time.process_time() - begin

    seconds(10)
    assert seconds(800) < 30 * max(seconds(80), 0.01)


def repeated(a: Analysis, times: int) -> Analysis:
    """An analysis many times over, as one article of one block a copy."""
    size, chars = len(a), len(a.article.text) + 1
    text = (a.article.text + "\n") * times
    blocks = tuple(Block("paragraph", n * chars, (n + 1) * chars - 1) for n in range(times))

    def copies(values: list[int], step: int) -> list[int]:
        return [value + n * step for n in range(times) for value in values]

    return replace(
        a,
        article=Article("a", "a", text, blocks=blocks),
        words=a.words * times,
        lowers=a.lowers * times,
        lemmas=a.lemmas * times,
        tags=a.tags * times,
        pos=a.pos * times,
        deps=a.deps * times,
        heads=copies(a.heads, size),
        starts=copies(a.starts, chars),
        ends=copies(a.ends, chars),
        children=[[c + n * size for c in row] for n in range(times) for row in a.children],
        edges=[(f + n * size, s + n * size) for n in range(times) for f, s in a.edges],
        sentences=[(f + n * size, s + n * size) for n in range(times) for f, s in a.sentences],
        sentence_of=copies(a.sentence_of, len(a.sentences)),
        block_of=[n for n in range(times) for _ in range(size)],
        names=[Name(x.first + n * size, x.last + n * size, x.label) for n in range(times) for x in a.names],
    )
