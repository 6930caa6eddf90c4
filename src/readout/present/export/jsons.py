"""JSON as exports write it: in pieces, harmless in a page, nothing empty in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from readout.present.export.clean import text

# "</script>" in a headline must not end the script element into which someone pastes the file.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def encoded(value: Any) -> str:
    """A value as JSON on one line; these characters occur in strings alone, where the escape says the same."""
    return msgspec.json.encode(value).decode().translate(_ESCAPES)


def filled(**values: Any) -> dict[str, Any]:
    """The values that are not empty (a zero is not), words without what does harm.

    A name may end in `_` where Python has it as a word; `at_` before a name stands for JSON-LD's `@`.
    """
    kept = {_named(k): v for k, v in values.items() if v is not None and v != "" and v != [] and v != {}}
    return {k: text(v) if isinstance(v, str) else v for k, v in kept.items()}


def _named(key: str) -> str:
    return "@" + key[3:] if key.startswith("at_") else key.removesuffix("_")


def document(head: Mapping[str, Any], key: str, items: Iterable[Any], foot: str = "}\n") -> Iterator[str]:
    """An object with the pairs of `head` and under `key` a list whose items come one by one."""
    start = encoded(head)[:-1]
    yield f"{start}{',' if head else ''}\n{encoded(key)}:"
    yield from array(items, "")
    yield foot


def array(items: Iterable[Any], foot: str = "\n") -> Iterator[str]:
    """A list whose items come one by one, each on a line."""
    between = "["
    for item in items:
        yield f"{between}\n{encoded(item)}"
        between = ","
    yield ("[" if between == "[" else "\n") + "]" + foot


def lines(items: Iterable[Any]) -> Iterator[str]:
    """JSON lines."""
    for item in items:
        yield encoded(item) + "\n"
