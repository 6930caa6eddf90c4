"""Answers across articles as text, Markdown and HTML; every line carries its source and the exact words."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from readout.link.claims import Claim
from readout.link.questions import Change, Leg, Line, Quote

Form = Literal["text", "markdown", "html"]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _days(begin: str | None, until: str | None) -> str:
    if begin is None:
        return "undated"
    return begin if until in (None, begin) else f"{begin} to {until}"


def _title(line: Line) -> str:
    what = f"{line.kind}: {', '.join(line.parties) or 'no named party'}"
    where = f", {line.place}" if line.place and line.place not in line.parties else ""
    return f"{_days(line.begin, line.until)}  {line.status or 'told'}  {what}{where}"


def _source(quote: Quote) -> str:
    said = f"{', '.join(quote.said_by)} in " if quote.said_by else ""
    where = f"{said}{quote.publisher or quote.article}, {quote.day or 'undated'}, {quote.article}"
    return f"“{_one_line(quote.quote)}” ({where})"


def lines(rows: Iterable[Line]) -> Iterator[str]:
    """Events, each with the words of its tellings under it."""
    for row in rows:
        yield _title(row)
        yield from (f"    {_source(quote)}" for quote in row.quotes)


def legs(rows: Iterable[Leg]) -> Iterator[str]:
    """Places by day, with confidence and words."""
    for row in rows:
        yield f"{_days(row.begin, row.until)}  {row.place}  {row.status}, confidence {row.confidence:.2f}  {row.who}"
        yield from (f"    {_source(quote)}" for quote in row.quotes)


def changes(rows: Iterable[Change]) -> Iterator[str]:
    """Steps: what was known before, what is now, and the words that say so."""
    for row in rows:
        what = f"{row.line.kind}: {', '.join(row.line.parties) or 'no named party'}"
        yield f"{row.step.day or 'undated'}  {row.before} -> {row.step.status}  {what}"
        if row.step.article:
            yield f"    “{_one_line(row.step.quote)}” ({row.step.article})"


def claims(rows: Iterable[Claim]) -> Iterator[str]:
    """Who says what of one event, the first first, then what cannot all be right."""
    for row in rows:
        yield f"{row.type}: {', '.join(row.parties) or 'no named party'}  {row.sources} sources"
        for voice in row.voices:
            via = f" via {', '.join(voice.via)}" if voice.via else ""
            copies = f", copied by {', '.join(voice.copies)}" if voice.copies else ""
            where = f"({voice.article}, {voice.day or 'undated'}{copies})"
            yield f"    {voice.name} {voice.stance}{via}: “{_one_line(voice.quote)}” {where}"
        for one in row.contradictions:
            first, second = (f"{v.value} ({v.article})" for v in (one.one, one.other))
            yield f"    {one.about}: {first} against {second}"


def brief(sections: Sequence[tuple[str, Sequence[Line]]], title: str, form: Form) -> str:
    """A page of events by section; its sentences are the articles' own, each with its source."""
    if form == "html":
        return _html(sections, title)
    head, item = ("# ", "## ") if form == "markdown" else ("", "")
    out = [f"{head}{title}", ""]
    for name, rows in sections:
        out += [f"{item}{name}", ""]
        for row in rows:
            if form == "markdown":
                out.append(f"- {_escaped(_title(row))}")
                out += [f"  > {_escaped(_source(quote))}" for quote in row.quotes]
            else:
                out += lines([row])
        out += [""] if rows else ["Nothing.", ""]
    return "\n".join(out).rstrip() + "\n"


def _escaped(words: str) -> str:
    """A page's words are no Markdown and no HTML."""
    return "".join("\\" + c if c in "\\`*_{}[]<>#|~" else c for c in words)


def _html(sections: Sequence[tuple[str, Sequence[Line]]], title: str) -> str:
    out = [f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>']
    out.append(f"<h1>{html.escape(title)}</h1>")
    for name, rows in sections:
        out.append(f"<h2>{html.escape(name)}</h2>")
        if not rows:
            out.append("<p>Nothing.</p>")
        for row in rows:
            out.append(f"<section><h3>{html.escape(_title(row))}</h3>")
            out += [f"<blockquote>{html.escape(_source(quote))}</blockquote>" for quote in row.quotes]
            out.append("</section>")
    return "\n".join([*out, "</html>"]) + "\n"
