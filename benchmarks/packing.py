"""What records take and what packing costs: `python benchmarks/packing.py STORE [--records 200]`.

For records over the whole of a store: bytes by their texts packed with zstd -19, each alone, as they are kept and as
`readout compact` packs them, and processor time of packing and unpacking one; beside them JSON by zlib, as they once
were. Exit status 1 when the compact ones take more than 1.5 times their texts, packing more than 2 ms a record or
unpacking more than .3 ms (of 500 words).
"""

from __future__ import annotations

import argparse
import sys
import time
import zlib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from readout.model import Record, from_json, to_json
from readout.store import open_store
from readout.store.packing import QUICK, SLOW, packed, unpacked, zstd

MOST, MOST_PACKING, MOST_UNPACKING, WORDS = 1.5, 2.0, 0.3, 500


def per_record(work: Callable[[], object], records: int) -> float:
    """Milliseconds of processor time for one record, the best of three rounds."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken) / records * 1e3


def ways() -> dict[str, tuple[Callable[[Record], bytes], Callable[[bytes], Record]]]:
    """Each way to pack a record and to unpack it."""
    return {
        "JSON by zlib": (lambda r: zlib.compress(to_json(r).encode()), lambda data: from_json(zlib.decompress(data))),
        "kept": (lambda r: packed(r, QUICK), unpacked),
        "compact": (lambda r: packed(r, SLOW), unpacked),
    }


def main() -> int:
    """Print the table; 0 when every limit holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("store", type=Path)
    parser.add_argument("--records", type=int, default=200)
    options = parser.parse_args()
    with open_store(options.store) as store:
        records = list(islice(store.records(), options.records))
    texts = [record.article.text.encode() for record in records]
    alone = sum(len(zstd.compress(text, SLOW)) for text in texts)
    together = len(zstd.compress(b"\n".join(texts), SLOW))
    words = sum(record.article.word_count for record in records) / len(records)
    print(f"{len(records)} records of {words:.0f} words; texts: {sum(map(len, texts)):,} bytes,")
    print(f"by zstd -19 {alone:,} each alone, {together:,} all in one")
    good = True
    for name, (pack, unpack) in ways().items():
        made = [pack(record) for record in records]
        size = sum(map(len, made))
        put = per_record(lambda pack=pack: [pack(record) for record in records], len(records))  # type: ignore[misc]
        got = per_record(lambda unpack=unpack, made=made: [unpack(d) for d in made], len(records))  # type: ignore[misc]
        print(f"{name:13} {size:>11,} bytes  {size / alone:.2f} ({size / together:.2f})  {put:6.2f} ms  {got:5.2f} ms")
        if name == "compact":
            good = good and size <= MOST * alone
        if name == "kept":
            good = good and put <= MOST_PACKING and got * WORDS / words <= MOST_UNPACKING
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
