"""A loopback server that plays several sites, well or badly, and a way to reach it that nothing but a test has."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

from readout.fetch.address import Door
from readout.fetch.client import Limits
from readout.fetch.web import Web
from tests import loopback
from tests.loopback import Loopback, running

Act = Callable[["Handler"], None]
HURRY = Limits(seconds=3.0, silence=1.0, bytes=200_000, tries=3, wait=0.01, longest=2.0, delay=0.0)


class Handler(loopback.Handler):
    """One request; `server` is the Site."""

    server: Site

    def do_GET(self) -> None:
        """Do what the test says of this path, or of robots.txt: there is none."""
        self.close_connection = True
        self.server.asked.append((self.headers["Host"].partition(":")[0], self.path, dict(self.headers.items())))
        act = self.server.pages.get(self.path) or says(b"no", 404)
        if isinstance(act, list):
            act = act.pop(0) if len(act) > 1 else act[0]
        with suppress(OSError):  # the client goes away, as it should from a server that misbehaves
            act(self)

    def send(self, body: bytes, status: int = 200, **fields: str) -> None:
        """A whole answer, a page if nothing else is said."""
        super().send(body, status, **{"Content_Type": "text/html", **fields})


class Site(Loopback):
    """`pages` says what is done with each path, or a list of what is done each time; `over` is set at the end."""

    def __init__(self, pages: dict[str, Any]) -> None:
        super().__init__(Handler)
        self.pages = pages
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def url(self, path: str = "/", host: str = "news.example") -> str:
        """The address of a page on one of its hosts."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for but the rules."""
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def door(self, **more: list[str]) -> Door:
        """Every host is this server, or at the addresses of `more` by the first part of its name."""
        table = {name: iter([*found[:-1], *[found[-1]] * 99]) for name, found in more.items()}

        def resolve(host: str, port: int) -> list[str]:
            first = host.partition(".")[0]
            return [next(table[first])] if first in table else ["127.0.0.1"]

        return Door(resolve, frozenset({("127.0.0.1", self.port)}))

    def web(self, limits: Limits = HURRY, **more: list[str]) -> Web:
        """The web as this server alone."""
        return Web(limits, self.door(**more))


def serving(pages: dict[str, Any]) -> AbstractContextManager[Site]:
    """A server that runs until the block ends."""
    return running(Site(pages))


def says(body: bytes, status: int = 200, **fields: str) -> Act:
    """Answer with these bytes."""
    return lambda handler: handler.send(body, status, **fields)


def onward(to: str, status: int = 302) -> Act:
    """Redirect."""
    return lambda handler: handler.send(b"", status, Location=to)


def drip(handler: Handler) -> None:
    """A header's byte every so often, for ever: no single wait is long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not handler.server.over.wait(0.05):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def drop_midway(handler: Handler) -> None:
    """Promise more bytes than come."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>")


def nonsense(handler: Handler) -> None:
    """No HTTP at all."""
    handler.wfile.write(b"\x00\xff SSH-2.0\r\n\r\n")


def endless_header(handler: Handler) -> None:
    """A header that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.over.is_set():
        handler.wfile.write(b"X-A: " + b"a" * 4000 + b"\r\n")
