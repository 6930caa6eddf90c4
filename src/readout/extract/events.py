"""What happened or is planned."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.model import Analysis, Event, Statement, Time


def find_events(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...]
) -> tuple[Event, ...]:
    """The events of an article, in the order of their triggers."""
    return ()
