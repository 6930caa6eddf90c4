"""Rules alone, the tagger as it ships and, where given, in single precision: how right, how fast and how big.

Right: the scorer's figures on PolNeAR's development part. Fast: whole articles of 500 words made of it, from text to
record, in two processes of one thread each. Big: the most memory of such a process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from msgspec.structs import replace

from readout.analyse import analyse
from readout.extract import find_entities, find_statements, find_times
from readout.extract.statements.tagger import Tagger, load_tagger
from readout.flow import Means, records
from readout.model import Analysis, Article, Record, to_json
from readout.read import read_bytes, read_inputs

_WORDS, _PROCESSES = 500, 2


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/polnear and score")
    parser.add_argument("--fp32", type=Path, help="folder of the models in single precision (build/statements/fp32)")
    options = parser.parse_args()
    lines = gzip.decompress((options.data / "data/polnear/dev.jsonl.gz").read_bytes())
    with tempfile.TemporaryDirectory() as work:
        gold = Path(work) / "gold.jsonl"
        gold.write_bytes(lines)
        analyses = list(analyse(a for a in read_inputs([str(gold)]) if isinstance(a, Article)))
        systems: dict[str, Tagger | None] = {"rules": None, "tagger, 8 bits": load_tagger()}
        if options.fp32:
            systems["tagger, single precision"] = Tagger(options.fp32)
        for name, tag in systems.items():
            found = Path(work) / "found.jsonl"
            found.write_text("".join(to_json(_record(a, tag)) + "\n" for a in analyses), encoding="utf-8")
            scorer = options.data / "score" / "score_statements.py"
            printed = subprocess.run([sys.executable, scorer, gold, found], capture_output=True, text=True, check=True)
            figures = "  ".join(f"{k} {v}" for k, v in re.findall(r"^(\w+)\s.*F1 ([\d.]+)", printed.stdout, re.M))
            print(f"{name:26} {figures}", flush=True)
    texts = [" ".join(json.loads(line)["text"].split(" ")[:_WORDS]) for line in lines.splitlines()]
    halves = [texts[number::_PROCESSES] for number in range(_PROCESSES)]
    for name, fast in (("rules", True), ("tagger, 8 bits", False)):
        with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
            results = list(pool.map(_timed, halves, [fast] * _PROCESSES))
        rate = len(texts) / max(seconds for seconds, _ in results)
        print(
            f"{name:26} {rate:.1f} articles/s in {_PROCESSES} processes, {max(m for _, m in results)} MB at most each"
        )
    return 0


def _record(a: Analysis, tag: Tagger | None) -> Record:
    cast, times = find_entities(a), find_times(a)
    return replace(Record(a.article), entities=cast.entities, statements=find_statements(a, cast, times, tag=tag))


def _timed(texts: list[str], fast: bool) -> tuple[float, int]:
    """Seconds for the records of some texts, models loaded before, and the process's most memory in MB."""
    _read(texts[:2], fast)
    start = time.perf_counter()
    _read(texts, fast)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _read(texts: Iterable[str], fast: bool) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)).encode()
    for record in records((a for a in read_bytes(lines, "articles.jsonl") if isinstance(a, Article)), Means(fast)):
        to_json(record)


if __name__ == "__main__":
    sys.exit(main())
