"""What runs in a worker process: tasks in, results out, until the pipe ends. Nothing heavy is imported here."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from readout.model import ReadoutError

# Bytes of its own that a process may use: a page that needs more is set aside, not the machine brought to its knees.
MEMORY = 2_000_000_000


def serve(pipe: Connection, make: Any, settings: dict[str, str], limit: float | None) -> None:
    """Make the work, say that it is ready, then answer each task with its result."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard interrupts who gave the tasks, and the pipe ends
    for name in [name for name in os.environ if name.startswith("READOUT_") and name not in settings]:
        del os.environ[name]
    os.environ.update(settings)
    logging.basicConfig(handlers=[logging.NullHandler()])
    _bound()
    try:
        _work(pipe, make, limit)
    except (EOFError, OSError):
        pass  # who gave the tasks is gone
    except Exception:
        os._exit(os.EX_SOFTWARE if hasattr(os, "EX_SOFTWARE") else 70)  # no room for a result: the task counts as lost


def _work(pipe: Connection, make: Any, limit: float | None) -> None:
    try:
        with make() as work:
            pipe.send(("ready", None))
            while True:
                task = pipe.recv()
                _alarm(limit)
                result = work(task)
                _alarm(None)
                pipe.send(("done", result))
    except ReadoutError as error:
        pipe.send(("failed", (error.where, error.what, error.do)))


def _bound() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY if most < 0 else min(MEMORY, most), most))


def _alarm(limit: float | None) -> None:
    """Who gave the task ends a process at the limit; should they be gone, the system ends it a little later."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 2 * limit + 5 if limit else 0.0)
