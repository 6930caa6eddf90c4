"""Asks the model for the statements of articles; a failure is a Problem of its article, and the next one goes on."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from readout.llm.locate import located
from readout.llm.question import PARTS, claims, passages, question
from readout.llm.wire import Limits, Unanswered, Wire
from readout.model import Article, Problem, Statement
from readout.settings import LlmSettings

# After so many questions in a row without an answer nothing more is asked: a dead server must not cost hours.
_ENOUGH = 3
_WHERE = "statements llm"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says of one article: statements with spans but without entities, and what went wrong."""

    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()


class Asker:
    """The model behind an address, for many articles. Use it in a `with` block."""

    def __init__(self, settings: LlmSettings, wire: Wire | None = None) -> None:
        self._model = settings.model
        self._wire = wire or Wire(settings)
        self._failed = 0

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._wire.close()

    def __call__(self, article: Article) -> Answer:
        """What the model finds in an article, all of it at words of its text."""
        statements: list[Statement] = []
        problems: list[Problem] = []
        parts = passages(article)
        for part in parts[:PARTS]:
            if self._failed >= _ENOUGH:
                problems.append(Problem(_WHERE, f"not asked: the last {_ENOUGH} questions had no answer"))
                break
            try:
                found = claims(self._wire.ask(question(article.text, part, self._model)))
            except Unanswered as error:
                self._failed += 1
                problems.append(Problem(_WHERE, str(error)))
                continue
            self._failed = 0
            kept, lost = located(article, found, part)
            statements += kept
            problems += lost
        if len(parts) > PARTS:
            problems.append(Problem(_WHERE, f"only the first {PARTS} of {len(parts)} parts of the text were asked for"))
        return Answer(tuple(statements), tuple(problems))


def open_asker(settings: LlmSettings, limits: Limits | None = None) -> Asker:
    """The model that the settings name."""
    return Asker(settings, Wire(settings, limits))
