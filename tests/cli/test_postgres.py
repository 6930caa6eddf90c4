"""A store in a Postgres database, as users have it: every verb takes its address, and none tells its password."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

import readout
from tests.cli.made import LINES, call, rows
from tests.present.serving import served

if TYPE_CHECKING:
    from tests.postgres import Server

OSLO = str(LINES[0]["id"])
SECRET = "s3cret-word"


@pytest.fixture(scope="module")
def store(postgres: Server, pages: Path) -> Iterator[str]:
    """The address of a store with the good pages, of a user with a password."""
    with postgres.database("template1") as name:
        with postgres.admin(name) as admin:
            admin.execute("GRANT CREATE ON SCHEMA public TO desk")
        where = postgres.desk_url(name)
        done = call("add", "--fast", pages, store=where)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"4 new in postgresql://desk:***@127.0.0.1:{postgres.port}/{name}\n"
        yield where


def test_what_was_added_is_found(store: str, pages: Path) -> None:
    assert call("add", "--fast", "-v", pages, store=store).stderr.count(" unchanged, version 1") == 4
    assert [row["article"] for row in rows(call("search", "--json", "treaty", store=store).stdout)] == [OSLO]
    assert json.loads(call("show", "--json", OSLO, store=store).stdout)["article"]["id"] == OSLO
    for verb in (["events", "--who", "Macron"], ["said", "--by", "Mensah"], ["who", "Macron"], ["timeline"]):
        assert rows(call(*verb, "--json", store=store).stdout), verb


def test_what_people_say_is_kept(store: str) -> None:
    assert call("alert", "add", "peace", "events", "--who", "Macron", store=store).returncode == 0
    assert call("alert", "check", store=store).returncode == 0
    assert "peace" in call("alert", "list", store=store).stdout
    assert call("token", "add", "desk", store=store).returncode == 0
    assert "desk" in call("token", "list", store=store).stdout
    (event, *_) = rows(call("events", "--json", "--who", "Macron", store=store).stdout)
    ref = f"{event['article']}:{event['event']}"
    assert call("review", "reject", ref, store=store).returncode == 0
    assert rows(call("events", "--json", "--who", "Macron", store=store).stdout) == []
    assert "reject" in call("review", "log", store=store).stdout


def test_the_pages_and_the_api_are_served_from_it(store: str) -> None:
    with served(store) as site:
        assert "Governor opens bridge" in httpx.get(f"{site}/search?q=bridge", timeout=30).text
        found = httpx.get(f"{site}/api/v1/search", params={"q": "treaty"}, timeout=30).json()
        assert OSLO in json.dumps(found)


def test_an_article_is_forgotten(store: str) -> None:
    assert call("forget", "b07", "--yes", store=store).stdout == "1 forgotten\n"
    assert call("search", "--json", "Peru", store=store).stdout == ""


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (["add", "--fast", "PAGES"], "the database cannot be reached: FATAL:  password authentication failed"),
        (["search", "x", "-v"], "password authentication failed"),
        (["events"], "password authentication failed"),
        (["serve", "--port", "0"], "password authentication failed"),
        (["mcp"], "password authentication failed"),
        (["watch", "--once", "https://example.org/feed"], "password authentication failed"),
        (["backup", "copy.sqlite3"], "only SQLite stores are copied so; use pg_dump and pg_restore"),
        (["restore", "PAGES/strike.txt", "--yes"], "only SQLite stores are copied so; use pg_dump and pg_restore"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_failure_is_one_clear_line_without_the_password(
    postgres: Server, pages: Path, verb: list[str], said: str
) -> None:
    asked = [part.replace("PAGES", str(pages)) for part in verb]
    done = call(*asked, "--store", postgres.desk_url("postgres", SECRET))
    assert done.returncode == 1
    assert said in done.stderr
    assert f"desk:***@127.0.0.1:{postgres.port}/postgres" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stderr + done.stdout


def test_a_server_that_restarts_in_the_middle_of_an_add_costs_nothing(postgres: Server, tmp_path: Path) -> None:
    said = "Minister Ann Osei visited town {0} on Monday. “Road {0} will open in May,” she said in Accra."
    lines = [{"id": f"p{n:03}", "published": "2024-03-05", "text": said.format(n)} for n in range(150)]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with postgres.database() as name:
        asked = ["add", "--fast", "--json", "--store", postgres.url(name), str(tmp_path / "lines.jsonl")]
        command = [sys.executable, "-m", "readout", *asked, "--jobs", "1"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            first = running.stdout.readline()  # a batch is kept, and many more are to come
            postgres.stop()
            postgres.start()
            rest, error = running.communicate(timeout=300)
        told = rows(first + rest)
        # It ends with one line when the server was away just then, or has not noticed and went on.
        assert running.returncode == (1 if error else 0)
        assert len(error.splitlines()) <= 1
        assert not error or "the connection to the database was lost" in error or "cannot be reached" in error
        assert len(told) == 150 or error
        again = rows(call(*asked).stdout)
        outcomes = {row["article"]: row["outcome"] for row in again}
        assert list(outcomes) == [line["id"] for line in lines]
        assert {outcomes[row["article"]] for row in told} == {"unchanged"}  # what was said to be kept is kept
        with readout.open(postgres.url(name)) as kept:
            found = list(kept.records())
    wanted = list(readout.read_all([tmp_path / "lines.jsonl"], fast=True))
    assert sorted(found, key=lambda r: r.article.id) == wanted
