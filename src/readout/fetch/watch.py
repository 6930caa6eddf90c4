"""One round of a watch: lists asked for what is new, pages fetched host by host, each marked when it is safely kept."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress

from readout.fetch.client import Answer, host_of
from readout.fetch.errors import FetchError
from readout.fetch.ledger import Ledger, Place
from readout.fetch.lists import found_in
from readout.fetch.pages import read_answer
from readout.fetch.web import Web
from readout.model import Article, Problem

HOUR, DAY = 3600.0, 86400.0
EVERY = HOUR / 2
# Pages are looked at again for corrections: after an hour, then each time they are twice as old, for so long.
_WATCHED = 30 * DAY
_TRIES = 6
_HOSTS = 8
_WAITING = 32

Outcome = Answer | FetchError


class Watch:
    """Lists and what they lead to. `round` gives articles; say `kept` of each when it is in the store."""

    def __init__(self, web: Web, ledger: Ledger, lists: Iterable[str], every: float = EVERY) -> None:
        self._web, self._ledger, self._lists, self._every = web, ledger, list(lists), every
        self._pending: dict[str, list[tuple[Place, Answer | None]]] = {}

    def round(self) -> Iterator[Article | Problem]:
        """The articles of pages that are new or have changed; what cannot be had is a Problem in its place."""
        now = time.time()
        self._ledger.lists(self._lists, now)
        with closing(fetched(self._ledger.due(True, now, self._lists), self._web)) as answers:
            for place, outcome in answers:
                yield from self._listed(place, outcome)
        with closing(fetched(self._ledger.due(False, time.time()), self._web)) as answers:
            for place, outcome in answers:
                yield from self._page(place, outcome)

    def kept(self, article: str) -> None:
        """An article, by its id, is in the store: its page is dealt with."""
        for place, answer in self._pending.pop(article, ()):
            self._done(place, answer)

    def rest(self) -> float:
        """The seconds until something is due."""
        due = self._ledger.next_due()
        return self._every if due is None else max(due - time.time(), 0.0)

    def _listed(self, place: Place, outcome: Outcome) -> Iterator[Problem]:
        if isinstance(outcome, FetchError):
            yield Problem(place.url, outcome.what)
            self._ledger.failed(place.url, time.time() + _pause(outcome, place.tries, self._every))
            return
        if outcome.status == 200:
            found = list(found_in(outcome, place.url))
            self._ledger.queue(((one.url, one.entry) for one in found), time.time())
            if not found:
                yield Problem(place.url, "no pages are named in it; name a feed, a site map or a section of a site")
        self._ledger.done(place.url, time.time() + self._every, *_marks(place, outcome))

    def _page(self, place: Place, outcome: Outcome) -> Iterator[Article | Problem]:
        if isinstance(outcome, FetchError):
            yield from self._not_had(place, outcome)
        elif outcome.status == 304:
            self._done(place, outcome)
        else:
            found = list(read_answer(outcome, place.url))
            ids = [item.id for item in found if isinstance(item, Article)]
            if ids:  # a page is one article; of several the last tells that all are kept
                self._pending.setdefault(ids[-1], []).append((place, outcome))
            else:
                self._ledger.done(place.url, None)
            yield from found

    def _not_had(self, place: Place, error: FetchError) -> Iterator[Article | Problem]:
        """A page that its server does not give: its feed's entry, where it has one and no more will come."""
        again = error.again and place.tries + 1 < _TRIES
        if again:
            self._ledger.failed(place.url, time.time() + _pause(error, place.tries, HOUR))
        elif place.entry is not None:
            self._pending.setdefault(place.entry.id, []).append((place, None))
            yield place.entry
            return
        else:
            self._ledger.failed(place.url, None)
        yield Problem(place.url, error.what)

    def _done(self, place: Place, answer: Answer | None) -> None:
        now = time.time()
        age = now - place.first
        due = now + max(age, HOUR) if answer is not None and age < _WATCHED else None
        self._ledger.done(place.url, due, *(_marks(place, answer) if answer else ()))


def _marks(place: Place, answer: Answer) -> tuple[str | None, str | None]:
    """The server's marks of this state of a page: they are sent back to ask whether it is still so."""
    if answer.status == 304:
        return answer.fields.get("etag", place.etag), answer.fields.get("last-modified", place.modified)
    return answer.fields.get("etag"), answer.fields.get("last-modified")


def _pause(error: FetchError, tries: int, first: float) -> float:
    return max(error.after or 0.0, min(first * 2.0**tries, DAY))


def fetched(places: Iterable[Place], web: Web) -> Generator[tuple[Place, Outcome], None, None]:
    """What becomes of each address: some hosts at a time, the pages of one after each other. Close it to stop early."""
    hosts: dict[str, list[Place]] = {}
    for place in places:
        hosts.setdefault(host_of(place.url), []).append(place)
    results: queue.Queue[tuple[Place, Outcome] | None] = queue.Queue(_WAITING)
    waiting = deque(hosts.values())
    over = threading.Event()

    def some_hosts() -> None:
        with suppress(IndexError):
            while not over.is_set():
                for place in waiting.popleft():
                    _offer(results, (place, _outcome(web, place)), over.is_set)
                    if over.is_set():
                        return
        _offer(results, None, over.is_set)

    left = min(len(hosts), _HOSTS)
    for _ in range(left):  # none of them keeps the program from ending
        threading.Thread(target=some_hosts, daemon=True).start()
    try:
        while left:
            result = results.get()
            if result is None:
                left -= 1
            else:
                yield result
    finally:
        over.set()


def _offer(
    results: queue.Queue[tuple[Place, Outcome] | None], item: tuple[Place, Outcome] | None, over: Callable[[], bool]
) -> None:
    """Hand a result over as soon as there is room; none is needed when nobody takes it any more."""
    while not over():
        try:
            results.put(item, timeout=0.2)
        except queue.Full:
            continue
        return


def _outcome(web: Web, place: Place) -> Outcome:
    try:
        return web.get(place.url, place.known)
    except FetchError as error:
        return error
    except Exception as error:  # one page must not end the watch
        return FetchError(f"could not be fetched: {type(error).__name__}: {error}")
