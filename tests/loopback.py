"""What the loopback servers of the tests share: they run until a block ends, and misbehave in the same ways."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Loopback
    protocol_version = "HTTP/1.1"

    def send(self, body: bytes, status: int = 200, **fields: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **fields}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""


class Loopback(ThreadingHTTPServer):
    """A server on a free port of the loopback; `over` is set at the end."""

    daemon_threads = True

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.over = threading.Event()


Server = TypeVar("Server", bound=Loopback)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server that runs until the block ends."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def stall(handler: Handler) -> None:
    """Say nothing until the test is over."""
    handler.server.over.wait(60)


def flood(handler: Handler) -> None:
    """Bytes without end, as fast as they are taken."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * 65536)


def drop(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.connection.close()
