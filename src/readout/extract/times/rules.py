"""The rules of `lexicon/times.yaml`, compiled to regular expressions over the symbols of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from readout.extract.times.words import Symbols, Words, lexicon, split
from readout.lexicon import table

_PART = re.compile(r"(?P<name>\w+)=|(?P<phrase>\{\w+\})|(?P<meta>\(\?<?[=!:]|[()|?*+])|(?P<word>[^\s()|?*+{}=]+)")


_NAME_BEFORE = re.compile(r"(?<!\w)[A-Z]\w*(?:['’]s)? \Z")
_NAME_AFTER = re.compile(r"-[A-Z]")


class Rule(NamedTuple):
    """A compiled rule: what it finds, the function that makes its value, and that function's arguments."""

    find: str
    pattern: re.Pattern[str]
    make: str
    arguments: tuple[str, ...]
    groups: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match in an article's words [first, last)."""

    rule: Rule
    words: Words
    found: re.Match[str]

    def span(self, name: str) -> tuple[int, int] | None:
        """The words [first, last) of a named part."""
        found = self.found
        for group in self.rule.groups.get(name, ()):
            if found.start(group) >= 0:
                return found.span(group)
        return None

    def before(self) -> str:
        """The word before the match, known or not."""
        return self.words.before(self.found.start())

    def after(self, count: int = 1) -> list[str]:
        """The next words after the match, known or not."""
        return self.words.after(self.found.end() - 1, count)

    def is_name(self) -> bool:
        """Whether the words are part of a name: `USA Today`, the `This Week` of a programme, `Soon-Lee`."""
        text, (first, last) = self.words.text, self.found.span()
        if any(text[self.words.starts[word]].isupper() for word in range(first + 1, last)):
            return True
        start, end = self.words.starts[first], self.words.ends[last - 1]
        if not text[start].isupper():
            return False
        return bool(_NAME_BEFORE.search(text, max(start - 30, 0), start) or _NAME_AFTER.match(text, end))

    def has(self, name: str) -> bool:
        return self.span(name) is not None

    def text(self, name: str = "") -> str:
        """The words of a named part or of the whole match in lower case; empty when it did not match."""
        span = self.span(name) if name else self.found.span()
        return " ".join(self.words.lowers[span[0] : span[1]]) if span else ""

    def number(self, name: str, kind: str) -> int | None:
        """The number that the word of a named part stands for in a class of words."""
        value = lexicon()[kind].get(self.text(name))
        return value if isinstance(value, int) else None

    def code(self, name: str, kind: str) -> str:
        """The code that the word of a named part stands for in a class of words."""
        return str(lexicon()[kind].get(self.text(name), ""))


def _feasts() -> str:
    """The named days as a pattern of words."""
    names = sorted(table("times")["feasts"], key=len, reverse=True)  # `christmas eve` before `christmas`
    return "(" + " | ".join(" ".join(split(name)) for name in names) + ")"


def _expanded(find: str) -> str:
    phrases = {**table("times")["phrases"], "feast": _feasts()}
    while "{" in find:
        find = re.sub(r"\{(\w+)\}", lambda m: phrases[m.group(1)], find)
    return find


def _literals(finds: list[str]) -> set[str]:
    words = (part["word"] for find in finds for part in _PART.finditer(find))
    return {word for word in words if word and not word.isupper() and word not in lexicon()}


@cache
def compiled() -> tuple[Symbols, tuple[Rule, ...]]:
    """The symbols of words and the rules over them, made once a process."""
    rows = table("times")["rules"]
    finds = [_expanded(row["find"]) for row in rows]
    symbols = Symbols(_literals(finds))
    rules = []
    for row, find in zip(rows, finds, strict=True):
        make, *arguments = row["make"].split()
        pattern = re.compile(_regex(find, symbols))
        groups: dict[str, list[str]] = {}
        for group in pattern.groupindex:
            groups.setdefault(group.partition("_")[0], []).append(group)
        rules.append(Rule(row["find"], pattern, make, tuple(arguments), groups))
    return symbols, tuple(rules)


def _regex(find: str, symbols: Symbols) -> str:
    """A rule's pattern as a regular expression; the same name may stand in several branches, the first one counts."""
    out: list[str] = []
    named: set[str] = set()
    pending = ""
    for part in _PART.finditer(find):
        if part["name"]:
            pending = part["name"]
            continue
        piece = part["meta"] or _charset(part["word"], symbols)
        if pending and part["meta"] == "(":
            name = _unique(pending, named)
            out.append(f"(?P<{name}>")
        elif pending:
            out.append(f"(?P<{_unique(pending, named)}>{piece})")
        else:
            out.append("(?:" if piece == "(" else piece)
        pending = ""
    return "".join(out)


def _unique(name: str, named: set[str]) -> str:
    """A group name not yet used: `d`, then `d_1`, `d_2`."""
    fresh, number = name, 0
    while fresh in named:
        number += 1
        fresh = f"{name}_{number}"
    named.add(fresh)
    return fresh


def _charset(word: str, symbols: Symbols) -> str:
    found = symbols.having(word)
    if not found:
        raise ValueError(f"times.yaml: no word is a {word}")
    return f"[{found}]" if len(found) > 1 else found


def matches(words: Words, without: frozenset[str] = frozenset()) -> Iterator[list[Match]]:
    """The matches of all rules but some by the word where they start: the longest first, then the first rule."""
    _, rules = compiled()
    found: dict[int, list[Match]] = {}
    for rule in rules:
        if rule.find in without:
            continue
        for match in rule.pattern.finditer(words.symbols):
            if match.end() > match.start():
                found.setdefault(match.start(), []).append(Match(rule, words, match))
    for first in sorted(found):
        yield sorted(found[first], key=lambda m: -m.found.end())
