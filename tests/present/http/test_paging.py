"""Pages of answers while others write: each row that was there and stayed is given once, whatever came in between."""

from __future__ import annotations

import threading
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack
from msgspec.structs import replace

from readout.model import Record
from readout.present.http.paging import Ordered
from readout.store import Store, open_store
from readout.store.corrections import Wish

from ..made import summit
from .conftest import served

# What tells a row of each question from the others of its answer.
ROWS: dict[str, Callable[[Any], Any]] = {
    "/articles": lambda row: row["article"],
    "/search?q=grain+OR+talks": lambda row: row["article"],
    "/events?who=Dahl": lambda row: (row["article"], row["event"]),
    "/statements": lambda row: (row["article"], row["statement"]),
    "/entities": lambda row: row["id"],
    "/claims": lambda row: (row["type"], row["voices"][0]["article"], row["voices"][0]["start"]),
    "/timeline": lambda row: (row["kind"], row["quotes"][0]["article"], row["quotes"][0]["start"]),
    "/judgements/entities": lambda row: row["number"],
    "/judgements/events": lambda row: (row["other"] is None, row["number"]),
}


def article(name: str, day: str | None) -> Record:
    made = summit(name)
    return replace(made, article=replace(made.article, published=day, headline=f"{made.article.headline} {name}"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """A store of dated and undated articles with judgements, served, and open to be written to."""
    file = tmp_path_factory.mktemp("paging") / "store.sqlite3"
    with open_store(file) as store:
        days = [f"2025-0{1 + n % 3}-0{1 + n % 4}" if n % 3 else None for n in range(9)]
        list(store.add(article(f"a{n:02}", day) for n, day in enumerate(days)))
        for n in range(5):
            store.judge("Ingrid Dahl", "Omar Kibet", "negative" if n % 2 else "none", "ann")
            store.judge_event("same" if n % 2 else "different", "ann", f"a{n:02}:e1", f"a{n + 1:02}:e1")
            store.judge_event("right", "ann", f"a{n:02}:e2")
        with served(file, rate=100_000) as found:
            yield found, store


def walked(address: str, question: str, between: Callable[[], Any] = lambda: None) -> list[Any]:
    """All rows of a question, a few at a time."""
    onward, rows = f"{question}{'&' if '?' in question else '?'}limit=3", list[Any]()
    with httpx.Client(base_url=address, timeout=60) as client:
        while onward:
            answer = client.get(onward if not rows else httpx.URL(address).join(onward))
            assert answer.status_code == 200, answer.text
            rows += answer.json()["rows"]
            onward = answer.json()["next"]
            between()
    return rows


@pytest.mark.parametrize("question", ROWS)
def test_no_row_is_skipped_or_doubled_while_articles_come_change_and_go(
    question: str, address: tuple[str, Store]
) -> None:
    site, store = address
    before = walked(site, question)
    assert len(before) > 3
    over, numbers = threading.Event(), iter(range(10**6))

    def write() -> None:
        """What is new comes before, between and after what was there; what was there is read again."""
        mark = question.strip("/").translate(str.maketrans("/?=+", "----"))
        while not over.is_set():
            number = next(numbers)
            day = (None, "2024-01-01", "2025-02-02", "2026-01-01")[number % 4]
            new = article(f"{mark}-{number}", day)
            list(store.add([new]))
            list(store.add([store.record(f"a{number % 9:02}")], reread=True))
            store.corrections.make(Wish(new.article.id, "event", "e1", "accept"), "bob")
            over.wait(0.02)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        after = walked(site, question)
    finally:
        over.set()
        writer.join()
    told = ROWS[question]
    given = Counter(map(told, after))
    assert [row for row, times in given.items() if times > 1] == []
    assert [told(row) for row in before if told(row) not in given] == []


def test_a_search_goes_on_where_it_was_in_a_server_that_began_anew(address: tuple[str, Store]) -> None:
    site, store = address
    whole = walked(site, "/search?q=grain")
    first = httpx.get(f"{site}/search?q=grain&limit=3").json()
    with served(store.where) as another:
        answer = httpx.get(f"{another}/search?{first['next'].partition('?')[2]}").json()
    names = [row["article"] for row in whole]
    assert [row["article"] for row in first["rows"] + answer["rows"]] == names[:6]


def test_a_cursor_is_good_for_its_own_question_alone(address: tuple[str, Store]) -> None:
    site, _ = address
    onward = httpx.get(f"{site}/events?limit=1&who=Dahl").json()["next"]
    cursor = httpx.URL(onward).params["cursor"]
    assert httpx.get(f"{site}/events", params={"who": "Dahl", "limit": 7, "cursor": cursor}).status_code == 200
    mark = urlsafe_b64encode(b"x" * 9 + msgpack.encode([1])).decode()
    for wrong in (cursor[:-3], "é", "....", mark):
        assert httpx.get(f"{site}/events", params={"who": "Dahl", "cursor": wrong}).status_code == 400
    assert httpx.get(f"{site}/events", params={"who": "Kibet", "cursor": cursor}).status_code == 400
    assert httpx.get(f"{site}/timeline", params={"who": "Dahl", "cursor": cursor}).status_code == 400


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_rows_in_order_are_walked_once_even_where_others_are_added(
    rows: list[int], added: list[int], limit: int
) -> None:
    def order(some: list[int]) -> Ordered[int]:
        return Ordered(some, lambda row: (row,))

    last, walked, now = None, list[Any](), list(rows)
    more = [9 - row for row in added]
    while some := order(now).behind(limit, last):
        walked += some
        last = some[-1][0]
        now += [more.pop()] if more and more[-1] > 5 else []
    assert [row for _, row in walked if row <= 5] == sorted(rows)
    assert len({place for place, _ in walked}) == len(walked)
