"""Readers and writers at once: how long the HTTP API takes to answer, and whether anything fails.

`python benchmarks/api.py` serves a store of made articles on the loopback in a process of its own; readers ask every
question in turn, writers judge events (right, or of another status, so that linking is anew), each at most once in
`--pause` seconds. `--store FILE` asks a store that is there; without writers nothing is written to it. Prints requests,
errors, median and p99, and the processor time of the server, of what links beside it, and of the callers themselves;
`--each-second` prints what each second took.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from page import spent

from readout.model import Article, Entity, Event, EventTime, Mention, Participant, Record, Span, Statement
from readout.store import open_store

QUESTIONS = (
    *("/articles", "/events?who=China", "/statements?limit=20", "/search?q=talks", "/entities?kind=person"),
    *("/timeline?who=China&limit=20", "/upcoming", "/claims?limit=20", "/stories", "/met?who=China", "/counts"),
)
JUDGEMENTS = ("right", "right", "happened", "claimed")
_STATES = (("China", "CHN"), ("Russia", "RUS"), ("Egypt", "EGY"), ("Norway", "NOR"), ("Kenya", "KEN"), ("Chile", "CHL"))
_FIRST = ("Anna", "Omar", "Ingrid", "Rui", "Mary", "Kofi", "Lena", "Paul")
_LAST = ("Nowak", "Kibet", "Dahl", "Costa", "Njeri", "Mensah", "Berg", "Arvo")


def made(many: int) -> Iterator[Record]:
    """Records of short articles, three a meeting, a dozen an invented state of affairs."""
    draw = random.Random(1)
    for number in range(many):
        if number % 3 == 0:
            day = date(2025, 1, 1) + timedelta(days=number // 12)
            one, other = draw.sample(_STATES, 2)
            who = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
        verb = "met" if number % 2 else "will meet"
        told = f"{one[0]} and {other[0]} held talks. {who} {verb} envoys on {day}."
        text = f"{told} {who} said the talks were useful ({number})."
        yield _record(number, text, day.isoformat(), who, (one, other))


def _record(number: int, text: str, day: str, who: str, states: tuple[tuple[str, str], ...]) -> Record:
    def place(words: str, after: int = 0) -> Span:
        start = text.index(words, after)
        return Span(start, start + len(words))

    def seen(words: str) -> tuple[Mention, ...]:
        found = place(words)
        return (Mention(found.start, found.end, "name"),)

    cast = [Entity(f"e{n}", "country", name, None, code, mentions=seen(name)) for n, (name, code) in enumerate(states)]
    parts = tuple(Participant(e.id, "actor") for e in cast)
    cast.append(Entity("e9", "person", who, mentions=seen(who)))
    said = Statement("s1", (place("the talks were useful"),), "e9", place(who, text.index("said") - len(who) - 1))
    when = EventTime(day, day, day)
    events = (
        Event("v0", "talks", place("talks"), participants=parts),
        Event("v1", "meeting", place("envoys"), participants=(*parts, Participant("e9", "actor")), time=when),
    )
    page = Article(f"made-{number}", "made", text, publisher=f"Outlet {number % 9}", headline=text[:40], published=day)
    return Record(page, tuple(cast), (), (said,), events)


class Answer(NamedTuple):
    """When somebody asked (seconds since all began), what, how many seconds the answer took, and what went wrong."""

    at: float
    path: str
    took: float
    wrong: str | None


class Meter(NamedTuple):
    """Seconds of processor time: the server's, that of the processes beside it, the callers'."""

    server: float
    beside: float
    callers: float


def metered(server: int) -> Meter:
    """What was spent so far."""
    begun = Path(f"/proc/{server}/task").glob("*/children")  # each thread has its own
    beside = [child for children in begun for child in children.read_text("utf-8").split()]
    return Meter(spent(server), sum(spent(int(child)) for child in beside), time.process_time())


def asked(base: str, begun: float, given: argparse.Namespace, events: list[str] | None, seed: int) -> list[Answer]:
    """One reader, or with `events` one writer, until the time is up."""
    draw, found, address = random.Random(seed), list[Answer](), urlsplit(base)
    time.sleep(given.pause * draw.random())  # nobody begins at the same moment as all others
    line = http.client.HTTPConnection(address.netloc, timeout=30)
    while (at := time.monotonic() - begun) < given.seconds:
        path, body = draw.choice(QUESTIONS), None
        if events:
            path = "/judgements/events"
            body = json.dumps({"one": draw.choice(events), "judgement": draw.choice(JUDGEMENTS)})
        try:
            kind = {"Content-Type": "application/json"} if body else {}
            line.request("POST" if body else "GET", address.path + path, body, kind)
            answer = line.getresponse()
            text = answer.read()
            wrong = None if answer.status in (200, 201) else f"{path}: {answer.status} {text[:100].decode()}"
        except (OSError, http.client.HTTPException) as error:
            wrong = f"{path}: {error!r}"
            line.close()
        took = time.monotonic() - begun - at
        found.append(Answer(at, path, took, wrong))
        time.sleep(max(0.0, given.pause * draw.uniform(0.5, 1.5) - took))
    line.close()
    return found


def main() -> int:
    """Run it and print the figures; status 1 when an answer failed."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--store", type=Path, metavar="FILE", help="a store that is there; writers write to it")
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--writers", type=int, default=5)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--pause", type=float, default=1.0, help="seconds from one request of somebody to the next")
    options.add_argument("--each-second", action="store_true", help="print what each second took")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = given.store or Path(folder) / "store.sqlite3"
        with open_store(file) as store:
            if not given.store:
                list(store.add(made(given.articles)))
            events = [f"{row.article}:{row.event}" for row in store.events(limit=200)]
            many = store.counts().articles
        print(f"{many} articles, {given.readers} readers, {given.writers} writers, {given.seconds:.0f} s", flush=True)
        answers = loaded(file, given, events)
    told(answers)
    return 1 if any(answer.wrong for answer in answers) else 0


def told(answers: list[Answer]) -> None:
    """Print how long the answers took."""
    times = sorted(answer.took for answer in answers)
    wrong = [answer.wrong for answer in answers if answer.wrong]
    print(f"requests {len(times)}, errors {len(wrong)}")
    print(f"median {statistics.median(times) * 1000:.0f} ms, p99 {_at(times, 0.99) * 1000:.0f} ms")
    for path in sorted({answer.path for answer in answers}):
        rows = sorted(answer.took for answer in answers if answer.path == path)
        figures = f"median {_at(rows, 0.5) * 1000:6.0f}  p99 {_at(rows, 0.99) * 1000:6.0f} ms"
        print(f"  {path:32} {len(rows):5}  {figures}")
    for line in wrong[:10]:
        print(line)


def _at(times: list[float], share: float) -> float:
    return times[int(len(times) * share)]


def loaded(file: Path, given: argparse.Namespace, events: list[str]) -> list[Answer]:
    """The answers to everybody, once the server has linked its articles."""
    command = [str(Path(sysconfig.get_path("scripts")) / "readout"), "serve", "--port", "0", "--store", str(file)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        base = server.stdout.readline().strip() + "api/v1"
        while _status(f"{base}/stories") == 503:
            time.sleep(0.2)
        begun, who = time.monotonic(), [None] * given.readers + [events] * given.writers
        meters = [metered(server.pid)]
        with ThreadPoolExecutor(len(who)) as people:
            asking = [people.submit(asked, base, begun, given, one, seed) for seed, one in enumerate(who)]
            while not all(one.done() for one in asking):
                time.sleep(1)
                meters.append(metered(server.pid))
            answers = [answer for one in asking for answer in one.result()]
    finally:
        server.terminate()
        server.wait(20)
    if given.each_second:
        seconds(answers, meters)
    each = [(last - first) / len(answers) * 1000 for first, last in zip(meters[0], meters[-1], strict=True)]
    print(f"processor time for an answer: server {each[0]:.1f} ms, beside {each[1]:.1f}, callers {each[2]:.1f}")
    return answers


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def seconds(answers: list[Answer], meters: list[Meter]) -> None:
    """Print for each second the requests begun in it, how long they took, and the processor time spent."""
    for second, (before, after) in enumerate(pairwise(meters)):
        some = sorted(answer.took for answer in answers if int(answer.at) == second)
        if not some:
            continue
        spent_here = [last - first for first, last in zip(before, after, strict=True)]
        shares = " ".join(f"{name} {share:.2f}" for name, share in zip(Meter._fields, spent_here, strict=True))
        middle, most = _at(some, 0.5) * 1000, some[-1] * 1000
        print(f"  {second:3} s  {len(some):3}  median {middle:5.0f}  most {most:5.0f} ms  {shares}")


if __name__ == "__main__":
    sys.exit(main())
