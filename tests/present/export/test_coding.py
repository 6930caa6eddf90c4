"""Rows as coders use them: who in which codes, what in which category, how, why, when, where and in which words."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readout.lexicon import table
from readout.model import Article, Entity, Event, EventTime, Mention, Participant, Record, Span
from readout.present.export import tables
from readout.present.export.coding import CAMEO, PLOVER, cameo_rows, plover_rows, quad_class
from readout.present.export.contexts import contexts, mode, named
from readout.present.export.sectors import coded
from readout.present.export.sheet import lines

TEXT = "Police arrested Egypt's opposition leader Sami Anan in Cairo on Monday. Kenya and Chad agreed to a truce."


def entity(words: str, of: str, kind: Any, name: str, role: str | None = None, country: str | None = None) -> Entity:
    at = TEXT.index(words)
    return Entity(of, kind, name, role, country, mentions=(Mention(at, at + len(words), "name"),))


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


RECORD = Record(
    Article("a1", "a.txt", TEXT, publisher="The Post", headline="=Arrest", published="2024-02-07", language="en"),
    entities=(
        entity("Police", "e1", "organisation", "Police", country="EGY"),
        entity("Sami Anan", "e2", "person", "Sami Anan", "opposition leader", "EGY"),
        entity("Cairo", "e3", "place", "Cairo", country="EGY"),
        entity("Kenya", "e4", "country", "Kenya", country="KEN"),
        entity("Chad", "e5", "country", "Chad", country="TCD"),
    ),
    events=(
        Event(
            "v1",
            "arrest",
            span("arrested"),
            "COERCE",
            "173",
            (Participant("e1", "actor"), Participant("e2", "recipient")),
            "e3",
            EventTime("2024-02-05", "2024-02-05", "2024-02-05"),
        ),
        Event(
            "v2", "agreement", span("agreed"), "AGREE", "057", (Participant("e4", "actor"), Participant("e5", "actor"))
        ),
        Event("v3", "ceasefire", span("truce"), "RETREAT", "087", (Participant("e4", "actor"),), status="denied"),
        Event("v4", "vote", span("agreed"), None, "010", (Participant("e4", "actor"),)),
    ),
)


def test_a_plover_row_has_who_what_how_where_and_the_words() -> None:
    row = next(plover_rows(RECORD))
    wanted = {
        "Event ID": "a1:v1",
        "Event Date": "2024-02-05",
        "Event Date To": "2024-02-05",
        "Date From": "clause",
        "Event Type": "COERCE",
        "Event Mode": "arrest",
        "Intensity": -7.2,
        "Quad Code": "MATERIAL CONFLICT",
        "Actor Name": ("Police",),
        "Actor Country": ("EGY",),
        "Actor COW": ("651",),
        "Primary Actor Sector": ("COP",),
        "Recipient Name": ("Sami Anan",),
        "Primary Recipient Sector": ("OPP",),
        "Recipient Sectors": ("OPP GOV",),
        "Recipient Title": ("opposition leader",),
        "Placename": "Cairo",
        "Country": "EGY",
        "Status": "happened",
        "Source": "The Post",
        "Publication Date": "2024-02-07",
        "Trigger": "arrested",
        "Story People": ("Sami Anan",),
        "Event Kind": "arrest",
    }
    assert {key: row[key] for key in wanted} == wanted
    assert str(row["Sentence"]).startswith("Police arrested")
    assert set(row) <= set(PLOVER)


def test_only_what_is_done_is_coded_unless_more_is_asked() -> None:
    assert [row["Event ID"] for row in plover_rows(RECORD)] == ["a1:v1", "a1:v2"]
    (denied,) = plover_rows(RECORD, ("denied",))
    assert (denied["Status"], denied["Contexts"]) == ("denied", ("military", "negation"))


def test_an_event_without_a_day_takes_that_of_its_publication_and_says_so() -> None:
    row = list(plover_rows(RECORD))[1]
    assert (row["Event Date"], row["Date From"]) == ("2024-02-07", "published")


def test_cameo_has_a_row_for_each_pair_and_both_ways_between_equals() -> None:
    rows = [(r["Actor1Code"], r["Actor2Code"], r["EventRootCode"], r["QuadClass"]) for r in cameo_rows(RECORD)]
    assert rows == [
        ("EGYCOP", "EGYOPPGOV", "17", 4),
        ("KEN", "TCD", "05", 1),
        ("TCD", "KEN", "05", 1),
        ("KEN", "", "01", 1),
    ]
    first = next(cameo_rows(RECORD))
    assert (first["SQLDATE"], first["EventCode"], first["ActionGeo_FullName"]) == ("20240205", "173", "Cairo")
    assert (first["Actor1CountryCode"], first["Actor1Type1Code"]) == ("EGY", "COP")
    assert set(first) <= set(CAMEO)


@pytest.mark.parametrize(
    ("kind", "name", "role", "country", "actor", "sectors"),
    [
        ("country", "Chad", None, "TCD", "TCD", ("GOV",)),
        ("person", "Ann Lee", "defence minister", "CAN", "CAN", ("GOV",)),
        ("person", "Ann Lee", "former president", "CAN", "CAN", ("ELI", "GOV")),
        ("person", "Ann Lee", "deputy prime minister", "CAN", "CAN", ("GOV",)),
        ("person", "Ann Lee", "attorney general", "USA", "USA", ("JUD",)),
        ("person", "Ann Lee", "president", None, "", ()),
        ("person", "Ann Lee", "chief executive", None, "", ("BUS",)),
        ("person", "Ann Lee", "rebel leader", "SDN", "SDN", ("REB", "GOV")),
        ("person", "Ann Lee", None, "CAN", "CAN", ()),
        ("organisation", "European Union", None, None, "IGO", ("IGO",)),
        ("organisation", "UN", None, None, "IGO", ("IGO",)),
        ("organisation", "Amnesty International", None, None, "NGO", ("NGO",)),
        ("organisation", "Islamic State", None, None, "IMG", ("REB",)),
        ("organisation", "Hezbollah", None, "LBN", "LBN", ("REB",)),
        ("organisation", "Sudanese army", None, "SDN", "SDN", ("MIL",)),
        ("organisation", "Ministry of Defence", None, "SDN", "SDN", ("GOV",)),
        ("organisation", "Reuters", None, "GBR", "GBR", ("JRN",)),
        ("organisation", "Supreme Court", None, "USA", "USA", ("JUD",)),
        ("group", "striking miners", None, "ZAF", "ZAF", ("LAB",)),
        ("group", "protesters", None, "ZAF", "ZAF", ("CVL",)),
        ("group", "refugees", None, None, "", ("REF",)),
    ],
)
def test_sectors(kind: Any, name: str, role: str | None, country: str | None, actor: str, sectors: tuple[str]) -> None:
    codes = coded(Entity("e", kind, name, role, country))
    assert (codes.actor, codes.sectors) == (actor, sectors)


def test_cameo_calls_the_press_and_health_by_other_names() -> None:
    assert coded(Entity("e", "organisation", "Reuters"), "cameo").sectors == ("MED",)
    assert coded(Entity("e", "group", "doctors"), "cameo").sectors == ("HLH",)


def test_older_categories_have_their_present_names() -> None:
    assert named("FIGHT") == ("ASSAULT", "")
    assert named("INVESTIGATE") == ("ACCUSE", "investigate")
    assert named("DEMAND") == ("REQUEST", "")
    kinds = [entry["is"]["plover"] for entry in table("event_kinds").values()]
    assert {named(k)[0] for k in kinds if k} <= set(table("coding")["types"])


@pytest.mark.parametrize(
    ("kind", "plover", "cameo", "text", "trigger", "wanted"),
    [
        ("attack", "FIGHT", "190", "A suicide bomber attacked the base.", "attacked", "suicide-attack"),
        ("attack", "FIGHT", "190", "Gunmen attacked the base.", "attacked", "firearms"),
        ("protest", "PROTEST", "140", "Teachers went on strike on Monday.", "strike", "strike-lim"),
        ("call", "CONSULT", "041", "They spoke on Monday.", "spoke", "phone"),
        ("aid", "AID", "075", "Chad granted them asylum.", "granted", "asylum"),
        ("support", "SUPPORT", "051", "Chad backed them.", "backed", ""),
    ],
)
def test_modes(kind: str, plover: str, cameo: str, text: str, trigger: str, wanted: str) -> None:
    at = text.index(trigger)
    event = Event("v1", kind, Span(at, at + len(trigger)), plover, cameo)
    assert mode(event, named(plover)[0], text) == wanted


def test_contexts_are_whole_words_and_say_what_is_yet_to_come() -> None:
    assert contexts("The electioneering of Lawson went on.", "happened") == ()
    assert contexts("The ambassador spoke of trade and of the refugees.", "expected") == (
        *("economic", "diplomatic", "migration"),
        "future",
    )


def test_quad_classes() -> None:
    assert [quad_class(c) for c in ("010", "057", "060", "087", "09", "138", "14", "190", "")] == [
        *(1, 1, 2, 2, 3, 3, 4, 4, None)
    ]


def test_every_kind_and_every_sector_is_in_the_printed_tables() -> None:
    assert [row["Event Kind"] for row in tables.kind_rows()] == list(table("event_kinds"))
    assert {row["Sector"] for row in tables.sector_rows()} >= {
        "GOV",
        "MIL",
        "REB",
        "OPP",
        "LEG",
        "JUD",
        "COP",
        "SPY",
        "JRN",
    }


def test_states_have_iso_codes_and_their_own_numbers() -> None:
    numbers = table("coding")["cow"]
    assert set(numbers) <= set(table("countries")["countries"])
    assert (numbers["USA"], numbers["RUS"], numbers["SSD"]) == (2, 365, 626)


def test_cells_are_no_formulas_and_keep_their_columns() -> None:
    rows = list(csv.reader(StringIO("".join(lines(PLOVER, plover_rows(RECORD), "csv")))))
    assert rows[0] == list(PLOVER)
    assert rows[1][PLOVER.index("Headline")] == "'=Arrest"
    assert rows[1][PLOVER.index("Intensity")] == "-7.2"
    assert rows[2][PLOVER.index("Actor Name")] == "Kenya; Chad"


@given(st.text(), st.sampled_from(["csv", "tsv"]))
def test_any_words_stay_in_one_harmless_cell(words: str, form: Any) -> None:
    record = replace(RECORD, article=replace(RECORD.article, headline=words, publisher=words))
    made = "".join(lines(PLOVER, plover_rows(record), form))
    rows = list(csv.reader(StringIO(made), dialect="excel" if form == "csv" else "excel-tab"))
    assert len(rows) == 3
    assert all(len(row) == len(PLOVER) for row in rows)
    assert not rows[1][PLOVER.index("Headline")].startswith(("=", "+", "-", "@"))
