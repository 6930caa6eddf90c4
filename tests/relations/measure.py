"""Relations against passages read by hand: `python -m tests.relations.measure`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from readout.flow import records
from readout.lexicon import table
from readout.model import Article, Block, Record, Relation

HERE = Path(__file__).parent
_DETAILS = ("value", "status", "since", "until")


class Tally(NamedTuple):
    """Relations right, given and wanted; details (value, status, dates) right and wanted among the right ones."""

    right: int
    given: int
    wanted: int
    details: int
    details_wanted: int
    missed: list[str]
    spare: list[str]


def passages(half: str) -> list[dict[str, Any]]:
    """The passages of a half, `build` or `report`."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / f"{half}.yaml").read_text(encoding="utf-8"))
    return rows


def measured(half: str) -> Tally:
    """How right the relations of a half's passages are: type and both sides must be."""
    rows = passages(half)
    read = list(records(_article(row["text"]) for row in rows))
    found = [_passage(row["relations"], record) for row, record in zip(rows, read, strict=True)]
    sums = [sum(column) for column in zip(*(f[:5] for f in found), strict=True)]
    return Tally(*sums, [m for f in found for m in f[5]], [s for f in found for s in f[6]])


def _passage(wanted: list[list[Any]], record: Record) -> Tally:
    left = list(record.relations)
    right = details = asked = 0
    missed: list[str] = []
    for kind, subject, other, more in wanted:
        match = next((r for r in left if _is(record, r, kind, subject, other)), None)
        if match is None:
            missed.append(f"{kind} {subject} {other}")
            continue
        left.remove(match)
        right += 1
        for key in _DETAILS:
            if key in more:
                asked += 1
                details += getattr(match, key) == more[key]
    return Tally(right, len(record.relations), len(wanted), details, asked, missed, [_shown(record, r) for r in left])


def _is(record: Record, r: Relation, kind: str, subject: str, other: str | None) -> bool:
    if r.type != kind:
        return False
    sides = [(r.subject, r.object)]
    if table("relations")[kind]["is"].get("symmetric") and r.object:
        sides.append((r.object, r.subject))
    return any(_called(record, x, subject) and _called(record, y, other) for x, y in sides)


def _called(record: Record, entity: str | None, name: str | None) -> bool:
    """Whether an entity goes by a name in its article, or is the country of that name."""
    if entity is None or name is None:
        return entity is name
    one = next(e for e in record.entities if e.id == entity)
    names = {one.name, *(record.article.text[m.start : m.end] for m in one.mentions if m.form != "pronoun")}
    if one.kind == "country":
        names |= set(table("countries")["countries"].get(one.country or "", {}).get("names", ()))
    return name in names or any(n.endswith(f" {name}") for n in names)


def _shown(record: Record, r: Relation) -> str:
    names = {e.id: e.name for e in record.entities}
    words = record.article.text[r.spans[0].start : r.spans[0].end]
    return f"{r.type} {names[r.subject]} {names.get(r.object or '')} {r.value or ''} {r.status} [{words}]"


def _article(text: str) -> Article:
    return Article("a", "a.txt", text, published="2025-05-08", blocks=(Block("paragraph", 0, len(text)),))


def main() -> None:
    """Print the figures of both halves, and what the first one misses and adds."""
    for half in ("build", "report"):
        t = measured(half)
        precision, recall = t.right / max(1, t.given), t.right / max(1, t.wanted)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(
            f"{half}: {t.wanted} relations, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, "
            f"value, status and dates {t.details}/{t.details_wanted}"
        )
        if half == "build":
            for line in t.missed:
                print(f"  missed  {line}")
            for line in t.spare:
                print(f"  spare   {line}")


if __name__ == "__main__":
    main()
