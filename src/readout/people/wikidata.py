"""Wikidata items: lines of a dump, a JSON array over many lines, or `{"entities": {...}}` of its web API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from readout.people.rows import QID, BadRow, PersonRow, PostRow, Row, TermRow, day, state

_HUMAN = "Q5"
_LANGUAGES = (
    "en",
    "mul",
    "en-gb",
    "en-us",
    "de",
    "fr",
    "es",
    "it",
    "pl",
    "cs",
    "sk",
    "nl",
    "pt",
    "sv",
    "tr",
    "uk",
    "ru",
)


class _Item(msgspec.Struct):
    id: str
    labels: Any = None
    aliases: Any = None
    claims: Any = None


class _Reply(msgspec.Struct):
    entities: dict[str, Any]


_item = msgspec.json.Decoder(_Item)


def wikidata_rows(lines: Iterator[tuple[int, bytes]]) -> Iterator[Row]:
    """Persons with their offices (P39), and the labels and states of the other items, which may be offices."""
    whole: list[bytes] = []
    for number, line in lines:
        text = line.strip().rstrip(b",")
        if not whole and text in (b"", b"[", b"]"):
            continue
        if whole or not (text.startswith(b"{") and text.endswith(b"}")):
            whole.append(line)  # pretty-printed: one JSON text over many lines
            continue
        yield from _line(text, number)
    if whole:
        yield from _line(b"\n".join(whole), 1)


def _line(text: bytes, line: int) -> Iterator[Row]:
    try:
        if b'"entities"' in text[:200]:
            reply = msgspec.json.decode(text, type=_Reply)
            items = [msgspec.convert(item, _Item) for item in reply.entities.values() if "missing" not in item]
        elif text.lstrip()[:1] == b"[":
            items = msgspec.json.decode(text, type=list[_Item])
        else:
            items = [_item.decode(text)]
    except msgspec.MsgspecError as error:
        yield BadRow(line, f"this is no Wikidata item: {error}")
        return
    for item in items:
        if QID.match(item.id):
            yield from _rows(item, line)


def _rows(item: _Item, line: int) -> Iterator[Row]:
    names = _names(item)
    claims = item.claims if isinstance(item.claims, dict) else {}
    if _HUMAN not in [_value(claim) for claim in _best(claims, "P31")]:
        states = [code for key in ("P1001", "P17") for c in _best(claims, key) if (code := state(_value(c) or ""))]
        if names:
            yield PostRow(item.id, names[0], states[0] if len(set(states)) == 1 else None, line)
        return
    if not names:
        yield BadRow(line, f"person {item.id} has no label in a language of news")
        return
    countries = [code for c in _best(claims, "P27") if (code := state(_value(c) or ""))]
    yield PersonRow(item.id, names, tuple(dict.fromkeys(countries)), item.id, (), line)
    for claim in claims.get("P39") or ():
        post = _value(claim)
        if post and claim.get("rank") != "deprecated":
            yield from _term(item.id, post, claim.get("qualifiers") or {}, line)


def _term(person: str, post: str, qualifiers: dict[str, Any], line: int) -> Iterator[Row]:
    try:
        begin, until = (
            next((day(time) for snak in qualifiers.get(key) or () if (time := _time(snak))), None)
            for key in ("P580", "P582")
        )
    except ValueError as error:
        yield BadRow(line, f"an office of {person}: {error}")
        return
    if any(snak.get("snaktype") == "somevalue" for snak in qualifiers.get("P582") or ()):
        return  # it is over, and nobody says since when
    states = [code for s in qualifiers.get("P1001") or () if (code := state(_snak(s) or ""))]
    yield TermRow("", states[0] if len(states) == 1 else None, None, begin, until, line, person, post)


def _names(item: _Item) -> tuple[str, ...]:
    labels = item.labels if isinstance(item.labels, dict) else {}
    aliases = item.aliases if isinstance(item.aliases, dict) else {}
    found = [labels[lang]["value"] for lang in _LANGUAGES if lang in labels]
    found += [alias["value"] for lang in _LANGUAGES[:4] for alias in aliases.get(lang) or ()]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in found if isinstance(name, str)))


def _best(claims: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The claims of the best rank."""
    some = [c for c in claims.get(key) or () if c.get("rank") != "deprecated"]
    return [c for c in some if c.get("rank") == "preferred"] or some


def _value(claim: dict[str, Any]) -> str | None:
    return _snak(claim.get("mainsnak") or {})


def _snak(snak: dict[str, Any]) -> str | None:
    """The item that a snak names."""
    value = (snak.get("datavalue") or {}).get("value")
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def _time(snak: dict[str, Any]) -> str | None:
    """A date as far as its precision goes: year 9, month 10, day 11; coarser ones say nothing."""
    value = (snak.get("datavalue") or {}).get("value")
    if not isinstance(value, dict) or not isinstance(value.get("time"), str):
        return None
    size = {9: 4, 10: 7, 11: 10}.get(value.get("precision", 11))
    text: str = value["time"].lstrip("+")
    return text[:size] if size else None
