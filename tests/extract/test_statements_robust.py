"""Whatever the text or the parse, statements lie in the text, in order, and cost no more than its length."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from readout.extract.cast import Cast
from readout.extract.statements import find_statements
from readout.extract.statements.quotes import find_quotes
from readout.model import Analysis, Article, Block, Statement

Analysed = Callable[..., Analysis]

PIECES = st.sampled_from(
    [
        *("he", "Brown", "the mayor", "officials", "it", "who", "Ukraine", "reporters", "a plan", "of", "by", "to"),
        *("said", "says", "told", "denied", "called", "claims", "vowed", "according to", "reportedly", "is sure that"),
        *("that", "the bridge was safe", "is", "go", "for", "as", "because", "whether", "on Tuesday", "and", "claim"),
        *('"', "“", "”", "''", "'", "‘", "’", "``", ",", ".", "?", ":", ";", "—", "(", ")", "\n", "…", "-"),
        *("🙂", "قال", "שלום", "é", "\u200b", "\u00a0", "Ｗｉｄｅ", "𝔉", "x" * 40),
    ]
)
LABELS = [
    "ROOT",
    "nsubj",
    "nsubjpass",
    "dobj",
    "ccomp",
    "xcomp",
    "prep",
    "pobj",
    "pcomp",
    "aux",
    "advcl",
    "acl",
    "relcl",
]
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


def check(text: str, statements: tuple[Statement, ...]) -> None:
    """Spans inside the text, not blank, in order; content never holds its own cue."""
    starts = []
    for number, statement in enumerate(statements, 1):
        assert statement.id == f"s{number}"
        assert statement.content
        assert list(statement.content) == sorted(statement.content)
        spans = [*statement.content, *(s for s in (statement.source, statement.cue) if s is not None)]
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip()
        for before, after in zip(statement.content, statement.content[1:], strict=False):
            assert before.end <= after.start
        if statement.cue is not None:
            assert all(c.end <= statement.cue.start or c.start >= statement.cue.end for c in statement.content)
        assert 0.0 < statement.probability < 1.0
        assert statement.id not in statement.via
        starts.append(min(span.start for span in spans))
    assert starts == sorted(starts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text='he \xa0 `` he … " said')
def test_any_text(analysed: Analysed, text: str) -> None:
    analysis = analysed(text)
    check(text, find_statements(analysis, Cast(analysis, ()), ()))


def tangled(size: int, seed: int, sentence: int) -> Analysis:
    """An Analysis of `size` tokens whose parse is garbage: random heads, labels and tags, heads of themselves."""
    draw = random.Random(seed)
    vocabulary = [
        "say",
        "Brown",
        "that",
        '"',
        ",",
        ".",
        "according",
        "to",
        "claim",
        "deny",
        "he",
        "call",
        "for",
        "safe",
    ]
    words = [draw.choice(vocabulary) for _ in range(size)]
    text = " ".join(words)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    a = Analysis(
        Article("x", "x", text, blocks=(Block("paragraph", 0, len(text)),)),
        *(words, [w.lower() for w in words], list(words)),
        [draw.choice(["VBD", "VBZ", "VBG", "VBN", "NN", "NNP", "IN", "TO", "MD", ",", "."]) for _ in words],
        [draw.choice(["VERB", "NOUN", "PROPN", "ADJ", "AUX", "PRON", "PUNCT", "ADV"]) for _ in words],
        [
            draw.choice(LABELS)
            for _ in words
        ],
        [], starts, [s + len(w) for s, w in zip(starts, words, strict=True)], [[] for _ in words], [], [], [],
        [0] * size, [],
    )  # fmt: skip
    for first in range(0, size, sentence):
        last = min(first + sentence, size)
        a.heads.extend(draw.randrange(first, last) for _ in range(first, last))
        a.edges.extend((min(t, h), max(t, h) + 1) for t, h in enumerate(a.heads[first:last], first))
        a.sentence_of.extend([len(a.sentences)] * (last - first))
        a.sentences.append((first, last))
    for token, head in enumerate(a.heads):
        if head != token:
            a.children[head].append(token)
    return a


@pytest.mark.parametrize("seed", range(20))
def test_garbage_parses(seed: int) -> None:
    analysis = tangled(400, seed, sentence=40)
    check(analysis.article.text, find_statements(analysis, Cast(analysis, ()), ()))


def test_long_article_costs_no_more_than_its_length() -> None:
    cast = Cast(tangled(10, 0, 10), ())
    small, large = tangled(10_000, 1, sentence=50), tangled(100_000, 2, sentence=50)
    find_statements(small, cast, ())
    begin = time.process_time()
    find_statements(small, cast, ())
    middle = time.process_time()
    find_statements(large, cast, ())
    assert time.process_time() - middle < 30 * (middle - begin) + 1.0


def test_long_sentence_is_no_trap() -> None:
    analysis = tangled(5_000, 3, sentence=5_000)
    begin = time.process_time()
    find_statements(analysis, Cast(analysis, ()), ())
    assert time.process_time() - begin < 10.0


@pytest.mark.parametrize("text", ['"' * 20_000, "' " * 10_000, "“ " * 10_000, "'a" * 10_000, '", said ' * 3_000])
def test_marks_without_end(text: str) -> None:
    article = Article("x", "x", text, blocks=(Block("paragraph", 0, len(text)),))
    one = (
        ["x"],
        ["x"],
        ["x"],
        ["NN"],
        ["NOUN"],
        ["ROOT"],
        [0],
        [0],
        [len(text)],
        [[]],
        [(0, 1)],
        [(0, 1)],
        [0],
        [0],
        [],
    )
    begin = time.process_time()
    find_quotes(Analysis(article, *one))
    assert time.process_time() - begin < 5.0
