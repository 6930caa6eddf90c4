"""The threats of docs/threats.md that no other part's tests cover, and that each test named there is one."""

from __future__ import annotations

import ast
import logging
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from readout.model import Article, ReadoutError
from readout.read import read_bytes
from readout.store import open_store
from readout.store.tokens import Tokens
from tests.present.serving import served
from tests.read import made
from tests.trust.test_forget import made as record

ROOT = Path(__file__).parents[2]
INJECTIONS = (
    "'; DROP TABLE article; --",
    '" OR 1=1 --',
    "' UNION SELECT hash FROM token --",
    "%' OR '1'='1",
    "a\\'); DELETE FROM version; --",
    '*" NEAR("',
    "headline : *",
)
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("threats") / "store.sqlite3"
    with open_store(where) as store:
        list(store.add([record("a1", "Ann Osei", "Accra")]))
    return where


@pytest.fixture(scope="module")
def site(file: Path) -> Iterator[str]:
    with served(file) as address:
        yield address


@pytest.mark.parametrize("words", INJECTIONS)
def test_no_question_is_sql(file: Path, words: str) -> None:
    with open_store(file) as store:
        asked = (
            lambda: store.search(words),
            lambda: store.search("bridge", publisher=words),
            lambda: store.events(who=words),
            lambda: store.events(where=words),
            lambda: store.events(kind=words, status=words, since=words),
            lambda: store.statements(by=words),
            lambda: store.statements(about=words),
            lambda: store.find(words),
            lambda: store.who(words),
            lambda: store.articles(publisher=words, since=words),
        )
        for ask in asked:
            try:
                rows = ask()
            except ReadoutError:
                continue
            assert len(rows) <= 1
        assert store.counts().articles == 1
        assert store.record("a1").article.id == "a1"


@pytest.mark.parametrize(
    "path",
    ["/search?q=", "/?publisher=", "/events?who=", "/statements?by=", "/who/", "/article/", "/api/v1/search?q=", "/"],
)
def test_what_is_asked_is_no_markup_in_the_answer(site: str, path: str) -> None:
    answer = httpx.get(site + path + httpx.QueryParams({"x": SCRIPT})["x"].replace("/", "%2F").replace("#", "%23"))
    assert answer.status_code < 500
    if "html" in answer.headers["content-type"]:
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/static/../../pyproject.toml", "/static/..%2f..%2fapi.py", "/static/%2e%2e/%2e%2e/api.py", "/static//etc/passwd"],
)
def test_no_path_leads_out_of_the_pages(site: str, path: str) -> None:
    address = urlsplit(site)
    with socket.create_connection((address.hostname, address.port), timeout=10) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{address.port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.split(b" ", 2)[1] in (b"400", b"404", b"405", b"307")
    assert b"root:" not in answer
    assert b"[project]" not in answer


def test_members_of_an_archive_are_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    monkeypatch.chdir(inside)
    data = made.zipped({"../escaped.html": made.page(), "/escaped.html": made.page("Another headline of the day")})
    assert any(isinstance(item, Article) for item in read_bytes(data, "pages.zip"))
    assert [p.name for p in tmp_path.rglob("*")] == ["in"]


def test_those_who_wait_keep_nobody_out(site: str) -> None:
    address = urlsplit(site)
    waiting = [socket.create_connection((address.hostname, address.port), timeout=10) for _ in range(60)]
    try:
        for one in waiting:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert httpx.get(f"{site}/api/v1/articles", timeout=10).status_code == 200
    finally:
        for one in waiting:
            one.close()


def test_a_large_body_is_refused(file: Path) -> None:
    with open_store(file) as store:
        token = store.tokens.make("big", "admin", None)
    with served(file) as site:
        answer = httpx.post(
            f"{site}/api/v1/articles",
            content=iter([b"x" * 1_000_000] * 150),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            timeout=60,
        )
    assert answer.status_code == 413
    assert isinstance(store.tokens, Tokens)


def test_no_secret_is_logged(file: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with open_store(file) as store:
        token = store.tokens.make("quiet", "read", None)
    with caplog.at_level(logging.DEBUG), served(file) as site:
        for header in (f"Bearer {token}", f"Bearer {token}x", f"Basic {token}"):
            httpx.get(f"{site}/api/v1/articles", headers={"Authorization": header})
    heard = [
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore", "hpack"))
    ]
    out, err = capfd.readouterr()
    assert token not in "\n".join(heard) + out + err
    assert threading.active_count() < 50


def test_every_pattern_is_linear() -> None:
    """In a process of its own: every module is loaded anew to see each pattern as it is made."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.patterns"], cwd=ROOT, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert re.search(r"[3-9]\d\d patterns|\d{4} patterns", done.stdout), done.stdout


def test_each_threat_names_tests_that_exist() -> None:
    lines = [line for line in (ROOT / "docs/threats.md").read_text().splitlines() if line.startswith("| ")][2:]
    named = [re.findall(r"`(tests/[\w/.]+\.py)::(\w+)`", line) for line in lines]
    assert len(named) >= 14
    for line, tests in zip(lines, named, strict=True):
        assert tests, line
        for path, name in tests:
            tree = ast.parse((ROOT / path).read_text())
            assert any(isinstance(n, ast.FunctionDef) and n.name == name for n in ast.walk(tree)), (path, name)
