"""The process that links for the server."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product
from pathlib import Path

from readout.cli.linker import LinkerProcess
from readout.link.linker import Linker
from readout.link.mentions import name_key
from readout.link.questions import Asked
from readout.model import Article, Entity, Record
from readout.store import open_store
from readout.store.linking import linked
from readout.store.shown import as_kept


def page(name: str) -> Record:
    return Record(Article(name, f"{name}.txt", f"Ana Brezna visited {name}.", published="2025-05-08"))


def test_what_is_linked_apart_is_shown_as_it_was_kept_whatever_came_since(tmp_path: Path) -> None:
    file, linker = tmp_path / "store.sqlite3", LinkerProcess()
    try:
        with open_store(file) as store:
            list(store.add([page("tolmark"), page("veld")]))
            assert linker(str(file))
            list(store.add([page("orsk")]))
            shown = as_kept(store)
            assert len(list(shown.stories())) == len(list(Linker([page("tolmark"), page("veld")]).stories()))
            assert Asked(shown, "2025-05-08").lines() == []
    finally:
        linker.close()


def test_a_store_that_cannot_be_linked_apart_is_told_and_the_next_one_is_linked(tmp_path: Path) -> None:
    linker = LinkerProcess()
    try:
        assert not linker(str(tmp_path / "none.sqlite3"))
        with open_store(tmp_path / "store.sqlite3") as store:
            list(store.add([page("tolmark")]))
        assert linker(str(tmp_path / "store.sqlite3"))
        linker.close()
        assert linker(str(tmp_path / "store.sqlite3"))
    finally:
        linker.close()


def test_who_is_named_between_two_days_is_found_as_a_linker_finds_it(tmp_path: Path) -> None:
    cast = ("Ana Brezna", "Omar Kibet", "Lena Veld")
    records = [
        Record(
            Article(f"a{n}", "a.txt", " and ".join(some), published=day),
            tuple(Entity(f"e{at}", "person", name) for at, name in enumerate(some)),
        )
        for n, (some, day) in enumerate(
            (some, day)
            for size in (1, 2, 3)
            for some in combinations(cast, size)
            for day in ("2025-05-08", None, "2025-05-06", "2025-05-09")
        )
    ]
    with open_store(tmp_path / "store.sqlite3") as store:
        list(store.add(records))
        kept, plain = linked(store), Linker(records)
        keys = [name_key(entity) for entity in records[-1].entities]
        days = [date(2025, 5, day).toordinal() for day in (5, 6, 7, 8, 9)]
        for first, last, least in product(days, days, (1, 2)):
            for parties in (keys, keys[:1], [*keys[:1], "nobody"], ["nobody"]):
                found = [number - 1 for number in kept.naming(parties, least, first, last)]
                assert found == plain.naming(parties, least, first, last)
