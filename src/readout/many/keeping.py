"""Pages into the store: read by several, written by one, told in the order in which they came."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from readout.api import reading
from readout.many.pages import Outcome, Page, known, read_page, reader, size
from readout.many.pool import Lost, Pool
from readout.model import Problem, Record

if TYPE_CHECKING:
    from readout.store import Added, Store

# Records of one transaction, and outcomes of any kind until the next one.
BATCH, OUTCOMES = 32, 256


class Keeper:
    """Writes records in batches beside the reading; what became of each page is told in order once it is safe."""

    def __init__(
        self, store: Store, reread: bool, tell: Callable[[Added], None], complain: Callable[[Problem], None]
    ) -> None:
        self._store, self._reread, self._tell, self._complain = store, reread, tell, complain
        self._hand = ThreadPoolExecutor(1, "writer")
        self._waiting: list[Outcome] = []
        self._records = 0
        self._writing: tuple[list[Outcome], Future[list[Added]]] | None = None

    def __call__(self, outcome: Outcome) -> None:
        """Take what became of one page."""
        self._waiting.append(outcome)
        self._records += isinstance(outcome, Record)
        if self._records >= BATCH or len(self._waiting) >= OUTCOMES:
            self._write()
        elif self._writing and self._writing[1].done():
            self._written()

    def finish(self) -> None:
        """Write the rest and tell of it."""
        try:
            self._write()
            self._written()
        finally:
            self._hand.shutdown()

    def _write(self) -> None:
        self._written()
        outcomes, self._waiting, self._records = self._waiting, [], 0
        records = [outcome for outcome in outcomes if isinstance(outcome, Record)]
        self._writing = outcomes, self._hand.submit(self._kept, records)

    def _kept(self, records: list[Record]) -> list[Added]:
        return list(self._store.add(records, reread=self._reread, batch=BATCH)) if records else []

    def _written(self) -> None:
        """Wait for what is being written, and tell of it."""
        if self._writing is None:
            return
        (outcomes, written), self._writing = self._writing, None
        added = iter(written.result())
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                self._complain(outcome)
            else:
                self._tell(next(added) if isinstance(outcome, Record) else outcome)


def keep(
    outcomes: Iterable[Outcome],
    store: Store,
    tell: Callable[[Added], None],
    complain: Callable[[Problem], None],
    reread: bool = False,
) -> None:
    """Keep what pages report as it comes; when the reading is interrupted or fails, what was read is still kept."""
    keeper, source = Keeper(store, reread, tell, complain), iter(outcomes)
    while True:
        try:
            outcome = next(source, None)
        except BaseException:
            keeper.finish()
            raise
        if outcome is None:
            break
        keeper(outcome)
    keeper.finish()


@dataclass(frozen=True, slots=True)
class Reading:
    """How pages are read: the means, in how many processes (0: in this one), and the seconds that a page may take."""

    fast: bool = False
    llm: bool = False
    people: str | None = None
    reread: bool = False
    jobs: int = 0
    limit: float | None = None

    def outcomes(self, pages: Iterable[Page], store: Store | None) -> Iterator[Outcome]:
        """What becomes of each page, in their order; what the store has already is not read."""
        for result in self.results(pages, store):
            yield from result

    def results(self, pages: Iterable[Page], store: Store | None = None) -> Iterator[tuple[Outcome, ...]]:
        """The same, all that comes of a page together."""
        kept = None if self.reread else store
        if not self.jobs:
            with reading(self.fast, self.llm, self.people) as means:
                for page in pages:
                    yield known(kept, page) or read_page(kept, means, page)
            return
        make = partial(reader, kept.address if kept else None, self.fast, self.llm, self.people)
        preload = ["readout.many.loaded"] + ["readout.many.loaded_tagger"] * (not self.fast)
        pool: Pool[Page, tuple[Outcome, ...]] = Pool(make, self.jobs, self.limit, preload, size, partial(known, kept))
        for page, result in pool.each(pages):
            if isinstance(result, Lost):
                where = page.where if isinstance(page, Problem) else page.source
                yield (Problem(where, f"set aside: {result.why}"),)
            else:
                yield result


def cores() -> int:
    """How many processes can work at once here: one a core that may be used, and 1 GB of memory for each."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # a system that does not tell
        return usable
    return max(1, min(usable, memory // 1_000_000_000))
