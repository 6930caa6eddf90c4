"""A store with a few records, its pages really served, and a real browser to look at them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, sync_playwright

from readout.flow import Means, record
from readout.model import Analysis, Record
from readout.store import open_store

from .made import hostile, summit
from .serving import served

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NEWS = (
    "Polish Foreign Minister Anna Nowak arrived in Lisbon on Tuesday and met Portuguese President Rui Costa.\n"
    'Nowak said on Wednesday that "we will open a consulate in Porto" next month, according to the news agency Lusa.'
)


@pytest.fixture(scope="session")
def read_record(analysed: Callable[..., Analysis]) -> Record:
    """A record that the real pipeline made, by its rules."""
    return record(analysed(NEWS, published="2025-05-08"), Means(fast=True))


@pytest.fixture(scope="session")
def store_file(tmp_path_factory: pytest.TempPathFactory, read_record: Record) -> Path:
    """A store: an article in two versions, one read by the pipeline, a hostile one, and sixty to turn pages."""
    file = tmp_path_factory.mktemp("store") / "store.sqlite3"
    first = summit()
    corrected = replace(first, article=replace(first.article, headline=first.article.headline + " again"))
    read = replace(read_record, article=replace(read_record.article, id="a/b c?d#e%2F.html"))
    with open_store(file) as store:
        list(store.add([first, read, hostile()]))
        list(store.add([corrected]))
        more = (replace(first.article, id=f"more-{n:02}", published=f"2024-02-{1 + n % 28:02}") for n in range(60))
        list(store.add(replace(first, article=article) for article in more))
    return file


@pytest.fixture(scope="session")
def site(store_file: Path) -> Iterator[str]:
    """The address of the served store, whose articles are linked."""
    with served(store_file) as address:
        while httpx.get(address).status_code == 503:
            sleep(0.05)
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "these tests look at the pages in Chromium: install it (Debian: apt install chromium)"
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`opened(address, **context)`: the page there; afterwards: no console error, nothing asked of another host."""
    contexts, wrong = [], []

    def look(page: Page) -> None:
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("http://127.0.0.1", "file:", "data:")) else wrong.append(r.url),
        )

    def run(address: str, **context: Any) -> Page:
        context.setdefault("viewport", {"width": 1400, "height": 900})
        made = browser.new_context(**context)
        contexts.append(made)
        page = made.new_page()
        look(page)
        answer = page.goto(address)
        assert answer is None or answer.status == 200, f"{address}: {answer.status}"
        return page

    yield run
    for made in contexts:
        made.close()
    assert wrong == []
