"""A process that links the articles of a store for the server, so that no reader waits while that is done."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool

from readout.cli.beside import Beside

# How much more patient the process is than the server, where the system knows that.
_NICE = 5


class LinkerProcess:
    """Brings what is kept of a store's links up to date in a process of its own, begun when it is first needed."""

    def __init__(self) -> None:
        self._beside = Beside(_patient)

    def __call__(self, where: str) -> bool:
        """Link what is new in a store; whether that is kept now. If it is not, who asks links in its own process."""
        try:
            return self._beside.do(_linked, where)
        except (BrokenProcessPool, RuntimeError):  # it was ended; or the server ends
            self.close()
            return False

    def close(self) -> None:
        """End the process, whatever it links; the store keeps nothing of what is not finished."""
        self._beside.close()


def _patient() -> None:
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
