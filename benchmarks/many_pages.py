"""Very many short news items that can be read: `python benchmarks/many_pages.py OUT.jsonl --pages 100000`.

Each is the beginning of an annotated article of ECB+ (whole sentences, about 60 words) with its persons, places,
organisations, numbers, weekdays, months and years changed. Items of one story are changed alike and lie three days
apart at most; few of the persons drawn are in very many items. The same arguments write the same lines.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

import readout
from readout.lexicon import table
from readout.model import Record

_ENOUGH = 50  # words, after which no further sentence is taken
_MOST = 110
_FIRST, _DAYS = date(2018, 1, 1), 2500
_PEOPLE, _OUTLETS = 20_000, 60
_SYLLABLES = ("ba", "den", "gor", "ka", "lin", "mo", "nes", "pra", "ros", "sti", "tal", "vo", "zan", "wick", "ham")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = tuple(date(2000, month, 1).strftime("%B") for month in range(1, 13))
_CHANGED = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)}|{'|'.join(_MONTHS)})\b|\d+")

# A piece of a text: words, and what they are ("" where they stay) with the key by which they are changed.
Piece = tuple[str, str, str]


def beginnings(data: Path) -> dict[str, list[list[Piece]]]:
    """The pieces of the beginnings of the articles, by story."""
    lines = (data / "data/ecbplus/articles.jsonl").read_text("utf-8").splitlines()
    rows = list(map(json.loads, lines))
    pages = [json.dumps({"id": row["id"], "text": _beginning(row["text"])}).encode() for row in rows]
    found: dict[str, list[list[Piece]]] = {}
    stories = {row["id"]: row["story"] for row in rows}
    for record in readout.read_all([b"\n".join(pages)], fast=True):
        found.setdefault(stories[record.article.id], []).append(_pieces(record))
    return found


def _beginning(text: str) -> str:
    taken: list[str] = []
    for sentence in re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+", text):
        words = sum(len(one.split()) for one in taken)
        if words >= _ENOUGH or (taken and words + len(sentence.split()) > _MOST):
            break
        taken.append(sentence)
    return " ".join(taken)


def _pieces(record: Record) -> list[Piece]:
    text, marks, at = record.article.text, [], 0
    for entity in record.entities:
        key = entity.name.split()[-1] if entity.kind == "person" else entity.name
        marks += [(m.start, m.end, entity.kind, key) for m in entity.mentions if m.form == "name"]
    pieces: list[Piece] = []
    for start, end, kind, key in sorted(marks):
        if start >= at:
            pieces += [(text[at:start], "", ""), (text[start:end], kind, key)]
            at = end
    return [*pieces, (text[at:], "", "")]


@cache
def _people() -> tuple[list[str], list[float]]:
    """Names of persons, and how often each is drawn, added up."""
    draw = random.Random(7)
    given = sorted(name for name in _given() if name.isascii() and name.isalpha() and len(name) > 3)[:3000]
    people = [f"{draw.choice(given).capitalize()} {_name(draw)}" for _ in range(_PEOPLE)]
    return people, list(accumulate(1 / (rank + 5) for rank in range(_PEOPLE)))


def _given() -> Iterator[str]:
    for value in table("given_names").values():
        yield from value.split() if isinstance(value, str) else value


def _name(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=3)).capitalize()


@cache
def _towns() -> list[str]:
    return sorted(name for name in table("coordinates") if name.isascii() and name.isalpha())[::3]


class _Changes:
    """What the names of one story become."""

    def __init__(self, draw: random.Random, day: date) -> None:
        self._draw, self._day, self._known = draw, day, dict[tuple[str, str], str]()

    def __call__(self, piece: Piece) -> str:
        words, kind, key = piece
        if not kind:
            return _CHANGED.sub(self._other, words)
        if (kind, key) not in self._known:
            self._known[kind, key] = self._drawn(kind)
        new = self._known[kind, key]
        if kind == "person":
            return new if " " in words else new.split()[-1]
        return new if kind == "place" else " ".join([new, *words.split()[1:]])

    def _drawn(self, kind: str) -> str:
        if kind == "person":
            people, often = _people()
            return self._draw.choices(people, cum_weights=often)[0]
        return self._draw.choice(_towns()) if kind == "place" else _name(self._draw)

    def _other(self, found: re.Match[str]) -> str:
        word = found[0]
        if ("", word) not in self._known:
            self._known["", word] = self._number(word) if word.isdigit() else self._date(word)
        return self._known["", word]

    def _date(self, word: str) -> str:
        return self._draw.choice(_WEEKDAYS if word in _WEEKDAYS else _MONTHS)

    def _number(self, word: str) -> str:
        if re.fullmatch(r"19\d\d|20\d\d", word):
            return str(self._day.year)
        if int(word) <= 31 and len(word) <= 2:
            return str(self._draw.randrange(1, 29)).zfill(len(word))
        return str(self._draw.randrange(10 ** (len(word) - 1), 10 ** len(word)))


def written(stories: dict[str, list[list[Piece]]], many: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many items as JSON objects, in no order of their days."""
    draw, number, names = random.Random(seed), 0, sorted(stories)
    while True:
        first = _FIRST + timedelta(days=draw.randrange(_DAYS))
        changed = _Changes(draw, first)
        for pieces in stories[draw.choice(names)]:
            if number == many:
                return
            text = "".join(map(changed, pieces))
            yield {
                "id": f"made-{number:07}",
                "title": " ".join(text.split()[:9]).rstrip(".,"),
                "publisher": f"Outlet {int(draw.random() ** 2 * _OUTLETS)}",
                "published": (first + timedelta(days=draw.randrange(3))).isoformat(),
                "text": text,
            }
            number += 1


def main() -> None:
    """Write the file and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    words = 0
    with options.out.open("w", encoding="utf-8") as file:
        for item in written(beginnings(options.data), options.pages):
            words += len(item["text"].split())
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
    print(f"{options.pages} items of {words / options.pages:.0f} words in the mean in {options.out}")


if __name__ == "__main__":
    main()
