"""How often somebody is answered."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from time import monotonic

# Callers that are remembered between requests; who asks least lately is forgotten first.
_REMEMBERED = 10_000


class Pace:
    """A token bucket for each caller: `rate` requests a minute, and `most` at once (by default a tenth of the rate)."""

    def __init__(self, rate: float, most: float | None = None) -> None:
        self._rate = rate / 60
        self._most = max(1.0, rate / 10) if most is None else most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str) -> float:
        """Count a request: 0, or the seconds after which to ask again where it is one too many."""
        now = monotonic()
        with self._lock:
            left, then = self._left.pop(who, (self._most, now))
            left = min(self._most, left + (now - then) * self._rate)
            self._left[who] = (max(left - 1, 0.0) if left >= 1 else left, now)
            if len(self._left) > _REMEMBERED:
                self._left.popitem(last=False)
        return 0.0 if left >= 1 else max(1.0, (1 - left) / self._rate)

    def give_back(self, who: str) -> None:
        """What was counted last shall not count."""
        with self._lock:
            if who in self._left:
                left, then = self._left[who]
                self._left[who] = (min(self._most, left + 1), then)
