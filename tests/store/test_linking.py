"""What linking found is kept: however articles came, the answers are those of linking them all anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection, delete, event, func, select, text, update

from readout.link import joined, met, relinking, sets, stories
from readout.link.linker import Linked, Linker
from readout.link.questions import Asked
from readout.model import Entity, Record, Status
from readout.store import Store, linking, open_store, schema_links
from readout.store.engine import writing
from readout.store.linking import KeptLinked, linked
from readout.store.write import remove_record
from tests.link.made import storm, told
from tests.store.places import impatient

WHO = (("Ana Brezna", "Udo Falk"), ("Petr Lind",), ("Udo Falk", "Petr Lind"))
PLACES = ("Lissadell", "Korvana")
WORDS = {
    "scheduled": "{0} will visit {1} on the gas pipeline in Tolmark, the ministry said.",
    "happened": "{0} visited {1} in Tolmark for talks on the gas pipeline and 12 trucks.",
    "denied": "{0} did not visit {1} in Tolmark, and 14 trucks stood at the gas pipeline.",
    "postponed": "The visit of {0} to {1} in Tolmark was postponed, as the gas pipeline leaks.",
}


def report(number: int, draw: random.Random) -> Record:
    """An article of a few people's visits, or of a storm."""
    day = f"2025-03-{draw.randrange(1, 28):02}"
    if draw.random() < 0.25:
        return replace_id(storm(draw.choice(PLACES), draw.randrange(4), day), f"a{number}")
    who, status = draw.choice(WHO), draw.choice(sorted(WORDS))
    words = WORDS[status].format(who[0], who[-1] if len(who) > 1 else "Tolmark")
    trigger = next(w for w in ("visited", "visit") if w in words)
    kind = draw.choice(("visit", "visit", "meeting", "criticise"))
    made = told(f"a{number}", words, trigger, kind, who, draw.choice((day, None)), status_of(status), day)
    return replace(made, entities=(*made.entities, Entity("c1", "country", "Tolmark", country="TOL")))


def status_of(word: str) -> Status:
    """A status by its word."""
    found: Status = word  # type: ignore[assignment]
    return found


def replace_id(record: Record, name: str) -> Record:
    """The record as that of another article."""
    return replace(record, article=replace(record.article, id=name))


def answers(linker: Linked, on: str = "2025-03-20") -> dict[str, Any]:
    """All that can be asked, without the numbers of articles."""
    asked, names = Asked(linker, on), linker.names
    return {
        "stories": [[names[n] for n in story] for story in linker.stories()],
        "events": [[(names[m.article], m.spans, m.status) for m in event] for event in linker.events()],
        "lines": [line for line, _ in asked.lines()],
        "some": [line for line, _ in asked.lines(("Udo Falk",), "2025-03-04", "2025-03-15")],
        "changes": asked.changes(""),
        "claims": asked.claims(),
        "against": asked.claims(("brezna",), contradicted=True),
        "upcoming": asked.upcoming(),
        "whereabouts": asked.whereabouts("Brezna"),
        "met": asked.met("Falk"),
        "brief": asked.brief("2025-03-10"),
    }


def anew(store: Store) -> dict[str, Any]:
    """The answers of linking the whole store."""
    return answers(Linker(store.records(), store.event_judgements()))


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as kept:
        yield kept


def forget(store: Store, name: str) -> None:
    """Take an article out."""
    with writing(store.engine) as connection:
        remove_record(connection, name)


@pytest.fixture(params=[False, True], ids=["many", "few"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is never made anew, with limits as they are and with small ones."""
    link_more = KeptLinked._linked_more

    def checked(self: KeptLinked, connection: Connection, anew: bool) -> str | None:
        assert not anew
        return link_more(self, connection, anew)

    monkeypatch.setattr(KeptLinked, "_linked_more", checked)
    if request.param:
        for module in (stories, sets, relinking):
            monkeypatch.setattr(module, "MOST", 4)
        for module in (joined, met, relinking):
            monkeypatch.setattr(module, "BEFORE", 2)
        monkeypatch.setattr(relinking, "_FEW", 3)
        monkeypatch.setattr(linking, "_BATCH", 3)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), steps=st.lists(st.sampled_from("aaaaacrjq"), min_size=4, max_size=30))
@pytest.mark.usefixtures("limits")
def test_any_order_of_additions_corrections_removals_and_judgements(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: list[str]
) -> None:
    draw = random.Random(seed)
    with open_store(tmp_path_factory.mktemp("store") / "s.sqlite3") as store:
        there: list[str] = []
        for number, step in enumerate([*steps, "q"]):
            if step == "a":
                there.append(f"a{number}")
                list(store.add([report(number, draw)]))
            elif step == "c" and there:
                list(store.add([replace_id(report(number, draw), draw.choice(there))], reread=draw.random() < 0.5))
            elif step == "r" and there:
                forget(store, there.pop(draw.randrange(len(there))))
            elif step == "j" and there:
                judge(store, there, draw)
            elif step == "q":
                assert answers(linked(store)) == anew(store)
                assert isinstance(linked(store), KeptLinked)


def judge(store: Store, there: list[str], draw: random.Random) -> None:
    """A person's word on an event of the store, or on two."""
    named = [name for name in there if store.record(name).events]
    word = draw.choice(("same", "different", "wrong", "postponed"))
    if len(named) > 1 and word in ("same", "different"):
        one, other = draw.sample(named, 2)
        store.judge_event(word, "ana", f"{one}:v1", f"{other}:v1")
    elif named and word not in ("same", "different"):
        store.judge_event(word, "ana", f"{draw.choice(named)}:v1")


def many(store: Store, count: int = 12) -> None:
    """Put some articles in."""
    draw = random.Random(7)
    list(store.add(report(number, draw) for number in range(count)))


def read_records(store: Store, ask: Callable[[], object]) -> int:
    """How many records are read while something is asked."""
    seen: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    ask()
    return sum("version.record" in statement for statement in seen)


def test_what_is_linked_is_not_linked_again_and_one_more_touches_few(store: Store) -> None:
    many(store, 40)
    assert answers(linked(store)) == anew(store)
    assert read_records(store, lambda: Asked(linked(store), "2025-03-20").brief("")) == 0
    list(store.add([replace_id(storm("Korvana", 1, "2031-01-01"), "far")]))
    assert read_records(store, lambda: linked(store)) < 5
    assert answers(linked(store)) == anew(store)


@pytest.mark.parametrize(
    "harm",
    [
        update(schema_links.link_state).values(stamp="of older code"),
        update(schema_links.link_account).values(account=b""),
        update(schema_links.link_account).values(claim=b"\0" * 9),
        update(schema_links.link_article).values(filed=b"\0\0\0\0"),
        update(schema_links.link_article).values(sketch=b"\0\0\0\0"),
        update(schema_links.link_band).values(band=b"\0\0\0\0junk"),
        update(schema_links.link_event).values(entry=b"\0\0\0\0"),
        update(schema_links.link_node).values(node=b"\0\0\0\0"),
        update(schema_links.link_meet).values(met=b"\0\0\0\0"),
        delete(schema_links.link_state),
        delete(schema_links.link_article).where(schema_links.link_article.c.article == 3),
    ],
)
def test_a_damaged_or_older_state_is_made_anew(file: Path, harm: Any) -> None:
    with open_store(file) as store:
        many(store)
        linked(store)
        with store.engine.begin() as connection:
            connection.execute(harm)
        assert answers(linked(store)) == anew(store)
        list(store.add([report(99, random.Random(3))]))
        assert answers(linked(store)) == anew(store)


def test_what_was_asked_before_and_linked_again_meanwhile_is_asked_of_the_new(store: Store) -> None:
    many(store)
    first = linked(store)
    list(store.add([report(99, random.Random(3))]))
    linked(store)
    assert [line for line, _ in Asked(first, "2025-03-20").lines()] == anew(store)["lines"]


def test_a_store_that_others_keep_locked_is_linked_without_keeping(store: Store, place: str) -> None:
    many(store)
    with open_store(impatient(place), create=False) as other:
        with writing(store.engine) as connection:
            connection.execute(text("UPDATE article SET source = source"))
            assert isinstance(linked(other), Linker)
        assert isinstance(linked(other), KeptLinked)


def test_nothing_is_left_of_what_is_gone(store: Store) -> None:
    many(store)
    linked(store)
    for number in range(12):
        forget(store, f"a{number}")
    assert answers(linked(store)) == anew(store)
    with store.engine.connect() as connection:
        for table in set(schema_links.KEPT) - {schema_links.link_state}:
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
