"""Work for the pool's tests: what a page may do to a process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from readout.model import ReadoutError


@contextmanager
def doing() -> Iterator[Callable[[str], str]]:
    """Tasks are words: some end the process, hang it, or take long; the others come back in capitals."""
    yield _do


def _do(task: str) -> str:
    what, _, more = task.partition(" ")
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "leave":
        os._exit(3)
    if what == "hang":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        while True:
            signal.pause()
    if what == "once":  # ends the first process only
        with Path(more).open("ab") as file:
            if file.tell() == 0:
                file.write(b"x")
                file.flush()
                os.kill(os.getpid(), signal.SIGKILL)
    if what == "after":  # waits for another task to be done
        until = time.monotonic() + 30
        while not Path(more).exists() and time.monotonic() < until:
            time.sleep(0.01)
    if what == "touch":
        Path(more).touch()
    if what == "large":
        return "x" * int(more)
    if what == "setting":
        return os.environ.get(more, "none")
    if what == "pid":
        return str(os.getpid())
    return task.upper()


@contextmanager
def failing() -> Iterator[Callable[[str], str]]:
    """A worker that cannot be made."""
    raise ReadoutError("index", "there is none", "make one")
    yield


@contextmanager
def stillborn() -> Iterator[Callable[[str], str]]:
    """A worker that ends before it is ready."""
    os._exit(9)
    yield
