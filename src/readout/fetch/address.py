"""Whom readout connects to: public addresses only, and the very address that was checked."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from readout.fetch.errors import FetchError

Resolve = Callable[[str, int], list[str]]
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, by the system."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("no such host is known; check the address", again=isinstance(error, OSError)) from error
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet, and so is any that it carries inside (mapped, 6to4, NAT64)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in (ip, *_inside(ip)))


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _inside(ip: IP) -> Iterable[IP]:
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    carried: list[IP | None] = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    low = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _NAT64 or int(ip) >> 32 == 0:
        carried.append(low)
    return [one for one in carried if one is not None]


@dataclass(frozen=True, slots=True)
class Door:
    """Which addresses may be connected to.

    `exempt` are (address, port) pairs beside the public ones. It is for tests of a loopback server: no setting and no
    option of a command sets it, only a caller in Python that names address and port.
    """

    resolve: Resolve = resolve
    exempt: frozenset[tuple[str, int]] = frozenset()

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to; raises FetchError when there is none."""
        found = self.resolve(host, port)
        allowed = [one for one in found if is_public(one) or (one, port) in self.exempt]
        if not allowed:
            raise FetchError(
                "its host has a private address; such pages are not fetched, save the page and name its file"
            )
        return allowed


class Backend(httpcore.NetworkBackend):
    """Connections to checked addresses, each wait bounded by a moment (`time.monotonic`) when all must be over."""

    def __init__(self, door: Door, until: float) -> None:
        self._door, self._until = door, until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's addresses by its number: no name is looked up a second time."""
        failed: Exception | None = None
        for address in self._door.addresses(host, port):
            try:
                wait = left(self._until, timeout)
                return _Stream(self._plain.connect_tcp(address, port, wait, local_address, socket_options), self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError("no address")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def left(until: float, most: float | None) -> float:
    """The seconds until a moment, at most `most`; raises ReadTimeout when it has passed."""
    rest = until - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout("the time for one answer is over")
    return rest if most is None else min(rest, most)


class _Stream(httpcore.NetworkStream):
    """A connection that is over at a certain moment, however often a byte still comes."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, left(self._until, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._inner.start_tls(ssl_context, server_hostname, left(self._until, timeout))
        return _Stream(secure, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
