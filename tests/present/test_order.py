"""Events kept by day are found as a look at each of them would find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readout.link.accounts import Account, Line, Quote
from readout.link.questions import first_told
from readout.present.web.order import Order, Row

DAYS = st.sampled_from([f"2025-05-0{n}" for n in range(1, 8)])
MAYBE = st.none() | DAYS


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Events as `Asked.lines` sorts them."""
    found = []
    for number in range(draw(st.integers(0, 12))):
        begin, until = sorted((draw(DAYS), draw(DAYS))) if draw(st.booleans()) else (None, None)
        quotes = (Quote(f"a{number}", draw(MAYBE), 0, 1, "x"),)
        line = Line(draw(st.sampled_from(["visit", "talks"])), None, begin, until, (), None, quotes)
        told = ((draw(st.integers(0, 3)), 0, "v0"),)
        found.append((line, Account(line, (), (), told, (number, 0, 0, "v0"), None, 0, 0, 0)))
    return sorted(found, key=lambda row: row[0].begin or first_told(row[0]) or "")


@given(rows(), MAYBE, MAYBE, st.none() | st.sampled_from(["visit", "talks", "trial"]))
def test_events_of_some_days_and_a_kind(
    some: list[Row], since: str | None, until: str | None, kind: str | None
) -> None:
    wanted = []
    for place, (line, _) in enumerate(some):
        first, last = line.begin or first_told(line), line.until or line.begin or first_told(line)
        if not (since and (last or "") < since) and not (until and (first or "9") > until):
            wanted += [place] if kind in (None, line.kind) else []
    assert list(Order(some).between(since, until, kind)) == wanted


@given(rows(), DAYS, DAYS, st.sets(st.integers(0, 3)))
def test_events_by_when_they_were_first_told_and_by_their_articles(
    some: list[Row], since: str, until: str, numbers: set[int]
) -> None:
    order = Order(some)
    told = [place for place, (line, _) in enumerate(some) if since <= (first_told(line) or "") <= until]
    assert order.first_told(since, until) == told
    of_them = [place for place, (_, account) in enumerate(some) if account.told[0][0] in numbers]
    assert order.of_articles(numbers) == of_them
