"""Exports over HTTP: every format of `present/export`, and the calendar and feeds at addresses of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from readout.model import Record
from readout.present.export.base import Corpus, Exporter
from readout.present.export.narrow import chosen
from readout.present.export.registry import NAMES, exporter
from readout.present.http.asked import Export, iso
from readout.present.http.problems import Refusal
from readout.store import Store

if TYPE_CHECKING:
    from readout.present.web.library import Stamp

FEEDS = {"/calendar.ics": "ics", "/feed.rss": "rss", "/feed.atom": "atom", "/feed.json": "jsonfeed"}


def form(name: str) -> Exporter:
    """The format of this name; raises Refusal (404)."""
    if name not in NAMES:
        raise Refusal(404, "There is no such format.", [f"One of {', '.join(NAMES)}."])
    return exporter(name)


def pieces(store: Store, form: Exporter, q: Export, base: str) -> Iterator[bytes]:
    """The file in pieces, the first of them made already; raises Refusal (501) where an extra is not installed."""
    corpus = Corpus(_records(store, q), store.numbers(), store.event_judgements(), base)
    made = form.pieces(corpus)
    try:
        first = next(made, b"")
    except ImportError as error:
        raise Refusal(501, f"{form.name} needs what is not installed here: {form.extra}.") from error
    return chain((first,), made)


def _records(store: Store, q: Export) -> Iterator[Record]:
    return chosen(store.records(), q.who, iso(q.since), iso(q.until))


def tag(stamp: Stamp, asked: str) -> str:
    """An entity tag for what is written of a store in the state of this stamp."""
    return f'W/"{hashlib.sha256(repr((stamp, asked)).encode()).hexdigest()[:32]}"'
