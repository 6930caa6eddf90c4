"""What each process beside the server does first."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from threading import Thread


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
