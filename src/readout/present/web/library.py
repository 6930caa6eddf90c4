"""The store behind the pages, and what is made from all of it: kept, and made anew once the store has changed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from threading import Condition, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from readout.lexicon import table
from readout.link.entities import folded
from readout.present.html import environment
from readout.present.view import country_name

if TYPE_CHECKING:
    from readout.present.web.known import Known, Web
    from readout.store import Counts, Store, Thing
    from readout.store.finding import Divided

Made = TypeVar("Made")
Stamp = str
# Links the articles of a store elsewhere, and says whether the store keeps that now.
Apart = Callable[[str], bool]

# Events are shown that one of so many newest articles tells of; more would take more memory than a desk has to spare.
MOST_LINKED = 20_000
# What was made in so many seconds is made anew before a reader is answered; longer work is done beside.
_QUICK = 1.0
_PATIENCE = 4.0
# So many articles are linked sooner than a process for it begins.
_MANY = 200
# What is made of so many, and what a server loads first, is looked through for garbage once, not as often as else.
_VERY_MANY = 5000
# Seconds of rest after work, beside the seconds that it took: a store that is being written must stay readable.
_REST = 4.0
# A store whose newest article is older than so many days is read as on that article's day.
_RECENT = 7


class Kept(Generic[Made]):
    """Something made from a store, and made again beside once the store has changed; until then the former is given."""

    def __init__(self, make: Callable[[], Made], stamp: Callable[[], Stamp]) -> None:
        self._make, self._stamp = make, stamp
        self._changed = Condition()
        self._value: Made | None = None
        self._of: Stamp | None = None
        self._wanted: Stamp | None = None
        self._since: datetime | None = None
        self._error: BaseException | None = None
        self._working = False
        self._cost, self._rests = 0.0, 0.0

    @property
    def at_hand(self) -> Made | None:
        """What was made last, whatever became of the store since."""
        return self._value

    @property
    def since(self) -> datetime | None:
        """The moment whose store it was made from."""
        return self._since

    @property
    def late(self) -> bool:
        """Whether the store had changed since, when it was last asked for."""
        return self._of is not None and self._of != self._wanted

    def get(self, patience: float | None = _PATIENCE, now: Stamp | None = None) -> Made | None:
        """The newest there is; None when nothing is ready after so many seconds, however many if None.

        `now` is the store's stamp, where the asker knows it. Raises what making it raised.
        """
        now = self._stamp() if now is None else now
        with self._changed:
            self._wanted = now
            if self._of == now:
                return self._given()
            quick = patience != 0 and (self._value is None or self._cost <= _QUICK)
            if not self._working and (quick or monotonic() >= self._rests):
                self._working = True
                Thread(target=self._work, args=(now,), daemon=True).start()
            if quick:
                self._changed.wait_for(lambda: not self._working, patience)
            return self._given()

    def _given(self) -> Made | None:
        if self._error is not None and not self._working:
            raise self._error
        return self._value

    def _work(self, now: Stamp) -> None:
        begun, since, value, error = monotonic(), datetime.now(UTC), None, None
        try:
            value = self._make()
        except BaseException as raised:
            error = raised
        with self._changed:
            self._cost = monotonic() - begun
            # What is made first waits for what is loaded then, which tells nothing of how long the next will take.
            self._rests = monotonic() + (_REST * self._cost if self._of is not None else 0.0)
            self._value, self._error, self._of, self._working = value, error, now, False
            self._since = since
            self._changed.notify_all()


class Overview(NamedTuple):
    """What a store holds: counts, by what its rows divide, everyone named, and the newest article's day.

    `by_kind` has everyone of a kind, `by_word` the places in `things` of those with a word in some name of theirs.
    """

    counts: Counts
    facets: dict[str, dict[str, int]]
    things: list[Thing]
    named: dict[str, int]
    by_id: dict[int, Thing]
    by_kind: dict[str, list[Thing]]
    by_word: dict[str, list[int]]
    divided: Divided
    newest: str | None

    def called(self, name: str, kind: str | None = None, country: str = "") -> Sequence[Thing]:
        """Those with all words of a name in one of theirs, of a kind and a country (its name or code), in order."""
        words = folded(name).split()
        found: Sequence[Thing] = self.things if kind is None else self.by_kind.get(kind, [])
        if words:
            rare, *others = sorted((self.by_word.get(word, []) for word in words), key=len)
            places = set(rare).intersection(*others)
            some = (self.things[place] for place in sorted(places))
            found = [thing for thing in some if kind in (None, thing.kind) and _is_called(thing, set(words))]
        if country:
            states = _states(country.casefold())
            found = [thing for thing in found if not states.isdisjoint(thing.countries)]
        return found

    @property
    def on(self) -> str:
        """The day on which the store is read, if none is asked for: today, unless its news are older."""
        today = date.today()
        if self.newest and self.newest < (today - timedelta(days=_RECENT)).isoformat():
            return self.newest
        return today.isoformat()


class Library:
    """The store behind the pages, opened when first asked for; a store that is not there yet is asked for again.

    Many articles are linked by `apart`, if given.
    """

    def __init__(self, where: str, apart: Apart | None = None) -> None:
        from readout.settings import shown_store, store_name

        self.address, self._apart = store_name(where), apart
        self.where = shown_store(self.address)
        # What else is made of the linked articles before anyone asks.
        self.prepare: list[Callable[[Known], object]] = []
        self._lock = Lock()
        self._store: Store | None = None
        self._overview = Kept(self._look, self.stamp)
        self._web = Kept(self._link, self.stamp)

    def store(self) -> Store | None:
        """The open store, or None as long as there is none; raises ReadoutError for one that cannot be read."""
        from readout.store import open_store
        from readout.store.engine import NoStore

        with self._lock:
            if self._store is None:
                with suppress(NoStore):
                    self._store = open_store(self.address, create=False)
            return self._store

    def made(self) -> Store:
        """The open store, which is made if it is missing."""
        from readout.store import open_store

        if self.store() is None:
            open_store(self.address).close()
        return self._opened()

    def overview(self, patience: float = _PATIENCE) -> Overview | None:
        """What the store holds; None where there is no store, or one so large that this is not known yet."""
        return self._overview.get(patience) if self.store() else None

    def web(self, patience: float = _PATIENCE) -> Web | None:
        """The linked articles; None where there is no store, or as long as they are being linked."""
        return self._web.get(patience) if self.store() else None

    def at_hand(self) -> tuple[Overview | None, Web | None]:
        """What the store holds and its linked articles as they were made last, at once; newer ones are begun."""
        if self.store() is None:
            return None, None
        now = self.stamp()
        return self._overview.get(0, now), self._web.get(0, now)

    @property
    def counted(self) -> int:
        """How many articles there were when they were last counted."""
        seen = self._overview.at_hand
        return seen.counts.articles if seen else 0

    @property
    def as_of(self) -> datetime | None:
        """The moment whose store the linked articles at hand are of."""
        return self._web.since

    @property
    def late(self) -> datetime | None:
        """The same moment, where something was written since and newer ones are made beside."""
        return self._web.since if self._web.late else None

    @property
    def linked(self) -> bool:
        """Whether the linked articles, of some state of the store, are at hand."""
        return self._web.at_hand is not None

    def warm(self) -> None:
        """Begin to link before anyone asks, and load what is needed to answer and to judge."""
        Thread(target=_load, daemon=True).start()
        if self.store():
            self._overview.get(0)
            self._web.get(0)

    def stamp(self) -> Stamp:
        """What tells the store as it is from what it was before articles were added or people judged."""
        from readout.store.engine import last_mark

        store = self.store()
        return last_mark(self.where, store.engine) if store else ""

    def _look(self) -> Overview:
        store = self._opened()
        things = [_in_words(thing) for thing in store.finder.things()]
        named: dict[str, int] = {}
        for thing in things:
            for name in thing.names:
                named.setdefault(name, thing.id)
        newest = next((row.published for row in store.articles(limit=1)), None)
        by_kind: dict[str, list[Thing]] = {}
        by_word: dict[str, list[int]] = {}
        for place, thing in enumerate(things):
            by_kind.setdefault(thing.kind, []).append(thing)
            for word in {word for name in thing.names for word in folded(name).split()}:
                by_word.setdefault(word, []).append(place)
        return Overview(
            counts=store.counts(),
            facets=store.facets(),
            things=things,
            named=named,
            by_id={thing.id: thing for thing in things},
            by_kind=by_kind,
            by_word=by_word,
            divided=store.finder.divided(),
            newest=newest[:10] if newest else None,
        )

    def _link(self) -> Web:
        from readout.link.sketch import day_of
        from readout.present.web.known import Web
        from readout.store.linking import linked
        from readout.store.shown import as_kept

        store, overview = self._opened(), self._overview.get(None)
        assert overview is not None
        apart = self._apart is not None and overview.counts.articles > _MANY and self._apart(self.address)
        oldest = store.articles(limit=1, offset=MOST_LINKED - 1) if overview.counts.articles > MOST_LINKED else []
        least = day_of(oldest[0].published) if oldest else None
        web = Web(as_kept(store) if apart else linked(store), overview.on, overview.newest, least or 0)
        self._prepare(web.known(overview.on), overview)
        if overview.counts.articles > _VERY_MANY or (self._apart is not None and not self.linked):
            _set_aside()
        return web

    def _prepare(self, at_hand: Known, overview: Overview) -> None:
        """Make what views show of all events, so that no reader waits for it."""
        from readout.present.web.graph import drawn, meetings
        from readout.present.web.people import spots

        at_hand.once("places", lambda: spots(at_hand, {}))
        pairs = at_hand.once("met", lambda: meetings(at_hand.everything, overview.named))
        at_hand.once("met drawn", lambda: drawn(pairs))
        for make in self.prepare:
            make(at_hand)

    def _opened(self) -> Store:
        store = self.store()
        assert store is not None
        return store


def _set_aside() -> None:
    """Look for garbage once, and then leave what is at hand out of each later search for it.

    To look through what is made of very many articles takes a second or more, in which nobody is answered.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _load() -> None:
    """Have at hand what would be loaded for the first who needs it: the pages' templates and the kinds of events."""
    table("event_kinds")
    templates = environment()
    for name in templates.list_templates(filter_func=lambda name: name.startswith("web/")):
        templates.get_template(name)


def _is_called(thing: Thing, words: set[str]) -> bool:
    return any(words <= set(folded(name).split()) for name in thing.names)


def _states(country: str) -> set[str]:
    """The codes of the states of this name or code, in small letters."""
    codes = table("countries")["countries"]
    return {code for code in codes if country in (code.casefold(), country_name(code).casefold())} | {country.upper()}


def _in_words(thing: Thing) -> Thing:
    """A country by its names, which the store has by its code."""
    from msgspec.structs import replace

    known = table("countries")["countries"].get(thing.name) if thing.kind == "country" else None
    return replace(thing, name=known["names"][0], names=tuple(known["names"])) if known else thing
