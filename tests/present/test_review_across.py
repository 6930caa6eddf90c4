"""Reviewing across articles: who is one with whom and which tellings are of one event, judged, told and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace
from playwright.sync_api import expect

from readout.model import Record
from readout.store import Store, open_store
from tests.link.made import told

from .serving import served
from .test_browser import AXE, Open

WHO = ("Ana Brezna", "Udo Falk")
FIRST = "Ana Brezna met Udo Falk in Lund on April 2."
SECOND = "In Lund, Ana Brezna met Udo Falk on April 2, aides said."


def seen(name: str, country: str) -> Record:
    """An article about a person of a state."""
    made = told(name, f"Dana Lind spoke in {country} on Monday.", "spoke", "statement", ("Dana Lind",))
    return replace(made, entities=(replace(made.entities[0], country=country),), events=())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two reports of one meeting, two of persons of one name and different states."""
    name = tmp_path / "store.sqlite3"
    reports = [
        told(of, text, "met", "meeting", WHO, "2025-04-02", published="2025-04-03")
        for of, text in (("one", FIRST), ("two", SECOND))
    ]
    with open_store(name) as store:
        list(store.add([*reports, seen("swedish", "SWE"), seen("latvian", "LVA")]))
    return name


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    with open_store(file) as opened:
        yield opened


@pytest.fixture
def site(file: Path) -> Iterator[str]:
    with served(file, user="kim") as address:
        yield address


@pytest.fixture
def ask(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, follow_redirects=True, timeout=60) as client:
        yield client


def fields(page: str, button: str) -> dict[str, str]:
    """What the form with a button of these words sends."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.S) if button in one)
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    chosen = re.search(rf'<button name="(\w+)" value="(\w+)"[^>]*>{button}', form)
    return sent | ({chosen[1]: chosen[2]} if chosen else {})


def test_whom_the_machine_is_unsure_of_is_judged_and_taken_back(ask: httpx.Client, store: Store) -> None:
    (pair,) = ask.get("/review/who?format=json").json()["rows"]
    assert (pair["one"]["name"], pair["why"]) == ("Dana Lind", "name, but two states")
    page = ask.get("/review/who").text
    done = ask.post("/review/judge", data=fields(page, "They are one"))
    assert "<b>Are one</b>" in done.text
    assert len(store.who("Dana Lind")) == 1
    assert ask.get("/review/who?format=json").json()["rows"] == []
    assert "judgement" in ask.post("/review/judge/undo", data=fields(done.text, "Undo")).text
    assert len(store.who("Dana Lind")) == 2
    assert [row.judgement for row in store.alike.history()] == ["none", "positive"]
    assert {row.user for row in store.alike.history()} == {"kim"}


def test_someone_is_split_and_joined_on_the_page_of_who_it_is(ask: httpx.Client, store: Store) -> None:
    assert len(store.who("Udo Falk")) == 1
    page = ask.get("/review/who/of?of=one:e1")
    assert "Who is Udo Falk" in page.text
    ask.post("/review/judge", data=fields(page.text, "This is another one"))
    assert len(store.who("Udo Falk")) == 2
    page = ask.get("/review/who/of?of=one:e1")
    ask.post("/review/judge", data=fields(page.text, "They are one"))
    assert len(store.who("Udo Falk")) == 1


def test_tellings_are_told_apart_and_joined_again_everywhere(ask: httpx.Client, store: Store) -> None:
    (line,) = ask.get("/timeline?format=json").json()["rows"]
    assert {quote["article"] for quote in line["line"]["quotes"]} == {"one", "two"}
    page = ask.get("/review/events/one?at=v1").text
    apart = ask.post("/review/judge", data=fields(page, "This is another event"))
    assert "<b>Two events</b>" in apart.text
    assert len(ask.get("/timeline?format=json").json()["rows"]) == 2
    assert "This is the same event" in apart.text
    ask.post("/review/judge/undo", data=fields(apart.text, "Undo"))
    assert len(ask.get("/timeline?format=json").json()["rows"]) == 1
    assert [row.judgement for row in store.alike.history(article="two")] == ["none", "different"]


def test_who_comes_second_is_told_and_may_judge_all_the_same(ask: httpx.Client, store: Store) -> None:
    page = ask.get("/review/who").text
    one, other = (f"{name}:e0" for name in ("swedish", "latvian"))
    store.judge(one, other, "negative", "bob")
    late = ask.post("/review/judge", data={**fields(page, "They are one"), "one": one, "other": other})
    assert late.status_code == 409
    assert "This was judged meanwhile by bob" in late.text
    assert len(store.who("Dana Lind")) == 2
    ask.post("/review/judge", data={**fields(late.text, "Judge it all the same")})
    assert len(store.who("Dana Lind")) == 1
    first = store.alike.history()[-1].number
    assert ask.post("/review/judge/undo", data={**fields(page, "They are one"), "number": first}).status_code == 409


@pytest.mark.parametrize("path", ["/review/who/999", "/review/events/none?at=v1", "/review/events/one?at=v9"])
def test_what_is_not_there_is_said(path: str, ask: httpx.Client) -> None:
    assert ask.get(path).status_code == 404


def test_the_pages_are_accessible_and_work_by_mouse(opened: Open, site: str, store: Store) -> None:
    run = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    number = store.alike.number("one:e1")
    for path in ("/review/who", f"/review/who/{number}", "/review/events/one?at=v1"):
        page = opened(f"{site}{path}", bypass_csp=True)
        page.evaluate(AXE)
        assert [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate(run)["violations"]] == []
    page.click("text=This is another event")
    expect(page.locator(".flash")).to_contain_text("Two events")
    page.click(".flash >> text=Undo")
    expect(page.locator(".flash")).to_contain_text("Taken back")
