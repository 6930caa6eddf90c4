"""How long a people file takes to import, and a look-up in it: `python benchmarks/people.py [--persons 1000000]`.

The file is made here: FollowTheMoney lines with persons, offices and who held which, as OpenSanctions ships them, with
invented names out of the tables of names. Its size stands for that of a list of all politically exposed persons.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from readout.lexicon import table
from readout.people import import_file, open_people

_OFFICES = ("Minister of Finance", "Foreign Minister", "President", "Prime Minister")
# So many hold an office of a whole state, as in lists of office holders; the others sit for a district.
_HIGH = 20_000


def surnames(many: int, chance: random.Random) -> list[str]:
    """Invented family names of two to four syllables."""
    syllables = [
        c + v
        for c in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "sh", "ch"]
        for v in ["a", "e", "i", "o", "u"]
    ]
    ends = ["n", "r", "s", "ski", "ov", "ez", "son", "li", "tti", ""]
    return [
        "".join(chance.choices(syllables, k=chance.randint(2, 4))).title() + chance.choice(ends) for _ in range(many)
    ]


def lines(persons: int) -> Iterator[dict[str, object]]:
    """The entities of a file of so many persons."""
    chance = random.Random(7)
    given = [w.title() for key in ("m", "f") for w in table("given_names")[key].split()]
    family = surnames(60_000, chance)
    states = [code for code in sorted(table("wikidata")["codes"]) if len(code) == 2 and code.islower()]
    posts = [(f"post-{state}-{n}", state, title) for state in states for n, title in enumerate(_OFFICES)]
    seats = [
        (f"seat-{n}", chance.choice(states), f"Member of Parliament for District {n}") for n in range(persons // 20)
    ]
    for key, state, title in [*posts, *seats]:
        yield {"id": key, "schema": "Position", "properties": {"name": [title], "country": [state]}}
    for number in range(persons):
        name = f"{chance.choice(given)} {chance.choice(family)}"
        alias = f"{name.split()[0]} {chance.choice(given)} {name.split()[1]}"
        key, post, state = (
            f"made-{number}",
            *chance.choice(posts if chance.random() * persons < _HIGH or not seats else seats)[:2],
        )
        begin = chance.randint(1990, 2024)
        has = {"name": [name], "alias": [alias], "country": [state]}
        yield {"id": key, "caption": name, "schema": "Person", "properties": has}
        term = {"holder": [key], "post": [post], "startDate": [f"{begin}-03-01"], "endDate": [f"{begin + 4}-02-28"]}
        yield {"id": f"term-{number}", "schema": "Occupancy", "properties": term}


def _cpu() -> float:
    """Processor time of this process and of those that it started and that ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--lookups", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.ftm.json"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines(asked.persons))
        captions = (str(line["caption"]) for line in lines(asked.persons) if "caption" in line)
        names = list(islice(captions, asked.lookups))
        with open_people(str(Path(folder) / "people.sqlite3"), create=True) as people:
            wall, cpu = time.perf_counter(), _cpu()
            done = import_file(people, str(file), print)
            wall, cpu = time.perf_counter() - wall, _cpu() - cpu
            size = Path(people.where).stat().st_size / 1e6
            took = f"{wall:.1f} s ({cpu:.1f} s of all cores), {size:.0f} MB"
            print(f"import: {done.persons} persons, {done.terms} offices in {took}")
            people.called(names[0])  # the tables are read once a process
            for when in ("", " again"):  # the second time no page of the file has to be read
                wall, cpu = time.perf_counter(), time.process_time()
                found = sum(bool(people.called(name)) for name in names)
                each, cost = ((t / len(names)) * 1e3 for t in (time.perf_counter() - wall, time.process_time() - cpu))
                told = f"mean of {len(names)}, {found} found"
                print(f"look-up of a name{when}: {each:.3f} ms ({cost:.3f} of one core; {told})")
            wall, cpu = time.perf_counter(), time.process_time()
            for number in range(len(names)):
                people.holders("prime minister", "FRA", f"{1990 + number % 34}-06-01")
            each, cost = (time.perf_counter() - wall) / len(names) * 1e3, (time.process_time() - cpu) / len(names) * 1e3
            print(f"look-up of an office: {each:.3f} ms ({cost:.3f} of one core)")


if __name__ == "__main__":
    main()
