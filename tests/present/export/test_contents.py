"""What stands in the files: read back, they say what the record says."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import bibtexparser
import networkx
import pyarrow.parquet as pq
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from conllu import parse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace

from readout.lexicon import table
from readout.model import Record
from readout.present.export import clean, gdelt
from readout.present.export.base import Corpus
from readout.present.export.narrow import narrowed
from tests.present.export.made import STATUSES, by_hand, later, meeting, of_each_status, written
from tests.present.export.valid import brat_reader
from tests.present.made import summit


def events_of(*records: Record, **more: object) -> list[dict[str, str]]:
    """The events of a calendar as plain text."""
    calendar = Calendar.from_ical(written("ics", *records, **more))
    return [{k: _plain(v) for k, v in event.items()} for event in calendar.walk("VEVENT")]


def _plain(value: Any) -> str:
    plain = value.to_ical()
    return plain.decode() if isinstance(plain, bytes) else str(plain)


def test_a_calendar_says_when_who_where_in_which_words_and_how_sure() -> None:
    (event,) = events_of(meeting("a1"))
    assert (event["DTSTART"], event["DTEND"]) == ("20250506", "20250507")
    assert event["SUMMARY"] == "Anna Berg met Ivo Maric in Oslo on May 6"
    assert (event["LOCATION"], event["GEO"], event["URL"]) == ("Oslo", "59.91;10.75", "https://news.example/a1")
    assert "Anna Berg met Ivo Maric in Oslo" in event["DESCRIPTION"]
    assert (event["X-READOUT-PROBABILITY"], event["X-READOUT-OCCURRENCE"]) == ("0.80", "eos5")


def test_a_calendar_has_the_status_that_the_table_has() -> None:
    events = events_of(*of_each_status())
    found = {e["X-READOUT-STATUS"]: e["STATUS"] for e in events}
    codes = table("status")["statuses"]
    assert found == {status: codes[status]["icalendar"] for status in STATUSES}
    claimed = next(e for e in events if e["X-READOUT-STATUS"] == "claimed")
    assert claimed["SUMMARY"].startswith("Claimed: Gita Haddad met ")
    marked = [e for e in events if e["X-READOUT-STATUS"] not in ("happened", "ongoing")]
    assert all(e["SUMMARY"].startswith(e["X-READOUT-STATUS"].capitalize()) for e in marked)


def test_an_event_keeps_its_uid_as_it_is_told_again_and_changes() -> None:
    plan = meeting("a1", "scheduled", "2025-05-01")
    off = later(plan, "a2", "2025-05-03", status="cancelled")
    (before,), (after,) = events_of(plan), events_of(plan, off)
    (corrected,) = events_of(plan, off, versions={"a1": 3})
    assert before["UID"] == after["UID"] == corrected["UID"]
    assert [e["SEQUENCE"] for e in (before, after, corrected)] == ["0", "1", "3"]
    assert [e["STATUS"] for e in (before, after)] == ["CONFIRMED", "CANCELLED"]
    assert after["URL"] == "https://news.example/a2"


def test_only_days_that_the_text_gives_are_in_a_calendar() -> None:
    undated = meeting("a1", day=None)
    published = replace(undated.events[0], time=replace(meeting("a2").events[0].time, by="published"))
    assert events_of(undated) == []
    assert events_of(replace(undated, events=(published,))) == []


def test_what_is_told_as_done_before_its_day_is_the_plan_that_another_telling_has() -> None:
    plan = meeting("a1", "expected", "2025-05-05")
    (event,) = events_of(plan, later(meeting("a2"), "a2", "2025-05-05"))
    assert (event["X-READOUT-STATUS"], event["SUMMARY"][:9]) == ("expected", "Expected:")
    (done,) = events_of(plan, later(meeting("a2"), "a2", "2025-05-06"))
    assert done["X-READOUT-STATUS"] == "happened"


def test_some_day_of_a_month_is_told_as_such() -> None:
    time = replace(meeting("a1").events[0].time, value="2025-05", begin="2025-05-01", until="2025-05-31")
    month = replace(meeting("a1"), events=(replace(meeting("a1").events[0], time=time),))
    (event,) = events_of(month)
    assert event["SUMMARY"].endswith(r"met Ivo Maric in Oslo on May 6\, some time in May 2025")


def test_csv_and_parquet_hold_the_same_rows() -> None:
    records = [summit(), *by_hand(4)]
    for name in ("", "-statements", "-entities", "-relations"):
        text = written(f"csv{name}", *records).decode("utf-8-sig")
        rows = list(csv.DictReader(StringIO(text, newline="")))
        table = pq.read_table(BytesIO(written(f"parquet{name}", *records))).to_pylist()
        assert len(rows) == len(table) > 0
        for row, typed in zip(rows, table, strict=True):
            plain = {k: "; ".join(v) if isinstance(v, list) else v for k, v in typed.items()}
            shown = {k: "" if v is None else " ".join(str(v).split()) for k, v in plain.items()}
            assert {k: v.removeprefix("'") for k, v in row.items()} == {
                k: v.removeprefix("'") for k, v in shown.items()
            }


def test_a_row_of_events_leads_to_its_words() -> None:
    rows = pq.read_table(BytesIO(written("parquet", summit()))).to_pylist()
    first = rows[0]
    assert summit().article.text[first["start"] : first["end"]] == first["trigger"] == "arrived"
    assert (first["said_by"], first["from"], first["time_by"]) == (["KBN"], "2025-03-04", "clause")
    assert rows[1]["apart"] == ["Omar Kibet: uncertain (a strike)"]


def test_annotations_quote_the_text_at_their_positions() -> None:
    for record in (summit(), *by_hand(4)):
        notes = json.loads(written("annotations", record))["first"]["items"]
        for note in notes:
            for target in note["target"] if isinstance(note["target"], list) else [note["target"]]:
                quote, place = target["selector"]
                assert record.article.text[place["start"] : place["end"]] == quote["exact"]
        mentions = sum(len(e.mentions) for e in record.entities)
        assert len(notes) == mentions + sum(
            map(len, (record.times, record.statements, record.events, record.relations, record.discrepancies))
        )


def test_brat_reads_back_what_the_record_has() -> None:
    for record in (summit(), *by_hand(4)):
        with ZipFile(BytesIO(written("brat", record))) as archive:
            types = brat_reader.configuration(archive.read("annotation.conf").decode())
            name = next(n for n in archive.namelist() if n.endswith(".ann"))
            text = archive.read(name.replace(".ann", ".txt")).decode()
            read = brat_reader.read(text, archive.read(name).decode(), types)
        assert text == record.article.text
        starts = sorted(spans[0][0] for kind, spans in read.spans.values() if kind in ("Person", "Country"))
        kinds = ("person", "country")
        assert starts == sorted(m.start for e in record.entities if e.kind in kinds for m in e.mentions)
        assert [value for _, _, value in read.attributes.values()] == [v.status for v in record.events]
        assert [len(read.events[e]) - 1 for e in read.events] == [
            len(v.participants) + (v.place is not None) for v in record.events
        ]
        contents = [spans for kind, spans in read.spans.values() if kind == "Content"]
        assert [(s[0][0], s[-1][1]) for s in contents] == [
            (s.content[0].start, s.content[-1].end) for s in record.statements
        ]


_BLANKS = {"\\s": " ", "\\n": "\n", "\\t": "\t", "\\r": "\r"}


def test_conllu_gives_the_text_back_and_marks_the_events() -> None:
    record = summit()
    sentences = parse(written("conllu", record).decode())
    text = ""
    for token in (t for s in sentences for t in s):
        misc = token["misc"] or {}
        after = misc.get("SpacesAfter", "" if misc.get("SpaceAfter") == "No" else " ")
        for escaped, blank in _BLANKS.items():
            after = after.replace(escaped, blank)
        text += token["form"] + after
    assert text == record.article.text
    marked = [t["form"] for s in sentences for t in s if "Event" in (t["misc"] or {})]
    assert marked == ["arrived", "attend", "sign", "closed"]
    assert any("(p1-person" in (t["misc"] or {}).get("Entity", "") for s in sentences for t in s)


def test_a_statement_is_cited_with_who_says_what() -> None:
    (entry, *_) = bibtexparser.parse_string(written("bibtex", summit()).decode()).entries[1:]
    fields = {k: f.value for k, f in entry.fields_dict.items()}
    assert fields["author"] == "{Mary Njeri}"
    assert 'Omar Kibet, via KBN (“said”), reported: “"we will sign the deal"' in fields["note"]
    assert (fields["year"], fields["month"], fields["url"]) == ("2025", "3", "https://news.example/summit")


def test_what_somebody_rejects_is_nowhere_given_without_the_words_that_reject_it() -> None:
    record = summit()
    said = record.statements[0]
    assert said.cue
    record = replace(record, statements=(replace(said, act="reject"), *record.statements[1:]))
    cue, words = (record.article.text[s.start : s.end] for s in (said.cue, said.content[0]))
    (quotation,) = (n for n in json.loads(written("jsonld", record))["@graph"] if n["@type"] == "Quotation")
    assert quotation["text"] == f"{cue} {words}"
    for form in ("bibtex", "csl", "ninjs", "annotations", "prov"):
        assert f"(“{cue}”)" in written(form, record).decode(), form


def test_tex_is_only_words_in_a_citation() -> None:
    record = summit()
    odd = replace(record, article=replace(record.article, headline=r"5 % of $3 & \input{x} #1_~^ {"))
    entry = bibtexparser.parse_string(written("bibtex", odd).decode()).entries[0]
    title = entry.fields_dict["title"].value
    assert r"5 \% of \$3 \& \textbackslash{}input\{x\} \#1\_\textasciitilde{}\textasciicircum{} \{" in title


def test_a_citation_is_set_by_a_csl_style() -> None:
    items = json.loads(written("csl", summit()))
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(items), formatter.plain
    )
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    shown = "".join(str(part) for entry in bibliography.bibliography() for part in entry)
    assert "Mary Njeri" in shown
    assert "Norway" in shown


def test_people_are_one_node_however_they_are_spelt() -> None:
    first = meeting("a1", published="2025-05-07")
    text = "Anna Berg and Ivo Marić held talks in Oslo on May 20."
    second = meeting(
        "a2",
        published="2025-05-21",
        day="2025-05-20",
        text=text,
        who=("Anna Berg", "Ivo Marić"),
        kind="talks",
        trigger="talks",
    )
    graph = networkx.read_gexf(BytesIO(written("gexf", first, second)), version="1.2draft")
    assert sorted(d["label"] for _, d in graph.nodes(data=True)) == ["Anna Berg", "Ivo Maric"]
    ((_, _, edge),) = graph.edges(data=True)
    assert (edge["weight"], edge["first"], edge["last"]) == (2.0, "2025-05-06", "2025-05-20")
    assert edge["told_in"] == "a1 a2"


def test_nobody_met_whose_part_is_uncertain() -> None:
    record = meeting("a1")
    one, other = record.events[0].participants
    unsure = replace(
        record, events=(replace(record.events[0], participants=(one, replace(other, status="uncertain"))),)
    )
    assert networkx.read_graphml(BytesIO(written("graphml", unsure))).number_of_edges() == 0


def test_a_point_on_the_map_says_what_is_known_of_it() -> None:
    (feature,) = json.loads(written("geojson", meeting("a1", "proposed")))["features"]
    assert feature["geometry"]["coordinates"] == [10.75, 59.91]
    about = feature["properties"]
    assert (about["status"], about["from"], about["parties"]) == ("proposed", "2025-05-06", ["Anna Berg", "Ivo Maric"])
    assert about["title"].startswith("Proposed: Anna Berg met Ivo Maric")
    assert about["tellings"][0]["words"] == "Anna Berg met Ivo Maric in Oslo on May 6."


def test_gdelt_counts_articles_and_gives_its_own_codes() -> None:
    record = meeting("a1")
    again = later(record, "a2", "2025-05-08T10:30")
    row = dict(zip(gdelt.EVENTS, written("gdelt-events", record, again).decode().rstrip("\n").split("\t"), strict=True))
    wanted = {"SQLDATE": "20250506", "NumArticles": "2", "NumMentions": "2", "NumSources": "1", "IsRootEvent": "1"}
    assert {k: row[k] for k in wanted} == wanted
    assert (row["Actor1Name"], row["Actor1CountryCode"], row["ActionGeo_CountryCode"]) == ("ANNA BERG", "NOR", "NO")
    mentions = [line.split("\t") for line in written("gdelt-mentions", record, again).decode().splitlines()]
    assert [m[0] for m in mentions] == [row["GLOBALEVENTID"]] * 2
    assert [m[2] for m in mentions] == ["20250507000000", "20250508103000"]


def test_a_denial_reviews_the_claim_and_gives_no_verdict_of_its_own() -> None:
    graph = json.loads(written("jsonld", summit()))["@graph"]
    (review,) = [n for n in graph if n["@type"] == "ClaimReview"]
    assert review["claimReviewed"] == "that it had closed the border"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Denied by Tanzania"}


def test_plans_of_an_article_are_items_of_ninjs() -> None:
    (line,) = written("ninjs", meeting("a1", "scheduled")).splitlines()
    (plan,) = json.loads(line)["associations"]
    assert plan["eventDetails"]["dates"] == {"expectedStartDate": "2025-05-06", "expectedEndDate": "2025-05-06"}
    assert plan["eventDetails"]["eventStatus"].endswith("/scheduled")


def test_a_record_is_narrowed_to_someone() -> None:
    one = narrowed(summit(), "kibet")
    assert one is not None
    assert [v.id for v in one.events] == ["e2", "e3"]
    assert [s.id for s in one.statements] == ["s2"]
    assert {e.id for e in one.entities} == {"p1", "p2", "o1"}
    assert narrowed(summit(), "Kib") is None
    assert narrowed(summit(), "TZA") is not None


def test_records_linked_already_are_not_linked_again() -> None:
    first = Corpus([meeting("a1")])
    again = Corpus((), linker=first.linked)
    assert [h.id for h in again.happenings] == [h.id for h in first.happenings]


@given(st.text())
def test_cleaning_keeps_offsets_and_can_be_encoded(words: str) -> None:
    assert len(clean.text(words)) == len(words)
    clean.text(words).encode()
    assert len(clean.title(words)) <= clean.TITLE


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://news.example/a?b=c#d", True),
        ("http://news.example/ä", True),
        ("javascript:alert(1)", False),
        (" data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[x", False),
        ("https://x.example/" + "a" * 3000, False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str | None, kept: bool) -> None:
    assert (clean.url(address) is not None) == kept


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Z", "C"])))
def test_an_address_has_nothing_in_it_that_ends_it(words: str) -> None:
    made = clean.url(f"https://news.example/{words}")
    assert made is None or (made.isascii() and not set(made) & set(' <>"\r\n\t'))
