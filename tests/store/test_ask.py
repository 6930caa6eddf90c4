"""Asking: words, events, statements, articles; every row leads back to the words of its article."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from readout.model import Event, EventTime, ReadoutError, Span, to_json
from readout.store import Store, event_rows, open_store, sentence_around, statement_rows
from readout.store.write import event_bounds
from tests.store.made import many, parade, talks
from tests.store.places import ENGINES, new_place


@pytest.fixture(scope="module", params=ENGINES)
def asked_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the two hand-made records, for those who only ask."""
    with new_place(request, tmp_path_factory.mktemp("asked") / "s.sqlite3") as where, open_store(where) as opened:
        list(opened.add([parade(), talks()]))
        yield opened


def ids(rows: list) -> list[str]:  # type: ignore[type-arg]
    return [f"{r.article}:{getattr(r, 'event', None) or r.statement}" for r in rows]


def test_every_row_quotes_its_article(asked_of: Store) -> None:
    rows = asked_of.events()
    assert len(rows) == 4
    for row in rows:
        text = asked_of.record(row.article).article.text
        assert text[row.start : row.end] == row.quote
        assert text[row.trigger_span.start : row.trigger_span.end] == row.trigger
        assert row.trigger in row.quote
    for said in asked_of.statements():
        text = asked_of.record(said.article).article.text
        assert " ... ".join(text[c.start : c.end] for c in said.content) == said.quote


def test_rows_hold_names_status_reason_and_sources(asked_of: Store) -> None:
    row = asked_of.events(who="Fico")[0]
    assert [(p.name, p.role, p.status, p.reason) for p in row.participants] == [
        ("Xi Jinping", "attendee", None, None),
        ("Robert Fico", "attendee", "uncertain", "due to illness"),
    ]
    assert row.quote == "He will attend the parade on May 9."
    assert [(s.name, s.via) for s in row.sources] == [("unnamed source", ("Kremlin",))]
    visit = asked_of.events(kind="visit")[0]
    assert visit.place is not None
    assert (visit.place.name, visit.place.country) == ("Moscow", "RUS")
    assert [s.name for s in visit.sources] == ["Kremlin"]
    assert '"from":"2025-05-07"' in to_json(visit)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["parade:v2", "parade:v1", "talks:v1", "talks:v2"]),
        ({"who": "xi jinping"}, ["parade:v2", "parade:v1"]),
        ({"who": "Xi"}, ["parade:v2", "parade:v1"]),  # a whole word: not Ann Xing
        ({"who": "CHN"}, ["parade:v2", "parade:v1", "talks:v1"]),
        ({"who": "chn"}, []),
        ({"who": "China"}, ["parade:v2", "parade:v1", "talks:v1"]),  # and all who belong to it
        ({"who": "Beijing"}, ["talks:v1"]),  # the government under its capital's name, not all of China
        ({"who": "he"}, []),
        ({"where": "moscow"}, ["parade:v1"]),
        ({"where": "CHE"}, ["talks:v1"]),
        ({"kind": "Visit"}, ["parade:v1"]),
        ({"kind": "consult"}, ["parade:v1", "talks:v1"]),
        ({"status": "uncertain"}, ["parade:v2"]),
        ({"status": "scheduled"}, ["parade:v2"]),
        ({"who": "Fico", "status": "uncertain"}, ["parade:v2"]),
        ({"who": "Fico", "status": "scheduled"}, []),
        ({"who": "Xi", "status": "scheduled"}, ["parade:v2"]),
        ({"since": "2025-05-08"}, ["parade:v2"]),
        ({"until": "2025-05-07"}, ["parade:v1", "talks:v1", "talks:v2"]),
        ({"since": "2025-04-01", "until": "2025-04-01"}, ["talks:v1", "talks:v2"]),  # by publication date
        ({"article": "talks"}, ["talks:v1", "talks:v2"]),
        ({"who": "Xi", "where": "Moscow", "kind": "visit", "status": "happened", "since": "2025-05-07"}, ["parade:v1"]),
        ({"limit": 1, "offset": 1}, ["parade:v1"]),
    ],
)
def test_events(asked_of: Store, asked: dict[str, str], found: list[str]) -> None:
    assert ids(asked_of.events(**asked)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["parade:s1", "parade:s2", "talks:s1", "talks:s2", "talks:s3"]),
        ({"by": "kremlin"}, ["parade:s1"]),
        ({"by": "RUS"}, ["parade:s1"]),
        ({"by": "officials"}, ["talks:s1"]),
        ({"by": "Beijing"}, ["talks:s2"]),
        ({"by": "envoy"}, ["talks:s3"]),
        ({"about": "Xi Jinping"}, ["parade:s1", "parade:s2"]),  # the second says "He"
        ({"about": "tariffs"}, ["talks:s1"]),
        ({"about": "tariff OR useful"}, ["talks:s1", "talks:s2"]),
        ({"since": "2025-04-02"}, ["parade:s1", "parade:s2"]),
        ({"until": "2025-03-31"}, ["talks:s3"]),
        ({"article": "talks", "limit": 2}, ["talks:s1", "talks:s2"]),
    ],
)
def test_statements(asked_of: Store, asked: dict[str, str], found: list[str]) -> None:
    assert ids(asked_of.statements(**asked)) == found  # type: ignore[arg-type]


def test_statements_name_their_speakers(asked_of: Store) -> None:
    assert [s.said_by for s in asked_of.statements()] == ["Kremlin", None, "Officials in Bern", "China", "Ann Xing"]


def test_names_without_letters_are_refused(asked_of: Store) -> None:
    events, statements = asked_of.events, asked_of.statements
    for ask in (lambda: events(who="?!"), lambda: events(where="-"), lambda: statements(by="…")):
        with pytest.raises(ReadoutError, match="no name"):
            ask()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("attending parade", ["parade"]),
        ('"Xi Jinping arrived"', ["parade"]),
        ('"arrived Xi Jinping"', []),
        ("tariff -parade", ["talks"]),
        ("tariff OR parade", ["parade", "talks"]),
        ("(tariff OR parade) NOT kremlin", ["talks"]),
        ("krem*", ["parade"]),
        ("krem", []),
        ("évening", []),
        ("UNITED states", ["talks"]),
    ],
)
def test_search(asked_of: Store, words: str, found: list[str]) -> None:
    assert sorted(hit.article for hit in asked_of.search(words)) == found


def test_a_hit_shows_its_passage_and_the_words_in_it(asked_of: Store) -> None:
    (hit,) = asked_of.search("illness slovak")
    text = asked_of.record("parade").article.text
    assert text[hit.start : hit.end] == hit.snippet
    assert [text[m.start : m.end] for m in hit.matches] == ["Slovak", "illness"]
    assert all(hit.start <= m.start and m.end <= hit.end for m in hit.matches)


def test_a_headline_counts_more(store: Store) -> None:
    list(store.add([talks(talks().article.text + "\nThe parade and the leaders and the parade went on.", "other")]))
    assert [hit.article for hit in store.search("parade leaders")] == ["parade", "other"]


def test_articles_and_facets(asked_of: Store) -> None:
    assert [a.article for a in asked_of.articles()] == ["parade", "talks"]
    assert [a.article for a in asked_of.articles(publisher="Évening Post")] == ["talks"]
    assert [a.article for a in asked_of.articles(until="2025-05-01")] == ["talks"]
    row = asked_of.articles(since="2025-05-01")[0]
    assert (row.headline, row.statements, row.events, row.version) == ("Leaders gather for parade", 2, 2, 1)
    assert asked_of.facets() == {
        "type": {"ceremony": 1, "meeting": 1, "talks": 1, "visit": 1},
        "status": {"happened": 2, "cancelled": 1, "scheduled": 1},
        "publisher": {"Daily Example": 1, "Évening Post": 1},
    }


def test_find_takes_the_first_characters_of_an_id(store: Store) -> None:
    list(store.add([talks(name="talks%2"), talks(name="talks")]))
    assert store.find("par") == ["parade"]
    assert store.find("talks") == ["talks"]
    assert sorted(store.find("tal")) == ["talks", "talks%2"]
    assert store.find("%") == []
    assert store.find("t_lks") == []


def test_pages_of_rows_join_without_gap_or_overlap(place: str) -> None:
    with open_store(place) as store:
        list(store.add(many(30)))
        whole = ids(store.events(limit=100))
        assert len(set(whole)) == 60
        assert [i for at in range(0, 60, 7) for i in ids(store.events(limit=7, offset=at))] == whole
        hits = [hit.article for at in range(0, 30, 7) for hit in store.search("parade", limit=7, offset=at)]
        assert len(set(hits)) == 30


def test_rows_of_a_record_that_is_in_no_store(asked_of: Store) -> None:
    assert sorted(ids(list(event_rows(parade())))) == sorted(ids(asked_of.events(article="parade")))
    assert list(statement_rows(talks())) == asked_of.statements(article="talks")


def test_the_sentence_around_words() -> None:
    article = talks().article
    for words, sentence in {
        "met": "China and the United States met in Geneva.",
        "failed": "Officials in Bern said the tariff talks had failed.",
        "go on": "“We shall go on,” said Ann Xing, an envoy.",
    }.items():
        start = article.text.index(words)
        span = sentence_around(article, Span(start, start + len(words)))
        assert article.text[span.start : span.end] == sentence


@pytest.mark.parametrize(
    ("time", "day", "bounds"),
    [
        (None, "2025-05-08", ("2025-05-08", "2025-05-08")),
        (None, None, (None, None)),
        (EventTime("2025-05", "2025-05-01", "2025-05-31"), "2025-05-08", ("2025-05-01", "2025-05-31")),
        (EventTime(None, "2022-02-24", None), "2025-05-08", ("2022-02-24", "2025-05-08")),  # since then, until now
        (EventTime(None, None, "2025-05-10"), "2025-05-08", ("2025-05-08", "2025-05-10")),  # from now, until then
        (EventTime(None, "2025-06-01", None), "2025-05-08", ("2025-06-01", "2025-06-01")),
        (EventTime(None, "2025-06-01", None), None, ("2025-06-01", "2025-06-01")),
        (EventTime("PAST_REF"), "2025-05-08", ("2025-05-08", "2025-05-08")),
    ],
)
def test_the_days_of_an_event(time: EventTime | None, day: str | None, bounds: tuple[str | None, str | None]) -> None:
    assert event_bounds(Event("v1", "visit", Span(0, 1), time=time), day) == bounds


def test_broken_characters_are_refused(asked_of: Store) -> None:
    find, events, record = asked_of.find, asked_of.events, asked_of.record
    for ask in (lambda: find("\udcff"), lambda: events(kind="\ud800"), lambda: record("\udcff")):
        with pytest.raises(ReadoutError, match="broken characters"):
            ask()
    assert asked_of.events(who="\udcffXi") == asked_of.events(who="Xi")
