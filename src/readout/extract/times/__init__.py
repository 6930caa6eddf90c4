"""When: TIMEX3 time expressions, by the rules of `lexicon/times.yaml`."""

from __future__ import annotations

from datetime import date

from readout.extract.times import make_dates, make_days, make_feasts, make_relative, make_spans
from readout.extract.times.context import Context
from readout.extract.times.makers import MAKERS
from readout.extract.times.rules import Match, compiled, matches
from readout.extract.times.values import Value
from readout.model import Analysis, Time

__all__ = ["find_times", "make_dates", "make_days", "make_feasts", "make_relative", "make_spans", "readings"]


def find_times(analysis: Analysis) -> tuple[Time, ...]:
    """The time expressions of an article, in the order of the text."""
    return tuple(time for _, time in readings(analysis))


def readings(analysis: Analysis, without: frozenset[str] = frozenset()) -> list[tuple[str, Time]]:
    """Each time expression with what the rule that reads it finds; `without` are rules to leave out, by the same."""
    symbols, _ = compiled()
    words = symbols.read(analysis)
    context = Context(analysis, published_day(analysis.article.published))
    found: list[tuple[str, Time]] = []
    done = 0
    for options in matches(words, without):
        if options[0].found.start() < done:
            continue
        for match in options:
            made = _made(match, context)
            for start, end, value in made:
                context.note(value, end)
                number = f"t{len(found) + 1}"
                time = Time(number, start, end, value.type, value.value, value.begin, value.until)
                found.append((match.rule.find, time))
            if made:
                done = match.found.end()
                break
    return found


def _made(match: Match, context: Context) -> list[tuple[int, int, Value]]:
    """The expressions that a match gives, with their characters."""
    starts, ends = match.words.starts, match.words.ends

    def place(first: int, last: int) -> tuple[int, int]:
        return starts[first], ends[last - 1]

    context.start, context.end = place(*match.found.span())
    made = MAKERS[match.rule.make](match, context, *match.rule.arguments)
    if made is None:
        return []
    if isinstance(made, Value):
        return [(context.start, context.end, made)]
    return [(*place(*span), value) for name, value in made if (span := match.span(name)) is not None]


def published_day(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time, if it is one."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
