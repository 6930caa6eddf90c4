"""An archive that is added, killed in the middle and added again: nothing is lost, nothing doubled."""

from __future__ import annotations

import signal
from pathlib import Path

from benchmarks.reading.crawl import add, archive, kept
from readout.model import Article
from readout.read import read_inputs

PAGES = 40


def test_adding_goes_on_after_a_kill(tmp_path: Path) -> None:
    path, store = tmp_path / "crawl.warc.gz", tmp_path / "store.sqlite3"
    archive(path, PAGES)
    killed = add(path, store, kill_after=1)
    assert killed.status == -signal.SIGKILL
    assert 0 < len(kept(store)) < PAGES
    assert add(path, store).status == 0
    wanted = {item.id for item in read_inputs([str(path)]) if isinstance(item, Article)}
    found = kept(store)
    assert {name for name, _, _ in found} == wanted
    assert len(wanted) == len(found) == PAGES
    assert {versions for _, versions, _ in found} == {1}
