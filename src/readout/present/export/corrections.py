"""What people corrected as training data: JSON lines in the form of readings by hand (docs/annotation.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from readout.model import Record
from readout.present.export.jsons import encoded

_PARTS = {"event": "events", "statement": "statements", "entity": "entities"}


def lines(reviewed: Iterable[tuple[Record, frozenset[tuple[str, str]]]]) -> Iterator[str]:
    """A line for each record with the items (part, id) that people vouch for; the others are `optional` there.

    So what nobody looked at neither helps nor hurts, and what people rejected is in no line.
    """
    for record, vouched in reviewed:
        plain: dict[str, Any] = msgspec.to_builtins(record)
        for part, name in _PARTS.items():
            for item in plain[name]:
                if (part, item["id"]) not in vouched:
                    item["optional"] = True
        for time in plain["times"]:
            time["optional"] = True
        # Nobody reviews these: to measure them would hold the machine against itself.
        plain |= {"relations": [], "discrepancies": [], "problems": []}
        yield encoded(plain) + "\n"
