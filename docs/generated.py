"""Pages of the reference that are made from the code: the record's parts and the kinds of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from readout.lexicon import table
from readout.model import schema


class Kinds(SphinxDirective):
    """A table of the kinds of events, with their codes, from `lexicon/event_kinds.yaml`."""

    def run(self) -> list[nodes.Node]:
        """The table's nodes."""
        rows = ["| kind | what counts | PLOVER | CAMEO |", "|---|---|---|---|"]
        for name, entry in sorted(table("event_kinds").items()):
            kind = entry["is"]
            rows.append(f"| `{name}` | {kind['gloss']} | {kind['plover'] or 'none'} | {kind['cameo']} |")
        return self.parse_text_to_nodes("\n".join(rows))


class Parts(SphinxDirective):
    """What a record is made of, from the schema that `readout schema` prints."""

    def run(self) -> list[nodes.Node]:
        """A heading and a table for each part."""
        return self.parse_text_to_nodes("\n".join(_parts(schema())), allow_section_headings=True)


def _parts(described: dict[str, Any]) -> Iterator[str]:
    for name, part in described["$defs"].items():
        if "properties" not in part:
            continue
        yield from (f"## {name}", "", part.get("description", "").replace("\n", " "), "")
        yield from ("| field | what it is |", "|---|---|")
        for field, kind in part["properties"].items():
            yield f"| `{field}` | {_words(kind)} |"
        yield ""


def _words(kind: dict[str, Any]) -> str:
    if "$ref" in kind:
        return str(kind["$ref"]).rsplit("/", 1)[-1]
    if "enum" in kind:
        return "one of " + ", ".join(f"`{value}`" for value in kind["enum"])
    if "anyOf" in kind:
        return " or ".join(_words(each) for each in kind["anyOf"])
    if kind.get("type") == "array":
        return "list of " + _words(kind.get("items", {}))
    if kind.get("type") == "null":
        return "nothing"
    bounds = " to ".join(str(kind[bound]) for bound in ("minimum", "maximum") if bound in kind)
    return " ".join(word for word in (str(kind.get("type", "anything")), bounds, kind.get("description", "")) if word)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the two directives."""
    app.add_directive("kinds", Kinds)
    app.add_directive("parts", Parts)
    return {"parallel_read_safe": True}
