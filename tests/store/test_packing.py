"""Records as they lie in the store."""

from __future__ import annotations

import types
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from readout.model import Article, Entity, Event, Mention, Record, Span, Statement, to_json
from readout.store import columns, packing
from readout.store.packing import QUICK, SLOW, Damaged, is_slow, packed, unpacked
from tests.store.made import parade

DATES = st.dates().map(str)
TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
WORDS = st.lists(st.sampled_from(["She", "said", ",", " ", "—", "U.S.", "Zoë", "anti-war", "\n\n", "e1", "\0"]))


def made(kind: Any) -> st.SearchStrategy[Any]:
    """Anything of a type of the record."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return DATES if arguments[0] is str else made(arguments[0])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(made(arguments[0]), max_size=3).map(tuple)
    if origin in (types.UnionType, Union):
        return st.one_of(map(made, arguments))
    if isinstance(kind, type) and issubclass(kind, Struct):
        hints = get_type_hints(kind, include_extras=True)
        return st.builds(kind, **{name: made(hint) for name, hint in hints.items()})
    return {
        types.NoneType: st.none(),
        bool: st.booleans(),
        int: st.integers(0, 60),
        float: st.floats(0, 1),
        str: st.one_of(TEXT, WORDS.map("".join), st.sampled_from(["e1", "s2", "say", "\0", "2024-05-01"])),
    }[kind]


RECORDS = made(Record)


@settings(max_examples=60, deadline=None)
@given(RECORDS, st.sampled_from([1, QUICK]))
def test_any_record_comes_back(one, level):
    assert unpacked(packed(one, level)) == one


def test_it_comes_back_as_json_says_it_too():
    one = parade()
    assert to_json(unpacked(packed(one))) == to_json(one)


def test_a_record_as_it_was_packed_before():
    one = parade()
    assert unpacked(zlib.compress(to_json(one).encode())) == one


def test_words_begin_and_end_anywhere():
    text = "cannot re-enter"
    statement = Statement("s1", (Span(3, 6), Span(8, 15)), source=Span(0, 1))
    one = Record(
        Article("a", "a.html", text),
        (Entity("e1", "person", "not", mentions=(Mention(3, 6, "name"),)),),
        statements=(statement,),
        events=(Event("v1", "visit", Span(1, 14)),),
    )
    assert unpacked(packed(one)) == one


def test_a_slow_one_is_told_from_a_quick_one():
    one = parade()
    assert is_slow(packed(one, SLOW))
    assert not is_slow(packed(one))
    assert not is_slow(zlib.compress(b"{}"))
    assert not is_slow(b"")


@pytest.mark.parametrize("at", [0, 1, 5, 9, 20, -1])
def test_damage_is_told(at):
    data = bytearray(packed(parade()))
    data[at] ^= 0x55
    with pytest.raises(Damaged, match="a record is damaged"):
        unpacked(bytes(data))


@pytest.mark.parametrize("data", [b"", b"\x01", b"x\x9cno", b"\x01\0\0\0\0", zlib.compress(b"{}")])
def test_what_is_no_record_is_told(data):
    with pytest.raises(Damaged, match="a record is damaged"):
        unpacked(data)


def test_a_packing_of_a_newer_readout_is_told():
    body = b"?"
    with pytest.raises(Damaged, match="only a newer readout knows"):
        unpacked(b"\x37" + zlib.crc32(body).to_bytes(4, "big") + body)


def test_the_newest_packing_is_of_the_record_as_it_is_now():
    # Where it is not, records are packed as JSON, twice as large: `make train-packing`.
    stored = packing.stored(packing.NUMBER)
    assert stored.layout == columns.layout()
    names = {file.name for file in (files("readout.store") / "packings").iterdir()}
    assert names == {f"{number}.msgpack" for number in range(1, packing.NUMBER + 1)}


def test_a_record_of_another_shape_is_packed_whole():
    stored = packing.stored(packing.NUMBER)
    changed = packing.Stored({"Record": {"article": None}}, stored.vocabularies, stored.codes, stored.words)
    other = packing.Packing(packing.NUMBER, changed)
    one = parade()
    assert unpacked(other.packed(one, QUICK)) == one


def test_a_field_that_came_later_has_its_default_and_one_that_went_is_left_out():
    stored = packing.stored(packing.NUMBER)
    layout = {"Record": {name: shape for name, shape in stored.layout["Record"].items() if name != "times"}}
    layout["Record"]["hunches"] = ["many", {"Hunch": {"words": None}}]
    before = packing.Packing(packing.NUMBER, packing.Stored(layout, stored.vocabularies, stored.codes, stored.words))
    one = parade()
    old = types.SimpleNamespace(**{name: getattr(one, name) for name in one.__struct_fields__}, hunches=())
    codes, words = before.columns(old)
    assert before.record(codes, words) == Record(
        one.article,
        one.entities,
        (),
        *[getattr(one, name) for name in ("statements", "events", "relations", "discrepancies", "problems")],
    )


@pytest.mark.parametrize("number", range(1, packing.NUMBER + 1))
def test_what_was_once_packed_is_read_for_ever(number):
    # Written when the packing was new; a table of `columns` that changed what its codes mean would fail here.
    assert unpacked(Path(f"tests/store/old/packed-{number}.bin").read_bytes()) == parade()
