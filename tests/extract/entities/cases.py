"""Score the tables of hand-checked cases: `python -m tests.extract.entities.cases [TABLE...] [--data DIR] [--wrong]`.

TABLE is metonyms, offices or speakers (which needs the PolNeAR texts under DIR). Even lines of a table are to build
on; odd ones are only reported, so `--wrong` lists what is wrong of the build half.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from readout.analyse import analyse
from readout.extract.cast import Cast
from readout.extract.entities import find_entities
from readout.model import Article, Block, Entity
from readout.read.build import paragraphs

DATA = Path(__file__).parent / "data"
HALVES = ("build", "report")
_MARK = re.compile(r"\[([sp]):([^\]]+)\]")


class Case(NamedTuple):
    """One thing asked of a reading: of what part, on which half, whether it is right, and what was found."""

    part: str
    half: str
    right: bool
    told: str


def lines(table: str) -> Iterator[tuple[str, str]]:
    """The lines of a table with their half."""
    rows = [row for row in (DATA / f"{table}.txt").read_text(encoding="utf-8").splitlines() if row[:1] not in ("#", "")]
    for number, row in enumerate(rows):
        yield HALVES[number % 2], row


def read(texts: Sequence[str]) -> Iterator[Cast]:
    """What each text is about."""
    whole = [(Block("paragraph", 0, len(text)),) for text in texts]
    articles = [Article(f"case {n}", "", text, blocks=whole[n]) for n, text in enumerate(texts)]
    return map(find_entities, analyse(articles))


def metonyms() -> Iterator[Case]:
    """Each marked name: is it a government (a state or a body of one) or a place?"""
    rows = list(lines("metonyms"))
    plain = [_MARK.sub(r"\2", row) for _, row in rows]
    for (half, row), text, cast in zip(rows, plain, read(plain), strict=True):
        shift = 0
        for mark in _MARK.finditer(row):
            start = mark.start() - shift
            shift += len(mark.group()) - len(mark.group(2))
            named = [(e, m) for e in cast.entities for m in e.mentions if m.form != "description"]
            kinds = {e.kind for e, m in named if m.start <= start < m.end}
            part, wanted = ("metonym", {"country", "organisation"}) if mark.group(1) == "s" else ("place", {"place"})
            yield Case(part, half, bool(kinds) and kinds <= wanted, f"{mark.group(2)} {sorted(kinds)}: {text}")


def offices() -> Iterator[Case]:
    """Each person's office and country, each body's country."""
    rows = [(half, row.split(" | ")) for half, row in lines("offices")]
    for (half, row), cast in zip(rows, read([parts[0] for _, parts in rows]), strict=True):
        for case in row[1:]:
            name, wanted = case.split(" = ")
            role, country = (None if value == "-" else value for value in wanted.split(", "))
            entity = next((e for e in cast.entities if name in e.name and e.kind != "group"), None)
            found = entity.role if entity else "?"
            if entity is None or entity.kind == "person":
                yield Case("office", half, found == role, f"{name}: {role} | {found}: {row[0]}")
            code = entity.country if entity else "?"
            yield Case("country", half, code == country, f"{name}: {country} | {code}: {row[0]}")


def speakers(data: Path) -> Iterator[Case]:
    """Whom each source of a statement means, by the source's own words."""
    with gzip.open(data / "data" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = {row["id"]: row["text"] for row in map(json.loads, file)}
    rows = [(half, row.split(" | ")) for half, row in lines("speakers")]
    names = list(dict.fromkeys(row[0] for _, row in rows))
    articles = (Article(name, "", texts[name], blocks=_blocks(texts[name])) for name in names)
    casts = {a.article.id: find_entities(a) for a in analyse(articles)}
    for half, (name, start, end, words, wanted) in rows:
        held = held_at(casts[name].entities, texts[name], int(start), int(end))
        said = [one.split("/") for one in wanted.split("+")]
        right = len(held) == len(said) and all(any(_called(e, texts[name], one) for e in held) for one in said)
        pronoun = "pronoun" if " " not in words else "description"
        around = texts[name][int(start) - 90 : int(end) + 20]
        yield Case(pronoun, half, right, f"{words}: {wanted} | {[e.name for e in held]}: {around!r}")


def held_at(entities: Iterable[Entity], text: str, start: int, end: int) -> list[Entity]:
    """The entities of which a source's words are a mention, an article or possessive mark aside."""
    words = re.sub(r"^(?:the|an?)\s+|(?:'s|’s)$", "", text[start:end].lower())
    begin = start + text[start:end].lower().index(words)
    return [e for e in entities if any(m.end == begin + len(words) and start <= m.start <= begin for m in e.mentions)]


def _called(entity: Entity, text: str, names: list[str]) -> bool:
    words = [entity.name, *(text[m.start : m.end] for m in entity.mentions if m.form != "pronoun")]
    return any(name.lower() in one.lower() for name in names for one in words)


def _blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text as JSON lines without a title have them."""
    return tuple(Block("paragraph", start, end) for start, end in paragraphs(text))


def shares(cases: Iterable[Case]) -> dict[tuple[str, str], tuple[int, int]]:
    """By part and half how many are right, and of how many; "all" joins parts and halves."""
    right: Counter[tuple[str, str]] = Counter()
    whole: Counter[tuple[str, str]] = Counter()
    for case in cases:
        for key in {(part, half) for part in (case.part, "all") for half in (case.half, "all")}:
            right[key] += case.right
            whole[key] += 1
    return {key: (right[key], whole[key]) for key in sorted(whole)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", default=["metonyms", "offices", "speakers"])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--wrong", action="store_true", help="list the wrong cases of the build half")
    args = parser.parse_args()
    for table in args.tables:
        cases = list(speakers(args.data) if table == "speakers" else metonyms() if table == "metonyms" else offices())
        for (part, half), (right, whole) in shares(cases).items():
            print(f"{table:9} {part:12} {half:7} {right:4} of {whole:4}  {right / whole:.3f}")
        for case in cases if args.wrong else ():
            if case.half == "build" and not case.right:
                print(f"  {case.part}: {case.told}")


if __name__ == "__main__":
    main()
