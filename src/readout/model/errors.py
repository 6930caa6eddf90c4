"""The one exception that reaches a user: what went wrong, where, and what to do."""

from __future__ import annotations


class ReadoutError(Exception):
    """A failure with a clear line for its user."""

    def __init__(self, where: str, what: str, do: str = "") -> None:
        self.where, self.what, self.do = where, what, do
        super().__init__(f"{where}: {what}" + (f"; {do}" if do else ""))
