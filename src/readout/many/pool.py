"""Worker processes that outlive what their tasks do to them: results in the tasks' order, whatever is lost."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from signal import Signals
from typing import Any, Generic, TypeVar

from readout.many.process import serve
from readout.model import ReadoutError

Task = TypeVar("Task")
Result = TypeVar("Result")
# What a worker is made from, in it: the work itself, for as long as the context is open.
Make = Callable[[], AbstractContextManager[Callable[[Task], Result]]]

# A worker makes room for a fresh one after so many tasks: what libraries keep of each page never adds up.
TASKS = 2_000
# Tasks that are taken for each worker before the oldest is done, and bytes of them in all: a slow page holds up no one.
AHEAD, BYTES = 16, 64_000_000
# Seconds for a worker to be ready, and workers in a row that may end before they are.
_START, _STARTS = 300.0, 3
# Seconds for a process to end that has nothing more to do.
_GOING = 5.0


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that got no result, and why."""

    why: str


@dataclass(slots=True)
class _Held(Generic[Task, Result]):
    """A task that is taken and not yet given back."""

    task: Task
    size: int
    tries: int = 0
    result: Result | Lost | None = None


@dataclass(slots=True)
class _Worker(Generic[Task, Result]):
    """A process and our end of the pipe to it; it holds one task at most, so that no pipe can be full on both sides."""

    process: Any
    pipe: Connection
    since: float
    ready: bool = False
    done: int = 0
    holds: _Held[Task, Result] | None = None


class Pool(Generic[Task, Result]):
    """Up to `jobs` processes that each make the work once and do it on tasks, no longer than `limit` seconds each.

    A task whose process is lost is tried once more by another one; when that is lost too, or at the limit, it is given
    back as Lost. Processes are started as they are needed, by fork from one in which `preload` was imported, where the
    system can do that. `size` says how many bytes a task holds; what `known` answers needs no process.
    """

    def __init__(
        self,
        make: Make[Task, Result],
        jobs: int,
        limit: float | None = None,
        preload: Iterable[str] = (),
        size: Callable[[Task], int] = lambda task: 0,
        known: Callable[[Task], Result | None] = lambda task: None,
    ) -> None:
        self._make, self._jobs, self._limit, self._size, self._known = make, jobs, limit, size, known
        self._context: Any = _context(list(preload))
        self._workers: list[_Worker[Task, Result]] = []
        self._again: deque[_Held[Task, Result]] = deque()
        self._stillborn = 0

    def each(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """Every task with its result, in their order. Raises ReadoutError when no worker can be started."""
        source = iter(tasks)
        held: deque[_Held[Task, Result]] = deque()
        more = True
        try:
            while more or held:
                while held and (result := held[0].result) is not None:
                    yield held.popleft().task, result
                if more and not self._again and self._room(held):
                    more = self._draw(source, held)
                while self._again and (idle := self._idle()):
                    self._hand(idle)
                if held and held[0].result is None:
                    self._collect(0.0 if more and self._room(held) else None)
        finally:
            self.stop()

    def stop(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            _end(worker, 0.0 if worker.holds else _GOING)
        self._workers.clear()

    def _room(self, held: deque[_Held[Task, Result]]) -> bool:
        """Whether one more task may be taken: somebody could do it, and not too much is under way."""
        if len(self._workers) >= self._jobs and all(w.holds is not None for w in self._workers):
            return False
        return len(held) < AHEAD * self._jobs and sum(one.size for one in held) <= BYTES

    def _draw(self, source: Iterator[Task], held: deque[_Held[Task, Result]]) -> bool:
        """Take one more task, if there is one."""
        for task in source:
            held.append(_Held(task, self._size(task), result=self._known(task)))
            if held[-1].result is None:
                self._again.append(held[-1])
            return True
        return False

    def _idle(self) -> _Worker[Task, Result] | None:
        """A worker without a task, started if there may be one more."""
        idle = [w for w in self._workers if w.holds is None]
        if not idle and len(self._workers) < self._jobs:
            idle = [self._start()]
        return max(idle, key=lambda w: w.ready, default=None)

    def _start(self) -> _Worker[Task, Result]:
        ours, theirs = self._context.Pipe()
        settings = {name: value for name, value in os.environ.items() if name.startswith("READOUT_")}
        process = self._context.Process(target=serve, args=(theirs, self._make, settings, self._limit), daemon=True)
        try:
            process.start()
        except OSError as error:
            raise ReadoutError("a worker process", f"cannot be started: {error}", "ask for fewer --jobs") from error
        finally:
            theirs.close()
        self._workers.append(_Worker(process, ours, time.monotonic()))
        return self._workers[-1]

    def _hand(self, worker: _Worker[Task, Result]) -> None:
        """The next task to a worker; one that is not yet ready gets it when it is."""
        worker.holds = self._again.popleft()
        if worker.ready:
            self._send(worker)

    def _send(self, worker: _Worker[Task, Result]) -> None:
        if worker.holds is not None:
            worker.since = time.monotonic()
            with suppress(OSError):  # it is gone: that is seen where results are awaited
                worker.pipe.send(worker.holds.task)

    def _collect(self, seconds: float | None) -> None:
        """Take in what workers have sent, and see to those that are lost or too slow."""
        if not self._workers:
            return
        now = time.monotonic()
        ends = [end for w in self._workers if (end := self._deadline(w)) is not None]
        patience = min((max(0.0, end - now) for end in ends), default=None) if seconds is None else seconds
        ready = set(wait([w.pipe for w in self._workers], patience))
        for worker in list(self._workers):
            end = self._deadline(worker)
            if worker.pipe in ready:
                self._take(worker)
            elif end is not None and time.monotonic() >= end:
                self._too_slow(worker)

    def _deadline(self, worker: _Worker[Task, Result]) -> float | None:
        if not worker.ready:
            return worker.since + _START
        return worker.since + self._limit if worker.holds is not None and self._limit else None

    def _take(self, worker: _Worker[Task, Result]) -> None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            self._gone(worker)
            return
        if kind == "failed":
            raise ReadoutError(*value)
        if kind == "ready":
            worker.ready, self._stillborn = True, 0
            self._send(worker)
            return
        assert worker.holds is not None
        worker.holds.result, worker.holds = value, None
        worker.done += 1
        if worker.done >= TASKS:
            self._leave(worker, _GOING)

    def _gone(self, worker: _Worker[Task, Result]) -> None:
        """A process ended by itself or by another's hand: its task is tried once more, by another one."""
        how = _how(self._leave(worker, _GOING))
        held = worker.holds
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                what = f"{how} before it was ready, {_STARTS} times"
                raise ReadoutError("a worker process", what, "ask for fewer --jobs: memory may be short")
        elif held is not None:
            held.tries += 1
            if held.tries > 1:
                held.result = Lost(f"the process that read it {how}, and a second one too")
        if held is not None and held.result is None:
            self._again.append(held)

    def _too_slow(self, worker: _Worker[Task, Result]) -> None:
        self._leave(worker, 0.0)
        if not worker.ready:
            raise ReadoutError("a worker process", f"was not ready in {_START:.0f} seconds", "ask for fewer --jobs")
        assert worker.holds is not None
        worker.holds.result = Lost(f"its reading took more than {self._limit:g} seconds; --timeout gives it more")

    def _leave(self, worker: _Worker[Task, Result], patience: float) -> int | None:
        """End a worker; its exit code."""
        self._workers.remove(worker)
        return _end(worker, patience)


def _context(preload: list[str]) -> Any:
    """Processes forked from one that has loaded what all share; where the system has no fork, each loads for itself."""
    # A library's own threads would only take the cores from the other workers.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(preload)
    return context


def _end(worker: _Worker[Any, Any], patience: float) -> int | None:
    """Close the pipe, at whose end an idle process goes by itself; after so many seconds it is ended. Its exit code."""
    worker.pipe.close()
    process = worker.process
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        process.join()
    code: int | None = process.exitcode
    process.close()
    return code


def _how(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"was ended by {Signals(-code).name}"
    return f"ended with status {code}"
