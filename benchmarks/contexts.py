"""PLOVER contexts by words against the contexts coded by hand: `python benchmarks/contexts.py --data ../shared`."""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from pathlib import Path

from readout.present.export.contexts import contexts

# Older names of contexts, and those that say when and not what.
_SAME = {
    "refugee": "migration",
    "refugees": "migration",
    "resources": "resource",
    "disaster": "enviro_disaster",
    "health": "disease",
}
# What the coders of these sentences had to choose from; later contexts (peacekeeping, ...) cannot be judged by them.
_CODED = {
    "military",
    "diplomatic",
    "economic",
    "legal",
    "election",
    "migration",
    "terrorism",
    "cyber",
    "cbrn",
    "resource",
}


def measured(sentences: list[dict[str, str]]) -> dict[str, tuple[int, int, int]]:
    """By context: how many are right, given, wanted."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for row in sentences:
        gold = {_SAME.get(c.strip(), c.strip()) for c in row.get("context", "").split(",")} & _CODED
        if not gold:
            continue
        found = set(contexts(row["text"], "happened")) & _CODED
        right.update(found & gold)
        given.update(found)
        wanted.update(gold)
    return {c: (right[c], given[c], wanted[c]) for c in sorted(given | wanted)}


def main() -> None:
    """Print precision and recall of both halves: the second one was not looked at while the words were chosen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    lines = (parser.parse_args().data / "data/plover/sentences.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for name, odd in (("built on", 0), ("not looked at", 1)):
        half = [r for r in rows if zlib.crc32(r["id"].encode()) % 2 == odd]
        table = measured(half)
        right, given, wanted = (sum(row[n] for row in table.values()) for n in range(3))
        print(
            f"{name}: {len(half)} sentences, precision {right / max(1, given):.3f}, recall {right / max(1, wanted):.3f}"
        )
        if not odd:
            for context, (r, g, w) in table.items():
                print(f"  {context:20} right {r:3} of {g:3} given, {w:3} wanted")


if __name__ == "__main__":
    main()
