"""Files of many pages, and a reading that needs no model."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from readout.bulk.local import read_shards
from readout.bulk.manifest import Entry, Folder, Run
from readout.bulk.shards import files
from readout.bulk.work import carry_out, plan
from readout.many.pages import Outcome, Page
from readout.model import Article, Record
from readout.read import Unread, read_unread


def said(n: int) -> str:
    """The text of a page."""
    return f"Minister Ann Osei visited town {n} on Monday. “Road {n} will open in May,” she said in Accra."


def line(name: str, n: int, published: str | None = "2024-03-05") -> str:
    """A page as a line of JSON."""
    return json.dumps({"id": name, "title": f"Road {n}", "published": published, "text": said(n)}) + "\n"


def make_shards(folder: Path) -> Path:
    """One of each kind: nine good pages and a broken one, of which two are states of one article."""
    folder.mkdir(parents=True)
    lines = "".join(line(f"p{n}", n, f"2024-0{1 + n % 2}-05") for n in range(4))
    (folder / "a.jsonl").write_text(lines + "{broken\n", encoding="utf-8")
    with gzip.open(folder / "b.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(line("p0", 10, "2024-01-05"))
    day = 1709283600000
    columns = {"id": ["q0", "q1"], "body": [said(20), said(21)], "published": pa.array([None, day], pa.timestamp("ms"))}
    pq.write_table(pa.table(columns), folder / "c.parquet")
    with (folder / "d.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n in (30, 31):
            page = (
                f"<html><head><title>Road</title></head><body><article><h1>Road</h1><p>{said(n)}</p></article></body>"
            )
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(
                    f"http://example.com/{n}",
                    "response",
                    payload=io.BytesIO(page.encode()),
                    http_headers=headers,
                    warc_headers_dict={"WARC-Date": "2024-03-01T00:00:00Z"},
                )
            )
    return folder


@dataclass
class Plain:
    """A reading that finds nothing in a page but the page itself; `before` is called with each."""

    before: Callable[[Page], None] = lambda page: None

    def results(self, pages: Iterable[Page]) -> Iterator[tuple[Outcome, ...]]:
        for page in pages:
            self.before(page)
            items = read_unread(page) if isinstance(page, Unread) else (page,)
            yield tuple(Record(item) if isinstance(item, Article) else item for item in items)


def bulk(source: Path | str, out: Path, reading: Plain | None = None, run: Run | None = None) -> list[Entry]:
    """A run; the shards that it read."""
    folder, how = Folder(out), run or Run(fast=True)
    with folder.writing(how):
        made = plan(files([str(source)]), folder)
        assert not made.problems
        read = reading or Plain()
        return list(carry_out(made, folder, lambda some: read_shards(some, folder, how, read)))  # type: ignore[arg-type]


def content(folder: Path) -> dict[str, bytes]:
    """All files of an output but for the moments in its manifest."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
