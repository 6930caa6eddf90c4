"""A loopback server that speaks the chat completions of OpenAI, well or badly, as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


class Handler(BaseHTTPRequestHandler):
    """One request: `question` is its JSON, `server` the Loopback."""

    server: Loopback
    protocol_version = "HTTP/1.1"
    question: Json

    def do_POST(self) -> None:
        """Keep the question and behave as the test says."""
        self.question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.questions.append(self.question)
        self.server.headers.append(dict(self.headers.items()))
        self.server.paths.append(self.path)
        behave = self.server.behave
        act = behave.pop(0) if isinstance(behave, list) else behave
        self.close_connection = True
        with suppress(OSError):  # the client goes away, as it should from a server that misbehaves
            act(self)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""


Act = Callable[[Handler], None]


class Loopback(ThreadingHTTPServer):
    """`behave` is what is done with every request, or a list of what is done with each; `over` is set at the end."""

    daemon_threads = True

    def __init__(self, behave: Act | list[Act]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave = behave
        self.questions: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """What a user would set as READOUT_LLM_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(behave: Act | list[Act]) -> Iterator[Loopback]:
    """A server that runs until the block ends."""
    server = Loopback(behave)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def completion(content: str | None, **choice: Any) -> bytes:
    """The body of a completion whose message is this text."""
    message = {"role": "assistant", "content": content, "refusal": None}
    return json.dumps({"id": "c", "choices": [{"index": 0, "message": message, **choice}], "usage": {}}).encode()


def says(*statements: Json) -> Act:
    """A server whose model finds these statements, whatever it is asked."""
    return lambda handler: handler.send(completion(json.dumps({"statements": statements})))


def body(data: bytes, status: int = 200, **headers: str) -> Act:
    """A server that answers with these bytes."""
    return lambda handler: handler.send(data, status, **headers)


def stall(handler: Handler) -> None:
    """Say nothing until the test is over."""
    handler.server.over.wait(60)


def stall_midway(handler: Handler) -> None:
    """Begin an answer and say no more."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    handler.server.over.wait(60)


def drip(handler: Handler) -> None:
    """A blank every so often, for ever: no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def flood(handler: Handler) -> None:
    """Bytes without end, as fast as they are taken."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * 65536)


def drop(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.connection.close()


def drop_midway(handler: Handler) -> None:
    """Promise more bytes than come."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
