"""The order of the stages. Reading this file is reading the program: bytes -> Article -> Analysis -> Record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readout.analyse import analyse
from readout.extract import (
    find_discrepancies,
    find_entities,
    find_events,
    find_relations,
    find_statements,
    find_times,
    settle_times,
)
from readout.model import Analysis, Article, Record, grounded


def record(analysis: Analysis) -> Record:
    """What one analysed article reports."""
    cast = find_entities(analysis)
    times = find_times(analysis)
    statements = find_statements(analysis, cast, times)
    events = settle_times(analysis, find_events(analysis, cast, times, statements), times)
    relations = find_relations(analysis, cast, times, statements)
    discrepancies = find_discrepancies(analysis, cast, times, events)
    return grounded(Record(analysis.article, cast.entities, times, statements, events, relations, discrepancies))


def records(articles: Iterable[Article]) -> Iterator[Record]:
    """The record of each article, in their order; the language model sees them in batches."""
    return map(record, analyse(articles))
