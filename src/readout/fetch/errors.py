"""Why a page could not be fetched."""

from __future__ import annotations


class FetchError(Exception):
    """What went wrong, in a user's words; `again`: it may go well later, at the earliest in `after` seconds.

    `refused`: the server, or its robots.txt, will not give this page to programs.
    """

    def __init__(self, what: str, *, again: bool = False, after: float | None = None, refused: bool = False) -> None:
        super().__init__(what)
        self.what, self.again, self.after, self.refused = what, again, after, refused
