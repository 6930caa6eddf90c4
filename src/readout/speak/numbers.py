"""Numbers in words."""

from __future__ import annotations

from num2words import num2words

_LONGEST = 15  # digits; what is longer is an account or a code and is said digit by digit
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def cardinal(number: str) -> str:
    """ "1,250.5" as "one thousand two hundred and fifty point five"."""
    whole, _, rest = number.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0" and not rest):
        return digits(number)
    said = str(num2words(int(whole or 0))).replace(",", "")
    return f"{said} point {digits(rest)}" if rest else said


def ordinal(number: str) -> str:
    """ "21" as "twenty-first"."""
    return str(num2words(int(number.replace(",", "")), to="ordinal")).replace(",", "")


def year(number: str) -> str:
    """ "1905" as "nineteen oh five"; years of fewer than four digits as numbers."""
    if len(number) < 4:
        return cardinal(number)
    return str(num2words(int(number), to="year")).replace("-", " ").replace(",", "")


def decade(number: str) -> str:
    """ "1990" as "nineteen nineties"; "2000" as "two thousands"."""
    said = cardinal(number) if number.endswith("000") else year(number)
    head, _, tens = said.rpartition(" ")
    plural = tens.removesuffix("y") + "ies" if tens.endswith("y") else f"{tens}s"
    return f"{head} {plural}".strip()


def digits(number: str) -> str:
    """Each digit by itself."""
    return " ".join(_DIGITS[int(c)] for c in number if c.isdecimal())


def minutes(number: str) -> str:
    """The last two digits of a time or year: "05" as "oh five"."""
    return f"oh {_DIGITS[int(number[1])]}" if number[0] == "0" else cardinal(number)


def model(number: str) -> str:
    """The number of a machine's type or a flight: "400" as "four hundred", "320" as "three twenty"."""
    if len(number) < 3 or number.endswith("00"):
        return cardinal(number)
    if len(number) == 3:
        return f"{_DIGITS[int(number[0])]} {minutes(number[1:])}"
    return f"{cardinal(number[:2])} {minutes(number[2:])}" if number[0] != "0" else digits(number)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman(letters: str) -> str:
    """A Roman numeral as Arabic digits."""
    values = [_ROMAN[c] for c in letters]
    return str(sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)))
