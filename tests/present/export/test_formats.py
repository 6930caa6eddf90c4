"""Every format of the registry: valid by its standard, the same each time, streaming, harmless, and no claim a fact."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from msgspec.structs import replace

from readout.model import Article, ReadoutError, Record
from readout.present.export import registry
from readout.present.export.base import Corpus
from readout.present.export.registry import MODULES, NAMES, exporter, exporters
from tests.present.export.made import HARM, by_hand, hostile, of_each_status, written
from tests.present.export.valid import VALIDATORS
from tests.present.made import summit

ROOT = Path(__file__).parents[3]
# Parquet holds a row group, the language model a batch: they stream too, only not so soon.
STREAMS = [e.name for e in exporters() if not e.linked and e.extra != "parquet" and e.name != "conllu"]
# The language model is slow beside everything else here.
FEW = {"conllu": 2}


def corpus(name: str) -> list[Record]:
    empty = Record(Article("empty", "empty.txt", ""))
    return [summit(), *of_each_status(), empty, *by_hand(FEW.get(name))]


def test_each_format_has_a_file_a_line_a_validator_and_a_place_in_the_docs() -> None:
    folder = Path(registry.__file__).parent
    made = {file.stem for file in folder.glob("*.py") if "\nFORMATS = " in file.read_text(encoding="utf-8")}
    assert made == set(MODULES)
    assert set(VALIDATORS) == set(NAMES)
    assert len({(e.suffix) for e in exporters()}) == len(NAMES)
    docs = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in docs] == []


def test_a_format_that_is_none_is_named() -> None:
    with pytest.raises(ReadoutError, match="gpx: no such format"):
        exporter("gpx")


@pytest.mark.parametrize("name", NAMES)
def test_valid_by_its_standard_and_the_same_each_time(name: str) -> None:
    records = corpus(name)
    data = written(name, *records)
    assert VALIDATORS[name](data) > 0
    assert written(name, *records) == data
    VALIDATORS[name](written(name))  # nothing at all is a valid file too


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_the_pages_of_the_store_where_it_has_an_address(name: str) -> None:
    record = replace(summit(), article=replace(summit().article, url=None))
    VALIDATORS[name](written(name, record, base="https://desk.example/readout"))


@pytest.mark.parametrize("name", STREAMS)
def test_pieces_come_before_all_records_are_read(name: str) -> None:
    read = 0

    def records() -> object:
        nonlocal read
        for n in range(200):
            read += 1
            yield replace(summit(), article=replace(summit().article, id=f"a{n}"))

    size = 0
    for piece in exporter(name).pieces(Corpus(records())):  # type: ignore[arg-type]
        size += len(piece)
        if size > 20_000:
            break
    assert read < 100


def readable(name: str, data: bytes) -> str:
    """All text that a file holds."""
    if name == "brat":
        with ZipFile(BytesIO(data)) as archive:
            return "\n".join([*archive.namelist(), *(archive.read(n).decode() for n in archive.namelist())])
    if name.startswith("parquet"):
        import pyarrow.parquet as pq

        return "\n".join(map(str, pq.read_table(BytesIO(data)).to_pylist()))
    return data.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_article_comes_out_harmless(name: str) -> None:
    data = written(name, hostile(), summit())
    assert VALIDATORS[name](data) > 0
    text = readable(name, data)
    kept = text if not name.startswith("csv") else text.removeprefix("\ufeff")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\ufeff]", kept)
    assert "javascript:" not in text
    assert len(data) < 500_000  # not the headline a hundred times
    if data.startswith(b"<?xml"):
        assert not list(etree.fromstring(data).iter("{*}script"))
    if name in ("jsonld", "ninjs", "ftm", "annotations", "prov", "geojson", "jsonfeed", "csl"):
        assert "<" not in text
    if name == "ics":
        assert text.count("\r\nEND:VCALENDAR\r\n") == 1
        assert "\r\nBEGIN:VALARM" not in text


def test_markup_stays_words_in_the_html_of_a_feed() -> None:
    items = etree.fromstring(written("rss", hostile())).iter("description")
    html = "".join(item.text or "" for item in items)
    assert "<script" not in html
    assert "&lt;script" in html


@pytest.mark.parametrize("name", ["gdelt-events", "gdelt-mentions", "plover", "cameo", "graphml", "gexf"])
def test_what_has_no_status_holds_only_what_is_done(name: str) -> None:
    done = [r for r in of_each_status() if r.events[0].status in ("happened", "ongoing")]
    rest = [r for r in of_each_status() if r.events[0].status not in ("happened", "ongoing")]
    assert VALIDATORS[name](written(name, *rest)) == 0
    assert VALIDATORS[name](written(name, *done)) >= 2


def test_claims_are_no_events_where_an_event_is_a_fact() -> None:
    graph = json.loads(written("jsonld", *of_each_status()))["@graph"]
    events = [n for n in graph if n["@type"] == "Event"]
    claims = [n["name"].partition(":")[0].lower() for n in graph if n["@type"] == "Claim"]
    assert sorted(claims) == ["claimed", "denied", "proposed", "uncertain"]
    assert {n.get("eventStatus", "none").rpartition("/")[2] for n in events} == {
        *("none", "EventScheduled", "EventPostponed", "EventCancelled")
    }
    entities = [json.loads(line) for line in written("ftm", *of_each_status()).splitlines()]
    kept = {e["properties"]["keywords"][1] for e in entities if e["schema"] == "Event"}
    assert kept == {"happened", "ongoing", "scheduled", "expected", "postponed"}


def test_harm_is_in_the_article_that_means_it() -> None:
    assert all(harm in hostile(1).article.text for harm in HARM)
