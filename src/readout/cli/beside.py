"""A process beside the server that does one piece of work at a time, and ends with the server."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

Done = TypeVar("Done")


class Beside:
    """One process, begun when it is first needed and again after it was ended; it runs `begin` first."""

    def __init__(self, begin: Callable[[], None] | None = None) -> None:
        self._begin = begin
        self._pool: ProcessPoolExecutor | None = None

    def do(self, work: Callable[..., Done], *given: Any, patience: float | None = None) -> Done:
        """What the work gives. Raises BrokenProcessPool where it was ended, TimeoutError after `patience` seconds."""
        if self._pool is None:
            # A fork of a process with threads may stand still for ever.
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _begun, (self._begin,))
        return self._pool.submit(work, *given).result(patience)

    def close(self) -> None:
        """End the process, whatever it does."""
        pool, self._pool = self._pool, None
        if pool:
            for process in list(pool._processes.values()):
                process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


def _begun(begin: Callable[[], None] | None) -> None:
    end_with_parent()
    if begin:
        begin()


def end_with_parent() -> None:
    """Leave the keyboard's interrupt to the server, and end when the server does, however that comes about.

    A worker of a pool holds both ends of its queue, so a server that was killed would leave it waiting for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
