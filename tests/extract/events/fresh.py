"""Score the events of fresh articles: `python -m tests.extract.events.fresh [--wrong]`.

`data/fresh.txt` has short invented articles with a reading made before the program was run on them. Even-numbered ones
are only reported, so `--wrong` lists what is wrong of the others. Statements are found by rules.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from readout.analyse import analyse
from readout.evaluate.rules import MUTUAL, sentence_starts, touch
from readout.extract import find_entities, find_events, find_statements, find_times
from readout.extract.cast import Cast
from readout.model import Analysis, Article, Block, Event, Span, Statement
from readout.read.build import paragraphs
from readout.settings import EVENT_THRESHOLD

FILE = Path(__file__).parent / "data" / "fresh.txt"
THRESHOLDS = (0.4, EVENT_THRESHOLD, 0.6, 0.7)
_MARK = re.compile(r"\{(\d+)\|([^}]*)\}")
_FIELD = re.compile(r"\b(a|r|s|src|in)=(.*?)(?=\s+\b(?:a|r|s|src|in)=|$)")


class Wanted(NamedTuple):
    """An event as the reader has it; what may be one of several has them all."""

    span: Span
    kinds: list[str]
    actors: list[list[str]]
    recipients: list[list[str]]
    statuses: list[str]
    source: str
    optional: bool


class Read(NamedTuple):
    """An analysed article with what the program needs to find its events, and the reader's events."""

    analysis: Analysis
    cast: Cast
    statements: tuple[Statement, ...]
    wanted: list[Wanted]


def _sides(told: str) -> list[list[str]]:
    return [side.split("|") for side in told.split(";") if side]


def _wanted(line: str, text: str, marked: dict[str, Span]) -> Wanted:
    number, kinds, *_ = line.split()
    told = {name: value.strip() for name, value in _FIELD.findall(line)}
    span = marked.get(number.rstrip("?"))
    if span is None:
        start = text.index(told["in"])
        span = Span(start, start + len(told["in"]))
    sides = _sides(told.get("a", "")), _sides(told.get("r", ""))
    statuses = told.get("s", "").split("|")
    return Wanted(span, kinds.split("|"), *sides, statuses, told.get("src", ""), number.endswith("?"))


def articles() -> Iterator[tuple[Article, list[Wanted]]]:
    """The articles with their readings."""
    for part in FILE.read_text(encoding="utf-8").split("## ")[1:]:
        head, _, rest = part.partition("\n")
        told, _, lines = rest.strip().partition("\n---\n")
        text, number = "", ""
        marked: dict[str, Span] = {}
        for n, piece in enumerate(_MARK.split(told)):
            if n % 3 == 1:
                number = piece
                continue
            if n % 3 == 2:
                marked[number] = Span(len(text), len(text) + len(piece))
            text += piece
        spans = paragraphs(text)
        blocks = tuple(Block("paragraph" if n else "headline", *span) for n, span in enumerate(spans))
        article = Article(head.split()[0], FILE.name, text, published="2024-09-18", blocks=blocks)
        yield article, [_wanted(line, text, marked) for line in lines.splitlines()]


def read(half: int | None = None) -> list[Read]:
    """The articles analysed; those to look at (0), those to report (1), or all."""
    rows = [row for n, row in enumerate(articles()) if half in (None, n % 2)]
    found: list[Read] = []
    for a, (_, wanted) in zip(analyse(article for article, _ in rows), rows, strict=True):
        cast = find_entities(a)
        found.append(Read(a, cast, find_statements(a, cast, find_times(a)), wanted))
    return found


def _is_called(one: Read, entity: str | None, names: Sequence[str]) -> bool:
    if entity is None:
        return False
    known, text = one.cast.by_id[entity], one.analysis.article.text
    spelled = {known.name.lower(), *(text[m.start : m.end].lower() for m in known.mentions)}
    return any(name.lower() in spelling for name in names for spelling in spelled)


def _has(one: Read, event: Event, role: str, names: Sequence[str]) -> bool:
    sides = ("actor", "recipient") if event.type in MUTUAL else (role,)
    return any(p.role in sides and _is_called(one, p.entity, names) for p in event.participants)


def _pairs(one: Read, events: Sequence[Event]) -> dict[int, int]:
    """Which found event is which wanted one: the kind, and words that touch or else stand in one sentence."""
    starts, found = sentence_starts(one.analysis.article), {}
    for near in (False, True):
        for n, want in enumerate(one.wanted):
            for k, event in enumerate(events):
                alike = event.type in want.kinds and n not in found and k not in found.values()
                same = bisect_right(starts, event.trigger.start) == bisect_right(starts, want.span.start)
                if alike and (touch(event.trigger, want.span) or (near and same)):
                    found[n] = k
    return found


def _source(one: Read, event: Event, name: str) -> bool:
    text = one.analysis.article.text
    told = [s for s in one.statements if s.id in event.sources]
    named = (s.source is not None and name.lower() in text[s.source.start : s.source.end].lower() for s in told)
    return any(named) or any(_is_called(one, s.speaker, [name]) for s in told)


def score(one: Read, threshold: float = EVENT_THRESHOLD) -> tuple[Counter[str], list[str]]:
    """What is right and wrong in one article, counted and told."""
    a, text = one.analysis, one.analysis.article.text
    events = find_events(a, one.cast, find_times(a), one.statements, threshold)
    pairs, counts, wrong = _pairs(one, events), Counter[str](), []
    for n, want in enumerate(one.wanted):
        if want.optional:
            continue
        if n not in pairs:
            counts["missing"] += 1
            wrong.append(f"missing {want.kinds[0]}: {text[want.span.start - 60 : want.span.end + 60]!r}")
            continue
        event = events[pairs[n]]
        sides = [*(("actor", names) for names in want.actors), *(("recipient", names) for names in want.recipients)]
        absent = [names[0] for role, names in sides if not _has(one, event, role, names)]
        counts += Counter(right=1, whole=not absent, parties=len(sides), there=len(sides) - len(absent))
        counts += Counter(status=event.status in want.statuses, sources=bool(want.source))
        counts["sourced"] += bool(want.source) and _source(one, event, want.source)
        wrong += [f"{event.type} without {name}: {text[want.span.start : want.span.end + 60]!r}" for name in absent]
    free = [want.span for want in one.wanted if want.optional]
    for k, event in enumerate(events):
        if k not in pairs.values() and not any(touch(event.trigger, span) for span in free):
            counts["invented"] += 1
            wrong.append(f"invented {event.type}: {text[event.trigger.start - 60 : event.trigger.end + 60]!r}")
    return counts, wrong


def figures(total: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1 by kind, F1 with all parties; parties found, statuses and sources right."""
    right, found, wanted = (
        total["right"],
        total["right"] + total["invented"],
        total["right"] + total["missing"],
    )
    return {
        "P": right / found,
        "R": right / wanted,
        "F1": 2 * right / (found + wanted),
        "whole": 2 * total["whole"] / (found + wanted),
        "parties": total["there"] / total["parties"],
        "status": total["status"] / right,
        "sources": total["sourced"] / max(1, total["sources"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true")
    asked = parser.parse_args()
    for half, name in enumerate(("looked at", "reported")):
        rows = read(half)
        for threshold in THRESHOLDS:
            told = [score(one, threshold) for one in rows]
            total = sum((counts for counts, _ in told), Counter[str]())
            print(f"{name}, {threshold}: ", *(f"{key} {value:.3f}" for key, value in figures(total).items()))
            for line in (line for _, lines in told for line in lines) if asked.wrong and not half else ():
                print("   ", line)


if __name__ == "__main__":
    main()
