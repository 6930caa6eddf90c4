"""Names of authors out of bylines and metadata."""

from __future__ import annotations

from typing import Any

from readout.read.decode import clean


def people(value: Any) -> tuple[str, ...]:
    """The names in a field: a string, an object with a name, or a list of these."""
    items = value if isinstance(value, list) else [value]
    names = [i.get("name") if isinstance(i, dict) else i for i in items]
    return tuple(dict.fromkeys(clean(" ".join(n.split())) for n in names if isinstance(n, str) and n.strip()))
