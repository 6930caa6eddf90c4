"""What is read of HTML pages: main text, pages a second, and what they say of themselves, beside other readers.

The pages and their main text lie beside the project (see README); what they say of themselves was read by hand, into
tests/read/metadata.json. `--others` adds trafilatura and newspaper4k (`pip install newspaper4k lxml_html_clean`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from readout.model import Article
from readout.read import read_bytes
from readout.read.blocks import named

GOLD = Path(__file__).parents[2] / "tests/read/metadata.json"
BODY = ("paragraph", "list", "quote", "heading")
SHINGLE = 4
ABBREVIATED = {"associated press": "ap"}


class Found(NamedTuple):
    """What a reader says of a page; `names` are all those that its pictures' credits give, None where it reads none."""

    headline: str | None
    authors: tuple[str, ...]
    published: str | None
    publisher: str | None = None
    language: str | None = None
    updated: str | None = None
    section: str | None = None
    names: frozenset[str] | None = None


Pages = dict[str, bytes]


def pages(data: Path) -> Pages:
    """The pages of the data folder by their ids."""
    return {p.name.split(".")[0]: gzip.decompress(p.read_bytes()) for p in sorted((data / "data/pages").glob("*.gz"))}


def article(page: bytes) -> Article:
    """A page as readout reads it."""
    (found,) = read_bytes(page, "page.html")
    if not isinstance(found, Article):
        raise ValueError(found.what)
    return found


def by_readout(page: bytes) -> Found:
    """What readout says of a page."""
    a = article(page)
    made = [i.credit for i in a.images if i.credit]
    names = frozenset(plain(n) for c in made for n in (c.photographer, c.agency, c.via) if n)
    return Found(a.headline, a.authors, a.published, a.publisher, a.language, a.updated, a.section, names)


def by_trafilatura(page: bytes) -> Found:
    """What trafilatura says of a page."""
    from trafilatura import extract_metadata

    m: Any = extract_metadata(page)
    authors = tuple(a.strip() for a in (m.author or "").split(";") if a.strip())
    return Found(m.title, authors, m.date, m.sitename, m.language)


def by_newspaper(page: bytes) -> Found:
    """What newspaper4k says of a page; its publisher is a part of Open Graph."""
    m: Any = import_module("newspaper").article(
        "https://example.com/", input_html=page.decode("utf-8", "replace"), language="en"
    )
    site = m.meta_site_name or None
    published = m.publish_date.isoformat() if m.publish_date else None
    return Found(m.title, tuple(m.authors), published, site, m.meta_lang or None)


def plain(text: str | None) -> str:
    """Words without case, accents' encoding, quotation marks and other signs."""
    found = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").casefold()))
    return ABBREVIATED.get(found, found)


def days(moment: str | None) -> frozenset[str]:
    """The day of a moment as it is written, and as it is in UTC."""
    if not moment:
        return frozenset()
    there = instant(moment)
    return frozenset({moment[:10]} | ({there.date().isoformat()} if there else set()))


def instant(moment: str | None) -> datetime | None:
    """A moment with a zone, in UTC to the minute; None for one without."""
    try:
        found = datetime.fromisoformat(moment or "")
    except ValueError:
        return None
    return found.astimezone(UTC).replace(second=0, microsecond=0) if found.tzinfo else None


def same_publisher(found: str | None, wanted: list[str]) -> bool:
    """Whether a name is one of those that a publisher goes by."""
    return plain(found).removeprefix("the ") in {plain(w).removeprefix("the ") for w in wanted}


def judged(found: Found, gold: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """(what, whether it is right) for all that can be asked of a page."""
    yield "headline", plain(found.headline) == plain(gold["headline"])
    yield "date", bool(days(found.published) & days(gold["published"]))
    if instant(gold["published"]):
        yield "to the minute", instant(found.published) == instant(gold["published"])
    names = sorted(map(plain, found.authors))
    if gold["authors"]:
        yield "authors", names == sorted(map(plain, gold["authors"]))
    else:
        yield "no author made up", set(names) <= set(map(plain, gold.get("desk", [])))
    yield "publisher", same_publisher(found.publisher, gold["publisher"])
    yield "language", (found.language or "")[:2] == gold["language"]
    if gold.get("updated"):
        yield "updated", bool(days(found.updated) & days(gold["updated"]))
    if gold.get("section"):
        yield "section", plain(found.section) == plain(gold["section"])
    wanted = {plain(n) for c in gold.get("credits", []) for n in c if n}
    for name in wanted:
        yield "credits found", name in (found.names or frozenset())
    for name in found.names or frozenset() if wanted else ():
        yield "credits right", name in wanted


def metadata(read: Callable[[bytes], Found], given: Pages, wrong: bool = False) -> dict[str, tuple[int, int]]:
    """(right, of so many) for each thing that pages say of themselves."""
    gold: dict[str, dict[str, Any]] = json.loads(GOLD.read_text("utf-8"))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, wanted in gold.items():
        found = read(given[name])
        for what, good in judged(found, wanted):
            asked[what] += 1
            right[what] += good
            if wrong and not good:
                print(f"  {what}: {name[:8]} {found}")
    return {what: (right[what], asked[what]) for what in asked}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, as the article extraction benchmark counts them."""
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[i:] for i in range(SHINGLE)), strict=False)) or Counter({tuple(words): 1})


def main_text(data: Path, given: Pages, wrong: bool = False) -> tuple[float, float, float]:
    """(F1, precision, recall) of the main text, precision and recall averaged over the pages."""
    gold = json.loads((data / "data/pages/ground-truth.json").read_text("utf-8"))
    sums = [0.0, 0.0]
    for name, wanted in gold.items():
        a = article(given[name])
        have = shingles("\n".join(a.text[b.start : b.end] for b in a.blocks if b.kind in BODY))
        want = shingles(wanted["articleBody"])
        hit = (want & have).total()
        p, r = hit / (have.total() or 1), hit / (want.total() or 1)
        sums = [sums[0] + p, sums[1] + r]
        if wrong and min(p, r) < 0.98:
            print(f"  {name[:8]} P {p:.3f} R {r:.3f} {wanted['url']}")
    p, r = (s / len(gold) for s in sums)
    return 2 * p * r / (p + r), p, r


def speed(given: Pages) -> float:
    """Pages a second of processor time, once all that reading needs is loaded; no page's names are remembered."""
    named.cache_clear()
    start = time.process_time()
    for page in given.values():
        article(page)
    return len(given) / (time.process_time() - start)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--others", action="store_true", help="measure trafilatura and newspaper4k as well")
    parser.add_argument("--wrong", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    given = pages(options.data)
    if not given:
        print(f"pages: NOT MEASURED: {options.data} has no pages (say where they are with --data)")
        return 0
    f1, p, r = main_text(options.data, given, options.wrong)
    print(f"main text: F1 {f1:.3f}  P {p:.3f}  R {r:.3f}  ({len(given)} pages)")
    print(f"speed: {speed(given):.0f} pages a second of processor time")
    readers: dict[str, Callable[[bytes], Found]] = {"readout": by_readout}
    if options.others:
        readers |= {"trafilatura": by_trafilatura, "newspaper4k": by_newspaper}
    for who, read in readers.items():
        table = metadata(read, given, options.wrong and who == "readout")
        print(f"{who}: " + "  ".join(f"{what} {good / of:.3f} ({good}/{of})" for what, (good, of) in table.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
