"""An article's words as a string of symbols, one a word: what the rules of times are matched against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from readout.lexicon import table
from readout.model import Analysis

OTHER = "."
# Short names of months and weekdays keep their period; numbers keep `th`, `s`, a clock's colon and thousands commas.
_TOKEN = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs|fri|sat|sun)\.(?!\w)"
    r"|[ap]\.\s?m\.?(?!\w)|o['’]clock|(?:jr|st)\.(?!\w)"
    r"|(?:\d{1,3}(?:,\d{3})+|\d+(?:[.:/]\d+)*)(?:(?:st|nd|rd|th|s)(?!\w))?"
    r"|[^\W\d_]+|[^\w\s]",
    re.IGNORECASE,
)
_LAST = re.compile(r"[^\s\w]\s*\Z|(?<!\w)\w+\s*\Z")
_KNOWN = 50_000
_CAPITAL = frozenset({"MONTH", "WEEKDAY", "WEEKDAYS", "WD", "FEAST", "ZONE"})
_TAGGED = frozenset({"SEASON", "UNIT", "ONEUNIT"})
# Words that are only sometimes a month, a season or a unit: the language model's tag decides.
_DOUBTFUL = frozenset(
    {
        "may",
        "march",
        "mar",
        "jun",
        "jul",
        "second",
        "fall",
        "spring",
        "sat",
        "sat.",
        "sun",
        "sun.",
        "wed",
        "mar.",
        "et",
        "pt",
        "ist",
    }
)
_HYPHENS = frozenset("-‐‑–—")
_QUOTES = frozenset("'’‘`")
_PLAIN = dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_QUOTES, "'")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:][0-5]\d(?::[0-5]\d)?")
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
_FRACTION = re.compile(r"[1-9]/[2-8]")
_NUMBER_DATE = re.compile(r"\d{1,2}([/.])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}/\d{1,2}/\d{1,2}")
_YEARS = re.compile(r"(?:19|20)\d{2}/\d{2}")


@dataclass(frozen=True, slots=True)
class Words:
    """The runs of known words of an article that hold a word of time; an `OTHER` stands between two runs."""

    text: str
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    symbols: str

    def before(self, word: int) -> str:
        """The word before a word in lower case, known or not; empty at the start of a line."""
        start = self.starts[word]
        found = _LAST.search(self.text, max(start - 30, 0), start)
        return found.group().strip().lower() if found else ""

    def after(self, word: int, count: int = 1) -> list[str]:
        """The next words after a word in lower case, known or not."""
        end = self.ends[word]
        return [_PLAIN.get(w, w.lower()) for w in _TOKEN.findall(self.text, end, end + 40)[:count]]


def split(text: str) -> list[str]:
    """The words of a text as the rules see them."""
    return [_PLAIN.get(word, word) for word in _TOKEN.findall(text.lower())]


@cache
def lexicon() -> dict[str, dict[str, str | int | None]]:
    """The classes of words: class -> word -> what it stands for."""
    rows = table("times")["words"]
    return {name: row if isinstance(row, dict) else dict.fromkeys(row) for name, row in rows.items()}


def number_classes(text: str) -> frozenset[str]:
    """The shapes that a number has: DAY, HOUR, YEAR, CLOCK and so on."""
    if text.isdigit() and text.isascii():
        value = int(text) if len(text) < 12 else 10**12
        shapes = {"NUM"} if value < 100_000 else set()
        if len(text) <= 2:
            shapes |= {name for name, low, high in _RANGES if low <= value <= high}
            shapes |= {"YY2"} if len(text) == 2 else set()
        if len(text) == 4 and value <= 2400 and value % 100 < 60:
            shapes.add("HHMM")
        if len(text) == 4 and 1000 <= value <= 2100:
            shapes.add("YEAR" if value >= 1900 else "OLDYEAR")
        return frozenset(shapes)
    digits = text.rstrip("stndrh")
    if digits.isdigit() and digits.isascii():
        suffix, value = text[len(digits) :], int(digits) if len(digits) < 6 else 0
        if suffix == "s":
            if len(digits) == 4 and digits[3] == "0" and 1700 <= value <= 2100:
                return frozenset({"DECADE"})
            return frozenset({"DECADE2"}) if len(digits) == 2 and digits[1] == "0" else frozenset()
        return frozenset({"ORD", "DAYTH"} if 1 <= value <= 31 else {"ORD"} if 0 < value < 100 else ()) | (
            {"FOURTH"} if 1 <= value <= 4 else set()
        )
    for name, shape in _SHAPES:
        if shape.fullmatch(text):
            return frozenset(name)
    if "," in text and len(text) < 9:
        return frozenset({"NUM"})
    return frozenset()


_RANGES = (("DAY", 1, 31), ("DD", 1, 31), ("MM", 1, 12), ("HOUR", 0, 24))
_SHAPES = (
    (("CLOCK",), _CLOCK),
    (("DECIMAL",), _DECIMAL),
    (("FRACTION",), _FRACTION),
    (("NUMDATE",), _NUMBER_DATE),
    (("YEARS",), _YEARS),
)
# One number of each shape: every set of number classes is found among these.
_SAMPLES = (
    *(
        "0",
        "00",
        "1",
        "01",
        "12",
        "13",
        "24",
        "25",
        "31",
        "32",
        "99",
        "100",
        "1000",
        "1899",
        "1900",
        "1960",
        "2100",
        "2101",
        "2399",
        "100000",
    ),
    *("1,000", "100,000", "1st", "4th", "5th", "31st", "32nd", "1980s", "80s", "85s"),
    *("7:15", "24:30", "2.5", "10.30", "1/2", "5/8/2025", "08.05.2025", "2025/05/08", "2024/25"),
)


class Symbols:
    """A symbol for each set of classes that a word may have; a literal word of a rule is a class of its own."""

    def __init__(self, literals: set[str]) -> None:
        classes: dict[str, set[str]] = {word: {word} for word in literals}
        for name, words in lexicon().items():
            for word in words:
                classes.setdefault(str(word), set()).add(name)
        self._of: dict[frozenset[str], str] = {}
        self._words = {word: self._symbol(frozenset(names)) for word, names in classes.items()}
        self._plain = {
            word: self._symbol(frozenset(names - _CAPITAL - (_TAGGED if word in _DOUBTFUL else frozenset())))
            for word, names in classes.items()
            if word in _DOUBTFUL or names & _CAPITAL
        }
        self._numbers = {shape: self._symbol(shape) for shape in map(number_classes, _SAMPLES)}
        core = {str(name) for name in table("times")["core"]}
        self._core = {symbol for classes, symbol in self._of.items() if classes & core}
        self._known: dict[str, str] = {}

    def _symbol(self, classes: frozenset[str]) -> str:
        if not classes:
            return OTHER
        return self._of.setdefault(classes, chr(0x4E00 + len(self._of)))

    def having(self, name: str) -> str:
        """The symbols of all words of a class."""
        return "".join(symbol for classes, symbol in self._of.items() if name in classes)

    def read(self, a: Analysis) -> Words:
        """The words of an article that rules may match."""
        words = Words(a.article.text, [], [], [], "")
        symbols: list[str] = []
        run: list[tuple[str, int, int, str]] = []
        known = self._known
        for block in a.article.blocks:
            for found in _TOKEN.finditer(words.text, block.start, block.end):
                word = found.group()
                symbol = known.get(word)
                if symbol is None:
                    symbol = self._at(a, word, found.start())
                if symbol != OTHER:
                    run.append((word.lower(), found.start(), found.end(), symbol))
                elif run:
                    self._close(words, symbols, run)
            self._close(words, symbols, run)
        return Words(words.text, words.lowers, words.starts, words.ends, "".join(symbols))

    def _close(self, words: Words, symbols: list[str], run: list[tuple[str, int, int, str]]) -> None:
        """End a run of known words: keep it if it holds a word of time."""
        if any(symbol in self._core for _, _, _, symbol in run):
            for word, start, end, symbol in (*run, ("", run[-1][2], run[-1][2], OTHER)):
                words.lowers.append(_PLAIN.get(word, word))
                words.starts.append(start)
                words.ends.append(end)
                symbols.append(symbol)
        run.clear()

    def _at(self, a: Analysis, word: str, start: int) -> str:
        """The symbol of a word as written; the answer is kept unless it depends on where the word stands."""
        first = word[0]
        lower = word.lower().replace("’", "'")
        plain = self._plain.get(lower)
        if first.isdigit():
            symbol = self._numbers.get(number_classes(lower), OTHER)
        elif first in _HYPHENS:
            symbol = self._words.get("-", OTHER)
        elif first in _QUOTES and len(word) == 1:
            symbol = self._words.get("'", OTHER)
        else:
            symbol = self._words.get(lower, OTHER)
        if plain is not None and lower in _DOUBTFUL:
            return symbol if _is_time_word(a, lower, first.isupper(), start) else plain
        if plain is not None and not first.isupper():
            symbol = plain
        if len(self._known) < _KNOWN:
            self._known[word] = symbol
        return symbol


def _is_time_word(a: Analysis, lower: str, capital: bool, start: int) -> bool:
    """Whether a word that may be a time word is one here, by its tag and by a number beside it."""
    first, last = a.tokens(start, start + len(lower))
    tag = a.tags[first] if first < last else "NN"
    if lower == "second":
        return tag != "JJ" or not capital
    if lower in ("fall", "spring"):
        return tag in ("NN", "NNP")
    if lower in ("mar", "jun", "jul"):
        return capital and first < last and _beside_number(a, first)
    return capital and (tag in ("NNP", "NN") or (first < last and _beside_number(a, first)))


def _beside_number(a: Analysis, token: int) -> bool:
    return any(0 <= t < len(a) and a.words[t][:1].isdigit() for t in (token - 1, token + 1))
