"""How fast linking is and how it grows: `python benchmarks/links.py [--articles 200000] [--plot out.svg] [--order]`.

The articles are made from a folder's annotated ones with names, dates and numbers changed (the generator is below), so
that each is one of many happenings told in the same words. Printed: articles a second and a core, the 50th and 99th
percentile of linking one more article with its story and that story's events, and how time and memory grow.
Exit status 1 when a limit does not hold. `--order` instead adds some articles in shuffled orders and prints how many of
the pairs linked in either order are linked in both. `--store FILE` keeps the articles in a store and links them there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, islice
from math import log
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

# One core is measured: a product of matrices must not take the others too. It counts only before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from msgspec.structs import replace

from readout.link.linker import Linker
from readout.model import Article, Entity, Event, EventTime, Mention, Participant, Record, Span

MOST_P99, LEAST_RATE, MOST_GROWTH, LEAST_AGREEMENT = 0.050, 500.0, 1.5, 0.98
_FIRST = date(2015, 1, 1)
_DAYS = 3650
# Articles added one by one to a store.
_MORE = 300
# Questions asked of a store to which one article was just added.
_ASKED = ("brief", "met", "timeline", "upcoming")
_SYLLABLES = tuple(
    consonant + vowel for consonant in ("b", "d", "gr", "k", "l", "m", "pl", "st", "v") for vowel in "aeiou"
)
_WORD = re.compile(r"[A-Za-z]+|\d+")


def made(templates: list[tuple[str, str]], many: int, seed: int = 1) -> Iterator[Record]:
    """Records of `many` articles, in order of their days: stories of some articles each, all from one template's story.

    `templates` are (story, text). A story's names, numbers and day are drawn anew; its articles keep them.
    """
    draw = random.Random(seed)
    by_story: dict[str, list[list[tuple[str, bool]]]] = {}
    for story, text in templates:
        by_story.setdefault(story, []).append(_pieces(text))
    stories = sorted(by_story)
    mean = len(templates) / len(stories)
    count = int(many / mean) + len(by_story)
    number = 0
    for day in sorted(draw.randrange(_DAYS) for _ in range(count)):
        names: dict[str, str] = {}
        for pieces in by_story[draw.choice(stories)]:
            if number == many:
                return
            published = _FIRST + timedelta(days=day + draw.randrange(3))
            yield _record(f"made-{number}", _changed(pieces, names, draw), published.isoformat(), draw)
            number += 1


def _pieces(text: str) -> list[tuple[str, bool]]:
    """A text cut where a name or number begins and ends: the pieces, and whether each is one."""
    small = {word for word in _WORD.findall(text) if word.islower()}
    found, at = [], 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isdigit() or (word[0].isupper() and word.lower() not in small and len(word) >= 3):
            found += [(text[at : match.start()], False), (word, True)]
            at = match.end()
    return [*found, (text[at:], False)]


def _changed(pieces: list[tuple[str, bool]], names: dict[str, str], draw: random.Random) -> str:
    """A text with its names and numbers replaced, each always by the same."""

    def other(word: str) -> str:
        if word not in names:
            number = word.isdigit()
            names[word] = (
                str(draw.randrange(10 ** len(word))) if number else "".join(draw.choices(_SYLLABLES, k=3)).capitalize()
            )
        return names[word]

    return "".join(other(words) if changes else words for words, changes in pieces)


def _record(name: str, text: str, published: str, draw: random.Random) -> Record:
    """A record with the events that a reading would find: about one a sentence, of the persons near it."""
    capitals = list(islice(re.finditer(r"[A-Z][a-z]{3,}", text), 6))
    entities = tuple(
        Entity(f"e{n}", "person", m[0], mentions=(Mention(m.start(), m.end(), "name"),)) for n, m in enumerate(capitals)
    )
    verbs = list(islice(re.finditer(r"\b[a-z]{3,}ed\b", text), 8))
    kinds = ("attack", "meeting", "trial", "visit", "agreement", "arrest")
    events = tuple(
        Event(
            f"v{n}",
            kinds[len(m[0]) % len(kinds)],
            Span(m.start(), m.end()),
            participants=tuple(Participant(e.id, "actor") for e in entities[n % 3 : n % 3 + 2]),
            time=EventTime(published, published, published, by="clause") if published and n % 2 else None,
        )
        for n, m in enumerate(verbs)
    )
    return Record(Article(name, "made", text, published=published), entities=entities, events=events)


def templates(data: Path) -> list[tuple[str, str]]:
    """(story, text) of the annotated articles."""
    lines = (data / "data/ecbplus/articles.jsonl").read_text("utf-8").splitlines()
    return [(row["story"], row["text"]) for row in map(json.loads, lines)]


class Point(NamedTuple):
    """So many articles, linked in so many seconds of one core, with so much memory at its peak."""

    articles: int
    seconds: float
    mib: float


class Grown(NamedTuple):
    """What was measured while articles were added and linked; `p50` and `p99` are seconds for one more."""

    points: list[Point]
    p50: float
    p99: float
    rate: float

    def growth(self, column: str) -> float:
        """How many times as fast as n log n a column grew between an early size and the last."""
        few, most = self.points[len(self.points) // 5], self.points[-1]
        grew = float(getattr(most, column) / getattr(few, column))
        return grew / ((most.articles * log(most.articles)) / (few.articles * log(few.articles)))


def grown(rows: list[tuple[str, str]], many: int) -> Grown:
    """Add and link articles and note time and memory at ten sizes; then one more after another."""
    linker, points, spent = Linker(), [], 0.0
    source = made(rows, many)
    while some := list(islice(source, max(1, many // 10))):
        begun = time.process_time()
        for record in some:
            linker.add(record)
        for _ in linker.stories():
            pass
        spent += time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        points.append(Point(len(linker), spent, memory))
        print(f"{len(linker):8} articles  {spent:8.1f} s  {memory:7.0f} MiB", flush=True)
    begun = time.process_time()
    events = linker.events()
    spent += time.process_time() - begun
    print(f"{len(events)} events; with them {spent:.1f} s", flush=True)
    times = []
    for record in made(rows, 400, seed=2):
        begun = time.process_time()
        linker.story_events(linker.story(linker.add(record)))
        times.append(time.process_time() - begun)
    times.sort()
    return Grown(points, times[len(times) // 2], times[int(len(times) * 0.99)], points[-1].articles / spent)


def told(found: Grown) -> int:
    """Print what was measured beside its limits; 1 when one does not hold."""
    seconds, memory = found.growth("seconds"), found.growth("mib")
    print(
        f"one more article: p50 {found.p50 * 1e3:.1f} ms, p99 {found.p99 * 1e3:.1f} ms   (at most {MOST_P99 * 1e3:.0f})"
    )
    print(f"whole: {found.rate:.0f} articles/s/core   (at least {LEAST_RATE:.0f})")
    few, most = found.points[len(found.points) // 5].articles, found.points[-1].articles
    print(f"from {few} to {most} articles, beside n log n: time grew {seconds:.2f} times as fast, memory {memory:.2f}")
    print(f"   (at most {MOST_GROWTH})")
    return int(found.p99 > MOST_P99 or found.rate < LEAST_RATE or max(seconds, memory) > MOST_GROWTH)


def plot(points: list[Point], out: Path) -> None:
    """Seconds and memory over articles as SVG, each beside n log n through its last point."""
    most = points[-1].articles
    parts = []
    for left, column, unit in ((0, "seconds", "s"), (420, "mib", "MiB")):
        top = max(getattr(point, column) for point in points)
        scale = getattr(points[-1], column) / (most * log(most))

        def line(row: list[tuple[int, float]], left: int = left, top: float = top) -> str:
            return " ".join(f"{left + 40 + 340 * n / most:.1f},{280 - 240 * value / top:.1f}" for n, value in row)

        measured = line([(point.articles, getattr(point, column)) for point in points])
        wanted = line([(point.articles, scale * point.articles * log(point.articles)) for point in points])
        parts.append(
            f'<polyline points="{wanted}" fill="none" stroke="#999" stroke-dasharray="4"/>'
            f'<polyline points="{measured}" fill="none" stroke="#06c" stroke-width="2"/>'
            f'<path d="M{left + 40} 40v240h340" fill="none" stroke="#333"/>'
            f'<text x="{left + 40}" y="300">0</text><text x="{left + 290}" y="300">{most:,} articles</text>'
            f'<text x="{left + 40}" y="30">{top:,.0f} {unit} measured (line), n log n (dashed)</text>'
        )
    out.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 320" font-family="sans-serif" font-size="12">'
        f"{''.join(parts)}</svg>\n",
        encoding="utf-8",
    )


def agreement(rows: list[tuple[str, str]], many: int, shuffles: int) -> tuple[float, float]:
    """(stories, events): the least share of linked pairs that an order has in common with the first one."""
    records = [_record(f"text-{n}", text, "", random.Random(n)) for n, (_, text) in enumerate(rows[:many])]
    first: list[set[tuple[str, str]]] = []
    least = [1.0, 1.0]
    for number in range(shuffles):
        order = records if number == 0 else random.Random(number).sample(records, len(records))
        linker = Linker(order)
        stories = {
            pair for story in linker.stories() for pair in combinations(sorted(linker.names[n] for n in story), 2)
        }
        events = {
            pair
            for event in linker.events()
            for pair in combinations(sorted(f"{linker.names[m.article]}#{m.event.id}" for m in event), 2)
        }
        if number == 0:
            first = [stories, events]
            continue
        for kind, found in enumerate((stories, events)):
            both, either = len(first[kind] & found), len(first[kind] | found)
            least[kind] = min(least[kind], both / either if either else 1.0)
    return least[0], least[1]


def kept(store: str, rows: list[tuple[str, str]], many: int) -> int:
    """Keep articles in a store, and print what its first linking costs, one more article, and questions; 1 if one more
    takes too long.
    """
    from readout.link.questions import Asked
    from readout.store import open_store
    from readout.store.linking import linked

    with open_store(store) as opened:
        print(f"{sum(1 for _ in opened.add(made(rows, many)))} articles added to {store}", flush=True)
        begun, clock = time.process_time(), time.perf_counter()
        linked(opened)
        spent, lasted = time.process_time() - begun, time.perf_counter() - clock
        rate = many / spent
        print(f"the first linking: {spent:.1f} s of a processor, {rate:.0f} articles/s ({lasted:.1f} s)", flush=True)
        times, more = [], made(rows, _MORE + len(_ASKED), seed=3)

        def add() -> Record:
            record = next(more)
            list(opened.add([replace(record, article=replace(record.article, id=f"more-{uuid4().hex}"))]))
            return record

        for _ in range(_MORE):
            add()
            begun, clock = time.process_time(), time.perf_counter()
            linked(opened)
            times.append((time.process_time() - begun, time.perf_counter() - clock))
        (p50, p99), (wall50, wall99) = (_middle_and_most(row) for row in zip(*times, strict=True))
        print(f"one more, kept: p50 {p50 * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms   (at most {MOST_P99 * 1e3:.0f})")
        print(f"   by the clock: p50 {wall50 * 1e3:.1f} ms, p99 {wall99 * 1e3:.1f} ms")
        on = (_FIRST + timedelta(days=_DAYS)).isoformat()
        since = (_FIRST + timedelta(days=_DAYS - 2)).isoformat()
        for what in _ASKED:
            who = add().entities[0].name
            begun, clock = time.process_time(), time.perf_counter()
            asked = Asked(linked(opened), on)
            if what == "brief":
                asked.brief(since)
            elif what == "timeline":
                asked.lines((who,))
            else:
                asked.met(who) if what == "met" else asked.upcoming()
            spent, lasted = time.process_time() - begun, time.perf_counter() - clock
            print(f"{what}, one article new: {spent:.3f} s of a processor, {lasted:.3f} s", flush=True)
    return int(p99 > MOST_P99)


def _middle_and_most(times: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 99th percentile."""
    order = sorted(times)
    return order[len(order) // 2], order[int(len(order) * 0.99)]


def main() -> int:
    """Print the figures; 0 when every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--order", action="store_true")
    parser.add_argument("--shuffles", type=int, default=20)
    parser.add_argument("--store", metavar="FILE", help="only keep so many articles in a store and link them there")
    options = parser.parse_args()
    if not (options.data / "data/ecbplus").is_dir():
        print(f"links: NOT MEASURED: {options.data} has no annotated articles (say where they are with --data)")
        return 0
    rows = templates(options.data)
    if options.store:
        return kept(options.store, rows, options.articles)
    if options.order:
        stories, events = agreement(rows, 500, options.shuffles)
        print(f"{options.shuffles} orders of {min(500, len(rows))} articles: least agreement on linked pairs")
        print(f"stories {stories:.4f}  events {events:.4f}   (at least {LEAST_AGREEMENT})")
        return int(min(stories, events) < LEAST_AGREEMENT)
    found = grown(rows, options.articles)
    if options.plot:
        plot(found.points, options.plot)
    return told(found)


if __name__ == "__main__":
    sys.exit(main())
