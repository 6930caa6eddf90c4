"""What a coder asks of the tables: which kind of event is which category, and which codes there are."""

from __future__ import annotations

from collections.abc import Iterator

from readout.lexicon import table
from readout.present.export.contexts import named
from readout.present.export.sheet import Row

KINDS = ("Event Kind", "PLOVER", "PLOVER if planned", "CAMEO", "Gloss")
SECTORS = ("Sector", "CAMEO", "Kinds", "Told by")


def kind_rows() -> Iterator[Row]:
    """Each event kind with its PLOVER category and CAMEO codes; words of its own may have a code of their own."""
    for name, entry in table("event_kinds").items():
        head = entry["is"]
        frames = [row for part in ("verbs", "nouns", "agents") for row in entry.get(part, ())]
        codes = dict.fromkeys([head["cameo"], *(row["cameo"] for row in frames if "cameo" in row)])
        types = dict.fromkeys([head["plover"], *(row["plover"] for row in frames if "plover" in row)])
        planned = head.get("planned")
        yield {
            "Event Kind": name,
            "PLOVER": tuple(dict.fromkeys(_category(t) for t in types if t)),
            "PLOVER if planned": _category(planned) if planned else None,
            "CAMEO": tuple(codes),
            "Gloss": head["gloss"],
        }


def _category(plover: str) -> str:
    category, mode = named(plover)
    return f"{category} ({mode})" if mode else category


def sector_rows() -> Iterator[Row]:
    """Each sector code with the words that tell it."""
    for row in table("coding")["sectors"]:
        told = [*row.get("roles", ()), *row.get("whole", ()), *row.get("words", ()), *row.get("names", ())]
        yield {
            "Sector": row["code"],
            "CAMEO": row.get("cameo", row["code"]),
            "Kinds": tuple(row["kinds"]),
            "Told by": (*told, *(f"[{section}]" for section in row.get("lists", ()))),
        }
