"""Where an article disagrees with itself."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.model import Analysis, Discrepancy, Event, Time


def find_discrepancies(
    analysis: Analysis, cast: Cast, times: tuple[Time, ...], events: tuple[Event, ...]
) -> tuple[Discrepancy, ...]:
    """Values that differ between captions, headline and body."""
    return ()
