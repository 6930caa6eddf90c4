"""The order of the stages. Reading this file is reading the program: bytes -> Article -> Analysis -> Record."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readout.analyse import analyse
from readout.extract import (
    find_discrepancies,
    find_entities,
    find_events,
    find_relations,
    find_statements,
    find_times,
    load_tagger,
    merge_statements,
    settle_times,
)
from readout.identify import identified
from readout.model import Analysis, Article, Problem, Record, grounded
from readout.settings import event_threshold

if TYPE_CHECKING:
    from readout.llm import Answer
    from readout.people import People


@dataclass(frozen=True, slots=True)
class Means:
    """What a reading uses beside rules: the trained tagger unless `fast`; a large language model; the user's people."""

    fast: bool = False
    ask: Callable[[Article], Answer] | None = None
    people: People | None = None


USUAL = Means()
# The languages of articles that are analysed; where none is known, English is taken to be it.
READ = (None, "en")


def record(analysis: Analysis, means: Means = USUAL) -> Record:
    """What one analysed article reports."""
    cast = find_entities(analysis)
    times = find_times(analysis)
    statements = find_statements(analysis, cast, times, tag=None if means.fast else load_tagger())
    problems: tuple[Problem, ...] = ()
    if means.ask is not None:
        answer = means.ask(analysis.article)
        statements, doubted = merge_statements(analysis, cast, times, statements, answer.statements)
        problems = (*answer.problems, *doubted)
    told = find_events(analysis, cast, times, statements, event_threshold())
    events = settle_times(analysis, told, times)
    relations = find_relations(analysis, cast, times, statements)
    discrepancies = find_discrepancies(analysis, cast, times, events)
    found = Record(analysis.article, cast.entities, times, statements, events)
    whole = grounded(replace(found, relations=relations, discrepancies=discrepancies, problems=problems))
    return identified(whole, means.people)


def records(articles: Iterable[Article], means: Means = USUAL) -> Iterator[Record]:
    """The record of each article, in their order; the language model sees them in batches."""
    passed: deque[Record | None] = deque()  # what passes the language model by; None is an article inside it

    def to_analyse() -> Iterator[Article]:
        for article in articles:
            passed.append(None if article.language in READ else unread(article))
            if passed[-1] is None:
                yield article

    for analysis in analyse(to_analyse()):
        while (aside := passed.popleft()) is not None:
            yield aside
        yield record(analysis, means)
    yield from (aside for aside in passed if aside is not None)


def unread(article: Article) -> Record:
    """The record of an article in a language that is not analysed: what its page says, and a Problem that says so."""
    what = f"language is {article.language}: only English is analysed; its page is kept"
    return Record(article, problems=(Problem(article.source, what),))
