"""How fast linking is and how it grows: `python benchmarks/links.py [--articles 200000] [--plot out.svg] [--order]`.

The articles are made from a folder's annotated ones with names, dates and numbers changed (the generator is below), so
that each is one of many happenings told in the same words. Printed: articles a second and a core, the 50th and 99th
percentile of linking one more article with its story and that story's events, memory, and the growth between sizes.
Exit status 1 when a limit does not hold. `--order` instead adds some articles in shuffled orders and prints how many of
the pairs linked in either order are linked in both.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, islice
from math import log
from pathlib import Path

from readout.link.linker import Linker
from readout.model import Article, Entity, Event, EventTime, Mention, Participant, Record, Span

MOST_P99, LEAST_RATE, MOST_GROWTH, LEAST_AGREEMENT = 0.050, 500.0, 1.5, 0.98
_FIRST = date(2015, 1, 1)
_DAYS = 3650
_SYLLABLES = tuple(
    consonant + vowel for consonant in ("b", "d", "gr", "k", "l", "m", "pl", "st", "v") for vowel in "aeiou"
)
_WORD = re.compile(r"[A-Za-z]+|\d+")


def made(templates: list[tuple[str, str]], many: int, seed: int = 1) -> Iterator[Record]:
    """Records of `many` articles, in order of their days: stories of some articles each, all from one template's story.

    `templates` are (story, text). A story's names, numbers and day are drawn anew; its articles keep them.
    """
    draw = random.Random(seed)
    by_story: dict[str, list[str]] = {}
    for story, text in templates:
        by_story.setdefault(story, []).append(text)
    stories = sorted(by_story)
    mean = sum(map(len, by_story.values())) / len(by_story)
    count = int(many / mean) + len(by_story)
    number = 0
    for day in sorted(draw.randrange(_DAYS) for _ in range(count)):
        texts = by_story[draw.choice(stories)]
        names: dict[str, str] = {}
        for text in texts:
            if number == many:
                return
            published = _FIRST + timedelta(days=day + draw.randrange(3))
            yield _record(f"made-{number}", _changed(text, names, draw), published.isoformat(), draw)
            number += 1


def _changed(text: str, names: dict[str, str], draw: random.Random) -> str:
    """A text with its names and numbers replaced, each always by the same."""
    small = {word for word in _WORD.findall(text) if word.islower()}

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word.isdigit():
            return names.setdefault(word, str(draw.randrange(10 ** len(word))))
        if not word[0].isupper() or word.lower() in small or len(word) < 3:
            return word
        return names.setdefault(word, "".join(draw.choices(_SYLLABLES, k=3)).capitalize())

    return _WORD.sub(other, text)


def _record(name: str, text: str, published: str, draw: random.Random) -> Record:
    """A record with the events that a reading would find: about one a sentence, of the persons near it."""
    capitals = list(re.finditer(r"[A-Z][a-z]{3,}", text))[:6]
    entities = tuple(
        Entity(f"e{n}", "person", m[0], mentions=(Mention(m.start(), m.end(), "name"),)) for n, m in enumerate(capitals)
    )
    verbs = list(re.finditer(r"\b[a-z]{3,}ed\b", text))[:8]
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


def grown(rows: list[tuple[str, str]], many: int) -> list[tuple[int, float, float]]:
    """(articles, seconds of one core so far, peak memory in MiB) at ten sizes while articles are added and linked."""
    linker, points, spent = Linker(), [], 0.0
    source = made(rows, many)
    step = max(1, many // 10)
    while some := list(islice(source, step)):
        begun = time.process_time()
        for record in some:
            linker.add(record)
        for _ in linker.stories():
            pass
        spent += time.process_time() - begun
        points.append((len(linker.names), spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
        print(f"{points[-1][0]:8} articles  {spent:8.1f} s  {points[-1][2]:7.0f} MiB", flush=True)
    begun = time.process_time()
    events = linker.events()
    spent += time.process_time() - begun
    print(f"{len(events)} events; with them {len(linker.names) / spent:.0f} articles/s")
    times = []
    for record in made(rows, 400, seed=2):
        begun = time.process_time()
        linker.story_events(linker.story(linker.add(record)))
        times.append(time.process_time() - begun)
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"one more article: p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms   (at most {MOST_P99 * 1000:.0f})")
    rate = len(linker.names) / spent
    print(f"whole: {rate:.0f} articles/s/core   (at least {LEAST_RATE:.0f})")
    (few, early, _), (most, late, _) = points[len(points) // 5], points[-1]
    growth = (late / early) / ((most * log(most)) / (few * log(few)))
    print(f"time grew {growth:.2f} times as n log n from {few} to {most}   (at most {MOST_GROWTH})")
    points.append((0, p99, rate))
    points.append((0, growth, 0.0))
    return points


def plot(points: list[tuple[int, float, float]], out: Path) -> None:
    """Seconds over articles as SVG, beside n log n through the last point."""
    most, late, _ = points[-1]
    scale = late / (most * log(most))
    top = max(seconds for _, seconds, _ in points)

    def line(row: list[tuple[int, float]]) -> str:
        return " ".join(f"{40 + 540 * n / most:.1f},{360 - 320 * seconds / top:.1f}" for n, seconds in row)

    measured = line([(n, seconds) for n, seconds, _ in points])
    wanted = line([(n, scale * n * log(n)) for n, _, _ in points])
    out.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">'
        f'<polyline points="{wanted}" fill="none" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{measured}" fill="none" stroke="#06c" stroke-width="2"/>'
        f'<text x="40" y="380">0</text><text x="540" y="380">{most} articles</text>'
        f'<text x="44" y="30">{top:.0f} s measured (line), n log n (dashed)</text></svg>\n',
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


def main() -> int:
    """Print the figures; 0 when every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--order", action="store_true")
    parser.add_argument("--shuffles", type=int, default=20)
    options = parser.parse_args()
    if not (options.data / "data/ecbplus").is_dir():
        print(f"links: NOT MEASURED: {options.data} has no annotated articles (say where they are with --data)")
        return 0
    rows = templates(options.data)
    if options.order:
        stories, events = agreement(rows, 500, options.shuffles)
        print(f"{options.shuffles} orders of {min(500, len(rows))} articles: least agreement on linked pairs")
        print(f"stories {stories:.4f}  events {events:.4f}   (at least {LEAST_AGREEMENT})")
        return int(min(stories, events) < LEAST_AGREEMENT)
    *points, (_, p99, rate), (_, growth, _) = grown(rows, options.articles)
    if options.plot:
        plot(points, options.plot)
    return int(p99 > MOST_P99 or rate < LEAST_RATE or growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
