"""The web for one run: a turn a host, its rules, another try where it may help."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from readout.fetch.address import Door
from readout.fetch.client import Answer, Limits, host_of, normal, once, onward
from readout.fetch.errors import FetchError
from readout.fetch.robots import AGENT, Rules, read_rules
from readout.settings import contact

__all__ = ["Limits", "Web"]

_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,"
    "application/xml;q=0.9,*/*;q=0.5"
)
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSED = frozenset({401, 402, 403, 451})
_GONE = frozenset({404, 410})


class Web:
    """Fetches pages; safe to use from several threads, which wait for each other where they want the same host."""

    def __init__(self, limits: Limits | None = None, door: Door | None = None) -> None:
        self.limits = limits or Limits()
        self._door = door or Door()
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._next: dict[str, float] = {}
        self._rules: dict[str, Rules] = {}
        self._over = threading.Event()
        self._agent = f"{AGENT}/0.1" + (f" (+{who})" if (who := contact()) else "")

    def stop(self) -> None:
        """End all waiting, of other threads too: what is waited for fails."""
        self._over.set()

    def get(self, url: str, known: Mapping[str, str] | None = None) -> Answer:
        """The page at an address, after redirects; status 304 where it is as `known` (If-None-Match and the like) says.

        Raises FetchError for every other answer than the page.
        """
        tries = Retrying(
            stop=stop_after_attempt(self.limits.tries),
            wait=self._wait,
            retry=retry_if_exception(self._worthwhile),
            sleep=self._sleep,
            reraise=True,
        )
        return tries(self._followed, normal(url), dict(known or {}))

    def _followed(self, url: str, known: dict[str, str]) -> Answer:
        first = url
        for _ in range(self.limits.redirects + 1):
            if not self._rules_of(url).allow(url):
                raise FetchError("its robots.txt keeps programs away from it", refused=True)
            answer = self._ask(url, known)
            if answer.onward is None:
                return self._good(answer)
            url = onward(url, answer.onward)
            known = {}
        raise FetchError(f"more than {self.limits.redirects} redirects from {first}")

    def _rules_of(self, url: str) -> Rules:
        host = host_of(url)
        with self._turn(host):
            rules = self._rules.get(host)
        if rules is None or rules.old:
            rules = self._rules[host] = read_rules(self._plain, url)
        return rules

    def _plain(self, url: str) -> Answer:
        """An answer after redirects, whatever its status: for robots.txt itself."""
        for _ in range(self.limits.redirects + 1):
            answer = self._ask(url, {})
            if answer.onward is None:
                return answer
            url = onward(url, answer.onward)
        return replace(answer, status=404)

    def _ask(self, url: str, known: Mapping[str, str]) -> Answer:
        """One request when it is this host's turn."""
        host = host_of(url)
        with self._turn(host):
            self._sleep(self._next.get(host, 0.0) - time.monotonic())
            try:
                headers = {"User-Agent": self._agent, "Accept": _ACCEPT, **known}
                return once(url, headers, self.limits, self._door)
            finally:
                rules = self._rules.get(host)
                self._next[host] = time.monotonic() + max(self.limits.delay, rules.delay if rules else 0.0)

    def _turn(self, host: str) -> threading.Lock:
        with self._lock:
            return self._turns.setdefault(host, threading.Lock())

    def _good(self, answer: Answer) -> Answer:
        if answer.status in (200, 304):
            return answer
        after = _seconds(answer.fields.get("retry-after"))
        if answer.status in _LATER:
            raise FetchError(f"the server cannot give it now (status {answer.status})", again=True, after=after)
        if answer.status in _REFUSED:
            raise FetchError(f"the server gives it to nobody unknown (status {answer.status})", refused=True)
        what = "no such page" if answer.status in _GONE else "no page"
        raise FetchError(f"{what} (status {answer.status})")

    def _worthwhile(self, error: BaseException) -> bool:
        """Whether to try again in this run."""
        if not isinstance(error, FetchError) or self._over.is_set():
            return False
        return error.again and (error.after or 0.0) <= self.limits.longest

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.after if isinstance(error, FetchError) else None
        pause = wait_exponential_jitter(multiplier=self.limits.wait, max=self.limits.longest, jitter=self.limits.wait)
        return max(asked or 0.0, pause(state))

    def _sleep(self, seconds: float) -> None:
        if self._over.wait(max(seconds, 0.0)):
            raise FetchError("interrupted", again=True)


def _seconds(value: str | None) -> float | None:
    """How long a Retry-After asks to wait: seconds, or a date."""
    try:
        if not value or value.strip().isdigit():
            return float(value) if value else None
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
