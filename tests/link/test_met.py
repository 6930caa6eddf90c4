"""Which tellings of the same parties hang together: looked at one by one, all at once, or only where something came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.link import met
from readout.link.events import all_follow, follows
from readout.link.met import Met, hanging, windows
from readout.model import Status

STATUSES: tuple[Status, ...] = ("happened", "scheduled", "claimed", "expected")


@st.composite
def tellings(draw: st.DrawFn) -> list[Met]:
    """Tellings that meet, in their order."""
    rows = []
    for number in range(draw(st.integers(0, 40))):
        published = draw(st.one_of(st.none(), st.integers(739000, 739090)))
        first = draw(st.one_of(st.none(), st.integers(739000, 739150)))
        days = first and (first, first + draw(st.integers(0, 3)))
        status = draw(st.sampled_from(STATUSES))
        rows.append(Met((number, 0, 0, "v1"), (f"a{number}", 0, "v1"), days, published, status))
    return sorted(rows, key=lambda row: row.order)


@given(tellings())
def test_all_at_once_are_compared_as_one_by_one(rows: list[Met]) -> None:
    found = all_follow(rows).tolist()
    assert found == [[n < at and follows(rows[n], later) for n in range(len(rows))] for at, later in enumerate(rows)]


@given(tellings())
def test_none_is_left_out_that_none_between_them_joins(rows: list[Met]) -> None:
    near = [[n for n in range(max(0, at - met.BEFORE), at) if follows(rows[n], later)] for at, later in enumerate(rows)]
    kept = [[n for n in own if not any(n in near[between] for between in own)] for own in near]
    assert hanging(rows, 0) == [tuple(rows[n].at for n in own) for own in kept]
    assert hanging(rows, len(rows) // 2) == hanging(rows, 0)[len(rows) // 2 :]


@pytest.mark.parametrize("before", [2, 30])
@given(rows=tellings(), data=st.data())
def test_only_what_stands_close_to_what_came_changes(before: int, rows: list[Met], data: st.DataObject) -> None:
    came = data.draw(st.sets(st.sampled_from(range(len(rows))))) if rows else set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(met, "BEFORE", before)
        left = [row for at, row in enumerate(rows) if at not in came]
        found = dict(zip((row.at for row in left), hanging(left, 0), strict=True))
        for part, begin in windows(rows, sorted(rows[at].order for at in came)):
            found.update(zip((row.at for row in part[begin:]), hanging(part, begin), strict=True))
        assert found == dict(zip((row.at for row in rows), hanging(rows, 0), strict=True))
