"""Shards on a cluster of several nodes, of which a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from readout.bulk.cluster import read_on_ray
from readout.bulk.manifest import Entry, Folder, Run
from readout.bulk.shards import files
from readout.bulk.work import carry_out, plan
from tests.bulk.made_shards import Plain, bulk, content, line


class Patient(Plain):
    """A reading in a task: it says which process it is, and waits where it is told to until it is killed."""

    jobs = 1

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__(self._wait)

    def _wait(self, page: Any) -> None:
        hold = self._folder / "hold"
        if page.source.endswith("c.jsonl:3") and hold.exists():
            (self._folder / "pid").write_text(str(os.getpid()))
            until = time.monotonic() + 200
            while hold.exists() and time.monotonic() < until:
                time.sleep(0.01)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    # Ray starts a dozen processes, each of which loads jsonschema, and that a grammar for IRIs where one is installed,
    # as it is here for other tests: four seconds each, and Ray itself waits no longer for some of them.
    folder = tmp_path_factory.mktemp("ray")
    (folder / "rfc3987_syntax.py").write_text("raise ImportError\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_raylet_start_wait_time_s", "120")
        patch.setenv("RAY_worker_niceness", "0")  # else its workers wait for all else that this machine does
        from ray.cluster_utils import Cluster

        node = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}
        cluster = Cluster(initialize_head=True, head_node_args=node)
        try:
            cluster.add_node(**node)
            yield cluster.address
        finally:
            cluster.shutdown()


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(address: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "abcdef":
        lines = "".join(line(f"{name}{n}", n, f"2024-0{1 + n % 3}-01") for n in range(6))
        (tmp_path / "in" / f"{name}.jsonl").write_text(lines)
    bulk(tmp_path / "in", tmp_path / "whole")
    (tmp_path / "hold").touch()
    folder, run, read = Folder(tmp_path / "out"), Run(fast=True), Patient(tmp_path)
    killer = Thread(target=_kill, args=(tmp_path,))
    killer.start()
    with folder.writing(run):
        made = plan(files([str(tmp_path / "in")]), folder)
        done = list(carry_out(made, folder, lambda shards: read_on_ray(shards, folder, run, read, address)))  # type: ignore[arg-type]
    killer.join()
    assert (tmp_path / "killed").exists()
    assert sorted(e.shard for e in done if isinstance(e, Entry)) == [
        str(tmp_path / "in" / f"{name}.jsonl") for name in "abcdef"
    ]
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def _kill(folder: Path) -> None:
    """Kill the process that is in the middle of its shard, once there is one."""
    until = time.monotonic() + 200
    while time.monotonic() < until:
        if (folder / "pid").exists() and (pid := (folder / "pid").read_text()):
            os.kill(int(pid), signal.SIGKILL)
            (folder / "killed").touch()
            break
        time.sleep(0.01)
    (folder / "hold").unlink()
