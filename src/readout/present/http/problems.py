"""What a program is told when it is not answered: problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

import msgspec
from msgspec import Struct
from starlette.responses import Response

MEDIA = "application/problem+json"


class Problem(Struct, frozen=True):
    """Why a request is not answered: `title` for its kind, `detail` for this one, `problems` a line for each fault."""

    status: int
    title: str
    detail: str
    type: str = "about:blank"
    problems: tuple[str, ...] = ()


class Refusal(Exception):
    """A request that is not answered, with the status that says so and fields for the answer's header."""

    def __init__(
        self, status: int, detail: str, problems: Sequence[str] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        self.problem = Problem(status, HTTPStatus(status).phrase, detail, problems=tuple(problems))
        self.headers = headers
        super().__init__(detail)

    def response(self) -> Response:
        """The answer that says it."""
        body = msgspec.json.encode(self.problem)
        return Response(body, self.problem.status, self.headers, MEDIA)
