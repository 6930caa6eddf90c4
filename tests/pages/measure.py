"""Score the pages: `python -m tests.pages.measure [PAGE...] [--notes PART] [--write-floors]` prints page x part.

`--write-floors` raises the floors in floors.json to what is measured, less a little slack; a floor never falls.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import readout
from readout.model import to_json
from tests.pages.scoring import Json, Score, score

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
EXACT = ("article", "grounding")
SLACK = 0.05
PARTS = (
    "article",
    "entities",
    "entity_detail",
    "metonyms",
    "statements",
    "statement_detail",
    "events",
    "event_detail",
    "grounding",
)


def readings() -> dict[str, Json]:
    """The readings by hand, by page name."""
    files = (f for f in sorted(HERE.glob("*.json")) if f != FLOORS)
    return {f.stem: json.loads(f.read_text(encoding="utf-8")) for f in files}


def scores(wanted: dict[str, Json]) -> dict[str, Score]:
    """Read the pages through the whole pipeline and score each record."""
    records = readout.read_all(HERE / reading["input"] for reading in wanted.values())
    return {
        name: score(reading, json.loads(to_json(record)))
        for (name, reading), record in zip(wanted.items(), records, strict=True)
    }


def rows(found: dict[str, Score]) -> dict[str, dict[str, float]]:
    """The parts of each page and, last, the mean of each part over the pages that have it."""
    by_page = {name: result.parts for name, result in found.items()}
    by_part = {part: [parts[part] for parts in by_page.values() if part in parts] for part in PARTS}
    return {**by_page, "mean": {part: sum(values) / len(values) for part, values in by_part.items() if values}}


def table(found: dict[str, Score]) -> str:
    """Page x part."""
    width = max(map(len, found))
    heads = (part.replace("statement", "statem").replace("_detail", "+") for part in PARTS)
    lines = [" " * width + "".join(f"{head:>11}" for head in heads)]
    for name, parts in rows(found).items():
        lines.append(f"{name:<{width}}" + "".join(f"{parts[p]:11.3f}" if p in parts else " " * 11 for p in PARTS))
    return "\n".join(lines)


def floored(name: str, part: str) -> bool:
    """Whether a part of a row has a floor: details only in the mean, since on one page a new find may lower them."""
    return part not in EXACT and (name == "mean" or not part.endswith("_detail"))


def raised(floors: dict[str, dict[str, float]], found: dict[str, Score]) -> dict[str, dict[str, float]]:
    """The floors, none of them lower than before."""
    return {
        name: {
            part: max(floors.get(name, {}).get(part, 0.0), math.floor((value - SLACK) * 100) / 100)
            for part, value in parts.items()
            if floored(name, part)
        }
        for name, parts in rows(found).items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="names of pages; all by default")
    parser.add_argument("--notes", action="append", metavar="PART", default=[], choices=PARTS, help="list its mistakes")
    parser.add_argument("--write-floors", action="store_true", help="raise the floors to what is measured")
    asked = parser.parse_args()
    found = scores({name: r for name, r in readings().items() if not asked.pages or name in asked.pages})
    print(table(found))
    for part in asked.notes:
        for name, result in found.items():
            for note in result.notes.get(part, ()):
                print(f"{part} | {name} | {note}")
    if asked.write_floors:
        if asked.pages:
            parser.error("--write-floors wants all the pages")
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        FLOORS.write_text(json.dumps(raised(floors, found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
