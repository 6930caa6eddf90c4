"""People files of every format into the index, and what it answers."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model import Problem, ReadoutError
from readout.people import People, import_file, open_people, remove
from readout.people.offices import office, same_office
from readout.people.rows import day, first_day, last_day, state
from tests.people.made import CSV, FTM, NESTED, OFFICE, PERSON, dump, ftm, write


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with open_people(str(tmp_path / "data" / "people.sqlite3"), create=True) as opened:
        yield opened


def load(people: People, folder: Path, text: str, name: str = "people.txt") -> list[Problem]:
    problems: list[Problem] = []
    import_file(people, write(folder, name, text), problems.append)
    return problems


def holder(people: People, title: str, country: str, day: str) -> list[str]:
    return [person.name for person, _ in people.holders(title, country, day)]


def test_csv(people: People, tmp_path: Path) -> None:
    assert load(people, tmp_path, CSV, "office.csv") == []
    (ana,) = people.called("Anna Novak")[:1]
    assert (ana.id, ana.wikidata, ana.names) == ("Q11", "Q11", ("Ana Novak", "Anna Nowak", "A. Novak"))
    assert [p.id for p in people.called("Bor Kos")] == ["Q12"]
    assert [(t.title, t.begin, t.until, t.source) for t in people.called("Bor Kos")[0].terms] == [
        ("Mayor of Maribor", "2015", "2019-11", "office.csv:4"),
        ("prime minister", "2022-06-01", None, "office.csv:3"),
    ]
    assert {p.id for p in people.called("Ana Novak")} == {"Q11", "Q13"}


def test_an_office_is_held_on_a_day(people: People, tmp_path: Path) -> None:
    load(people, tmp_path, CSV)
    assert holder(people, "premier", "SVN", "2021-05-08") == ["Ana Novak"]
    assert holder(people, "prime minister", "SVN", "2025-01-01") == ["Bor Kos"]
    assert holder(people, "prime minister", "SVN", "2019-01-01") == []
    assert len(holder(people, "prime minister", "SVN", "2022-06-01")) == 2  # the day of the change
    assert holder(people, "Mayor of Maribor", "SVN", "2016-02-03") == ["Bor Kos"]
    assert holder(people, "Mayor of Maribor", "SVN", "2015-02-03") == []  # began some day of 2015


def test_followthemoney(people: People, tmp_path: Path) -> None:
    assert load(people, tmp_path, "\n".join([*FTM, NESTED])) == []
    assert holder(people, "president", "CHL", "2024-01-01") == ["Rosa Díaz"]
    assert holder(people, "president", "CHL", "2020-01-01") == ["Luis Mora"]
    assert holder(people, "foreign minister", "SWE", "2022-01-01") == ["Eva Lind"]
    (rosa,) = people.called("Rosa Diaz")
    assert (rosa.id, rosa.wikidata, rosa.countries) == ("p-1", "Q21", ("CHL",))
    assert people.person("Q21") == rosa
    assert [t.title for t in people.called("Luis Mora")[0].terms] == ["President of Chile", "director"]


def test_wikidata(people: People, tmp_path: Path) -> None:
    assert load(people, tmp_path, dump()) == []
    assert holder(people, "prime minister", "FIN", "2020-01-01") == ["Aino Virta"]
    assert holder(people, "prime minister", "FIN", "2024-06-01") == []  # began some day of 2024
    assert holder(people, "prime minister", "FIN", "2025-01-01") == ["Aino Virta"]
    assert people.called("Aino M. Virta")[0].id == "Q101"


def test_wikidata_as_its_web_api_gives_it(people: People, tmp_path: Path) -> None:
    reply = {"entities": {"Q100": OFFICE, "Q101": PERSON, "Q9": {"id": "Q9", "missing": ""}}}
    for text in (json.dumps(reply), json.dumps(reply, indent=1)):
        assert load(people, tmp_path, text, "entities.json") == []
        assert people.count() == 1


def test_importing_again_changes_nothing_and_a_newer_file_takes_the_place(people: People, tmp_path: Path) -> None:
    load(people, tmp_path, CSV)
    before = [people.listed(), people.holders("prime minister", "SVN", "2025-01-01")]
    load(people, tmp_path, CSV)
    assert [people.listed(), people.holders("prime minister", "SVN", "2025-01-01")] == before
    load(people, tmp_path, "\n".join(CSV.splitlines()[:2]))
    assert [p.id for p in people.listed()] == ["Q11"]
    load(people, tmp_path, CSV, "second.csv")
    assert people.count() == 3
    assert [(name, many) for name, _, many in people.files()] == [("people.txt", 0), ("second.csv", 3)]


def test_files_may_be_gzipped_and_have_a_byte_order_mark(people: People, tmp_path: Path) -> None:
    packed = tmp_path / "people.csv.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + CSV.replace(",", "\t").encode()))
    assert import_file(people, str(packed), print).persons == 3


def test_removing(people: People, tmp_path: Path) -> None:
    load(people, tmp_path, CSV, "a.csv")
    assert remove(people, "Q11") == 1
    assert people.called("Anna Nowak") == []
    assert remove(people, "a.csv") == 2
    assert (people.count(), people.files(), remove(people, "a.csv")) == (0, [], 0)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("name,country\nA B,Atlantis\nC D,FRA", 2, "'Atlantis' is no country"),
        ("name,office,from\nA B,x,soon\nC D,,", 2, "'soon' is no date"),
        ("name,office,from,to\nA B,x,2020,2019\nC D,,,", 2, "ends (2019) before it begins (2020)"),
        ("name,office\n,x\nC D,", 2, "the name is missing"),
        ("\n".join([FTM[1], '{"id": 3}', FTM[3]]), 2, "no FollowTheMoney entity"),
        ("\n".join([FTM[1], "{", FTM[3]]), 2, "no FollowTheMoney entity"),
        (ftm("Person", "x") + "\n" + FTM[3], 1, "person x has no name"),
        (dump().replace('"Q100", "labels"', '"Q100" "labels"'), 2, "no Wikidata item"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_imported(
    people: People, tmp_path: Path, text: str, line: int, what: str
) -> None:
    (problem,) = load(people, tmp_path, text, "bad.txt")
    assert problem.where.endswith(f"bad.txt:{line}")
    assert what in problem.what
    assert people.count() >= 1


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (b"<html>", "no column 'name'"),
        (b"\x00\x01name", "no people file"),
        (gzip.compress(b"name\nA B\n" * 9000)[:-9], "cannot be read"),
    ],
)
def test_what_is_no_people_file_changes_nothing(people: People, tmp_path: Path, data: bytes, what: str) -> None:
    load(people, tmp_path, CSV)
    (tmp_path / "other").write_bytes(data)
    with pytest.raises(ReadoutError, match=what):
        import_file(people, str(tmp_path / "other"), print)
    assert people.count() == 3


def test_an_index_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadoutError, match="there is no people index here"):
        open_people(str(tmp_path / "none.sqlite3"))
    with sqlite3.connect(tmp_path / "other.sqlite3") as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(ReadoutError, match="another program's database"):
        open_people(str(tmp_path / "other.sqlite3"), create=True)
    (tmp_path / "text").write_text("no database" * 200)
    with pytest.raises(ReadoutError, match="people file failed"):
        open_people(str(tmp_path / "text"))
    with pytest.raises(ReadoutError, match=r"no people index can be made here"):
        open_people(str(tmp_path / "text" / "under.sqlite3"), create=True)


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Minister of Foreign Affairs of the Slovak Republic", "foreign minister", "SVK"),
        ("Secretary of State", "Foreign Minister", "USA"),
        ("Federal Chancellor", "prime minister", "DEU"),
        ("President of the French Republic", "president", "FRA"),
        ("Minister for Defence", "defense minister", "AUS"),
    ],
)
def test_one_office_in_two_wordings(one: str, other: str, country: str) -> None:
    assert same_office(one, other, country)


def test_offices_that_are_not_one() -> None:
    assert not same_office("President of Chile", "President of Peru")
    assert not same_office("secretary of state", "foreign minister", "VAT")
    assert office("former president", "USA").past
    assert not office("member of parliament", "GBR").single


def test_states_by_their_codes_items_and_names() -> None:
    assert [state(t) for t in ("sk", "SVK", "Slovakia", "Q214", "Soviet Union", "xk", "Atlantis")] == [
        "SVK", "SVK", "SVK", "SVK", "SUN", "XKX", None,
    ]  # fmt: skip


@given(st.dates())
def test_a_day_lies_between_the_first_and_last_that_its_parts_may_mean(given_day: object) -> None:
    text = str(given_day)
    for known in (text, text[:7], text[:4]):
        assert first_day(known) <= text <= last_day(known)
        assert day(known) == known


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "20240102", "-0044-03-15", "today"])
def test_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no date|month|day"):
        day(text)
