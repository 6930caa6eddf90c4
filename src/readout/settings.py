"""What a user sets once: where the store is."""

from __future__ import annotations

import os
from pathlib import Path

from readout.model import ReadoutError

STORE_VARIABLE = "READOUT_STORE"


def default_store() -> str:
    """One SQLite file in the user's data folder."""
    from platformdirs import user_data_path

    return str(user_data_path("readout", appauthor=False) / "store.sqlite3")


def store_name(where: str | os.PathLike[str] | None) -> str:
    """The file or URL of the store that is meant: `where`, READOUT_STORE or the user's own; `~` is the home folder."""
    named = os.fspath(where) if where else os.environ.get(STORE_VARIABLE)
    try:
        name = named or default_store()
        return name if "://" in name else str(Path(name).expanduser())
    except RuntimeError as error:  # a user without an entry in the system's list, and without HOME
        what = "there is no home folder to look for the store in"
        raise ReadoutError(named or "store", what, f"name a file with --store or {STORE_VARIABLE}") from error
