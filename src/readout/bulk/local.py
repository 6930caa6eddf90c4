"""Shards to Parquet on this machine: pages are read by several processes, shards are written in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from readout.bulk.manifest import NAMED, Entry, Folder, Run
from readout.bulk.parts import Parts
from readout.bulk.shards import Shard, pages
from readout.model import Problem, Record
from readout.read.decode import clean

if TYPE_CHECKING:
    from readout.many.keeping import Reading
    from readout.many.pages import Outcome, Page


def read_shards(shards: Iterable[Shard], folder: Folder, run: Run, reading: Reading) -> Iterator[Entry]:
    """Read shards, write what they give, and tell of each that is done; pages of the next ones are read meanwhile."""
    begun: deque[Shard] = deque()  # whose pages are being read, in order
    passed: deque[Shard] = deque()  # whose page each one is that is being read

    def taken() -> Iterator[Page]:
        for shard in shards:
            begun.append(shard)
            for page in pages(shard.path):
                passed.append(shard)
                yield page

    with ExitStack() as open_now:
        output: _Output | None = None
        for outcomes in reading.results(taken()):
            shard = passed.popleft()
            while begun[0] is not shard:
                yield _kept(output or open_now.enter_context(_Output(begun[0], folder, run)), folder)
                begun.popleft()
                output = None
                open_now.close()
            output = output or open_now.enter_context(_Output(shard, folder, run))
            output.add(outcomes)
        for shard in begun:
            yield _kept(output or open_now.enter_context(_Output(shard, folder, run)), folder)
            output = None
            open_now.close()


def _kept(output: _Output, folder: Folder) -> Entry:
    entry = output.finish()
    folder.keep(entry)
    return entry


class _Output(Parts):
    """What is being written of one shard."""

    def __init__(self, shard: Shard, folder: Folder, run: Run) -> None:
        super().__init__(folder.path, shard.name, run.by)
        self._of = shard
        self._problems: list[str] = []

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Take what came of one page."""
        found = tuple(one for one in outcomes if isinstance(one, Record | Problem))
        self._problems += [f"{one.where}: {one.what}" for one in found if isinstance(one, Problem)]
        del self._problems[NAMED:]
        self.take(found)

    def finish(self) -> Entry:
        """Put what was written in its place."""
        shard, written = self._of, self.placed()
        counts, problems = dict(self.counts), tuple(self._problems)
        return Entry(clean(str(shard.path)), shard.sha256, shard.size, shard.modified, counts, problems, written)
