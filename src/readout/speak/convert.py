"""What the rules of `lexicon/spoken.yaml` call: a match, or a group's words, to words that are said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from readout.lexicon import table
from readout.speak import numbers

Match = re.Match[str]
_LETTERS_MOST = 3  # capitals of more letters that can be pronounced are said as a word
_VOWELS = frozenset("AEIOU")
_MONEY_PARTS = 2


def _spoken() -> dict[str, Any]:
    found: dict[str, Any] = table("spoken")
    return found


def _group(match: Match, name: str) -> str:
    return (match.groupdict().get(name) or "").strip(" -")


def _scale(match: Match, name: str = "scale") -> str:
    written = _group(match, name)
    return str(_spoken()["scale"].get(written, written.lower()))


def letters(word: str) -> str:
    """Letter by letter."""
    return " ".join(c for c in word.replace("&", "n") if c.isalnum())


def acronym(word: str) -> str:
    """Capitals as a word where they are one, else letter by letter."""
    known = _spoken()["acronym"].get(word)
    if known is not None:
        return str(known)
    if "&" in word:
        return " and ".join(letters(part) for part in word.split("&"))
    return word.capitalize() if len(word) > _LETTERS_MOST and _pronounceable(word) else letters(word)


def _pronounceable(word: str) -> bool:
    """No two consonants at an end, no three in a row, no two vowels at the start: a word an English voice can say."""
    shape = "".join("v" if c in _VOWELS else "c" for c in word)
    return not re.search(r"^cc|ccc|cc$|^vv|vvv|v$", shape) and "v" in shape and "Q" not in word


def apart(word: str) -> str:
    """The parts of a joined name: "MeToo" as "Me Too"."""
    parts = re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+", word)
    return " ".join(
        numbers.cardinal(p) if p.isdecimal() else acronym(p) if p.isupper() and len(p) > 1 else p for p in parts
    )


def address(host: str) -> str:
    """ "bbc.co.uk" as "B B C dot co dot U K"."""
    said = [
        p if len(p) > _LETTERS_MOST or p in ("com", "org", "net", "co") else letters(p.upper()) for p in host.split(".")
    ]
    return " dot ".join(re.sub(r"[-\d]+", lambda m: f" {numbers.digits(m.group())} ", s).strip() for s in said)


def clock(time: str, whole: str = "") -> str:
    """ "9:05" as "nine oh five"; `whole` stands for no minutes."""
    hour, _, minute = time.replace(".", ":").partition(":")
    said = (
        f"oh {numbers.digits(hour[1])}"
        if len(hour) == 2 and hour[0] == "0" and hour != "00"
        else numbers.cardinal(hour.lstrip("0") or "0")
    )
    if minute in ("", "00"):
        return f"{said} {whole}".strip()
    return f"{said} {numbers.minutes(minute)}"


def time(match: Match) -> str:
    """A time of day with its half and zone."""
    half, zone = _group(match, "half"), _group(match, "zone")
    hour, minute = _group(match, "h"), _group(match, "m")
    if half:
        said = f"{clock(f'{hour}:{minute}')} {letters(half.upper())}"
    else:
        early = len(hour) == 1 or hour in ("10", "11", "12")
        said = clock(f"{hour}:{minute}", "o'clock" if early else "hundred")
    return f"{said} {_spoken()['zone'].get(zone, '')}".strip()


def _units(match: Match) -> tuple[str, str, str]:
    sign = _group(match, "sign")
    one, many, part = (_spoken()["currency"].get(sign) or _spoken()["currency_code"][sign])[:3]
    return one, many, part


def _follows(match: Match, end: int) -> str:
    """The small word after a match, which says whether it is an attribute."""
    found = re.match(r"[-\s]?([a-z]{1,20})", match.string[end : end + 24])
    return found.group(1) if found else ""


def _attribute(match: Match, always: bool = False) -> bool:
    """Whether a measure or sum goes with the noun after it ("a $5 million deal")."""
    if not match.groupdict().get("more"):
        return False
    following = _follows(match, match.end() - len(match["more"]))
    return bool(following) and following not in _spoken()["after"] and (always or match["more"] == "-")


def money(match: Match) -> str:
    """A sum: number, scale and currency, with hundredths where they are written."""
    one, many, part = _units(match)
    number, scale = _group(match, "n"), _scale(match)
    minus = "minus " if match.groupdict().get("minus") else ""
    if _attribute(match, always=bool(match.groupdict().get("det"))):
        return f"{minus}{numbers.cardinal(number)} {scale} {one}".replace("  ", " ")
    whole, _, rest = number.partition(".")
    if scale or len(rest) != _MONEY_PARTS:
        unit = one if number == "1" and not scale else many
        return f"{minus}{numbers.cardinal(number)} {scale} {unit}".replace("  ", " ")
    said = [f"{numbers.cardinal(whole)} {one if whole == '1' else many}"] if int(whole.replace(",", "")) else []
    if int(rest):
        parts = _spoken()["hundredths"].get(part, f"{part}s")
        said.append(f"{numbers.cardinal(rest.lstrip('0'))} {part if rest == '01' else parts}")
    return minus + (" and ".join(said) or f"zero {many}")


def money_range(match: Match) -> str:
    """Two sums of one currency."""
    _, many, _ = _units(match)
    first = f"{numbers.cardinal(_group(match, 'a'))} {_scale(match, 's1')}".strip()
    if _scale(match, "s1") == _scale(match):
        first = numbers.cardinal(_group(match, "a"))
    one = _units(match)[0] if _attribute(match) else many
    return f"{first} to {numbers.cardinal(_group(match, 'n'))} {_scale(match)} {one}".replace("  ", " ")


def measure(match: Match) -> str:
    """A number with its unit, which is singular for one and before a noun."""
    one, many = _spoken()["unit"][match["unit"]]
    number = _group(match, "n")
    joined = match["gap"] == "-" or (_attribute(match, always=match["gap"] == "") and match["unit"] != "m")
    minus = "minus " if match.groupdict().get("minus") else ""
    return f"{minus}{numbers.cardinal(number)} {one if joined or number == '1' else many}"


def signed(match: Match) -> str:
    """A number with its sign."""
    sign = {"-": "minus ", "−": "minus ", "–": "minus ", "+": "plus "}.get(match.groupdict().get("minus") or "", "")
    return sign + numbers.cardinal(_group(match, "n"))


def scaled(match: Match) -> str:
    """A number with a letter for millions and the like."""
    return f"{numbers.cardinal(_group(match, 'n'))} {_scale(match)}"


def spread(match: Match) -> str:
    """Two numbers of one scale."""
    first, last = _scale(match, "s1"), _scale(match)
    said = numbers.cardinal(_group(match, "a")) + (f" {first}" if first and first != last else "")
    return f"{said} to {numbers.cardinal(_group(match, 'n'))} {last}".strip()


def fraction(written: str) -> str:
    """ "2/3" as "two thirds", "½" as "a half"."""
    known = _spoken()["fraction"].get(written)
    if known:
        return str(known[1])
    above, below = written.split("/")
    name = _spoken()["parts_of"][below]
    return f"{numbers.cardinal(above)} {name if above == '1' else 'halves' if name == 'half' else f'{name}s'}"


def mixed(written: str) -> str:
    """A fraction after a whole number: "a half", "two thirds"."""
    return fraction(written).replace("one half", "a half").replace("one quarter", "a quarter")


def goals(number: str) -> str:
    """A side's score, where nothing is nil."""
    return "nil" if number == "0" else numbers.cardinal(number)


def _looked_up(name: str) -> Callable[[str], str]:
    def look(word: str) -> str:
        found = _spoken()[name]
        return str(found.get(word, found.get(word.rstrip("."), word)))

    return look


WORDS: dict[str, Callable[[str], str]] = {
    "cardinal": numbers.cardinal,
    "ordinal": numbers.ordinal,
    "year": numbers.year,
    "decade": numbers.decade,
    "digits": numbers.digits,
    "minutes": numbers.minutes,
    "model": numbers.model,
    "roman": lambda word: numbers.cardinal(numbers.roman(word)),
    "roman_ordinal": lambda word: numbers.ordinal(numbers.roman(word)),
    "letters": letters,
    "acronym": acronym,
    "address": address,
    "apart": apart,
    "clock": clock,
    "fraction": fraction,
    "mixed": mixed,
    "goals": goals,
    "same": lambda word: word,
    "word": lambda word: word,
    "plural": lambda word: "s" if word else "",
    "spaced": lambda word: word.replace("-", " "),
    **{name: _looked_up(name) for name in ("month", "weekday", "party", "state", "abbreviation", "symbol")},
}
WHOLE: dict[str, Callable[[Match], str]] = {
    "time": time,
    "money": money,
    "money_range": money_range,
    "measure": measure,
    "signed": signed,
    "scaled": scaled,
    "range": spread,
    "digits_all": lambda match: numbers.digits(match.group()),
}
