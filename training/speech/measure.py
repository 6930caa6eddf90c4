"""How right the statements are that the rules keep: F1 and, by their probability, how many are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from readout.extract import find_entities, find_times
from readout.extract.statements import find_statements
from readout.extract.statements.table import Speech
from readout.model import Analysis, Span, Statement
from training.speech.candidates import SAME, Characters, Marked, same_source

_BINS = 10


@dataclass(slots=True)
class Figures:
    """Counts over articles; `bins`: by tenth of probability [kept, their probabilities' sum, right]."""

    marked: int = 0
    kept: int = 0
    content: int = 0
    joint: int = 0
    bins: list[list[float]] = field(default_factory=lambda: [[0.0, 0.0, 0.0] for _ in range(_BINS)])

    def lines(self) -> Iterator[str]:
        """The figures and the table of calibration, to print."""
        yield f"marked {self.marked}  kept {self.kept}"
        for name, hits in (("content", self.content), ("content and source", self.joint)):
            p, r = hits / max(1, self.kept), hits / max(1, self.marked)
            yield f"{name:18}  P {p:.3f}  R {r:.3f}  F1 {2 * hits / max(1, self.marked + self.kept):.3f}"
        yield "probability  kept  mean  right"
        for number, (kept, total, right) in enumerate(self.bins):
            if kept:
                yield f"{number / _BINS:.1f} or more  {kept:5.0f}  {total / kept:.2f}  {right / kept:.2f}"


def measure(articles: Iterable[tuple[Analysis, list[Marked]]], table: Speech) -> Figures:
    """The figures of the statements that the rules keep with a table, one to one with the marked ones, best first."""
    figures = Figures()
    for analysis, marked in articles:
        kept = find_statements(analysis, find_entities(analysis), find_times(analysis), table)
        joint = set()
        for wanted, number in _pairs(marked, kept):
            figures.content += 1
            if same_source(_characters(kept[number].source), wanted.source):
                joint.add(number)
        figures.marked += len(marked)
        figures.kept += len(kept)
        figures.joint += len(joint)
        for number, statement in enumerate(kept):
            row = figures.bins[min(_BINS - 1, int(statement.probability * _BINS))]
            for place, value in enumerate((1.0, statement.probability, float(number in joint))):
                row[place] += value
    return figures


def _pairs(marked: list[Marked], kept: tuple[Statement, ...]) -> Iterator[tuple[Marked, int]]:
    contents = [{i for span in s.content for i in range(span.start, span.end)} for s in kept]
    alike = [
        (2 * common / (len(wanted.content) + len(content)), place, number)
        for place, wanted in enumerate(marked)
        for number, content in enumerate(contents)
        if (common := len(wanted.content & content))
    ]
    left, right = set(), set()
    for share, place, number in sorted(alike, reverse=True):
        if share >= SAME and place not in left and number not in right:
            left.add(place)
            right.add(number)
            yield marked[place], number


def _characters(span: Span | None) -> Characters:
    return set() if span is None else set(range(span.start, span.end))
