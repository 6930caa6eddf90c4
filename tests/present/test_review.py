"""The pages of the review as a browser without JavaScript meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from readout.store import Store, open_store
from readout.store.corrections import Wish
from readout.store.corrections_model import Change

from .made import hostile, summit
from .serving import served


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with an article to review and a hostile one."""
    name = tmp_path / "store.sqlite3"
    with open_store(name) as store:
        list(store.add([summit(), hostile()]))
    return name


@pytest.fixture
def ask(file: Path) -> Iterator[httpx.Client]:
    """Asks the served store."""
    with served(file, user="kim") as address, httpx.Client(base_url=address) as client:
        yield client


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """The store that is served."""
    with open_store(file) as opened:
        yield opened


def form(page: str, of: str) -> dict[str, Any]:
    """The fields of the form of one item, as the page gives them."""
    found = next(f for f in re.findall(r"<form.*?</form>", page, re.S) if f'name="of" value="{of}"' in f)
    fields = {}
    for tag in re.findall(r"<input[^>]*>", found):
        name, value = (re.search(rf'\b{a}="([^"]*)"', tag) for a in ("name", "value"))
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            fields[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select name="([^"]*)">(.*?)</select>', found, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option value="([^"]*)"', options
        )
        fields[name] = unescape(chosen[1]) if chosen else ""
    return fields


def send(ask: httpx.Client, fields: dict[str, Any], **more: Any) -> httpx.Response:
    return ask.post("/review/decide", data={**fields, **more}, follow_redirects=True)


def opened(ask: httpx.Client, of: str) -> dict[str, Any]:
    return form(ask.get(f"/review/articles/summit?at={of}").text, of)


def test_the_queue_tells_what_is_doubtful_and_why(ask: httpx.Client) -> None:
    page = ask.get("/review").text
    assert page.index("closed") < page.index("attend")
    assert "near the threshold" in page
    assert "0</b> of 8 decided" in page
    rows = ask.get("/review?part=event&format=json").json()["rows"]
    assert rows[0]["item"]["of"] == "e4"
    assert [row["doubt"] for row in rows] == sorted((row["doubt"] for row in rows), reverse=True)
    assert "e4" in ask.get("/review?format=csv").text
    assert ask.get("/review?why=nothing").status_code == 400


def test_a_form_that_is_sent_as_it_stands_accepts(ask: httpx.Client, store: Store) -> None:
    for of in ("e1", "e2", "s2", "p1"):
        answer = send(ask, opened(ask, of), action="correct")
        assert "Accepted" in answer.text, of
    assert {(row.action, row.user) for row in store.corrections.rows()} == {("accept", "kim")}
    assert next(e for e in store.record("summit").events if e.id == "e2").probability == 1.0


def test_each_field_of_an_event_is_corrected(ask: httpx.Client, store: Store) -> None:
    fields = opened(ask, "e2")
    sent = {"type": "meeting", "status": "scheduled", "trigger": "expected to attend", "to": "2025-03-07"}
    sent |= {"place": "l1", "attendee_count": "", "who1": "", "who2": "c1", "role2": "actor", "note": "see the diary"}
    answer = send(ask, fields, action="correct", **sent)
    assert "Corrected" in answer.text
    assert "see the diary" in answer.text
    event = next(e for e in store.record("summit").events if e.id == "e2")
    text = store.record("summit").article.text
    assert (event.type, event.status, event.place, event.attendee_count) == ("meeting", "scheduled", "l1", None)
    assert text[event.trigger.start : event.trigger.end] == "expected to attend"
    assert [(p.entity, p.role) for p in event.participants] == [("p1", "attendee"), ("c1", "actor")]
    assert event.time
    assert (event.time.begin, event.time.until) == ("2025-03-06", "2025-03-07")
    (row,) = store.corrections.rows()
    assert "time" in row.change.fields()
    assert "sources" not in row.change.fields()
    assert ask.get("/events?status=scheduled&kind=meeting").text.count("expected to attend") >= 1


def test_words_that_are_not_there_are_refused_and_the_form_keeps_what_was_filled_in(ask: httpx.Client) -> None:
    answer = send(ask, opened(ask, "e2"), action="correct", trigger="flew to the moon", note="mine")
    assert answer.status_code == 400
    assert "stand in the article" in unescape(answer.text)
    assert 'value="flew to the moon"' in answer.text
    assert 'value="mine"' in answer.text


def test_the_nearest_of_the_same_words_are_meant(ask: httpx.Client, store: Store) -> None:
    send(ask, opened(ask, "s2"), action="correct", source="Kibet", source_at="")
    send(ask, opened(ask, "e2"), action="correct", trigger="March 6")
    record = store.record("summit")
    assert record.statements[1].source == summit().statements[1].source
    assert record.article.text[slice(*_ends(record.events[1].trigger))] == "March 6"


def _ends(span: Any) -> tuple[int, int]:
    return span.start, span.end


def test_things_are_merged_split_and_added(ask: httpx.Client, store: Store) -> None:
    send(ask, opened(ask, "p2"), action="merge", into="p1")
    assert [e.id for e in store.record("summit").entities] == ["p1", "o1", "l1", "c1"]
    mention = summit().entities[1].mentions[0]
    send(ask, opened(ask, "p1"), action="split", mention=f"{mention.start}-{mention.end}", new_name="Omar Kibet")
    assert store.record("summit").entities[-1].name == "Omar Kibet"
    fields = form(ask.get("/review/articles/summit?add=event").text, "")
    added = send(ask, fields, action="add", trigger="stay away", type="reject", status="uncertain", who0="p1",
                 new23="Finance Minister", kind23="person", role23="actor")  # fmt: skip
    assert added.status_code == 200, added.text
    event = store.record("summit").events[-1]
    assert (event.type, event.status, len(event.participants)) == ("reject", "uncertain", 2)
    fields = form(ask.get("/review/articles/summit?add=statement").text, "")
    send(ask, fields, action="add", content0="may stay away over a strike", speaker="o1")
    assert store.record("summit").statements[-1].speaker == "o1"
    fields = form(ask.get("/review/articles/summit?add=entity").text, "")
    send(ask, fields, action="add", mention="grain summit", kind="group")
    assert store.record("summit").entities[-1].name == "grain summit"
    assert send(ask, fields, action="add", mention="").status_code == 400
    assert send(ask, opened(ask, "e1"), action="merge", into="").status_code == 400


def test_who_comes_second_sees_both_and_goes_on_with_what_was_filled_in(ask: httpx.Client, store: Store) -> None:
    mine = opened(ask, "e2")
    store.corrections.make(Wish("summit", "event", "e2", "correct", Change(status="cancelled")), "ann")
    answer = send(ask, mine, action="correct", type="meeting")
    assert answer.status_code == 409
    assert "<b>ann</b>" in answer.text
    assert "type → meeting" in answer.text
    assert "status → cancelled" in answer.text
    again = form(answer.text, "e2")
    assert send(ask, again).status_code == 200
    event = next(e for e in store.record("summit").events if e.id == "e2")
    assert (event.type, event.status) == ("meeting", "cancelled")
    assert [row.user for row in store.corrections.rows()] == ["kim", "ann"]


def test_what_another_rejected_is_taken_back_for_mine(ask: httpx.Client, store: Store) -> None:
    mine = opened(ask, "e2")
    store.corrections.make(Wish("summit", "event", "e2", "reject"), "ann")
    answer = send(ask, mine, action="correct", status="postponed")
    assert answer.status_code == 409
    assert "no longer in the record" in answer.text
    assert send(ask, form(answer.text, "e2")).status_code == 200
    assert [e.status for e in store.record("summit").events if e.id == "e2"] == ["postponed"]
    assert [row.action for row in store.corrections.rows()] == ["correct", "undo", "reject"]


def test_undo_and_the_history(ask: httpx.Client, store: Store) -> None:
    send(ask, form(ask.get("/review").text, "e4"), action="reject")
    assert "e4" not in [e.id for e in store.record("summit").events]
    log = ask.get("/review/log").text
    assert "rejected" in log
    token = opened(ask, "e1")["csrf"]
    answer = ask.post("/review/undo", data={"csrf": token, "number": 1, "back": "/review/log"}, follow_redirects=True)
    assert answer.url.path == "/review/log"
    assert "e4" in [e.id for e in store.record("summit").events]
    assert ask.post("/review/undo", data={"csrf": token, "number": 1}).status_code == 400
    assert ask.post("/review/undo", data={"csrf": token, "number": 77}).status_code == 400
    assert ask.get("/review/articles/summit?format=json").json()["undone"] == [1]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/review\\evil", "/articles", ""])
def test_no_form_leads_away(ask: httpx.Client, back: str) -> None:
    fields = {**opened(ask, "e1"), "action": "accept", "back": back}
    answer = ask.post("/review/decide", data=fields)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review")
    assert "evil" not in answer.headers["location"].removeprefix("/review")[:1]


def test_what_is_no_form_of_these_pages_is_refused(ask: httpx.Client, store: Store) -> None:
    fields = opened(ask, "e1")
    assert ask.post("/review/decide", data={**fields, "csrf": "other", "action": "accept"}).status_code == 403
    assert send(ask, fields, action="burn").status_code == 400
    assert send(ask, fields, action="accept", article="nothing").status_code == 404
    assert send(ask, fields, action="accept", seen="x").status_code == 400
    assert send(ask, fields, action="correct", status="maybe").status_code == 400
    assert send(ask, {**fields, "of": "e99"}, action="accept").status_code == 400
    assert store.corrections.rows() == []


def test_a_hostile_article_is_reviewed_without_harm(ask: httpx.Client, store: Store) -> None:
    from readout.present.web.review import review_address

    page = ask.get(review_address(hostile().article.id, "s1"))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert send(ask, form(page.text, "s1"), action="correct").status_code == 200
    assert len(store.corrections.rows()) == 1
