"""Numbers in words and digits."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}


def exact_number(word: str) -> int | None:
    """The whole number that one word gives (`27`, `1,200`, `twenty-seven`), if it is exact."""
    word = word.lower().replace(",", "")
    if word.isascii() and word.isdigit():
        return int(word) if len(word) < 10 else None
    tens, _, ones = word.partition("-")
    if not ones:
        return _WORDS.get(tens)
    ten, one = _WORDS.get(tens), _WORDS.get(ones)
    return ten + one if ten is not None and one is not None and ten >= 20 and 0 < one < 10 else None
