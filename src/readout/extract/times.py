"""When: TIMEX3 time expressions."""

from __future__ import annotations

from readout.model import Analysis, Time


def find_times(analysis: Analysis) -> tuple[Time, ...]:
    """The time expressions of an article, in the order of the text."""
    return ()
