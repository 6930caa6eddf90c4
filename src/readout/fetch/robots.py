"""What a host's robots.txt allows (RFC 9309), asked once a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from readout.fetch.client import Answer
from readout.fetch.errors import FetchError

AGENT = "readout"
_LIFETIME = 24 * 3600.0
_MOST = 512_000
_LONGEST_DELAY = 60.0
_UNAVAILABLE = frozenset({429})


@dataclass(frozen=True, slots=True)
class Rules:
    """A host's rules until a moment (`time.monotonic`); None allows all."""

    rules: Any
    until: float

    def allow(self, url: str) -> bool:
        """Whether readout may ask for an address."""
        return self.rules is None or bool(self.rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """The seconds that the host wants between two requests, within reason."""
        wanted = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(max(float(wanted or 0.0), 0.0), _LONGEST_DELAY)

    @property
    def old(self) -> bool:
        """Whether they are to be asked for again."""
        return time.monotonic() > self.until


def place(url: str) -> str:
    """Where the rules for an address are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def read_rules(ask: Callable[[str], Answer], url: str) -> Rules:
    """The rules for an address; raises FetchError (`again`) where it cannot be known now what they are."""
    try:
        answer = ask(place(url))
    except FetchError as error:
        if not error.again:
            raise
        raise FetchError(f"its robots.txt cannot be had now ({error.what})", again=True, after=error.after) from error
    if answer.status >= 500 or answer.status in _UNAVAILABLE:
        raise FetchError(f"its robots.txt cannot be had now (status {answer.status})", again=True)
    until = time.monotonic() + _LIFETIME
    if answer.status != 200:
        return Rules(None, until)
    from protego import Protego

    text = answer.data[:_MOST].decode("utf-8-sig", "replace")
    return Rules(Protego.parse(text), until)
