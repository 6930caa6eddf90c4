"""Ids, coordinates and persons of a record's entities: only what is known, and only where nothing else is meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readout.identify import identified
from readout.lexicon import table
from readout.model import Article, Entity, Mention, MentionForm, Record
from readout.people import People, import_file, open_people
from readout.people.rows import QID
from tests.people.made import CSV, write


def entity(kind: str, name: str, text: str = "", form: MentionForm = "name", **more: str) -> Entity:
    start = max(0, text.find(name))
    return Entity("e1", kind, name, mentions=(Mention(start, start + len(name), form),), **more)  # type: ignore[arg-type]


def known(*cast: Entity, text: str = "", people: People | None = None, published: str = "2025-05-08") -> Entity:
    """The first of a record's entities, identified."""
    page = Article("a", "a", text or " ".join(e.name for e in cast), published=published)
    return identified(Record(page, cast), people).entities[0]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    with open_people(str(tmp_path / "people.sqlite3"), create=True) as opened:
        import_file(opened, write(tmp_path, "p.csv", CSV), print)
        yield opened


@pytest.mark.parametrize(
    ("kind", "name", "country", "item"),
    [
        ("country", "Slovakia", "SVK", "Q214"),
        ("country", "the USSR", "SUN", "Q15180"),
        ("organisation", "U.N.", None, "Q1065"),
        ("organisation", "North Atlantic Treaty Organization", None, "Q7184"),
        ("organisation", "Nato Cleaning Ltd", "GBR", None),
        ("place", "Paris", "FRA", "Q90"),
        ("place", "Paris", "USA", None),
        ("place", "Scotland", "GBR", "Q22"),
        ("group", "Slovaks", "SVK", None),
    ],
)
def test_items(kind: str, name: str, country: str | None, item: str | None) -> None:
    more = {"country": country} if country else {}
    assert known(entity(kind, name, **more)).wikidata == item


def test_every_state_and_capital_has_an_item_that_is_one() -> None:
    ids = table("wikidata")
    assert set(table("countries")["countries"]) == set(ids["states"])
    some = [*ids["states"].values(), *ids["bodies"].values(), *(q for p in ids["places"].values() for q in p.values())]
    assert all(QID.match(item) for item in some)
    assert len(some) > 800


@pytest.mark.parametrize(
    ("name", "country", "others", "lat"),
    [
        ("Kyiv", "UKR", (), 50.45),
        ("Birmingham", None, ("GBR",), 52.48),
        ("Birmingham", None, ("USA",), 33.52),
        ("Birmingham", None, ("GBR", "USA"), None),
        ("Springfield", "USA", (), None),
        ("Nowhere Town", None, (), None),
    ],
)
def test_coordinates_by_context(name: str, country: str | None, others: tuple[str, ...], lat: float | None) -> None:
    more = {"country": country} if country else {}
    states = [entity("country", code, country=code) for code in others]
    found = known(entity("place", name, **more), *states).location
    assert (found and found.lat) == (pytest.approx(lat, abs=0.05) if lat else None)


def test_a_person_by_name_and_office(people: People) -> None:
    found = known(entity("person", "Anna Novak", role="former prime minister", country="SVN"), people=people)
    assert found.identity is not None
    assert (found.wikidata, found.identity.source, found.identity.by) == ("Q11", "p.csv:2", "name")


@pytest.mark.parametrize(
    "more",
    [
        {},  # two persons of the file are called so
        {"role": "baker", "country": "SVN"},
        {"role": "footballer", "country": "SVN"},
        {"country": "DEU"},
    ],
)
def test_no_person_where_the_context_does_not_agree(people: People, more: dict[str, str]) -> None:
    found = known(entity("person", "Ana Novak", **more), people=people)
    assert (found.wikidata, found.identity) == (None, None)


def test_an_office_on_the_articles_day(people: People) -> None:
    text = "The Slovenian prime minister spoke."
    meant = entity("person", "The Slovenian prime minister", text, "description", role="prime minister", country="SVN")
    found = known(meant, text=text, people=people)
    assert found.identity is not None
    assert (found.wikidata, found.identity.name, found.identity.by) == ("Q12", "Bor Kos", "office")
    assert found.identity.source == "p.csv:3"
    earlier = known(meant, text=text, people=people, published="2021-05-08").identity
    assert earlier is not None
    assert earlier.name == "Ana Novak"
    assert known(meant, text=text, people=people, published="2022-06-01").identity is None  # the day of the change
    assert known(meant, text=text, people=None).identity is None


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("A Slovenian prime minister must speak.", "A Slovenian prime minister", "prime minister"),
        ("In 2016 the prime minister spoke.", "the prime minister", "prime minister"),
        ("The former prime minister spoke.", "The former prime minister", "former prime minister"),
        ("The next prime minister will speak.", "The next prime minister", "prime minister"),
        ("The lawmaker spoke.", "The lawmaker", "lawmaker"),
    ],
)
def test_no_holder_of_an_office_that_is_not_held_now(people: People, text: str, name: str, role: str) -> None:
    found = known(entity("person", name, text, "description", role=role, country="SVN"), text=text, people=people)
    assert found.identity is None


def test_a_surname_with_the_office_is_its_holder_and_another_surname_is_not(people: People) -> None:
    assert known(entity("person", "Kos", role="prime minister", country="SVN"), people=people).wikidata == "Q12"
    assert known(entity("person", "Horvat", role="prime minister", country="SVN"), people=people).wikidata is None
