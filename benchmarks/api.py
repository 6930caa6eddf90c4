"""Readers and writers at once: how long the HTTP API takes to answer, and whether anything fails.

`python benchmarks/api.py` serves a store of made articles on the loopback in a process of its own; readers ask every
question in turn, writers judge events, each at most once in `--pause` seconds. Prints requests, errors, median and p99.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx

from readout.model import Article, Entity, Event, EventTime, Mention, Participant, Record, Span, Statement
from readout.store import open_store

QUESTIONS = (
    *("/articles", "/events?who=China", "/statements?limit=20", "/search?q=talks", "/entities?kind=person"),
    *("/timeline?who=China&limit=20", "/upcoming", "/claims?limit=20", "/stories", "/met?who=China", "/counts"),
)
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


class Tally:
    """Seconds of each answer, and what went wrong."""

    def __init__(self) -> None:
        self.seconds: list[tuple[str, float]] = []
        self.wrong: list[str] = []


def asked(base: str, until: float, pause: float, events: list[str] | None, tally: Tally, seed: int) -> None:
    """One reader, or with `events` one writer, until a moment."""
    draw = random.Random(seed)
    time.sleep(pause * draw.random())  # nobody begins at the same moment as all others
    with httpx.Client(base_url=base, timeout=30) as client:
        while time.monotonic() < until:
            path = "/judgements/events" if events else draw.choice(QUESTIONS)
            begun = time.monotonic()
            try:
                if events:
                    answer = client.post(path, json={"one": draw.choice(events), "judgement": "right"})
                else:
                    answer = client.get(path)
                if answer.status_code not in (200, 201):
                    tally.wrong.append(f"{path}: {answer.status_code} {answer.text[:100]}")
            except httpx.HTTPError as error:
                tally.wrong.append(f"{path}: {error!r}")
            took = time.monotonic() - begun
            tally.seconds.append((path, took))
            time.sleep(max(0.0, pause * draw.uniform(0.5, 1.5) - took))


def main() -> int:
    """Run it and print the figures; status 1 when an answer failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--writers", type=int, default=5)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--pause", type=float, default=1.0, help="seconds from one request of somebody to the next")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.sqlite3"
        with open_store(file) as store:
            list(store.add(made(given.articles)))
            events = [f"{row.article}:{row.event}" for row in store.events(limit=200)]
        tally = loaded(file, given, events)
    times = sorted(took for _, took in tally.seconds)
    print(f"{given.articles} articles, {given.readers} readers, {given.writers} writers, {given.seconds:.0f} s")
    print(f"requests {len(times)}, errors {len(tally.wrong)}")
    print(f"median {statistics.median(times) * 1000:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.0f} ms")
    for path in sorted({path for path, _ in tally.seconds}):
        rows = sorted(took for p, took in tally.seconds if p == path)
        print(f"  {path:32} {len(rows):5}  p99 {rows[int(len(rows) * 0.99)] * 1000:6.0f} ms")
    for line in tally.wrong[:10]:
        print(line)
    return 1 if tally.wrong else 0


def loaded(file: Path, given: argparse.Namespace, events: list[str]) -> Tally:
    """The answers to everybody, once the server has linked its articles."""
    command = [str(Path(sysconfig.get_path("scripts")) / "readout"), "serve", "--port", "0", "--store", str(file)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    tally = Tally()
    try:
        base = server.stdout.readline().strip() + "api/v1"
        while httpx.get(f"{base}/stories", timeout=60).status_code == 503:
            time.sleep(0.2)
        until = time.monotonic() + given.seconds
        people = [
            threading.Thread(target=asked, args=(base, until, given.pause, who, tally, number))
            for number, who in enumerate([None] * given.readers + [events] * given.writers)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
    finally:
        server.terminate()
        server.wait(20)
    return tally


if __name__ == "__main__":
    sys.exit(main())
