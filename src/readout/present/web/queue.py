"""Pages that wait to be read and kept: one at a time, in the order in which they were given, with how each got on.

What waits lies in the store, so that a server that begins anew goes on with it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Condition, Thread
from typing import Literal, NamedTuple

from msgspec import Struct

from readout.fetch import Limits, Web
from readout.fetch.errors import FetchError
from readout.model import ReadoutError, Record
from readout.present.http.writing import Reader
from readout.present.words import explained
from readout.store import Added, Store
from readout.store.waiting import WaitingRow

State = Literal["waiting", "fetching", "reading", "done", "failed"]

MOST_WAITING, MOST_BYTES, REMEMBERED = 200, 200_000_000, 200
_PATIENCE = Limits(seconds=40.0, tries=2, longest=10.0)
# A page that a server ended over so often is begun no more.
_MOST_BEGUN = 3
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
        self._waiting: deque[tuple[Job, WaitingRow]] = deque()
        self._jobs: deque[Job] = deque(maxlen=REMEMBERED + MOST_WAITING)
        self._bytes, self._number = 0, 0
        self._thread: Thread | None = None
        self._over = False

    def resume(self, rows: Sequence[WaitingRow]) -> None:
        """Go on with what waited in the store when a server ended."""
        with self._changed:
            self._line_up(rows)

    def put(self, pages: Sequence[Given], by: str) -> list[Job]:
        """Let pages wait for their turn; raises Full, and takes none of them, when too much waits already."""
        size = sum(len(page.page or b"") for page in pages)
        with self._changed:
            if len(self._waiting) + len(pages) > MOST_WAITING or (self._bytes and self._bytes + size > MOST_BYTES):
                raise Full
            return self._line_up(self._store().waiting.put(pages, by))

    def _line_up(self, rows: Sequence[WaitingRow]) -> list[Job]:
        made = []
        for row in rows:
            self._number += 1
            job = Job(self._number, row.name, row.by, row.given)
            self._waiting.append((job, row))
            self._jobs.appendleft(job)
            self._bytes += row.size
            made.append(job)
        if self._thread is None and made:
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
                job, row = self._waiting.popleft()
                self._bytes -= row.size
            state = self._over_with(job, row)
            if state == "done" or not self._over:  # what the end of the server broke off waits for the next one
                with suppress(ReadoutError):
                    self._store().waiting.done(row.number)
            job.state = state

    def _over_with(self, job: Job, row: WaitingRow) -> State:
        """Read a page; what came of it."""
        try:
            self._do(job, row)
            return "failed" if job.problems and not job.articles else "done"
        except FetchError as error:
            job.problems.append(error.what)
        except ReadoutError as error:
            job.problems.append(" ".join([f"{error.where}:", *explained(error)]))
        except Exception:
            job.problems.append("reading it failed; the program's log says why")
            _log.exception("job %d", job.number)
        return "failed"

    def _do(self, job: Job, row: WaitingRow) -> None:
        from readout.read.opening import as_declared

        store = self._store()
        page, begun = store.waiting.begin(row.number)
        if begun >= _MOST_BEGUN:
            job.problems.append(f"the server ended {begun} times over it; `readout add` sets such pages aside")
            return
        name, url = row.name, None
        if page is None:
            job.state = "fetching"
            self._web = self._web or Web(_PATIENCE)
            answer = self._web.get(row.name)
            page, url = as_declared(answer.data, answer.fields.get("content-type")), answer.url
            name = url.partition("?")[0].rstrip("/").rpartition("/")[2] or "page.html"
        job.state = "reading"
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
