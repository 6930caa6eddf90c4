"""How right status histories and contradictions are on chains of reports: `python -m tests.link.chains.measure`.

Prints each part; nothing was ever tuned on report.yaml and blind_kept.yaml. With `-v`, also what is wrong in the parts
that rules are made on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from readout.link.history import Step
from readout.link.linker import Linker
from readout.link.mentions import Mention
from readout.model import Article, Block, BlockKind, Record

HERE = Path(__file__).parent
WORKED_ON = ("build", "blind_work")
KEPT_ASIDE = ("report", "blind_kept")


def chains(part: str) -> list[dict[str, Any]]:
    """The chains of a part (build, report, blind_work or blind_kept)."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / f"{part}.yaml").read_text("utf-8"))
    return rows


def articles(rows: list[dict[str, Any]]) -> Iterator[Article]:
    """Their reports as articles, named by chain and number."""
    for row in rows:
        for number, report in enumerate(row["reports"]):
            text, blocks = _laid_out(report)
            yield Article(
                f"{row['name']}/{number}",
                "test",
                text,
                published=str(report["published"]),
                language="en",
                blocks=blocks,
            )


def _laid_out(report: dict[str, Any]) -> tuple[str, tuple[Block, ...]]:
    """A report's text and blocks: its title, if any, and its paragraphs."""
    parts: list[tuple[BlockKind, str]] = [("headline", report["title"])] if "title" in report else []
    parts += [("paragraph", paragraph) for paragraph in report["text"].split("\n\n")]
    blocks: list[Block] = []
    at = 0
    for kind, words in parts:
        blocks.append(Block(kind, at, at + len(words)))
        at += len(words) + 2
    return "\n\n".join(words for _, words in parts), tuple(blocks)


def event_of(linker: Linker, row: dict[str, Any]) -> list[Mention]:
    """The event that a chain is about: the one of its kind and party that most reports tell; empty for none."""
    who = row["who"].split()[-1].lower()
    fitting = [
        event
        for event in linker.events()
        if any(m.kind == row["kind"] and linker.names[m.article].startswith(row["name"] + "/") for m in event)
        and any(who in linker.records[m.article].article.text.lower() for m in event)
    ]
    return max(fitting, key=lambda event: (len({m.article for m in event}), -event[0].article), default=[])


def found_history(linker: Linker, row: dict[str, Any]) -> list[list[Any]]:
    """[report, status] of each step that readout finds."""
    event = event_of(linker, row)
    if not event:
        return []
    who = "@" + row["who"].split()[-1].lower() if row.get("attends") else None
    asked = str(row["asked"]) if "asked" in row else None
    return [[_report(step), step.status] for step in linker.history(event, asked=asked, who=who)]


def found_contradictions(linker: Linker, row: dict[str, Any]) -> list[list[Any]]:
    """[report, report, about what] of each contradiction that readout finds in the articles of a chain."""
    found = []
    for event in linker.events():
        for one in linker.claim(event).contradictions:
            if one.one.article.split("/")[0] == row["name"]:
                pair = [*sorted(int(v.article.split("/")[1]) for v in (one.one, one.other)), one.about]
                if pair not in found:
                    found.append(pair)
    return found


def _report(step: Step) -> int | None:
    return int(step.article.split("/")[1]) if step.article else None


def measure(part: str, records: list[Record], shown: bool = False) -> dict[str, float]:
    """The figures of a part, from the records of its articles in order."""
    rows, linker = chains(part), Linker(records)
    last = whole = right = given = wanted_all = 0
    for row in rows:
        found, wanted = found_history(linker, row), row["history"]
        last += bool(found) and found[-1][1] == wanted[-1][1]
        whole += found == wanted
        if shown and found != wanted:
            print(f"  {row['name']}: {found}, wanted {wanted}")
        pairs = found_contradictions(linker, row)
        said = [[a, b, about] for a, b, about in row.get("contradictions", [])]
        right += sum(pair in said for pair in pairs)
        given, wanted_all = given + len(pairs), wanted_all + len(said)
        if shown and sorted(pairs) != sorted(said):
            print(f"  {row['name']}: contradictions {pairs}, wanted {said}")
    return {
        "final": last / len(rows),
        "history": whole / len(rows),
        "contradictions.P": right / max(1, given),
        "contradictions.R": right / max(1, wanted_all),
    }


def main() -> None:
    """Print the figures of each part."""
    from readout.flow import records

    for part in (*WORKED_ON, *KEPT_ASIDE):
        shown = "-v" in sys.argv and part in WORKED_ON
        found = measure(part, list(records(articles(chains(part)))), shown)
        print(f"{part}: " + ", ".join(f"{name} {value:.2f}" for name, value in found.items()))


if __name__ == "__main__":
    main()
