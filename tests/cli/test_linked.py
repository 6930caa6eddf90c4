"""The verbs that ask linked articles, as users run them, on a store of records made by hand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from readout.model import Record
from readout.store import open_store
from tests.cli import made
from tests.cli.made import call, run
from tests.link.made import told

WHO = ("Ana Brezna", "Udo Falk")
PLAN = told(
    "plan",
    "Ana Brezna will meet Udo Falk on March 20, <aides> said.",
    "meet",
    "meeting",
    WHO,
    "2025-03-20",
    "scheduled",
    "2025-03-03",
)
OFF = told(
    "off", "Ana Brezna and Udo Falk put off their meeting.", "put off", "meeting", WHO, None, "postponed", "2025-03-15"
)
MET = told("met", "Ana Brezna met Udo Falk on April 2.", "met", "meeting", WHO, "2025-04-02", published="2025-04-02")
NOT = told("not", "Ana Brezna never met Udo Falk.", "met", "meeting", WHO, None, "denied", "2025-04-03")
NEXT = told(
    "next",
    "Ana Brezna will meet Ito Marr on July 1.",
    "meet",
    "meeting",
    ("Ana Brezna", "Ito Marr"),
    "2025-07-01",
    "scheduled",
    "2025-04-04",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of five reports: a meeting planned, put off, held and denied, and one to come."""
    path = tmp_path_factory.mktemp("linked") / "store.sqlite3"
    records: list[Record] = [PLAN, OFF, MET, NOT, NEXT]
    with open_store(path) as kept:
        list(kept.add(records))
    return path


def texts() -> dict[str, str]:
    """The text of each article."""
    return {r.article.id: r.article.text for r in (PLAN, OFF, MET, NOT, NEXT)}


def rows(*arguments: str, store: Path) -> list[dict[str, Any]]:
    """The rows that a verb prints as JSON."""
    return made.rows(call(*arguments, store=store).stdout)


def test_a_timeline_tells_each_event_once_with_every_telling(store: Path) -> None:
    found = rows("timeline", "Brezna", "--json", "--on", "2025-04-10", store=store)
    assert [(r["status"], r["begin"], [q["article"] for q in r["quotes"]]) for r in found] == [
        ("happened", "2025-04-02", ["plan", "off", "met", "not"]),
        ("planned", "2025-07-01", ["next"]),
    ]
    assert all(texts()[q["article"]][q["start"] : q["end"]] == q["quote"] for r in found for q in r["quotes"])


def test_a_timeline_of_a_pair_of_a_span_and_of_a_story(store: Path) -> None:
    assert len(rows("timeline", "Brezna", "Marr", "--json", store=store)) == 1
    assert len(rows("timeline", "--json", "--to", "2025-05", store=store)) == 1
    assert rows("timeline", "--story", "none", "--json", store=store) == []
    assert len(rows("timeline", "--story", "next", "--json", store=store)) >= 1


def test_who_met_whom_leaves_out_what_is_only_planned(store: Path) -> None:
    (met,) = rows("met", "udo falk", "--json", store=store)
    assert met["parties"] == ["Ana Brezna", "Udo Falk"]
    assert rows("met", "Marr", "--json", store=store) == []
    assert rows("met", "Fal", "--json", store=store) == []


def test_changes_since_a_day(store: Path) -> None:
    found = rows("changes", "--since", "2025-03-15", "--on", "2025-04-10", "--json", store=store)
    assert [(r["before"], r["step"]["status"], r["step"]["article"]) for r in found] == [
        ("planned", "postponed", "off"),
        ("postponed", "happened", "met"),
    ]
    later = rows("changes", "--since", "2025-04-01", "--on", "2025-04-10", "--json", store=store)
    assert [r["step"]["status"] for r in later] == ["happened"]


def test_what_is_coming_depends_on_the_day_asked(store: Path) -> None:
    found = rows("upcoming", "--on", "2025-06-01", "--json", store=store)
    assert [r["begin"] for r in found] == ["2025-07-01"]
    assert rows("upcoming", "--on", "2025-08-01", "--json", store=store) == []
    old = call("upcoming", store=store)
    assert "the newest article is of 2025-04-04: --on 2025-04-04 asks as on that day" in old.stderr
    assert call("upcoming", "--on", "2025-08-01", store=store).stderr == ""
    (late,) = rows("timeline", "Marr", "--on", "2025-08-01", "--json", store=store)
    assert late["status"] == "unreported"


def test_claims_that_contradict_each_other(store: Path) -> None:
    (claim,) = rows("claims", "--contradicted", "--json", store=store)
    (one,) = claim["contradictions"]
    assert (one["about"], one["one"]["article"], one["other"]["article"]) == ("status", "met", "not")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_brief_cites_every_sentence(store: Path, form: str) -> None:
    page = call("brief", "--since", "2025-04-01", "--on", "2025-04-10", "--format", form, store=store).stdout
    for word in ("What changed", "What is coming", "(met, 2025-04-02)", "(next, 2025-04-04)"):
        assert word in page
    assert "<aides>" not in page or form == "text"


def test_a_brief_tells_what_each_event_was_before_what_is_disputed_and_each_once(store: Path) -> None:
    page = call("brief", "--since", "2025-04-01", "--on", "2025-04-10", store=store).stdout
    changed, disputed, new, coming = re.split(r"\nWhat [a-z ]+\n", page)[1:]
    assert "2025-04-02  postponed -> happened  Ana Brezna met Udo Falk on April 2  [meeting]" in changed
    assert re.search(r"status: .*\(met\) against .*\(not\)", disputed)
    assert "Nothing." in new
    assert coming.count("[meeting]") == 1
    assert "Udo Falk" not in new + coming


@pytest.mark.parametrize("verb", ["timeline", "claims", "upcoming"])
def test_answers_for_people_show_words_and_source(store: Path, verb: str) -> None:
    shown = call(verb, "--on", "2025-06-01", store=store).stdout
    assert "Ana Brezna will meet Ito Marr on July 1." in shown or verb == "claims"
    assert "(met, " in shown or verb == "upcoming"


def test_a_date_that_is_none_is_refused(store: Path) -> None:
    done = run("changes", "--since", "soon", store=store)
    assert done.returncode == 2
    assert "'soon' is no date" in done.stderr


def test_whereabouts_of_someone_without_any(store: Path) -> None:
    assert rows("whereabouts", "Brezna", "--json", store=store) == []


def test_a_persons_word_wins_and_stays_when_articles_are_read_again(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite3"
    shutil.copy(store, own)
    assert call("link", "--judge", "not:v1", "wrong", "--user", "kim", store=own).returncode == 0
    assert rows("claims", "--contradicted", "--json", store=own) == []
    with open_store(own) as kept:
        list(kept.add([NOT], reread=True))
        assert [(row.action, row.user) for row in kept.corrections.rows()] == [("reject", "kim")]
    assert rows("claims", "--contradicted", "--json", store=own) == []
    call("link", "--different", "plan:v1", "met:v1", store=own)
    assert len(rows("timeline", "Falk", "--json", store=own)) == 2


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--judge", "not:v1", "maybe"), 2, "'maybe' is none of right, wrong, happened"),
        (("--judge", "not:v9", "wrong"), 1, "not:v9: the article has no such event"),
        (("--same", "none:v1", "not:v1"), 1, "none:v1: no such article"),
        (("--same", "v1", "not:v1"), 1, "v1: no such article"),
    ],
)
def test_judgements_on_what_is_none_are_refused(
    store: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = run("link", *arguments, store=store)
    assert done.returncode == status
    assert said in done.stderr
