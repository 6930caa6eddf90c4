"""One entity across the articles of a store, judgements on it, and the questions that follow it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from readout.model import Article, Block, Entity, Event, Mention, Participant, ReadoutError, Record, Span, Statement
from readout.store import Store, open_store
from tests.store.places import as_first


def page(article: str, *cast: tuple[str, str, str | None, str | None], day: str = "2025-05-08") -> Record:
    """An article that names its entities one after the other; the first speaks and takes part in a visit."""
    text, entities = "", []
    for number, (kind, name, role, country) in enumerate(cast, 1):
        mention = Mention(len(text), len(text) + len(name), "name")
        entities.append(Entity(f"e{number}", kind, name, role, country, None, (mention,)))  # type: ignore[arg-type]
        text += f"{name}. "
    first = Span(0, len(cast[0][1]))
    return Record(
        Article(article, article, text, published=day, blocks=(Block("paragraph", 0, len(text)),)),
        tuple(entities),
        statements=(Statement("s1", (first,), speaker="e1"),),
        events=(Event("v1", "visit", first, participants=(Participant("e1", "actor"),)),),
    )


PAGES = [
    page("a1", ("person", "Volodymyr Zelensky", "president", "UKR"), ("organisation", "NATO", None, None)),
    page("a2", ("person", "Volodymyr Zelenskiy", "president", "UKR"), day="2025-05-09"),
    page("a3", ("person", "Zelensky", "president", "UKR"), ("place", "Paris", None, "FRA"), day="2025-05-10"),
    page("a4", ("person", "Kim Jong Un", "leader", "PRK")),
    page("a5", ("person", "Kim Jong Il", "leader", "PRK")),
    page("a6", ("person", "John Smith", "senator", "USA"), ("organisation", "NATO", None, None)),
    page("a7", ("person", "John Smith", "senator", "USA")),
]


@pytest.fixture
def kept(place: str) -> Store:
    with open_store(place) as store:
        list(store.add(PAGES))
        yield store  # type: ignore[misc]


def articles(store: Store, name: str) -> list[set[str]]:
    return [set(row.articles) for row in store.who(name)]


def test_a_person_is_one_with_every_spelling_and_office(kept: Store) -> None:
    (row,) = kept.who("zelensky")
    assert (row.articles, row.countries) == (("a1", "a2", "a3"), ("UKR",))
    assert row.spellings == {"Volodymyr Zelensky": 1, "Volodymyr Zelenskiy": 1, "Zelensky": 1}
    assert [(o.office, o.articles, o.first, o.last) for o in row.offices] == [
        ("president", 3, "2025-05-08", "2025-05-10")
    ]
    assert kept.who(row.id) == [row]
    assert articles(kept, "kim") == [{"a4"}, {"a5"}]
    assert articles(kept, "nato") == [{"a1", "a6"}]


def test_questions_follow_the_person(kept: Store) -> None:
    assert {e.article for e in kept.events(who="Zelenskiy")} == {"a1", "a2", "a3"}
    assert {s.article for s in kept.statements(by="Volodymyr Zelensky")} == {"a1", "a2", "a3"}
    assert {e.article for e in kept.events(who="Kim Jong Il")} == {"a5"}


def test_the_order_in_which_articles_come_makes_no_difference(kept: Store, tmp_path: Path) -> None:
    asked = ("zelensky", "kim", "smith", "nato", "paris")
    base = [sorted(map(sorted, articles(kept, name))) for name in asked]
    for seed in range(3):
        with open_store(tmp_path / f"{seed}.sqlite3") as other:
            mixed = random.Random(seed).sample(PAGES, len(PAGES))
            list(other.add(mixed, batch=2))
            list(other.add(mixed[:3], reread=True))
            assert [sorted(map(sorted, articles(other, name))) for name in asked] == base


def test_judgements_win_last_and_are_taken_back(kept: Store) -> None:
    numbers = [row.id for row in kept.who("kim")]
    assert len(kept.judge("Kim Jong Un", "Kim Jong Il", "positive", "ann")) == 1
    assert [set(row.articles) for number in numbers for row in kept.who(number)] == [{"a4", "a5"}] * 2
    assert articles(kept, "kim") == [{"a4", "a5"}]
    list(kept.add([PAGES[3], page("a8", ("person", "Kim Jong Il", "leader", "PRK"))], reread=True))
    assert articles(kept, "kim") == [{"a4", "a5", "a8"}]
    assert len(kept.judge("Kim Jong Il", "Kim Jong Un", "negative", "bob")) == 2
    kept.judge("Volodymyr Zelensky", "Volodymyr Zelenskiy", "negative", "ann")
    assert {"a2"} in articles(kept, "zelenskiy")
    assert {e.article for e in kept.events(who="Zelenskiy")} == {"a2"}
    kept.judge("Volodymyr Zelensky", "Volodymyr Zelenskiy", "none", "ann")
    assert articles(kept, "zelensky") == [{"a1", "a2", "a3"}]
    people = [(row.judgement, row.user) for row in kept.judgements() if row.user != "readout"]
    assert people == [("positive", "ann"), ("negative", "bob"), ("negative", "ann"), ("none", "ann")]
    machine = [row for row in kept.judgements("zelensky") if row.user == "readout"]
    assert machine
    assert all(row.score is not None and row.why and row.made for row in machine)


def test_two_of_one_name_are_told_apart_by_their_articles(kept: Store) -> None:
    assert articles(kept, "smith") == [{"a6", "a7"}]
    with pytest.raises(ReadoutError, match="both mean the same"):
        kept.judge("John Smith", "John Smith", "negative", "ann")
    kept.judge("a6:e1", "a7:e1", "negative", "ann")
    assert sorted(articles(kept, "smith"), key=min) == [{"a6"}, {"a7"}]
    corrected = page("a6", ("organisation", "NATO", None, None), ("person", "John Smith", None, "USA"))
    list(kept.add([corrected]))  # the person has another id now
    assert sorted(articles(kept, "smith"), key=min) == [{"a6"}, {"a7"}]
    with pytest.raises(ReadoutError, match="several are called so: @"):
        kept.judge("John Smith", "NATO", "positive", "ann")
    kept.judge("a6:e2", "a7:e1", "positive", "ann")
    assert articles(kept, "smith") == [{"a6", "a7"}]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("Nobody", "nobody and nothing in the store is called so"),
        ("@999", "nothing in the store has this number"),
        ("zz:e1", "no such article"),
        ("a:e1", "more than one article begins so"),
        ("a1:e9", "this is nobody by name in that article"),
        ("...", "there is no name in this"),
    ],
)
def test_who_cannot_be_meant_is_said(file: Path, what: str, told: str) -> None:
    with open_store(file) as kept:
        list(kept.add(PAGES))
        with pytest.raises(ReadoutError, match=told):
            kept.judge(what, "Kim Jong Un", "positive", "ann")
        assert [row for row in kept.judgements() if row.user != "readout"] == []


def test_a_corrected_article_takes_its_names_along(kept: Store) -> None:
    list(kept.add([page("a4", ("person", "Ri Sol Ju", None, "PRK"))]))
    assert articles(kept, "Kim Jong Un") == []
    assert articles(kept, "Ri Sol Ju") == [{"a4"}]


def test_a_store_of_before_is_profiled_when_it_is_opened(place: str) -> None:
    with open_store(place) as store:
        list(store.add(PAGES))
        base = articles(store, "zelensky")
    as_first(place)
    with open_store(place) as store:
        assert articles(store, "zelensky") == base
