"""Three corrections played in the browser from end to end, and the review's pages as people see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from readout.store import Store, open_store

from .made import summit
from .serving import served
from .test_browser import AXE, CONTRAST, Open

VIEWS = ("/review", "/review/articles/summit?at=e2#e2", "/review/articles/summit?at=s2", "/review/log")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with one article."""
    name = tmp_path / "store.sqlite3"
    with open_store(name) as store:
        list(store.add([summit()]))
    return name


@pytest.fixture
def desk(file: Path) -> Iterator[str]:
    """The address of that store's pages."""
    with served(file, user="kim") as address:
        yield address


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """The same store."""
    with open_store(file) as opened:
        yield opened


def event(store: Store, of: str) -> Any:
    return next((e for e in store.record("summit").events if e.id == of), None)


def words(store: Store, of: str) -> str:
    found = event(store, of)
    return store.record("summit").article.text[found.trigger.start : found.trigger.end]


def drag(page: Page, first: str, last: str) -> None:
    """Drag the mouse over the article from a word to another."""
    ends = page.evaluate(
        """([first, last]) => {
            const walk = document.createTreeWalker(document.querySelector('.body'), NodeFilter.SHOW_TEXT), found = [];
            while (walk.nextNode()) for (const [n, word] of [first, last].entries()) {
                const at = walk.currentNode.data.indexOf(word);
                if (at < 0 || found[n]) continue;
                const range = document.createRange();
                range.setStart(walk.currentNode, at);
                range.setEnd(walk.currentNode, at + word.length);
                const box = range.getBoundingClientRect();
                found[n] = [n ? box.right - 1 : box.left + 1, box.top + box.height / 2];
            }
            return found;
        }""",
        [first, last],
    )
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=6)
    page.mouse.up()


def test_a_flow_by_keys_alone_through_the_queue(opened: Open, desk: str, store: Store) -> None:
    page = opened(f"{desk}/review?part=event")
    expect(page.locator("#r1")).to_contain_text("closed")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("status")).to_contain_text("Rejected")
    expect(page.locator("#r1")).to_be_focused()
    expect(page.locator("#r1")).not_to_contain_text("closed")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    assert [row.action for row in store.corrections.rows()] == ["accept", "reject"]
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(page.locator("#r1")).to_be_focused()
    page.keyboard.press("e")
    form = page.get_by_role("form", name="Correct this event")
    expect(form.get_by_label("Words that tell it", exact=True)).to_be_focused()
    form.locator("[name=status]").select_option("postponed")
    form.get_by_label("A word to the others").fill("see the ministry's page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("status postponed")
    expect(page.locator("#history")).to_contain_text("see the ministry's page")
    page.goto(f"{desk}/events?status=postponed")
    expect(page.locator(".grid tbody tr")).to_have_count(1)


def test_a_flow_of_spans_by_mouse_and_by_keys(opened: Open, desk: str, store: Store) -> None:
    page = opened(f"{desk}/review/articles/summit")
    page.locator("#e2").get_by_role("link", name="Correct").click()
    field = page.get_by_label("Words that tell it", exact=True)
    expect(field).to_have_value("attend")
    expect(page.locator(".grip.last")).to_be_visible()  # the script listens
    drag(page, "expected", "grain")
    expect(field).to_have_value("expected to attend a grain")
    page.get_by_role("button", name="end a word later").first.click()
    expect(field).to_have_value("expected to attend a grain summit")
    for _ in range(2):
        page.get_by_role("button", name="begin a word later").first.click()
    expect(field).to_have_value("attend a grain summit")
    grip = page.locator(".grip.last").bounding_box()
    word = page.locator(".p-time", has_text="March 6").bounding_box()
    assert grip
    assert word
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(word["x"] + word["width"] - 1, word["y"] + word["height"] / 2, steps=8)
    page.mouse.up()
    expect(field).to_have_value(re.compile("^attend a grain summit on March 6?"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Corrected")
    assert words(store, "e2").startswith("attend a grain summit on March")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    assert words(store, "e2") == "attend"


def test_a_flow_of_two_reviewers_who_change_the_same(opened: Open, browser: Browser, desk: str, store: Store) -> None:
    address = f"{desk}/review/articles/summit?at=e2#e2"
    # Chromium calls the refusal of the second an error of the console.
    ann, bob = opened(address), browser.new_page()
    bob.goto(address)
    ann.locator("[name=status]").select_option("cancelled")
    ann.get_by_role("button", name="Save").click()
    expect(ann.get_by_role("status")).to_contain_text("status cancelled")
    bob.locator("[name=type]").select_option("meeting")
    with bob.expect_response(lambda answer: answer.status == 409):
        bob.get_by_role("button", name="Save").click()
    expect(bob.get_by_role("heading", level=1)).to_have_text("Someone was here before you")
    expect(bob.get_by_role("region", name="Theirs")).to_contain_text("status → cancelled")
    expect(bob.get_by_role("region", name="Yours")).to_contain_text("type → meeting")
    assert event(store, "e2").type == "ceremony"
    bob.get_by_role("button", name="Do mine on top of theirs").click()
    expect(bob.get_by_role("status")).to_contain_text("type meeting")
    assert (event(store, "e2").type, event(store, "e2").status) == ("meeting", "cancelled")
    bob.close()


def test_the_review_works_without_javascript(opened: Open, desk: str, store: Store) -> None:
    page = opened(f"{desk}/review", java_script_enabled=False)
    page.get_by_role("button", name="Reject coerce 1").click()
    expect(page.get_by_role("status")).to_contain_text("Rejected")
    page.get_by_role("link", name=re.compile("^Correct")).first.click()
    page.get_by_label(re.compile("^Words that (tell it|are said)$")).fill("a grain summit")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("“a grain summit”")
    assert event(store, "e4") is None


def test_the_pages_of_the_review_are_for_everyone(opened: Open, desk: str) -> None:
    page = opened(desk, bypass_csp=True, viewport={"width": 320, "height": 844})
    for view in VIEWS:
        page.goto(desk + view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        assert page.evaluate(CONTRAST) == [], view
        page.evaluate(AXE)
        found = page.evaluate(
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
        )
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], view
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(CONTRAST) == []
