"""Who and where."""

from __future__ import annotations

from readout.extract.cast import Cast
from readout.model import Analysis, Entity, EntityKind, Mention

_KINDS: dict[str, EntityKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}


def find_entities(analysis: Analysis) -> Cast:
    """The entities of an article with their mentions."""
    found: dict[tuple[EntityKind, str], list[Mention]] = {}
    for first, last, label in analysis.names:
        if label in _KINDS:
            span = analysis.span(first, last)
            found.setdefault((_KINDS[label], analysis.text(first, last)), []).append(Mention(span.start, span.end, "name"))
    return Cast(analysis, tuple(
        Entity(f"e{number}", kind, name, mentions=tuple(mentions)) for number, ((kind, name), mentions) in enumerate(found.items(), 1)
    ))
