"""Adding in the browser: files, addresses and text, read in their turn by the real pipeline (by its rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from readout.api import each
from readout.fetch import Limits, Web
from readout.fetch.address import Door
from readout.flow import Means
from readout.model import Problem, ReadoutError, Record
from readout.present.web.queue import MOST_BYTES, MOST_WAITING, Full, Given, Queue
from readout.read import read_bytes
from readout.store import Store, open_store
from tests.cli.made import STRIKE
from tests.loopback import Handler, Loopback, running

from .serving import served
from .test_browser import AXE, Open

TEXT = STRIKE


def by_rules(page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
    for item in each(read_bytes(page, source, url), means=Means(fast=True)):
        if item is not None:
            yield item


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("added") / "store.sqlite3"  # the first page makes the store


@pytest.fixture(scope="module")
def site(file: Path) -> Iterator[str]:
    with served(file, read=by_rules, user="ann") as address:
        yield address


@pytest.fixture
def ask(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site) as client:
        yield client


def sent(ask: httpx.Client, files: list[tuple[str, bytes]] | None = None, **fields: str) -> httpx.Response:
    token = re.search(r'name="csrf" value="([^"]+)"', ask.get("/add").text)
    assert token is not None
    parts = [("files", (name, data)) for name, data in files or []] or [("files", ("", b""))]
    return ask.post("/add", data={"csrf": token[1], **fields}, files=parts)


def over(ask: httpx.Client) -> list[dict[str, Any]]:
    """The jobs, once all are done with."""
    while True:
        jobs: list[dict[str, Any]] = ask.get("/added?format=json").json()["rows"]
        if all(job["state"] in ("done", "failed") for job in jobs):
            return jobs
        Event().wait(0.02)


def test_text_and_files_are_read_and_kept_under_the_giver_s_name(ask: httpx.Client, file: Path) -> None:
    page = (
        b"<html><head><title>Ministers meet</title></head><body><p>Ministers met in Oslo on Thursday.</p></body></html>"
    )
    answer = sent(ask, [("folder\\page.html", page), ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(400))], text=TEXT)
    assert (answer.status_code, answer.headers["location"]) == (303, "/added")
    text, picture, html = over(ask)[:3]
    assert (html["name"], html["state"], html["by"], html["articles"]) == ("page.html", "done", "ann", 1)
    assert (text["name"], text["state"], text["kept"][0]["outcome"]) == ("pasted.txt", "done", "new")
    assert (picture["state"], len(picture["problems"])) == ("failed", 1)
    with open_store(file) as store:
        assert {row.headline for row in store.articles()} >= {"Dock workers end strike"}
    shown = ask.get("/added").text
    assert picture["problems"][0].split("'")[0] in shown
    assert f'/articles/{text["kept"][0]["article"]}"' in shown


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose files"),
        ({"addresses": "example.com/page"}, "is no address of the web"),
        ({"addresses": "javascript:alert(1)"}, "is no address of the web"),
        ({"addresses": "https://a.example/\n" * 51}, "at most 50"),
        ({"files": [("empty.html", b"")]}, "“empty.html” is empty"),
        ({"files": [("large.html", b"x" * 20_000_001)]}, "larger than 20 MB"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_added(fields: dict[str, Any], told: str, ask: httpx.Client) -> None:
    before = len(ask.get("/added?format=json").json()["rows"])
    answer = sent(ask, **{"text": "", **fields})
    assert answer.status_code == 422
    assert told in answer.text
    assert len(ask.get("/added?format=json").json()["rows"]) == before


def test_what_is_too_large_or_too_many_is_turned_away(ask: httpx.Client) -> None:
    assert sent(ask, [("a.txt", b"x" * 31_000_000)] * 2).status_code == 413
    assert sent(ask, [("a.txt", b"x")] * 21).status_code == 400
    assert ask.post("/add", data={"text": TEXT}).status_code == 403


class _Page(Handler):
    def do_GET(self) -> None:
        found = self.path == "/2024/bridge"
        self.send(TEXT.encode() if found else b"", 200 if found else 404, Content_Type="text/plain; charset=utf-8")


def test_an_address_is_fetched_by_checked_connections_alone(file: Path) -> None:
    with running(Loopback(_Page)) as server:
        host, port = server.server_address[:2]
        address = f"http://{host}:{port}/2024/bridge"
        limits = Limits(wait=0.0, delay=0.0, tries=1)
        door = Door(exempt=frozenset({(str(host), port)}))
        for web, told in ((Web(limits, door), ""), (Web(limits), "private address")):
            with served(file, web=web, read=by_rules) as site, httpx.Client(base_url=site) as ask:
                sent(ask, addresses=f"{address}\n\n{address}x" if not told else address)
                jobs = over(ask)
                problem = "".join(jobs[-1]["problems"])
                assert (jobs[-1]["articles"], told in problem) == (0 if told else 1, True), jobs
                if not told:
                    assert jobs[0]["problems"] == ["no such page (status 404)"]


def test_a_reader_may_not_add(file: Path) -> None:
    words = "correct horse battery"
    with open_store(file) as store:
        store.users.add("eve", "read", words)
    with served(file, login=True, read=by_rules) as site, httpx.Client(base_url=site) as ask:
        form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', ask.get("/sign-in").text))
        ask.post("/sign-in", data={**form, "name": "eve", "password": words})
        assert ask.get("/add").status_code == 403
        assert ask.get("/added").status_code == 403
        token = re.search(r'name="csrf" value="([^"]+)"', ask.get("/").text)
        assert token is not None
        assert ask.post("/add", data={"csrf": token[1], "text": TEXT}).status_code == 403
        assert 'href="/add"' not in ask.get("/").text


def test_a_full_queue_takes_nothing_and_a_failure_does_not_end_it(tmp_path: Path) -> None:
    go, kept = Event(), open_store(tmp_path / "store.sqlite3")

    def read(page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
        go.wait(60)
        if page == b"wrong":
            raise RuntimeError
        if page == b"people":
            raise ReadoutError("people", "not there", "import some")
        yield from by_rules(page, source, url)

    def store() -> Store:
        return kept

    queue = Queue(store, read)
    first = [Given("a", b"wrong"), Given("b", b"people"), Given("c.txt", TEXT.encode())]
    jobs = queue.put(first, "ann")
    with pytest.raises(Full):
        queue.put([Given("x", b"x")] * MOST_WAITING, "ann")
    with pytest.raises(Full):
        queue.put([Given("x", bytes(MOST_BYTES))], "ann")
    assert len(queue.jobs()) == 3
    go.set()
    while not all(job.over for job in jobs):
        Event().wait(0.01)
    assert [job.state for job in jobs] == ["failed", "failed", "done"]
    assert jobs[1].problems == ["people: Not there. Import some."]
    queue.close()
    kept.close()


def test_what_waited_when_a_server_ended_is_read_by_the_next(tmp_path: Path) -> None:
    file, begun = tmp_path / "store.sqlite3", Event()

    def hangs(page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
        begun.set()
        Event().wait()
        yield from ()

    with served(file, read=hangs, user="ann") as site, httpx.Client(base_url=site) as ask:
        sent(ask, [("first.txt", TEXT.encode()), ("second.txt", TEXT.replace("Dock", "Mine").encode())])
        assert begun.wait(30)
    with served(file, read=by_rules, user="bob") as site, httpx.Client(base_url=site) as ask:
        jobs = over(ask)
    assert [(job["name"], job["by"], job["state"]) for job in jobs] == [
        ("second.txt", "ann", "done"),
        ("first.txt", "ann", "done"),
    ]
    with open_store(file) as store:
        assert {row.headline for row in store.articles()} == {"Dock workers end strike", "Mine workers end strike"}
        assert store.waiting.all() == []


def test_a_page_that_servers_end_over_is_begun_no_more(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite3") as store:
        (row,) = store.waiting.put([("bad.txt", TEXT.encode())], "ann")
        for _ in range(3):
            assert store.waiting.begin(row.number)[0] == TEXT.encode()
        queue = Queue(lambda: store, by_rules)
        queue.resume(store.waiting.all())
        while store.waiting.all():
            Event().wait(0.01)
        (job,) = queue.jobs()
        assert job.state == "failed"
        assert "the server ended 3 times" in job.problems[0]
        queue.close()


def test_adding_in_a_browser_with_and_without_javascript(opened: Open, site: str, tmp_path: Path) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_text(TEXT.replace("Dock", "Mine"))
    page = opened(f"{site}/add", bypass_csp=True)
    page.evaluate(AXE)
    run = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    assert [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate(run)["violations"]] == []
    page = opened(site)
    page.click("header >> text=Add")
    page.set_input_files("input[type=file]", saved)
    page.click("main button")
    page.wait_for_url("**/added")
    expect(page.locator("[role=status]")).to_have_text("Everything is read.")
    expect(page.locator("table a").first).to_contain_text("Mine workers end strike")
    page = opened(f"{site}/add", java_script_enabled=False)
    page.fill("textarea[name=text]", TEXT)
    page.click("main button")
    page.wait_for_url("**/added")
    expect(page.locator("[role=status]")).to_have_text("Everything is read.", timeout=30_000)
    page = opened(f"{site}/added", bypass_csp=True)
    page.evaluate(AXE)
    assert [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate(run)["violations"]] == []
