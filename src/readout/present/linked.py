"""Answers across articles as text, Markdown and HTML; every line carries its source and the exact words."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from readout.link.claims import Claim
from readout.link.questions import Brief, Change, Leg, Line, Quote
from readout.present.words import count, days, plain

Form = Literal["text", "markdown", "html"]
# Titles, and what stands under them: the words that say so, with their sources.
Entry = tuple[list[str], list[str]]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _days(begin: str | None, until: str | None) -> str:
    if begin is None:
        return "undated"
    return begin if until in (None, begin) else f"{begin} to {until}"


def _what(title: str, kind: str) -> str:
    """An event in the article's own words, its kind behind them."""
    return f"{title}  [{plain(kind)}]"


def _title(line: Line) -> str:
    where = f", {line.place}" if line.place and line.place not in line.title else ""
    return f"{_days(line.begin, line.until)}  {line.status or 'told'}  {_what(line.title, line.kind)}{where}"


def _source(quote: Quote) -> str:
    said = f"{', '.join(quote.said_by)} in " if quote.said_by else ""
    day = quote.day or "undated"
    where = f"{quote.publisher}, {day}, {quote.article}" if quote.publisher else f"{quote.article}, {day}"
    return f"“{_one_line(quote.quote)}” ({said}{where})"


def _sources(quotes: Iterable[Quote]) -> list[str]:
    """Each sentence once, though several tellings stand in it."""
    return list(dict.fromkeys(map(_source, quotes)))


def _event(row: Line) -> Entry:
    return [_title(row)], _sources(row.quotes)


def _together(rows: Iterable[Line]) -> Iterator[Entry]:
    """Events that one sentence tells first stand over it together: nobody reads it twice."""
    found: dict[object, list[Line]] = {}
    for row in rows:
        first = row.quotes[0] if row.quotes else None
        found.setdefault((first.article, first.start) if first else row, []).append(row)
    for same in found.values():
        yield list(dict.fromkeys(map(_title, same))), _sources(quote for row in same for quote in row.quotes)


def _change(row: Change) -> Entry:
    what = _what(row.line.title, row.line.kind)
    title = f"{row.step.day or 'undated'}  {row.before} -> {row.step.status}  {what}"
    if not row.step.article:
        return [title], []
    step = row.step
    telling = next((q for q in row.line.quotes if q.article == step.article and q.start <= step.start < q.end), None)
    if telling is None:  # the words stand beside the event's own mentions
        return [title], [f"“{_one_line(step.quote)}” ({step.article}, {step.day or 'undated'})"]
    return [title], [_source(telling)]


def _claim(row: Claim) -> Entry:
    said = []
    for voice in row.voices:
        via = f" via {', '.join(voice.via)}" if voice.via else ""
        copies = f", copied by {', '.join(voice.copies)}" if voice.copies else ""
        where = f"({voice.article}, {voice.day or 'undated'}{copies})"
        said.append(f"{voice.name} {voice.stance}{via}: “{_one_line(voice.quote)}” {where}")
    for one in row.contradictions:
        first, second = (f"{v.value} ({v.article})" for v in (one.one, one.other))
        said.append(f"{one.about}: {first} against {second}")
    return [f"{_what(row.title, row.type)}  {count(row.sources, 'source')}"], said


def _shown(entries: Iterable[Entry]) -> Iterator[str]:
    for titles, under in entries:
        yield from titles
        yield from (f"    {one}" for one in under)


def lines(rows: Iterable[Line]) -> Iterator[str]:
    """Events, each with the words of its tellings under it."""
    return _shown(map(_event, rows))


def legs(rows: Iterable[Leg]) -> Iterator[str]:
    """Places by day, with confidence and words."""
    for row in rows:
        yield f"{_days(row.begin, row.until)}  {row.place}  {row.status}, confidence {row.confidence:.2f}  {row.who}"
        yield from (f"    {_source(quote)}" for quote in row.quotes)


def changes(rows: Iterable[Change]) -> Iterator[str]:
    """Steps: what was known before, what is now, and the words that say so."""
    return _shown(map(_change, rows))


def claims(rows: Iterable[Claim]) -> Iterator[str]:
    """Who says what of one event, the first first, then what cannot all be right."""
    return _shown(map(_claim, rows))


def brief(found: Brief, title: str, form: Form) -> str:
    """A page of what is new by section; its sentences are the articles' own, each with its source."""
    sections: list[tuple[str, list[Entry]]] = [
        ("What changed", [_change(row) for row in found.changed]),
        ("What cannot all be right", [_claim(row) for row in found.contradicted]),
        ("What is new", list(_together(found.new))),
        ("What is coming", list(_together(found.coming))),
    ]
    if form == "html":
        return _html(sections, title)
    head, item = ("# ", "## ") if form == "markdown" else ("", "")
    out = [f"{head}{title}", ""]
    for name, entries in sections:
        out += [f"{item}{name}", ""]
        if form == "markdown":
            for titles, under in entries:
                out += [*(f"- {_escaped(one)}" for one in titles), *(f"  > {_escaped(one)}" for one in under)]
        else:
            out += _shown(entries)
        out += [""] if entries else ["Nothing.", ""]
    return "\n".join(out).rstrip() + "\n"


def spoken_brief(found: Brief, most: int) -> list[tuple[str, list[str]]]:
    """The brief's sections for the ear, at most so many of each: what is told, then the words of one source."""
    return [
        ("What changed", [_heard(_change_words(row), row.line.quotes) for row in found.changed[:most]]),
        ("What cannot all be right", [_heard_claim(row) for row in found.contradicted[:most]]),
        ("What is new", [_heard(_line_words(row), row.quotes) for row in found.new[:most]]),
        ("What is coming", [_heard(_line_words(row), row.quotes) for row in found.coming[:most]]),
    ]


def _line_words(line: Line) -> str:
    when = days(line.begin, line.until)
    return _heard_title(f"{(line.status or 'told').capitalize()}{f', {when}' if when else ''}", line)


def _change_words(row: Change) -> str:
    return _heard_title(f"{(row.before or 'told').capitalize()} before, now {row.step.status}", row.line)


def _heard_title(status: str, line: Line) -> str:
    """The title behind the status; nobody hears twice what the words that follow say too."""
    if any(line.title.removesuffix("…") in _one_line(quote.quote) for quote in line.quotes[:1]):
        return f"{status}."
    return f"{status}: {line.title.removesuffix('…')}."


def _heard(words: str, quotes: Sequence[Quote]) -> str:
    if not quotes:
        return words
    quote = quotes[0]
    said = f", {', '.join(quote.said_by)}" if quote.said_by else ""
    return f"{words} {quote.publisher or quote.article}{said}: “{_one_line(quote.quote)}”"


def _heard_claim(row: Claim) -> str:
    sides = [f"{one.about}: {one.one.value}, against {one.other.value}." for one in row.contradictions]
    return " ".join([f"{row.title.removesuffix('…')}.", *sides])


def _escaped(words: str) -> str:
    """A page's words are no Markdown and no HTML."""
    return "".join("\\" + c if c in "\\`*_{}[]<>#|~" else c for c in words)


def _html(sections: Sequence[tuple[str, Sequence[Entry]]], title: str) -> str:
    out = [f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>']
    out.append(f"<h1>{html.escape(title)}</h1>")
    for name, entries in sections:
        out.append(f"<h2>{html.escape(name)}</h2>")
        if not entries:
            out.append("<p>Nothing.</p>")
        for titles, under in entries:
            out.append("<section>")
            out += [f"<h3>{html.escape(one)}</h3>" for one in titles]
            out += [f"<blockquote>{html.escape(one)}</blockquote>" for one in under]
            out.append("</section>")
    return "\n".join([*out, "</html>"]) + "\n"
