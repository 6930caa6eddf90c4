"""Which tellings are of one event: the same, whether the odds are worked out one by one or all at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from readout.link.events import _all_odds, odds
from readout.link.mentions import Mention
from readout.model import Event, Span, Status

NAMES = st.frozensets(st.sampled_from(["@brezna", "@falk", "@lind", "TOL", "KOR", "the mill"]), max_size=3)
DAYS = st.one_of(st.none(), st.tuples(st.integers(100, 190), st.integers(0, 4)).map(lambda d: (d[0], d[0] + d[1])))
STATUSES: list[Status] = ["happened", "scheduled", "denied"]


@st.composite
def tellings(draw: st.DrawFn) -> Mention:
    """A telling of anything."""
    actors, others = draw(NAMES), draw(NAMES)
    kind, number = draw(st.sampled_from(["visit", "criticise", "meeting"])), draw(st.integers(0, 99))
    return Mention(
        article=number,
        event=Event("v1", kind, Span(0, 1)),
        kind=kind,
        phase="",
        words=draw(st.frozensets(st.sampled_from(["met", "visit", "talk"]), max_size=2)),
        parties=actors | others,
        actors=actors,
        others=others,
        place=draw(st.sampled_from([None, "TOL", "the mill"])),
        days=draw(DAYS),
        published=draw(st.one_of(st.none(), st.integers(100, 190))),
        status=draw(st.sampled_from(STATUSES)),
        own={},
        key=(str(number), 0, "v1"),
        spans=(Span(0, 1),),
    )


@given(st.lists(tellings(), min_size=2, max_size=9))
def test_all_at_once_is_one_by_one(rows: list[Mention]) -> None:
    found = _all_odds(rows)
    for i, one in enumerate(rows):
        for j in range(i):
            assert found[i, j] == found[j, i] == odds(one, rows[j])
    assert np.isfinite(found).all()
