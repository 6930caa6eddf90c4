"""The pages as a program sees them: what is answered, what is refused, what every answer carries."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from readout.model import Record, from_json, to_json
from readout.present.web.asked import BadRequest, address, article_address, asked
from readout.present.web.safe import hostname
from readout.store import open_store
from tests.link.made import told

from .made import hostile, summit
from .serving import served

VIEWS = (
    *("/", "/articles", "/events", "/timeline", "/calendar", "/places", "/statements", "/claims", "/people", "/met"),
    "/search",
)


@pytest.fixture(scope="module")
def ask(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site) as client:
        yield client


def rows(answer: httpx.Response) -> list[Any]:
    assert answer.status_code == 200
    found: list[Any] = answer.json()["rows"]
    return found


def test_articles_come_the_latest_first_with_their_counts(ask: httpx.Client) -> None:
    found = rows(ask.get("/articles?format=json"))
    assert [r["article"] for r in found[:2]] == ["a/b c?d#e%2F.html", "summit"]
    assert (found[1]["version"], found[1]["events"], found[1]["statements"]) == (2, 4, 3)
    assert "4 events" in ask.get("/articles").text


def test_pages_are_turned_by_links_that_keep_the_question(ask: httpx.Client) -> None:
    first = ask.get("/articles", params={"publisher": "The Example Post", "format": "json"}).json()
    assert len(first["rows"]) == 30
    assert "publisher=The+Example+Post" in first["next"]
    second = ask.get(first["next"]).json()
    third = ask.get(second["next"]).json()
    assert (len(third["rows"]), third["next"]) == (1, None)
    assert 'rel="prev"' in ask.get("/articles?page=2").text


def test_events_are_asked_for_by_who_where_kind_status_and_day(ask: httpx.Client) -> None:
    def found(**query: str) -> set[str]:
        return {r["event"] for r in rows(ask.get("/events", params={**query, "format": "json"}))}

    assert found(who="Kibet", status="uncertain") == {"e2"}
    assert found(where="Nairobi", kind="visit") == {"e1"}
    assert found(kind="ceremony", **{"from": "2025-03-06", "to": "2025-03-06"}) == {"e2"}
    assert found(who="Nobody") == set()


def test_the_form_shows_what_was_asked(ask: httpx.Client) -> None:
    page = ask.get("/events?who=Kibet&status=uncertain&from=2025-03-01").text
    assert 'name="who" value="Kibet"' in page
    assert '<option value="uncertain" selected>' in page
    assert 'value="2025-03-01"' in page
    assert "format=json" in page
    assert '<option value="unheard_of" selected>unheard of</option>' in ask.get("/events?kind=unheard_of").text


def test_statements_are_asked_for_by_speaker_and_subject(ask: httpx.Client) -> None:
    found = rows(ask.get("/statements?by=Kibet&about=deal&format=json"))
    assert {r["quote"] for r in found} == {'"we will sign the deal" and that talks would go on'}
    assert "Omar Kibet" in ask.get("/statements?by=Kibet").text


def test_a_headline_of_a_megabyte_is_a_line_on_each_page(tmp_path: Path) -> None:
    record = summit()
    endless = replace(record.article, headline="<script>" + "word " * 200_000, publisher="P" * 200_000)
    with open_store(tmp_path / "store.sqlite3") as store:
        list(store.add([replace(record, article=endless)]))
    with served(tmp_path / "store.sqlite3") as site, httpx.Client(base_url=site) as ask:
        for view in ("/articles", "/events", "/statements", "/search?q=strike", "/review", f"/articles/{endless.id}"):
            page = ask.get(view)
            assert page.status_code == 200
            assert len(page.content) < 150_000, view
            assert "<script>word" not in page.text


def test_search_marks_the_words(ask: httpx.Client) -> None:
    page = ask.get("/search?q=strike").text
    assert "<mark>strike</mark>" in page
    assert 'value="strike"' in page
    assert "Type words above" in ask.get("/search").text
    assert "No article has this word" in ask.get("/search?q=zebra").text
    assert "No article has all of these words" in ask.get("/search?q=zebra+strike").text


def test_an_article_is_answered_as_its_record(ask: httpx.Client) -> None:
    assert from_json(ask.get("/articles/summit?version=1&format=json").content) == summit()
    newest = from_json(ask.get("/articles/summit?format=json").content)
    assert newest.article.headline == f"{summit().article.headline} again"


def test_any_id_has_an_address(ask: httpx.Client, read_record: Record) -> None:
    for name in ("a/b c?d#e%2F.html", hostile().article.id):
        answer = ask.get(article_address(name) + "?format=json")
        assert from_json(answer.content).article.id == name


def test_a_former_version_says_so_and_leads_to_the_newest(ask: httpx.Client) -> None:
    page = ask.get("/articles/summit?version=1").text
    assert "has since been corrected" in page
    assert 'href="/articles/summit"' in page
    assert "has since been corrected" not in ask.get("/articles/summit").text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/nothing", "There is no page at this address."),
        ("/articles/nothing", "The store has no such article."),
        ("/articles/summit?version=7", "no version 7"),
    ],
)
def test_what_is_not_there_is_said_clearly(ask: httpx.Client, path: str, says: str) -> None:
    answer = ask.get(path)
    assert answer.status_code == 404
    assert says in answer.text


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/events?status=maybe", "must be one of happened, ongoing"),
        ("/events?from=yesterday", "must be a date such as"),
        ("/events?from=2025-05-08&to=2025-05-01", "is after"),
        ("/events?person=x", "nothing called “person”"),
        ("/articles?page=0", "must be a number"),
        ("/articles?page=٣", "must be a number"),
        ("/articles?page=99", "There is no page 99"),
        ("/?format=xml", "must be html, json or csv"),
        ("/search?q=--", "no word to look for"),
        ("/search?q=" + "x" * 400, "longer than 300"),
        ("/articles/summit?version=x", "must be a number"),
        ("/events?who=<script>&status=<script>", "&lt;script&gt;"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_the_reason(ask: httpx.Client, path: str, says: str) -> None:
    answer = ask.get(path)
    assert answer.status_code == 400
    assert says in answer.text
    assert "<script>alert" not in answer.text


def test_a_refusal_can_be_had_as_json(ask: httpx.Client) -> None:
    answer = ask.get("/events?status=maybe&page=x&format=json")
    assert answer.status_code == 400
    assert len(answer.json()["error"]["problems"]) == 2


@pytest.mark.parametrize("path", [*VIEWS, "/articles/summit", "/nothing", "/events?status=x", "/?format=json"])
def test_every_answer_is_guarded(ask: httpx.Client, path: str) -> None:
    headers = ask.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    rules = headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "frame-ancestors 'none'" in rules
    assert "form-action 'self'" in rules
    assert "unsafe" not in rules


@pytest.mark.parametrize("path", VIEWS)
def test_the_pages_only_read(ask: httpx.Client, path: str) -> None:
    assert {ask.request(m, path).status_code for m in ("POST", "PUT", "PATCH", "DELETE")} == {405}
    assert ask.head(path).status_code == 200


def test_another_host_name_is_turned_away(ask: httpx.Client) -> None:
    assert ask.get("/", headers={"host": "evil.example"}).status_code == 400
    assert ask.get("/", headers={"host": "localhost:80"}).status_code == 200
    assert [hostname(h) for h in ("[::1]:80", "[::1]", "A.b:1", "a.b")] == ["[::1]", "[::1]", "a.b", "a.b"]


@pytest.mark.parametrize("path", [*VIEWS[:-1], "/search?q=alert", "/articles/"])
def test_a_hostile_article_is_shown_as_text(ask: httpx.Client, path: str) -> None:
    page = ask.get(
        article_address(hostile().article.id)
        if path == "/articles/"
        else path + ("?page=3" if path == "/articles" else "")
    ).text
    assert "<script>alert" not in page
    assert "<svg onload" not in page
    assert 'href="javascript:' not in page


def test_a_missing_store_shows_how_to_begin_and_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite3"
    with served(file) as address:
        assert "readout add" in httpx.get(address + "/").text
        for path in ("/events", "/statements", "/search?q=x"):
            assert httpx.get(address + path).status_code == 200
        assert httpx.get(address + "/articles/x").status_code == 404
        assert not file.exists()
        with open_store(file) as store:
            list(store.add([summit()]))
        assert "Dahl" in httpx.get(address + "/").text
        assert "Norway" in httpx.get(address + "/articles").text


def test_an_empty_store_shows_how_to_begin(tmp_path: Path) -> None:
    open_store(tmp_path / "empty.sqlite3").close()
    with served(tmp_path / "empty.sqlite3") as address:
        assert "There is no article here yet" in httpx.get(address + "/").text
        assert "There is no article here yet" in httpx.get(address + "/articles").text
        assert "No event has been read yet" in httpx.get(address + "/events").text


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    with served(file) as address:
        answer = httpx.get(address + "/")
        assert answer.status_code == 503
        assert "The store can&#39;t be read" in answer.text
        assert "other.sqlite3" in answer.text


def test_a_damaged_record_is_said_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / "damaged.sqlite3"
    with open_store(file) as store:
        list(store.add([summit()]))
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE version SET record = x'00'")
    connection.close()
    with served(file) as address:
        answer = httpx.get(address + "/articles/summit")
        assert answer.status_code == 503
        assert "The store can&#39;t be read" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert httpx.get(address + "/").status_code == 503
        assert "Norway" in httpx.get(address + "/articles").text


def test_rows_of_json_are_those_of_the_command_line(ask: httpx.Client, store_file: Path) -> None:
    with open_store(store_file, create=False) as store:
        row = store.events(kind="visit", limit=1)[0]
    assert to_json(row).encode() in ask.get("/events?kind=visit&format=json").content


def test_addresses_keep_what_was_asked_and_nothing_empty() -> None:
    assert address("/events", {"who": "A & B", "where": "", "page": 2}) == "/events?who=A+%26+B&page=2"
    assert article_address("a/b?", 2, "e1") == "/articles/a%2Fb%3F?version=2#at-a1-e1"


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadRequest) as refused:
        asked({"from": "x", "to": "y", "z": "1", "who": ""}, "from", "to", "who")
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("view", [v for v in VIEWS if v not in ("/", "/search")])
def test_each_view_is_a_table_for_spreadsheets_that_runs_nothing(ask: httpx.Client, view: str) -> None:
    answer = ask.get(view, params={"format": "csv", "month": "2025-03"} if view == "/calendar" else {"format": "csv"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{view[1:]}.csv"'
    head, *lines = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert len(head) > 3
    assert lines
    cells = [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]
    assert [cell for cell in cells if not re.fullmatch(r"-\d+(\.\d+)?", cell)] == []


def test_today_says_what_is_new_changed_contradicted_and_coming(ask: httpx.Client) -> None:
    found = ask.get("/?format=json&on=2025-03-04").json()
    assert set(found) == {"on", "since", "new", "changed", "coming", "against"}
    assert "ceremony" in {told["line"]["kind"] for told in found["coming"]}
    page = ask.get("/?on=2025-03-04&about=Kibet").text
    assert "Dahl is expected to attend a grain summit on March 6." in page
    assert "about <b>Kibet</b>" in page


def test_the_timeline_tells_each_event_once(ask: httpx.Client) -> None:
    query = {"who": "Ingrid Dahl", "kind": "visit", "format": "json"}
    visits = [row["line"] for row in rows(ask.get("/timeline", params=query))]
    assert len({(line["begin"], line["place"]) for line in visits}) == len(visits)
    assert rows(ask.get("/timeline", params={**query, "with": "Nobody"})) == []
    assert ask.get("/timeline?status=expected").status_code == 400


def test_a_page_of_someone_tells_where_they_were_and_who_says_so(ask: httpx.Client) -> None:
    (thing,) = rows(ask.get("/people?name=Ingrid+Dahl&format=json"))
    page = ask.get(f"/people/{thing['id']}").text
    assert "Whereabouts by day" in page
    assert "KBN" in page
    legs = ask.get(f"/people/{thing['id']}?format=json").json()["whereabouts"]
    assert ("Nairobi", "2025-03-04") in {(leg["place"], leg["begin"]) for leg in legs}
    assert ask.get("/people/999999").status_code == 404


def test_search_divides_by_outlet_and_year_and_says_what_was_meant(ask: httpx.Client) -> None:
    page = ask.get("/search?q=strike").text
    assert "publisher=The+Example+Post" in page
    assert "from=2024-01-01" in page
    narrowed = rows(ask.get("/search?q=strike&from=2025-01-01&to=2025-12-31&format=json"))
    assert {row["published"][:4] for row in narrowed} == {"2025"}
    assert "Did you mean <a" in ask.get("/search?q=strke").text
    assert "Search everywhere" in ask.get("/search?q=strike&publisher=Nobody").text


def test_claims_show_both_sides(ask: httpx.Client) -> None:
    assert rows(ask.get("/claims?about=Tanzania&format=json"))
    assert "denies" in ask.get("/claims?about=Tanzania").text
    assert ask.get("/claims?only=x").status_code == 400


def test_no_view_is_heavy(ask: httpx.Client) -> None:
    for view in (*VIEWS, "/articles/summit"):
        assert len(ask.get(view).content) < 300_000, view


def test_what_changed_is_told_in_the_words_that_say_so_or_as_passed_without_a_word(tmp_path: Path) -> None:
    plan = told(
        "a",
        "Ana Brezna will visit Tolmark.",
        "visit",
        "visit",
        ("Ana Brezna",),
        "2025-03-04",
        "scheduled",
        "2025-03-01",
    )
    came = told(
        "b",
        "Ana Brezna came, as planned, to visit.",
        "visit",
        "visit",
        ("Ana Brezna",),
        "2025-03-04",
        "happened",
        "2025-03-04",
    )
    silent = told(
        "c", "Ivo Falk will visit Korvana.", "visit", "visit", ("Ivo Falk",), "2025-03-03", "scheduled", "2025-03-01"
    )
    file = tmp_path / "changes.sqlite3"
    with open_store(file) as store:
        list(store.add([plan, came, silent]))
    with served(file) as address:
        page = httpx.get(address + "/?on=2025-03-04&since=2025-03-01").text
        assert 'id="changed"' in page
        assert "Ana Brezna came, as planned, to visit." in page
        assert "no article has said what became of it" in page
        before = httpx.get(address + "/?on=2025-03-02&since=2025-03-01").text
        assert "as planned" not in before
        assert 'id="changed"' not in before
