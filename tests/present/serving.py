"""A store really served on the loopback, its pages and its API."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from readout.fetch import Web
from readout.present.http import Terms
from readout.present.web import app
from readout.present.web.heard import Voice


@contextmanager
def served(
    store: Path | str, login: bool = False, web: Web | None = None, voice: Voice | None = None, **terms: Any
) -> Iterator[str]:
    """The address of the pages of a store, served as `readout serve` does: to users only with `login`, and to programs
    on some terms.
    """
    made = app(str(store), programs=Terms(**terms), login=login, web=web, voice=voice)
    server = uvicorn.Server(uvicorn.Config(made, host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
