"""The mark of the last write: new after all that changes what a store tells, the same after all that does not."""

from __future__ import annotations

from readout.store import Store
from readout.store.corrections import Wish
from readout.store.engine import last_mark
from readout.store.forget import forget
from readout.store.linking import linked
from tests.store.made import parade, talks


def test_only_what_changes_the_answers_leaves_a_mark(store: Store) -> None:
    def mark() -> str:
        return last_mark(store.where, store.engine)

    began = mark()
    store.users.add("ann", "review", "seven words are enough")
    assert store.users.sign_in("ann", "seven words are enough")
    store.tokens.make("desk", "read")
    store.alerts.add("peace", ["events"], "ann")
    store.alerts.tell("peace", ["1"])
    linked(store)
    assert [one.outcome for one in store.add([parade(), talks()])] == ["unchanged"] * 2
    assert mark() == began

    marks = [began]
    for change in (
        lambda: list(store.add([parade()], reread=True)),
        lambda: store.judge("parade:e1", "talks:e1", "negative", "ann"),
        lambda: store.judge_event("same", "ann", "parade:v1", "talks:v1"),
        lambda: store.corrections.make(Wish("parade", "event", "v1", "accept"), "ann"),
        lambda: store.corrections.undo(1, "ann"),
        lambda: forget(store.engine, store.where, ["parade"]),
    ):
        change()
        marks.append(mark())
    assert len(set(marks)) == len(marks)
