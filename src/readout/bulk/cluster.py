"""Shards to Parquet on many machines: each shard is a task of Ray's, and all machines write to one folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readout.bulk.arrow import library
from readout.bulk.local import read_shards
from readout.bulk.manifest import Entry, Folder, Run
from readout.bulk.shards import Shard
from readout.model import Problem, ReadoutError
from readout.read.decode import clean

if TYPE_CHECKING:
    from readout.many.keeping import Reading

# A shard whose machine or process is lost so often is left for the next run.
TRIES = 4
# Shards that are given to Ray for each processor that it has: enough to keep them busy, few enough to tell apart.
_AHEAD = 2


def read_on_ray(
    shards: Sequence[Shard], folder: Folder, run: Run, reading: Reading, address: str | None
) -> Iterator[Entry | Problem]:
    """Read shards on a cluster of Ray's, without an address on one of this machine's own; tell of each that is done.

    Each task reads with `reading.jobs` processes of its own. The shards and the folder must have the same names on all
    machines. A task that is lost is given to another one, and a shard that was lost too often is a Problem.
    """
    ray = _ray()
    with _joined(ray, address):
        task = ray.remote(max_retries=0, num_cpus=reading.jobs, scheduling_strategy="SPREAD")(_read)
        most = max(1, int(ray.cluster_resources().get("CPU", 1))) * _AHEAD
        waiting, tries = list(reversed(shards)), dict.fromkeys(shards, 0)
        running: dict[Any, Shard] = {}
        here = str(Path.cwd())
        while waiting or running:
            while waiting and len(running) < most:
                shard = waiting.pop()
                running[task.remote(shard, folder, run, reading, here)] = shard
            (done, *_), _ = ray.wait(list(running))
            shard = running.pop(done)
            try:
                found = ray.get(done)
                if isinstance(found, tuple):
                    raise ReadoutError(*found)
                yield found
            except ray.exceptions.RayTaskError:  # a fault of ours: trying again would not help
                raise
            except ray.exceptions.RayError as error:
                tries[shard] += 1
                if tries[shard] < TRIES:
                    waiting.append(shard)
                else:
                    what = f"its task was lost {TRIES} times ({type(error).__name__}); run again"
                    yield Problem(clean(str(shard.path)), what)


def _read(shard: Shard, folder: Folder, run: Run, reading: Reading, here: str) -> Entry | tuple[str, str, str]:
    """What a shard gives; one that another task has done since is not read again. An error as its words."""
    try:
        with chdir(here), _alone():
            if (done := folder.entry(shard.sha256)) is not None:
                return done
            (entry,) = read_shards([shard], folder, run, reading)
            return entry
    except ReadoutError as error:
        return error.where, error.what, error.do
    except OSError as error:
        return error.filename or here, str(error.strerror), "give it the same name on all machines"


@contextmanager
def _alone() -> Iterator[None]:
    """Processes that are started here must not begin by running Ray's own program once more."""
    main = sys.modules["__main__"]
    file = main.__dict__.pop("__file__", None)
    try:
        yield
    finally:
        if file is not None:
            main.__file__ = file


def _ray() -> Any:
    # Nothing is told to Ray's makers; this counts only before Ray is loaded.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    return library("ray", "ray")


@contextmanager
def _joined(ray: Any, address: str | None) -> Iterator[None]:
    if ray.is_initialized():
        yield
        return
    try:
        ray.init(
            address=address or "local",
            include_dashboard=None if address else False,
            log_to_driver=False,
            logging_level="ERROR",
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        what = f"cannot be reached: {str(error).partition(chr(10))[0]}"
        raise ReadoutError(address or "a cluster of Ray's", what, "start it, or leave --ray out") from error
    try:
        yield
    finally:
        ray.shutdown()
