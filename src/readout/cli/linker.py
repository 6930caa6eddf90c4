"""A process that links the articles of a store for the server, so that no reader waits while that is done."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from readout.cli.beside import end_with_parent

# How much more patient the process is than the server, where the system knows that.
_NICE = 5


class LinkerProcess:
    """Brings what is kept of a store's links up to date in a process of its own, begun when it is first needed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, where: str) -> bool:
        """Link what is new in a store; whether that is kept now. If it is not, who asks links in its own process."""
        if self._pool is None:
            # A fork of a process with threads may stand still for ever.
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _patient)
        try:
            return self._pool.submit(_linked, where).result()
        except (BrokenProcessPool, RuntimeError):  # it was ended; or the server ends
            self.close()
            return False

    def close(self) -> None:
        """End the process, whatever it links; the store keeps nothing of what is not finished."""
        pool, self._pool = self._pool, None
        if pool:
            for process in list(pool._processes.values()):
                process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


def _patient() -> None:
    end_with_parent()
    if hasattr(os, "nice"):
        os.nice(_NICE)


def _linked(where: str) -> bool:
    from readout.store import open_store
    from readout.store.linking import KeptLinked

    try:
        with open_store(where, create=False) as store:
            KeptLinked(store.where, store.engine, store.event_judgements())
    except Exception:  # the server meets the same and says what it is
        return False
    return True
