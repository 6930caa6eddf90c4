"""How right the reading is, on every annotated corpus in the data folder; with --floors, fails where a figure fell.

The corpora and their scorers lie beside the project, not in it (see README); where the folder is missing nothing is
measured and the command says so. Each figure is the scorer's own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from readout.flow import USUAL, Means, records
from readout.model import Article, to_json
from readout.read import read_inputs

Figures = dict[str, float]


def read_to(out: Path, inputs: list[str], means: Means) -> None:
    """Write the records of some inputs as JSON lines."""
    with out.open("w", encoding="utf-8") as file:
        for record in records((a for a in read_inputs(inputs) if isinstance(a, Article)), means):
            file.write(to_json(record) + "\n")


def figures(output: str) -> Iterator[tuple[str, float]]:
    """(name, value) of each line of a scorer: the F1 where it gives one, else its first number."""
    for line in output.splitlines():
        match = re.match(r"(\w+)\s.*?F1 ([\d.]+)", line) or re.match(r"(\w+)\s+([\d.]+)", line)
        if match is None or match[1] in ("articles", "sentences", "pages"):
            continue
        yield match[1], float(match[2])
        for name, value in re.findall(r"\s([PR]) ([\d.]+)", line):
            yield f"{match[1]}.{name}", float(value)


def measure(data: Path, work: Path) -> Iterator[tuple[str, str, Figures]]:
    """(corpus, what the scorer printed, figures) for each corpus of the data folder."""
    score = data / "score"

    def scored(name: str, scorer: str, gold: Path, inputs: list[str], means: Means = USUAL) -> tuple[str, str, Figures]:
        found = work / f"{name}.jsonl"
        read_to(found, inputs, means)
        run = subprocess.run(
            [sys.executable, str(score / scorer), str(gold), str(found)], capture_output=True, text=True, check=True
        )
        return name, run.stdout, dict(figures(run.stdout))

    seed = sorted((data / "seeds").glob("*.txt"))[0]
    yield scored("seed", "score_record.py", data / "gold/seed.json", [str(seed)])
    polnear = work / "polnear-dev-gold.jsonl"
    polnear.write_bytes(gzip.decompress((data / "data/polnear/dev.jsonl.gz").read_bytes()))
    yield scored("polnear-dev", "score_statements.py", polnear, [str(polnear)])
    timebank = data / "data/timex/timebank.jsonl"
    without = Means(fast=True)  # the tagger of statements has no part in times and in what is an article's text
    yield scored("timebank", "score_times.py", timebank, [str(timebank)], without)
    plover = data / "data/plover/sentences.jsonl"
    yield scored("plover", "score_events.py", plover, [str(plover)])
    pages = sorted(str(p) for p in (data / "data/pages").glob("*.html.gz"))
    yield scored("pages", "score_text.py", data / "data/pages/ground-truth.json", pages, without)


def main() -> int:
    """Print each scorer's lines; 1 when a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--floors", type=Path, help="JSON file: corpus -> figure -> least value")
    options = parser.parse_args()
    if not (options.data / "score").is_dir():
        print(f"accuracy: NOT MEASURED: {options.data} has no annotated corpora (say where they are with --data)")
        return 0
    floors: dict[str, Figures] = json.loads(options.floors.read_text("utf-8")) if options.floors else {}
    fell = []
    with tempfile.TemporaryDirectory() as work:
        for name, printed, found in measure(options.data, Path(work)):
            print(f"== {name}\n{printed.rstrip()}", flush=True)
            for figure, least in floors.get(name, {}).items():
                value = found.get(figure, 0.0)
                if value < least:
                    fell.append(f"{name} {figure} is {value:.3f}, under its floor of {least:.3f}")
    print("\n".join(f"accuracy: {line}" for line in fell) or ("accuracy: every floor holds" if floors else ""))
    return int(bool(fell))


if __name__ == "__main__":
    sys.exit(main())
