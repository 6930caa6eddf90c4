"""What the pages make of linked articles: the month, the graph, what is kept and when it is made anew."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count, pairwise
from pathlib import Path
from threading import Event as Signal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readout.link.linker import Linker
from readout.link.questions import Asked, Brief, Line, Quote
from readout.model import Record
from readout.present.linked import brief
from readout.present.web.graph import drawn, meetings
from readout.present.web.known import Told, Web
from readout.present.web.library import Kept, Library
from readout.present.web.month import month_of, weeks
from readout.store import open_store
from tests.link.made import told as telling

from .made import summit


def line(begin: str | None, until: str | None, kind: str = "meeting", parties: tuple[str, ...] = ("A", "B")) -> Told:
    return Told(Line(kind, "happened", begin, until, parties, None, (Quote("a", "2025-01-01", 0, 1, "x"),)), ("v1",))


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 9))
def test_an_event_stands_on_each_of_its_days_of_the_month(first: date, length: int) -> None:
    until = first + timedelta(days=length)
    sheet = [d for week in weeks(first.isoformat()[:7], [line(first.isoformat(), until.isoformat())]) for d in week]
    days = [d.iso for d in sheet if d.told]
    wanted = [first + timedelta(days=n) for n in range(length + 1)]
    assert days == [d.isoformat() for d in wanted if d.month == first.month]
    assert len(sheet) % 7 == 0
    assert date.fromisoformat(sheet[0].iso).weekday() == 0


def test_what_lasts_long_stands_on_its_first_day_in_the_month() -> None:
    sheet = [d.iso for week in weeks("2025-03", [line("2025-01-01", "2025-12-31")]) for d in week if d.told]
    assert sheet == ["2025-03-01"]
    assert month_of("2025-12") == ("2025-12-01", "2025-12-31", "2025-11", "2026-01")


def test_pairs_are_those_known_by_name_and_those_who_met_most_come_first() -> None:
    rows = [
        line("2025-03-04", "2025-03-04", parties=("A", "B", "a man")),
        line("2025-05-04", "2025-05-04", parties=("A", "B")),
        line("2025-05-04", "2025-05-04", parties=("B", "C")),
        line("2025-05-04", "2025-05-04", kind="attack", parties=("A", "C")),
    ]
    pairs = meetings(rows, {"A", "B", "C"})
    assert [(p.one, p.other, p.meetings) for p in pairs] == [("A", "B", 2), ("B", "C", 1)]
    assert (pairs[0].first, pairs[0].last, len(pairs[0].quotes)) == ("2025-03-04", "2025-05-04", 2)
    crowd = tuple(f"N{n}" for n in range(12))
    assert meetings([line(None, None, parties=crowd)], set(crowd)) == []


def test_the_picture_is_the_same_each_time_and_inside_its_frame() -> None:
    names = [f"N{n:02}" for n in range(40)]
    pairs = meetings([line(None, None, parties=(a, b)) for a, b in pairwise(names)], set(names))
    picture = drawn(pairs)
    assert picture is not None
    assert picture == drawn(pairs)
    assert len(picture.nodes) + picture.left == len(names)
    assert all(0 < n.x < picture.width and 0 < n.y < picture.height for n in picture.nodes)
    assert drawn([]) is None


def articles() -> list[Record]:
    return [
        telling("a", "Ana Brezna met Ivo Falk in May.", "met", "meeting", ("Ana Brezna", "Ivo Falk"), "2025-05-08",
                published="2025-05-08"),
        telling("b", "Ivo Falk will visit Ana Brezna.", "visit", "visit", ("Ivo Falk", "Ana Brezna"), "2025-06-01",
                "scheduled", "2025-05-09"),
        telling("c", "Bo Lind met nobody.", "met", "meeting", ("Bo Lind",), "2025-05-02", published="2025-05-02"),
    ]  # fmt: skip


@pytest.mark.parametrize("on", ["2025-05-01", "2025-05-10", "2025-08-01"])
def test_kept_answers_are_those_of_the_questions(on: str) -> None:
    told_by_then = [record for record in articles() if (record.article.published or "") <= on]
    plain, kept = Asked(Linker(told_by_then), on), Web(Linker(articles()), "2025-05-09", "2025-05-09").known(on)
    kept.prepare()
    for who in ((), ("Brezna",), ("Ana Brezna", "Falk"), ("nobody",), ("Ana",), ("rezna",)):
        assert [row for row, _ in kept.lines(who)] == [row for row, _ in plain.lines(who)]
        assert kept.upcoming(who) == plain.upcoming(who)
        assert kept.changes("", who) == plain.changes("", who)
        assert kept.claims(who) == plain.claims(who)
        assert kept.new("2025-05-02", who) == plain.new("2025-05-02", who)
    for bounds in (("2025-05-02", None), (None, "2025-05-03"), ("2025-05-02", "2025-05-03")):
        assert [row for row, _ in kept.lines((), *bounds)] == [row for row, _ in plain.lines((), *bounds)]
    for record in told_by_then:
        of_story = [row for row, _ in plain.lines(article=record.article.id)]
        assert [row for row, _ in kept.lines(article=record.article.id)] == of_story
    for told in kept.everything:
        for quote, of in zip(told.line.quotes, told.ids, strict=True):
            assert kept.places[quote.article, quote.start] == of


def test_what_is_kept_is_made_again_only_when_the_store_changed() -> None:
    stamp, made = ["0"], count()
    kept = Kept(lambda: next(made), lambda: stamp[0])
    assert (kept.get(), kept.get()) == (0, 0)
    stamp[0] = "1"
    assert (kept.get(), kept.get()) == (1, 1)


def test_nothing_is_waited_for_beyond_patience_and_an_error_is_raised_to_who_asks() -> None:
    go = Signal()
    slow = Kept(lambda: go.wait(10), lambda: "0")
    assert slow.get(0.01) is None
    go.set()
    assert slow.get(10) is True

    def fail() -> None:
        raise ValueError("broken")

    broken = Kept(fail, lambda: "0")
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            broken.get()


def test_an_old_store_is_read_as_on_its_newest_day(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite3"
    today = date.today().isoformat()
    library = Library(str(file))
    assert library.overview() is None
    assert library.web() is None
    with open_store(file) as store:
        list(store.add([summit()]))
        seen = library.overview()
        assert seen
        assert seen.on == "2025-03-04"
        assert seen.named["Ingrid Dahl"] in seen.by_id
        assert seen.by_id[seen.named["Tanzania"]].name == "Tanzania"
        assert [thing.name for thing in seen.called("dahl INGRID")] == ["Ingrid Dahl"]
        assert [thing.name for thing in seen.called("tanzania", "country", "tza")] == ["Tanzania"]
        assert not seen.called("Ingrid", "country")
        assert not seen.called("Ingrid Kibet")
        assert not seen.called("Tanzania", country="Norway")
        assert list(seen.called("")) == seen.things
        one = summit("fresh")
        list(store.add([replace(one, article=replace(one.article, published=today))]))
        again = library.overview()
        assert again
        assert again.on == today
        assert again.counts.articles == 2


def test_a_brief_shows_a_sentence_once_under_all_that_it_tells() -> None:
    quote = Quote("a", "2025-05-01", 0, 18, "They met and paid.")
    row = Line("meeting", "happened", None, None, (), None, (quote, quote), "They met")
    found = Brief((), (), (row, replace(row, kind="aid", title="They paid"), row), ())
    shown = brief(found, "News", "text")
    assert shown.count("They met and paid.") == 1
    assert shown.count("They met  [meeting]") == shown.count("They paid  [") == 1
