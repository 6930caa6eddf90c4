"""The trained tagger: its pieces, windows, features and decoding hold for any text, and its spans are the article's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from readout.extract import find_entities, find_statements, find_times
from readout.extract.statements.gather import gather
from readout.extract.statements.quotes import find_quotes
from readout.extract.statements.table import speech
from readout.extract.statements.tagger import load_tagger
from readout.extract.statements.tagger.decode import (
    CONTENT,
    MORE_CONTENT,
    MORE_SOURCE,
    SOURCE,
    best_paths,
    cue_runs,
    log_odds,
    ranges,
)
from readout.extract.statements.tagger.features import PAIR_SIZES, TOKEN_SIZES, likeliest, pair_features, token_features
from readout.extract.statements.tagger.pieces import Pieces
from readout.extract.statements.tagger.windows import windows
from readout.extract.statements.trained import by_rules
from readout.model import Analysis

Analysed = Callable[..., Analysis]

PIECES = Pieces(["[UNK]", "[CLS]", "[SEP]", "say", "##ing", "##s", ".", "cafe", "'"])
REPORT = (
    'The harbour will close in May, Mayor Ruth Ekberg said on Monday. "We have no choice," she added. '
    "Fishermen doubt that the works will end on time.\n"
    "According to a study by the port authority, traffic fell by a third."
)
SCORES = hnp.arrays(np.float32, (3, 9, 5), elements=st.floats(-9, 9, width=32))


def test_a_word_is_cut_at_the_longest_pieces_the_vocabulary_has() -> None:
    assert PIECES.of("Saying") == (3, 4)
    assert PIECES.of("says.") == (3, 5, 6)
    assert PIECES.of("Café") == (7,)
    assert PIECES.of("sayx") == (PIECES.unknown,)
    assert PIECES.of("\u0301") == (PIECES.unknown,)


@given(st.text(max_size=60))
def test_any_word_has_one_to_eight_pieces(word: str) -> None:
    assert 1 <= len(PIECES.of(word)) <= 8


@pytest.mark.parametrize("paragraphs", [1, 3, 40, 160])
def test_each_token_is_one_windows_own(analysed: Analysed, paragraphs: int) -> None:
    a = analysed("\n".join([REPORT.split("\n")[1]] * paragraphs))
    found = windows(a, Pieces(["[UNK]", "[CLS]", "[SEP]"]))
    owned = [token for window in found for token in range(window.first, window.last)]
    assert owned == list(range(len(a)))
    for window in found:
        assert window.low <= window.first < window.last <= window.high
        assert len(window.pieces) == len(window.owners) <= 512
        assert [window.owners[front] for front in window.fronts] == list(range(window.high - window.low))


def test_a_window_ends_where_a_paragraph_does(analysed: Analysed) -> None:
    a = analysed("\n".join([REPORT.split("\n")[1]] * 40))
    found = windows(a, Pieces(["[UNK]", "[CLS]", "[SEP]"]))
    assert len(found) > 1
    assert all(a.block_of[window.first] != a.block_of[window.first - 1] for window in found[1:])


def test_a_sentence_longer_than_any_window_is_cut(analysed: Analysed) -> None:
    a = analysed("word " * 900)
    found = windows(a, Pieces(["[UNK]", "[CLS]", "[SEP]"]))
    assert [t for w in found for t in range(w.first, w.last)] == list(range(len(a)))


def test_features_stay_within_their_tables(analysed: Analysed) -> None:
    a = analysed(REPORT)
    quotes = find_quotes(a)
    drafts = gather(a, quotes, find_entities(a), speech())
    tokens = token_features(a, quotes, drafts)
    assert tokens.shape == (len(a), len(TOKEN_SIZES))
    assert (tokens >= 0).all()
    assert (tokens < TOKEN_SIZES).all()
    for cue in {d.cue for d in drafts if d.cue}:
        pairs = pair_features(a, cue, [], likeliest(drafts, cue), 0, len(a))
        assert pairs.shape == (len(a), len(PAIR_SIZES))
        assert (pairs >= 0).all()
        assert (pairs < PAIR_SIZES).all()
        assert set(np.flatnonzero(pairs[:, 5] == 1)) == set(range(*cue))


@given(SCORES)
def test_labels_never_go_on_with_what_has_not_begun(scores: np.ndarray) -> None:
    for path in best_paths(log_odds(scores)):
        before = 0
        for label in path:
            if label in (MORE_SOURCE, MORE_CONTENT):
                assert before in (label, label - 1)
            before = label


@given(SCORES)
def test_the_likeliest_path_is_no_worse_than_any_other(scores: np.ndarray) -> None:
    logs = log_odds(scores)[:, :4]
    for row, path in zip(logs, best_paths(logs), strict=True):
        best = max(
            (sum(row[i, label] for i, label in enumerate(other)) for other in _allowed(len(row))), default=-np.inf
        )
        assert sum(row[i, label] for i, label in enumerate(path)) == pytest.approx(best, abs=1e-3)


def _allowed(size: int) -> list[list[int]]:
    paths: list[list[int]] = [[]]
    for _ in range(size):
        paths = [
            [*p, label]
            for p in paths
            for label in range(5)
            if (label == MORE_SOURCE and p and p[-1] in (SOURCE, MORE_SOURCE))
            or (label == MORE_CONTENT and p and p[-1] in (CONTENT, MORE_CONTENT))
            or (label == SOURCE and not (p and p[-1] in (SOURCE, MORE_SOURCE)))
            or label in (0, CONTENT)
        ]
    return paths


def test_ranges_are_the_runs_of_a_kind() -> None:
    path = [0, 1, 2, 3, 4, 4, 0, 3, 3, 4]
    assert ranges(path, SOURCE, 10) == [(11, 13)]
    assert ranges(path, CONTENT, 10) == [(13, 16), (17, 18), (18, 20)]


def test_cues_are_runs_of_likely_tokens() -> None:
    chances = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8], [0.3, 0.6, 0.1]], dtype=np.float32)
    assert [(run, round(chance, 1)) for run, chance in cue_runs(chances, 0.5)] == [((1, 3), 0.9), ((3, 4), 0.7)]


def test_a_plain_report_is_read(analysed: Analysed) -> None:
    a = analysed(REPORT, "2026-03-02")
    found = find_statements(a, find_entities(a), find_times(a), tag=load_tagger())
    text = a.article.text
    said = {
        (s.source and text[s.source.start : s.source.end], " ".join(text[c.start : c.end] for c in s.content))
        for s in found
    }
    assert ("Mayor Ruth Ekberg", "The harbour will close in May") in said
    assert any(source == "she" and "We have no choice" in content for source, content in said)
    assert any("traffic fell by a third" in content for _, content in said)


def test_headlines_and_captions_are_left_to_the_rules(analysed: Analysed) -> None:
    a = analysed(REPORT)
    drafts = gather(a, find_quotes(a), find_entities(a), speech())
    assert drafts
    assert by_rules(a, drafts) == []
    blocks = tuple(msgspec.structs.replace(b, kind="headline") for b in a.article.blocks)
    above = replace(a, article=msgspec.structs.replace(a.article, blocks=blocks))
    assert by_rules(above, gather(above, find_quotes(above), find_entities(above), speech()))


def test_the_weights_tell_nothing_of_where_they_were_made() -> None:
    folder = files("readout.extract.statements.tagger") / "weights"
    models = [part.read_bytes() for part in folder.iterdir() if part.name.endswith(".onnx")]
    assert len(models) == 2
    assert not any(b".py" in model for model in models)


@settings(max_examples=15, deadline=None)
@given(text=st.text(st.sampled_from('said "“”‘ .,\n\t\u200bXi A7é漢'), max_size=120))
def test_any_text_is_tagged_within_itself(analysed: Analysed, text: str) -> None:
    a = analysed(text)
    quotes = find_quotes(a)
    for found in load_tagger()(a, quotes, gather(a, quotes, find_entities(a), speech())):
        for first, last in [found.cue, *found.content, *([found.source] if found.source else [])]:
            assert 0 <= first < last <= len(a)
        assert all(0.0 <= chance <= 1.0 for chance in found.chances)
    for statement in find_statements(a, find_entities(a), find_times(a), tag=load_tagger()):
        assert load_tagger().scale.floor - 0.01 <= statement.probability <= 1.0


def test_an_article_is_read_alike_alone_and_among_more_of_its_own(analysed: Analysed) -> None:
    def contents(a: Analysis) -> list[str]:
        found = find_statements(a, find_entities(a), find_times(a), tag=load_tagger())
        return [a.article.text[c.start : c.end] for s in found for c in s.content]

    alone = contents(analysed(REPORT))
    filler = "\nThe town lies on the coast and has a market on Thursdays." * 60
    assert contents(analysed(REPORT + filler))[: len(alone)] == alone
