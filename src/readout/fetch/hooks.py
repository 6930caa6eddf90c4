"""Messages sent to an address (webhooks), signed after Standard Webhooks 1.0 and tried again for a while."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from urllib.parse import urlsplit

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from readout.fetch.address import Door, resolve
from readout.fetch.client import Limits, normal, once
from readout.fetch.errors import FetchError
from readout.fetch.robots import AGENT

_PREFIX = "whsec_"
_PATIENCE = Limits(seconds=15.0, silence=10.0, bytes=1_000_000, tries=3, wait=0.5, longest=10.0)
_LATER = frozenset({408, 425, 429})


def new_secret() -> str:
    """What signs the messages to an address: 256 random bits."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message: str, at: int, body: bytes) -> str:
    """What the header `webhook-signature` says of a message: HMAC-SHA256 over its id, its seconds and its body."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = hmac.new(key, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def send(url: str, message: str, body: bytes, secret: str, private: bool = False, limits: Limits = _PATIENCE) -> None:
    """Send a message until it is taken (any 2xx); raises FetchError when no try went well.

    Only public addresses are sent to, unless `private` allows those that the host's name has now.
    """
    where = normal(url)
    door = _opened(where) if private else Door()

    def tried() -> None:
        at = int(time.time())
        fields = {
            "User-Agent": AGENT,
            "Content-Type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": str(at),
            "webhook-signature": signature(secret, message, at, body),
        }
        status = once(where, fields, limits, door, body).status
        if not 200 <= status < 300:
            raise FetchError(f"it was not taken (status {status})", again=status >= 500 or status in _LATER)

    Retrying(
        stop=stop_after_attempt(limits.tries),
        wait=wait_exponential_jitter(multiplier=limits.wait, max=limits.longest, jitter=limits.wait),
        retry=retry_if_exception(lambda error: isinstance(error, FetchError) and error.again),
        reraise=True,
    )(tried)


def _opened(url: str) -> Door:
    """A door to the very addresses of one host, private ones too."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Door(exempt=frozenset((address, port) for address in resolve(parts.hostname or "", port)))
