"""Two readings of the same articles side by side, what differs marked; and their figures as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readout.model import Article, Record, Span
from readout.present.html import asset, page, policy
from readout.present.segments import Segment, Strip, strips
from readout.present.view import title
from readout.present.words import visible

if TYPE_CHECKING:
    from readout.evaluate import Error, Row

_MORE = {"macro_f1": "macro F1", "kappa": "kappa", "muc": "MUC", "b3": "B3", "ceafe": "CEAFe"}
_NONE = "-"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks, what they are read as, and the numbers of the errors that stand on them."""

    segment: Segment
    note: str
    errors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One reading of an article: its blocks as (kind, pieces)."""

    name: str
    blocks: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article with both readings and their differences, each with its number."""

    article: Article
    title: str
    sides: tuple[Side, Side]
    errors: tuple[tuple[int, Error], ...]


def render(rows: Sequence[Row], articles: Sequence[tuple[Record, Record, Sequence[Error]]]) -> str:
    """One self-contained HTML document: the figures, then each article as (wanted, found, errors)."""
    style = asset("page.css") + asset("compare.css")
    return page(
        "compare.html",
        style=style,
        policy=policy(styles=(style,)),
        heads=_heads(rows),
        rows=_body(rows),
        articles=[_comparison(*article) for article in articles],
    )


def table(rows: Sequence[Row]) -> str:
    """The figures as aligned text."""
    lines = [_heads(rows), *_body(rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    last = len(widths) - 1
    shown = (
        "  ".join(
            cell.ljust(width) if n in (0, last) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    return "".join(f"{line.rstrip()}\n" for line in shown)


def listed(errors: Sequence[Error]) -> str:
    """Errors as text, one a line: article, part, what was wanted, what was found, the words."""
    fields = ((e.article, e.part, e.wanted or _NONE, e.found or _NONE, e.words) for e in errors)
    return "".join(visible(" | ".join(line)) + "\n" for line in fields)


def _heads(rows: Sequence[Row]) -> list[str]:
    second = ["other", "change", "95 %"] if _second(rows) else []
    return ["part", "P", "R", "F1", "95 %", "gold", "wanted", "found", *second, ""]


def _second(rows: Sequence[Row]) -> bool:
    return any(row.change is not None for row in rows)


def _body(rows: Sequence[Row]) -> list[list[str]]:
    return [_cells(row, _second(rows)) for row in rows]


def _cells(row: Row, compared: bool) -> list[str]:
    figures = [_number(row.precision), _number(row.recall), _number(row.f1), _range(row.low, row.high)]
    more = [", ".join(f"{_MORE[name]} {value:.3f}" for name, value in row.more.items())]
    second = [_NONE] * 3 if compared else []
    if row.change is not None:
        sign = "+" if row.change > 0 else ""
        second = [_number(row.other), f"{sign}{row.change:.3f}", _range(row.change_low, row.change_high)]
        more.insert(0, "more than noise" if row.real else "noise")
    return [
        row.part,
        *figures,
        str(row.gold),
        str(row.wanted),
        str(row.found),
        *second,
        "; ".join(m for m in more if m),
    ]


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _range(low: float | None, high: float | None) -> str:
    return _NONE if low is None or high is None else f"{low:.3f} to {high:.3f}"


def _comparison(wanted: Record, found: Record, errors: Sequence[Error]) -> Comparison:
    numbered = tuple(enumerate(errors, 1))
    ours = _side("Wanted", wanted, [(n, e.wanted_at) for n, e in numbered])
    theirs = _side("Found", found, [(n, e.found_at) for n, e in numbered])
    return Comparison(wanted.article, title(wanted.article), (ours, theirs), numbered)


def _side(name: str, record: Record, errors: Sequence[tuple[int, tuple[Span, ...]]]) -> Side:
    on: dict[tuple[int, int], list[int]] = {}
    for number, spans in errors:
        for span in spans:
            on.setdefault((span.start, span.end), []).append(number)
    notes = _notes(record)

    def piece(segment: Segment) -> Piece:
        numbers = (number for cover in segment.covers for number in on.get((cover.start, cover.end), ()))
        said = (notes[cover.of] for cover in segment.covers if cover.of in notes)
        return Piece(segment, "; ".join(dict.fromkeys(said)), tuple(dict.fromkeys(numbers)))

    def block(strip: Strip) -> tuple[str, tuple[Piece, ...]]:
        return strip.kind, tuple(map(piece, strip.segments))

    return Side(name, tuple(map(block, strips(record))))


def _notes(record: Record) -> dict[str, str]:
    """What each item is read as, in a line."""
    names = {e.id: e.name for e in record.entities}
    text = record.article.text

    def words(span: Span | None) -> str:
        return " ".join(text[span.start : span.end].split()) if span else "no source"

    notes = {e.id: ", ".join(n for n in (f"{e.name} ({e.kind})", e.role, e.country) if n) for e in record.entities}
    notes |= {t.id: f"{t.type} {t.value}" for t in record.times}
    notes |= {s.id: f"{s.kind} statement of {names.get(s.speaker or '') or words(s.source)}" for s in record.statements}
    for event in record.events:
        parties = ", ".join(f"{names.get(p.entity, p.entity)} ({p.role})" for p in event.participants)
        notes[event.id] = f"{event.type}, {event.status}: {parties}"
    return notes
