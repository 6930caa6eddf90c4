"""One question to an OpenAI-compatible address, bounded in time, in bytes and in tries. The key is never shown."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from typing import Any

import httpx
import msgspec
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from readout.settings import LlmSettings

# The server is busy or broken for now: to ask once more is right.
_LATER = frozenset({408, 429, 500, 502, 503, 504, 529})
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may cost: seconds to connect, bytes of an answer, tries, seconds of a pause between two."""

    connect: float = 10.0
    size: int = 2_000_000
    tries: int = 3
    pause: float = 1.0
    longest: float = 30.0


class Unanswered(Exception):
    """No answer came that could be used; its text says why and holds no key."""


class _Later(Unanswered):
    """The same question may be answered later, `after` so many seconds if the server says so."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class Wire:
    """A client of one address. Use it in a `with` block."""

    def __init__(
        self, settings: LlmSettings, limits: Limits | None = None, pause: Callable[[float], None] = sleep
    ) -> None:
        self.limits = limits or Limits()
        self._settings = settings
        self._url = f"{settings.url.rstrip('/')}/chat/completions"
        # Compressed answers are not asked for: a few bytes of one can hold gigabytes.
        headers = {"Accept-Encoding": "identity", "Accept": "application/json"}
        if settings.key:
            headers["Authorization"] = f"Bearer {settings.key}"
        timeout = httpx.Timeout(settings.timeout, connect=self.limits.connect)
        self._client = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False)
        self._pause = pause

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    def ask(self, question: dict[str, Any]) -> bytes:
        """The body of the answer to a question; raises Unanswered."""
        tries = Retrying(
            stop=stop_after_attempt(self.limits.tries),
            wait=self._wait,
            retry=retry_if_exception_type(_Later),
            sleep=self._pause,
            reraise=True,
        )
        return tries(self._once, question)

    def _wait(self, state: RetryCallState) -> float:
        """The pause that the server asks for, else a random one that grows."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, _Later) and error.after is not None:
            return error.after
        return wait_random_exponential(self.limits.pause, self.limits.longest)(state)

    def _once(self, question: dict[str, Any]) -> bytes:
        end = monotonic() + self._settings.timeout
        try:
            with self._client.stream("POST", self._url, json=question) as response:
                body = self._body(response, end)
        except httpx.ConnectTimeout as error:
            raise _Later(f"no connection within {self.limits.connect:g} s") from error
        except httpx.TimeoutException as error:
            raise Unanswered(f"no answer within {self._settings.timeout:g} s") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise Unanswered(self._clean(f"cannot be asked: {error}")) from error
        except httpx.TransportError as error:
            raise _Later(self._clean(f"the connection failed: {error or type(error).__name__}")) from error
        if response.status_code == 200:
            return body
        why = self._clean(f"status {response.status_code}{_told(body)}")
        if response.status_code not in _LATER:
            raise Unanswered(why)
        after = _after(response.headers.get("Retry-After"))
        if after is not None and after > self.limits.longest:
            raise Unanswered(f"{why}; it asks to wait {after:.0f} s")
        raise _Later(why, after)

    def _body(self, response: httpx.Response, end: float) -> bytes:
        """All bytes of an answer; a read waits no longer than the timeout, all of them together twice that at most."""
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > self.limits.size:
                raise Unanswered(f"the answer is longer than {self.limits.size:,} bytes")
            if monotonic() > end:
                raise Unanswered(f"no whole answer within {self._settings.timeout:g} s")
        return bytes(body)

    def _clean(self, text: str) -> str:
        """A line that may be shown: a server may say anything, the key too."""
        if self._settings.key:
            text = text.replace(self._settings.key, "***")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_SHOWN]


def _told(body: bytes) -> str:
    """What a server says of a failure, in the form that OpenAI gives it."""
    with suppress(ValueError, RecursionError):
        told = msgspec.json.decode(body)
        error = told.get("error") if isinstance(told, dict) else None
        message = error.get("message") if isinstance(error, dict) else error
        if isinstance(message, str):
            return f": {message}"
    return ""


def _after(value: str | None) -> float | None:
    """The seconds of a Retry-After header: a number or a date."""
    if not value:
        return None
    with suppress(ValueError):
        return max(0.0, float(value)) if float(value) < float("inf") else None
    with suppress(ValueError, OverflowError):
        at = parsedate_to_datetime(value)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max(0.0, (at - datetime.now(UTC)).total_seconds())
    return None
