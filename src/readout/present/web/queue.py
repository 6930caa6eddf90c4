"""Pages that wait to be read and kept: one at a time, in the order in which they were given, with how each got on."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Condition, Thread
from typing import Literal, NamedTuple

from msgspec import Struct

from readout.fetch import Limits, Web
from readout.fetch.errors import FetchError
from readout.model import ReadoutError, Record
from readout.present.http.writing import Reader
from readout.present.words import explained
from readout.store import Added, Store

State = Literal["waiting", "fetching", "reading", "done", "failed"]

MOST_WAITING, MOST_BYTES, REMEMBERED = 200, 200_000_000, 200
_PATIENCE = Limits(seconds=40.0, tries=2, longest=10.0)
# Of an archive, so many articles and problems are told of.
_TOLD = 50
_log = logging.getLogger(__name__)


class Given(NamedTuple):
    """A page to be read: its bytes and its file's name, or an address to fetch it from."""

    name: str
    page: bytes | None = None


class Job(Struct):
    """How a page gets on: what was kept of it, and what went wrong; `by` is who gave it."""

    number: int
    name: str
    by: str
    given: str
    state: State = "waiting"
    articles: int = 0
    kept: list[Added] = []
    problems: list[str] = []

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


class Full(Exception):
    """No more pages are taken for now."""


class Queue:
    """Reads pages beside, in a thread of its own, and keeps what they report."""

    def __init__(self, store: Callable[[], Store], read: Reader, web: Web | None = None) -> None:
        self._store, self._read = store, read
        self._web = web
        self._changed = Condition()
        self._waiting: deque[tuple[Job, Given]] = deque()
        self._jobs: deque[Job] = deque(maxlen=REMEMBERED + MOST_WAITING)
        self._bytes, self._number = 0, 0
        self._thread: Thread | None = None
        self._over = False

    def put(self, pages: Sequence[Given], by: str) -> list[Job]:
        """Let pages wait for their turn; raises Full, and takes none of them, when too much waits already."""
        size = sum(len(page.page or b"") for page in pages)
        with self._changed:
            if len(self._waiting) + len(pages) > MOST_WAITING or (self._bytes and self._bytes + size > MOST_BYTES):
                raise Full
            made = []
            for page in pages:
                self._number += 1
                job = Job(self._number, page.name, by, datetime.now(UTC).isoformat(timespec="seconds"))
                self._waiting.append((job, page))
                self._jobs.appendleft(job)
                made.append(job)
            self._bytes += size
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return made

    def jobs(self) -> list[Job]:
        """The last jobs, the newest first."""
        with self._changed:
            return list(self._jobs)

    def close(self) -> None:
        """Take up no more pages, and end what waits for the web."""
        with self._changed:
            self._over = True
            self._changed.notify_all()
        if self._web:
            self._web.stop()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._over)
                if self._over:
                    return
                job, given = self._waiting.popleft()
                self._bytes -= len(given.page or b"")
            try:
                self._do(job, given)
                job.state = "failed" if job.problems and not job.articles else "done"
            except FetchError as error:
                self._failed(job, error.what)
            except ReadoutError as error:
                self._failed(job, " ".join([f"{error.where}:", *explained(error)]))
            except Exception:
                self._failed(job, "reading it failed; the program's log says why")
                _log.exception("job %d", job.number)

    def _failed(self, job: Job, what: str) -> None:
        job.problems.append(what)
        job.state = "failed"

    def _do(self, job: Job, given: Given) -> None:
        from readout.read.opening import as_declared

        page, name, url = given.page, given.name, None
        if page is None:
            job.state = "fetching"
            self._web = self._web or Web(_PATIENCE)
            answer = self._web.get(given.name)
            page, url = as_declared(answer.data, answer.fields.get("content-type")), answer.url
            name = url.partition("?")[0].rstrip("/").rpartition("/")[2] or "page.html"
        job.state = "reading"
        store = self._store()
        for item in self._read(page, name, url):
            if isinstance(item, Record):
                added = next(store.add([item]))
                job.articles += 1
                if len(job.kept) < _TOLD:
                    job.kept.append(added)
            elif len(job.problems) < _TOLD:
                job.problems.append(item.what)
        if not job.articles and not job.problems:
            job.problems.append("there is no article in it")
