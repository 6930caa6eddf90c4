"""A process that reads pages for the server: what a page takes, or does to it, readers of the store never feel."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock

from readout.model import Problem, ReadoutError, Record

Read = Callable[[bytes, str, str | None], Iterator[Record | Problem]]
# Seconds from one article to the next, the loading of the language model included.
_PATIENCE = 180.0


class ReaderProcess:
    """Reads one page at a time in a process of its own, begun at the first page and again after one that ended it.

    Close what it gives, or take all of it: the next page waits until then.
    """

    def __init__(self, read: Read | None = None, patience: float = _PATIENCE) -> None:
        self._read, self._patience = read or read_here, patience
        self._lock = Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __call__(self, page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
        """What a page reports, article by article; raises ReadoutError where pages can't be read at all."""
        with self._lock:
            whole = False
            try:
                pipe = self._begun()
                pipe.send((page, source, url))
                while True:
                    if not pipe.poll(self._patience):
                        yield Problem(source, f"no answer in {self._patience:.0f} seconds; the page was given up")
                        return
                    item = pipe.recv()
                    if item is None or isinstance(item, tuple):
                        whole = True
                        if item:
                            raise ReadoutError(*item)
                        return
                    yield item
            except (EOFError, OSError):
                yield Problem(source, "reading it ended the program that reads; the page was given up")
            finally:
                if not whole:
                    self._end()

    def close(self) -> None:
        """End the process, whatever it reads."""
        if process := self._process:
            process.kill()
            process.join(5)

    def _begun(self) -> Connection:
        if self._process is None or self._pipe is None or not self._process.is_alive():
            self._end()
            # A fork of a process with threads may stand still for ever.
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._read), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> None:
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe:
            pipe.close()
        if process:
            process.kill()
            process.join(5)


def _serve(pipe: Connection, read: Read) -> None:
    """Read pages until the pipe ends: each article as it is read, then None, or the parts of a ReadoutError."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard interrupts the server, and then the pipe ends
    logging.basicConfig(handlers=[logging.NullHandler()])
    with suppress(EOFError, OSError):
        while True:
            page, source, url = pipe.recv()
            try:
                for item in read(page, source, url):
                    pipe.send(item)
                pipe.send(None)
            except ReadoutError as error:
                pipe.send((error.where, error.what, error.do))


def read_here(page: bytes, source: str, url: str | None) -> Iterator[Record | Problem]:
    """What a page reports, read in this process."""
    from readout.api import each, reading
    from readout.read import read_bytes

    with reading(fast=False, llm=False) as means:
        for item in each(read_bytes(page, source, url), means=means):
            if item is not None:
                yield item
