"""Leads: how a search divides, what was meant, who is there."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from readout.store import Store, query

from .made import parade, talks


def test_a_search_divides_by_publisher_and_year(store: Store) -> None:
    first, other = parade(), talks()
    elsewhere = replace(first.article, id="later", publisher="Elsewhere", published="2024-02-03")
    list(store.add([first, other, replace(first, article=elsewhere)]))
    facets = store.finder.search_facets("parade")
    assert facets["publisher"]["Elsewhere"] == 1
    assert facets["year"]["2024"] == 1
    assert {hit.article for hit in store.search("parade", publisher="Elsewhere")} == {"later"}
    assert {hit.article for hit in store.search("parade", since="2024-01-01", until="2024-12-31")} == {"later"}
    assert store.search("parade", publisher="Elsewhere", until="2023-12-31") == []


def test_a_slip_is_one_letter_from_words_that_articles_hold(store: Store) -> None:
    list(store.add([parade()]))
    for slip in ("parde", "paradde", "parede", "praade", "PARDE"):
        assert "parade" in store.finder.meant(slip), slip
    assert store.finder.meant("zzzzzz") == store.finder.meant("par") == store.finder.meant("two words") == []


def test_everyone_is_listed_once_with_the_days_that_speak_of_them(store: Store) -> None:
    one = parade()
    list(store.add([one, replace(one, article=replace(one.article, id="again", published="2030-01-01"))]))
    things = store.finder.things()
    assert [t.articles for t in things] == sorted((t.articles for t in things), reverse=True)
    assert len({t.id for t in things}) == len(things)
    person = next(t for t in things if t.kind == "person")
    assert person.articles == 2
    assert person.days[1] == "2030-01-01"
    assert store.finder.thing(person.id) == person
    assert store.finder.thing(10**9) is None
    assert store.who(f"@{person.id}")[0].name == person.name


def test_what_somebody_says_and_what_is_said_of_somebody(store: Store) -> None:
    list(store.add([parade(), talks()]))
    for thing in store.finder.things():
        about = {(row.article, row.statement) for row in store.finder.said(thing.id, True, None, None, 50)}
        assert about <= {(row.article, row.statement) for row in store.statements(about=thing.name)}
    spoken = [row for row in store.statements() if row.speaker]
    found = [row for thing in store.finder.things() for row in store.finder.said(thing.id, False, None, None, 50)]
    assert spoken
    assert sorted(map(repr, found)) == sorted(map(repr, spoken))
    day = max(row.said_on or (row.published or "")[:10] for row in spoken)
    assert store.finder.said(store.finder.things()[0].id, False, "9999-01-01", None, 5) == []
    assert all(
        row in found for thing in store.finder.things() for row in store.finder.said(thing.id, False, day, day, 50)
    )


def test_words_of_very_many_articles_are_ranked_among_those_added_last(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = parade()
    list(store.add([replace(one, article=replace(one.article, id=f"n{n}", publisher="Both"[n % 2])) for n in range(6)]))
    monkeypatch.setattr(query, "RANKED", 3)
    assert [hit.article for hit in store.search("parade", 2)] == ["n5", "n4"]
    assert {hit.article for hit in store.search("parade", 20)} >= {f"n{n}" for n in range(6)}
    assert {hit.article for hit in store.search("parade", 2, publisher="B")} <= {"n0", "n2", "n4"}
