"""One request and its answer, bounded in time and size; redirects are for the caller to follow."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from readout.fetch.address import Backend, Door
from readout.fetch.errors import FetchError

_SAFE = "%/:=&?~#+!$,;'@()*[]"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of politeness and patience: seconds for a whole answer and for a silence in it, bytes, hops, tries.

    `wait` is the first pause before another try, `longest` the longest that a server may ask for before the page is
    left for a later round, `delay` the seconds between two requests to one host.
    """

    seconds: float = 60.0
    silence: float = 20.0
    bytes: int = 20_000_000
    redirects: int = 5
    tries: int = 4
    wait: float = 1.0
    longest: float = 120.0
    delay: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: the address that said it, the status, the header's fields by lower-case names, the body."""

    url: str
    status: int
    fields: Mapping[str, str]
    data: bytes = b""

    @property
    def onward(self) -> str | None:
        """Where a redirect leads."""
        return self.fields.get("location") if self.status in _REDIRECTS else None


def normal(url: str) -> str:
    """An address as it goes over the wire; raises FetchError for what is none of the web."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        name = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise FetchError("no address of the web; write http(s)://HOST/PATH") from error
    if parts.scheme not in ("http", "https") or not name or parts.username or parts.password or port == 0:
        raise FetchError("no address of the web; write http(s)://HOST/PATH, without a user's name")
    where = f"[{name}]" if ":" in name else name
    netloc = where if port is None else f"{where}:{port}"
    return urlunsplit((parts.scheme, netloc, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE), ""))


def onward(url: str, to: str) -> str:
    """Where a redirect from an address leads, as it goes over the wire; raises FetchError."""
    try:
        return normal(urljoin(url, to))
    except ValueError as error:
        raise FetchError("it redirects to no address of the web") from error


def host_of(url: str) -> str:
    """Host and port of an address: what has one queue."""
    return urlsplit(url).netloc.lower()


@cache
def _trusted() -> ssl.SSLContext:
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


def once(url: str, headers: Mapping[str, str], limits: Limits, door: Door, body: bytes | None = None) -> Answer:
    """One request to a normal address, a POST where there is a body; raises FetchError."""
    until = time.monotonic() + limits.seconds
    times = dict.fromkeys(("connect", "read", "write", "pool"), limits.silence)
    sent = {"Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
    secure = _trusted() if url.startswith("https:") else None
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=secure, network_backend=Backend(door, until), max_connections=1
            ) as pool,
            pool.stream(
                "GET" if body is None else "POST",
                url,
                headers=list(sent.items()),
                content=body,
                extensions={"timeout": times},
            ) as response,
        ):
            fields = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            wanted = response.status == 200
            data = _body(response.iter_stream(), fields.get("content-encoding", ""), limits.bytes) if wanted else b""
            return Answer(url, response.status, fields, data)
    except httpcore.TimeoutException as error:
        raise FetchError("no answer in time; try again later", again=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        said = str(error) or type(error).__name__
        certificate = "certificate" in said.lower()
        raise FetchError(f"the connection failed: {said}", again=not certificate) from error
    except (UnicodeError, ValueError) as error:
        raise FetchError(f"this address cannot be asked for: {error}") from error


def _body(chunks: Iterator[bytes], encoding: str, most: int) -> bytes:
    """The whole body, unpacked; raises FetchError when it is larger than `most`, before or after."""
    how = encoding.strip().lower()
    if how not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"packed in a way that was not asked for: {how[:40]}")
    unpack = None if how in ("", "identity") else zlib.decompressobj(47)  # gzip or zlib, by what stands in front
    parts: list[bytes] = []
    size = taken = 0
    for chunk in chunks:
        taken += len(chunk)
        part = chunk if unpack is None else _unpacked(unpack, chunk, most + 1 - size)
        parts.append(part)
        size += len(part)
        if size > most or taken > most:
            raise FetchError(f"larger than {most // 1_000_000} MB; save it and name its file")
    if unpack is not None and not unpack.eof:
        raise FetchError("the answer is cut short", again=True)
    return b"".join(parts)


def _unpacked(unpack: zlib._Decompress, chunk: bytes, most: int) -> bytes:
    """What comes out of a chunk, `most` bytes of it."""
    try:
        return unpack.decompress(chunk, most)
    except zlib.error as error:
        raise FetchError("the answer is damaged", again=True) from error
