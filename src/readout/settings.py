"""What a user sets once: where the store is."""

from __future__ import annotations

import os
from pathlib import Path

STORE_VARIABLE = "READOUT_STORE"


def default_store() -> str:
    """The store that READOUT_STORE names, else one SQLite file in the user's data folder."""
    from platformdirs import user_data_path

    return os.environ.get(STORE_VARIABLE) or str(user_data_path("readout", appauthor=False) / "store.sqlite3")


def store_name(where: str | os.PathLike[str] | None) -> str:
    """The file or URL of the store that is meant; `~` is the user's home folder."""
    name = os.fspath(where) if where else default_store()
    return name if "://" in name else str(Path(name).expanduser())
