"""Several processes at one store, one of them killed, one without room on its disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from readout.store import Store, open_store
from tests.store.made import many
from tests.store.test_add import sound

ROOT = Path(__file__).parents[2]


def writer(file: Path, prefix: str, count: int, limit: int = 0) -> subprocess.Popen[str]:
    """Another process that adds pages to a store."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", str(file), prefix, str(count), str(limit)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def whole(store: Store) -> bool:
    """Whether every article of the store has all of its index."""
    names = [row.article for row in store.articles(limit=1_000_000)]
    for name in names:
        record = store.record(name)
        assert len(store.events(article=name)) == len(record.events)
        assert len(store.statements(article=name)) == len(record.statements)
    assert len(store.search("parade", limit=1_000_000)) == len(names)
    return True


def test_three_processes_make_and_fill_one_store_at_once(file: Path) -> None:
    file.parent.mkdir()
    writers = [writer(file, prefix, 40) for prefix in "abc"]
    for one in writers:
        assert one.communicate(timeout=120)[1] == ""
        assert one.returncode == 0
    with open_store(file) as store:
        assert store.counts().articles == 120
        assert whole(store)
    assert sound(file)


def test_a_killed_process_leaves_whole_articles_and_its_run_can_be_repeated(file: Path) -> None:
    running = writer(file, "a", 5000)
    assert running.stdout is not None
    for line in running.stdout:
        if int(line) >= 23:
            break
    running.kill()
    running.communicate(timeout=60)
    with open_store(file) as store:
        kept = store.counts().articles
        assert 20 <= kept < 5000
        assert kept % 5 == 0
        assert whole(store)
        outcomes = [a.outcome for a in store.add(many(kept + 7, "a"))]
        assert outcomes == ["unchanged"] * kept + ["new"] * 7
    assert sound(file)


def test_a_process_without_room_on_its_disk_says_so(file: Path) -> None:
    running = writer(file, "a", 5000, limit=1_000_000)
    said, error = running.communicate(timeout=60)
    assert running.returncode == 1
    assert error.startswith(str(file))
    assert "nothing of this batch was kept" in error
    assert len(error.splitlines()) == 1
    with open_store(file) as store:
        assert store.counts().articles == len(said.split()) > 0
        assert whole(store)
    assert sound(file)
