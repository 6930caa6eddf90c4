"""The API as a program sees it: what is answered, in pages and with tags, what is refused, and what may be written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import httpx
import icalendar
import pytest

from readout.model import Article, Problem, Record
from readout.store import open_store

from ..made import HEADLINE, TEXT
from .conftest import served


def problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    return found


def test_rows_are_turned_by_links_until_there_are_no_more(ask: httpx.Client) -> None:
    first = ask.get("/articles", params={"limit": 2, "publisher": "The Example Post"})
    assert "next" not in first.links
    seen, onward = [], "/articles?limit=1"
    while onward:
        answer = ask.get(httpx.URL(str(ask.base_url)).join(onward) if seen else onward)
        (row,) = answer.json()["rows"]
        seen.append(row["article"])
        onward = answer.json()["next"]
        assert answer.links.get("next", {}).get("url") == onward
    assert len(seen) == len(set(seen)) == 3


def test_each_row_leads_to_the_exact_words(ask: httpx.Client) -> None:
    (row,) = ask.get("/statements", params={"by": "Kibet", "article": "summit"}).json()["rows"]
    text = ask.get("/articles/summit").json()["article"]["text"]
    assert text[row["start"] : row["end"]] == row["quote"]
    (leg,) = ask.get("/whereabouts", params={"who": "Dahl", "from": "2025-03-01"}).json()["rows"]
    assert (leg["place"], leg["quotes"][0]["quote"]) == ("Nairobi", TEXT.split("\n\n")[2])
    (story,) = ask.get("/stories").json()["rows"]
    assert {one["article"] for one in story["articles"]} == {"summit", "b/c?d#e%2F"}


def test_an_article_is_found_by_any_id_and_its_versions_with_it(ask: httpx.Client) -> None:
    assert ask.get("/articles/b%2Fc%3Fd%23e%252F").json()["article"]["headline"] == HEADLINE
    assert [v["version"] for v in ask.get("/versions", params={"article": "summit"}).json()] == [1]
    assert problem(ask.get("/articles/summit?version=7"), 404)["detail"] == "It has no version 7."
    problem(ask.get("/articles/none"), 404)
    problem(ask.get("/versions?article=none"), 404)
    problem(ask.get("/entities/99999999999999999999"), 404)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("/events?when=now", "unknown field `when`"),
        ("/events?who=a&who=b", "'who' is given twice"),
        ("/events?from=yesterday", "$.from"),
        ("/events?from=2025-02-01&to=2025-01-01", "is after to"),
        ("/events?status=perhaps", "$.status"),
        ("/events?limit=501", "<= 500"),
        ("/whereabouts", "missing required field `who`"),
        ("/search?q=%22", "no word to look for"),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(ask: httpx.Client, question: str, said: str) -> None:
    told = problem(ask.get(question), 400)
    assert said.casefold() in " ".join(told["problems"]).casefold()


def test_what_a_caller_has_already_is_not_sent_again(ask: httpx.Client) -> None:
    for path in ("/articles", "/claims", "/exports/csv", "/feed.rss"):
        tag = ask.get(path).headers["etag"]
        again = ask.get(path, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert ask.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_calendars_and_feeds_have_addresses(ask: httpx.Client) -> None:
    calendar = icalendar.Calendar.from_ical(ask.get("/calendar.ics").text)
    assert calendar.walk("VEVENT")
    for path in ("/feed.rss", "/feed.atom"):
        assert feedparser.parse(ask.get(path).content).entries
    assert ask.get("/feed.json").json()["items"]
    kept = ask.get("/exports/csv", params={"from": "2025-03-05"})
    assert len(kept.text.splitlines()) == 1
    assert "attachment" in kept.headers["content-disposition"]
    problem(ask.get("/exports/wordperfect"), 404)


def test_a_hostile_article_is_only_data(ask: httpx.Client) -> None:
    rows = ask.get("/articles").json()["rows"]
    hostile = next(row["article"] for row in rows if "onload" in row["article"])
    answer = ask.get(f"/articles/{httpx.URL(path='/' + hostile).raw_path.decode()[1:]}")
    found = answer.json()
    assert found["article"]["headline"] == "<script>alert(1)</script>"
    assert "\x1b[31mred\x1b[0m \u202egnp.exe" in found["article"]["text"]
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    # Control characters never leave unescaped: not into a terminal, not into a header.
    assert not {c for c in answer.text if ord(c) < 32}
    onward = ask.get("/search", params={"q": "said OR grain", "publisher": "x\r\nSet-Cookie: a=b", "limit": 1})
    assert "set-cookie" not in onward.headers


def test_judgements_bear_the_name_of_the_token_and_need_its_scope(
    own: Callable[..., httpx.Client], tmp_path: Path
) -> None:
    with open_store(tmp_path / "own.sqlite3") as store:
        read, review = store.tokens.make("feed", "read"), store.tokens.make("desk", "review")
    ask = own(token=True)
    assert problem(ask.get("/articles"), 401)["detail"].startswith("Show a token")
    assert "Bearer" in ask.get("/articles").headers["www-authenticate"]
    problem(ask.get("/articles", headers={"Authorization": "Basic x"}), 401)
    problem(ask.get("/articles", headers={"Authorization": f"Bearer {read}x"}), 401)
    problem(ask.get(f"/articles?token={read}"), 401)
    assert ask.get(f"/calendar.ics?token={read}").status_code == 200
    by = {name: {"Authorization": f"Bearer {token}"} for name, token in (("read", read), ("review", review))}
    assert ask.get("/articles", headers=by["read"]).status_code == 200
    said = {"one": "summit:e1", "judgement": "wrong"}
    problem(ask.post("/judgements/events", json=said, headers=by["read"]), 403)
    assert ask.post("/judgements/events", json=said, headers=by["review"]).json() == {"user": "desk"}
    (kept,) = ask.get("/judgements/events", headers=by["read"]).json()["rows"]
    assert (kept["judgement"], kept["one"]["article"]) == ("wrong", "summit")
    alike = {"one": "Ingrid Dahl", "other": "Omar Kibet", "judgement": "negative"}
    assert ask.post("/judgements/entities", json=alike, headers=by["review"]).status_code == 201
    assert ask.get("/judgements/entities", headers=by["read"]).json()["rows"][0]["user"] == "desk"
    problem(ask.post("/articles", json={"page": "x"}, headers=by["review"]), 403)


def test_tokens_are_listed_made_and_removed_by_admins(own: Callable[..., httpx.Client], tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite3") as store:
        admin, review = store.tokens.make("chief", "admin"), store.tokens.make("desk", "review")
    ask = own(token=True)
    by = {name: {"Authorization": f"Bearer {token}"} for name, token in (("admin", admin), ("review", review))}
    for refused in (
        ask.get("/tokens", headers=by["review"]),
        ask.post("/tokens", json={"name": "x", "scope": "admin"}, headers=by["review"]),
        ask.delete("/tokens/chief", headers=by["review"]),
    ):
        problem(refused, 403)
    new = ask.post("/tokens", json={"name": "a/b c", "scope": "review", "until": "2999-12-31"}, headers=by["admin"])
    assert new.status_code == 201
    assert new.headers["cache-control"] == "no-store"
    mine = {"Authorization": f"Bearer {new.json()['token']}"}
    assert ask.get("/counts", headers=mine).status_code == 200
    rows = ask.get("/tokens", headers=by["admin"])
    assert [(row["name"], row["scope"], row["until"]) for row in rows.json()][2] == ("a/b c", "review", "2999-12-31")
    assert new.json()["token"] not in rows.text
    problem(ask.post("/tokens", json={"name": "a/b c"}, headers=by["admin"]), 409)
    problem(ask.post("/tokens", json={"name": " "}, headers=by["admin"]), 400)
    gone = ask.delete("/tokens/a%2Fb%20c", headers=by["admin"])
    assert (gone.status_code, gone.content) == (204, b"")
    problem(ask.get("/counts", headers=mine), 401)
    problem(ask.delete("/tokens/a%2Fb%20c", headers=by["admin"]), 404)


def test_a_token_is_checked_where_none_is_needed(ask: httpx.Client) -> None:
    problem(ask.get("/articles", headers={"Authorization": "Bearer rdt_none"}), 401)


def test_who_asks_too_often_waits(own: Callable[..., httpx.Client], tmp_path: Path) -> None:
    with open_store(tmp_path / "own.sqlite3") as store:
        one, other = ({"Authorization": f"Bearer {store.tokens.make(name, 'read')}"} for name in "ab")
    ask = own(token=True, rate=10)
    assert ask.get("/counts", headers=one).status_code == 200
    assert int(ask.get("/counts", headers=one).headers["retry-after"]) > 0
    problem(ask.get("/counts", headers=one), 429)
    assert ask.get("/counts", headers=other).status_code == 200


def test_pages_are_read_and_kept(own: Callable[..., httpx.Client]) -> None:
    def read(page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
        for part in page.decode().split("|"):
            yield Record(Article(part, source, part, url)) if part != "?" else Problem(source, "no article")

    ask = own(read=read)
    new = ask.post("/articles", json={"page": "news", "url": "https://news.example/1"})
    assert (new.status_code, new.json()["outcome"]) == (201, "new")
    assert ask.post("/articles", json={"page": "news", "url": "https://news.example/1"}).status_code == 200
    assert ask.get("/articles/news").json()["article"]["url"] == "https://news.example/1"
    assert problem(ask.post("/articles", json={"page": "?"}), 400)["problems"] == ["page.html: no article"]
    problem(ask.post("/articles", json={"page": "a|b"}), 400)
    problem(ask.post("/articles", content=b'{"page": "news"}', headers={"Content-Type": "text/plain"}), 415)
    problem(ask.post("/articles", content=b'{"page"', headers={"Content-Type": "application/json"}), 400)
    huge = json.dumps({"page": "x" * 20_000_001}).encode()
    problem(ask.post("/articles", content=huge, headers={"Content-Type": "application/json"}), 413)


def test_a_store_that_is_not_there_yet_and_one_that_is_broken_are_told(tmp_path: Path) -> None:
    with served(tmp_path / "none.sqlite3") as address:
        for path in ("/articles", "/claims", "/exports/csv"):
            assert problem(httpx.get(address + path), 503)["detail"] == "There is no store here yet."
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database" * 100)
    with served(broken) as address:
        told = problem(httpx.get(f"{address}/articles"), 503)
        assert told["detail"] == "The store can't be used."
        assert str(tmp_path) not in json.dumps(told)


def test_what_is_not_there_or_not_done_is_a_problem_too(ask: httpx.Client) -> None:
    problem(ask.get("/nothing"), 404)
    refused = ask.delete("/articles")
    problem(refused, 405)
    assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
    problem(ask.post("/articles", json={"page": "x"}), 501)
    assert ask.head("/articles").status_code == 200
