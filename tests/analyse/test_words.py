"""What is remembered of words is what the model's own rules say."""

from __future__ import annotations

import pytest

from readout.analyse import language_model, words
from readout.analyse.words import Words

TEXTS = [
    "He's here. They ain't going, and she isn't. I'm gonna go; we've gotta run. Let's go! C'mon, y'all.",
    "There's one; there 're two. It wo n't do. He had had enough but did what he does. That book, that I have, is his.",
    "Mr. Ruto’s men said 'em all:\n\n  “The U.S. has ca. 3,000 soldiers there,” while I can't see it.",
    "",
    " \n ",
]


def test_parts_of_speech_and_lemmas_are_those_of_the_whole_pipeline() -> None:
    nlp = language_model()
    remembered = Words(nlp)
    for doc in nlp.pipe(TEXTS * 2):
        tokens = doc.to_array(["ORTH", "TAG", "DEP"]).tolist()
        for token in doc:
            word = remembered.word(token.orth)
            assert (word.text, word.lower, word.space) == (token.text, token.lower_, token.is_space)
            if not token.is_space:
                assert remembered.answer(tokens, token.i, word) == (token.pos_, token.lemma_), token


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST", 5)
    remembered = Words(language_model())
    for doc in language_model().pipe(TEXTS):
        assert [remembered.word(token.orth).text for token in doc] == [token.text for token in doc]
        assert len(remembered._words) <= 5
