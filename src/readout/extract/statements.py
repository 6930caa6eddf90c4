"""Who says what: attribution source, cue and content."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.model import Analysis, Statement, Time


def find_statements(analysis: Analysis, cast: Cast, times: tuple[Time, ...]) -> tuple[Statement, ...]:
    """The statements of an article, in the order of their first words."""
    return ()
