"""Makes what records are packed by, `store/packings/N.msgpack`: `python -m training.packing N RECORDS TEXTS...`.

RECORDS are JSON lines as `readout read --json` prints them, TEXTS JSON lines with "id" and "text". Nothing is drawn by
chance: the same input makes the same file. What is taken from the texts is how often words stand together: runs of at
most four words that several outlets have, the most frequent last. No sentence of theirs is in it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from readout.model import Record, from_json
from readout.store.columns import Node, Page, Writer, layout, node
from readout.store.packing import SLOW, Packing, Stored, zstd

# Runs of so many words, in texts of so many outlets; bytes of them, of both dictionaries with their tables.
LONGEST, OUTLETS, BYTES, TABLES, CODES = 4, 4, 100_000, 4_000, 20_000
# Values of a column that so many outlets have, and so often; a code is a byte, of which two say something else.
SHARED, USUAL, MOST = 3, 4, 254
# What a reference into a dictionary costs, in bytes.
COST = 3
_PIECE = re.compile(r" ?[\w’'-]+|[^\w\s]|\s")


# How often which outlets have which value, by column.
Counts = defaultdict[str, dict[Any, Counter[str]]]


class _Counted(Writer):
    """Counts the values of columns instead of writing them."""

    def __init__(self, counts: Counts) -> None:
        super().__init__(Page("", None), {})
        self.outlet = ""
        self._counts = counts

    def read(self, record: Record, tree: Node) -> None:
        """Count the values of a record."""
        self.page, self.outlet = Page(record.article.text, None), outlet(record.article.id)
        tree.put(self, [record], None, [1])

    def put(self, path: str, values: Sequence[Any], expected: Iterable[Any] | None = None) -> None:
        """Count the values that are not as expected."""
        if expected is not None:
            values = [one for one, likely in zip(values, expected, strict=True) if one is None or one != likely]
        for value, many in Counter(values).items():
            outlets = self._counts[path].setdefault(value, Counter())
            outlets[self.outlet] += many


def outlet(name: str) -> str:
    """The outlet of an article, as far as its id tells."""
    found = re.match(r"[A-Za-z-]+|\d+", name)
    return found[0] if found else name


def vocabularies(records: Sequence[Record]) -> dict[str, list[Any]]:
    """The usual values of each column, the most frequent first."""
    tree = node(layout(), "")
    every: Counts = defaultdict(dict)
    counted = _Counted(every)
    for record in records:
        counted.read(record, tree)
    found = {}
    for path, counts in sorted(every.items()):
        shared = [(v, o.total()) for v, o in counts.items() if o.total() >= USUAL and len(o) >= SHARED]
        usual = [v for v, _ in sorted(shared, key=lambda pair: (-pair[1], repr(pair[0])))[:MOST]]
        # What a field holds where it holds nothing is usual, whoever has it.
        found[path] = usual + [v for v in (None, 0, False) if v in counts and v not in usual][: MOST - len(usual)]
    return found


def runs(texts: Iterable[tuple[str, str]]) -> bytes:
    """What outlets say in the same words, as the start of a dictionary: what saves most stands last."""
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for name, text in texts:
        pieces, who = _PIECE.findall(text), outlet(name)
        for length in range(1, LONGEST + 1):
            for at in range(len(pieces) - length + 1):
                run = "".join(pieces[at : at + length])
                counts[run] += 1
                if len(outlets[run]) < OUTLETS:
                    outlets[run].add(who)
    saved = {r: n * (len(r) - COST) for r, n in counts.items() if len(outlets[r]) >= OUTLETS and len(r) > COST}
    chosen: list[str] = []
    held, size = "", 0
    for run in sorted(saved, key=lambda run: (-saved[run], run)):
        if size >= BYTES:
            break
        if run not in held:
            chosen.append(run)
            held += f"\n{run}"
            size += len(run.encode())
    return "".join(reversed(chosen)).encode()


def made(records: Sequence[Record], texts: Iterable[tuple[str, str]]) -> Stored:
    """What is to be shipped."""
    empty = Stored(layout(), vocabularies(records), b"", b"")
    columns = [Packing(0, empty).columns(record) for record in records]
    codes = zstd.train_dict([codes for codes, _ in columns], CODES)
    raw = runs(texts)
    words = [words for _, words in columns]
    # The tables say how often which letter, length and distance comes; the samples themselves are no part of it.
    whole = zstd.finalize_dict(zstd.ZstdDict(raw, is_raw=True), words, len(raw) + TABLES, SLOW)
    return Stored(empty.layout, empty.vocabularies, codes.dict_content, whole.dict_content)


def _lines(file: Path) -> Iterator[bytes]:
    data = file.read_bytes()
    yield from (gzip.decompress(data) if file.suffix == ".gz" else data).splitlines()


def main() -> int:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("number", type=int, help="the number of the new packing: one more than the newest")
    parser.add_argument("records", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    options = parser.parse_args()
    target = Path("src/readout/store/packings") / f"{options.number}.msgpack"
    if target.exists():
        print(f"{target} is there: stores are packed by it; take the next number", file=sys.stderr)
        return 1
    texts = ((row["id"], row["text"]) for file in options.texts for row in map(json.loads, _lines(file)))
    stored = made([from_json(line) for line in _lines(options.records)], texts)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(msgspec.msgpack.encode(stored))
    print(f"{target}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
