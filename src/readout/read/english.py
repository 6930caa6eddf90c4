"""Is a text English? Its function words tell; a language model is asked only where they are rare."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from readout.lexicon import table

ENOUGH_LETTERS = 120
# So many letters tell English; those that do not are looked at with so many.
FIRST, SAMPLE = 3_000, 6_000
_WORD = re.compile(r"[^\W\d_]+")
ENGLISH_SHARE = 0.16
CONFIDENT = 0.9


@cache
def _function_words() -> frozenset[str]:
    return frozenset(table("page")["function_words"])


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def other_language(text: str) -> str | None:
    """The ISO 639-1 code of the language when the text is long enough and surely not English, else None."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample[:FIRST].lower())
    if sum(map(len, words)) < ENOUGH_LETTERS:
        return None
    function_words = _function_words()
    if sum(word in function_words for word in words) >= ENGLISH_SHARE * len(words):
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if language != "en" and probability >= CONFIDENT else None
