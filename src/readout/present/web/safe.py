"""What every answer carries so that a browser does nothing but show it, and the names by which we answer at all."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from readout.present.html import asset, policy, site_asset

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Unless an answer says it otherwise.
KEPT = "private, no-cache"


class Guard:
    """Adds the headers to each answer and turns away requests for another host."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str] | None) -> None:
        self.app = app
        self.hosts = None if hosts is None else frozenset(host.lower() for host in hosts)
        rules = policy(
            "connect-src 'self'",
            "media-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            styles=(site_asset("css"), asset("review.css"), asset("heard.css")),
            scripts=(site_asset("js"), asset("review.js"), asset("heard.js")),
        )
        self.headers = HEADERS | {"Content-Security-Policy": rules}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                fields = MutableHeaders(scope=message)
                fields.update(self.headers)
                fields.setdefault("Cache-Control", KEPT)
            await send(message)

        host = hostname(Headers(scope=scope).get("host", ""))
        if self.hosts is not None and host not in self.hosts:
            refused = PlainTextResponse("This address is not one by which these pages may be called.\n", 400)
            await refused(scope, receive, answer)
            return
        await self.app(scope, receive, answer)


def hostname(host: str) -> str:
    """The Host header without its port; an IPv6 address keeps its brackets."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
