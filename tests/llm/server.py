"""A loopback server that speaks the chat completions of OpenAI, well or badly, as a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

from tests import loopback
from tests.loopback import running

Json = dict[str, Any]


class Handler(loopback.Handler):
    """One request: `question` is its JSON, `server` the Loopback."""

    server: Loopback
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
        super().send(body, status, **{"Connection": "close", **headers})


Act = Callable[[Handler], None]


class Loopback(loopback.Loopback):
    """`behave` is what is done with every request, or a list of what is done with each; `over` is set at the end."""

    def __init__(self, behave: Act | list[Act]) -> None:
        super().__init__(Handler)
        self.behave = behave
        self.questions: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    @property
    def url(self) -> str:
        """What a user would set as READOUT_LLM_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


def serving(behave: Act | list[Act]) -> AbstractContextManager[Loopback]:
    """A server that runs until the block ends."""
    return running(Loopback(behave))


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


def drop_midway(handler: Handler) -> None:
    """Promise more bytes than come."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
