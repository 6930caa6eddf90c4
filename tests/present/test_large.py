"""A store with more articles than are linked."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from readout.present.web import library
from readout.store import open_store

from .made import summit
from .serving import served


def test_a_page_says_what_is_not_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "store.sqlite3"
    with open_store(file) as store:
        list(store.add([summit(f"summit-{n}") for n in range(3)]))
    with served(file) as address:
        assert "are linked here" not in httpx.get(f"{address}/timeline", timeout=20).text
    monkeypatch.setattr(library, "MOST_LINKED", 2)
    with served(file) as address:
        assert "older ones (1) are found" in httpx.get(f"{address}/timeline", timeout=20).text
        assert "are linked here" not in httpx.get(f"{address}/events").text


def test_a_page_says_of_when_it_is_while_newer_articles_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_QUICK", -1.0)
    monkeypatch.setattr(library, "_REST", 1e9)
    file = tmp_path / "store.sqlite3"
    with open_store(file) as store:
        list(store.add([summit("summit-1")]))
    with open_store(file) as store, served(file) as address:
        page, rows = f"{address}/timeline", f"{address}/api/v1/timeline"
        while "summit-1" not in (first := httpx.get(page, timeout=20)).text:
            assert first.status_code in (200, 503)
        assert "is being linked" not in first.text
        of = httpx.get(rows).headers["last-modified"]
        list(store.add([summit("summit-2")]))  # linked at once, and then no more
        while "summit-2" not in (second := httpx.get(page, timeout=20)).text:
            assert second.status_code == 200
        list(store.add([summit("summit-3")]))
        third = httpx.get(page, timeout=20).text
        assert "summit-3" not in third
        assert "what was written since is being linked" in third
        assert parsedate_to_datetime(httpx.get(rows).headers["last-modified"]) >= parsedate_to_datetime(of)
