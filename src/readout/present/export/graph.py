"""Who met whom as a graph, in GraphML and GEXF: an edge for each two that met, as thick as often they did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import line, title
from readout.present.export.meetings import Edge, Node, met
from readout.present.export.streams import xml

_ML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_NODE = ("kind", "role", "country", "wikidata", "articles")
_EDGE = ("meetings", "first", "last", "places", "probability", "said_by", "words", "told_in")
_TYPES = {"articles": "int", "meetings": "int", "probability": "double"}
# Of a pair that meets every week the first sentences are enough: `told_in` leads to all.
_MOST_WORDS = 5


def _of_node(node: Node) -> dict[str, str]:
    entity = node.entity
    return {
        "kind": entity.kind,
        "role": title(entity.role),
        "country": entity.country or "",
        "wikidata": entity.wikidata or "",
        "articles": str(len(node.articles)),
    }


def _of_edge(edge: Edge) -> dict[str, str]:
    tellings = [t for m in edge.meetings for t in m.tellings]
    places = dict.fromkeys(title(m.place.name) for m in edge.meetings if m.place)
    days = edge.days
    return {
        "meetings": str(len(edge.meetings)),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "places": line("; ".join(places), 1000),
        "probability": f"{max(m.probability for m in edge.meetings):.2f}",
        "said_by": line("; ".join(dict.fromkeys(t.said_by for t in tellings if t.said_by)), 1000),
        "words": line(" | ".join(dict.fromkeys(t.quote for t in tellings[:_MOST_WORDS]))),
        "told_in": line(" ".join(edge.articles)),
    }


def graphml(corpus: Corpus) -> Iterator[bytes]:
    """GraphML, a node or an edge a piece."""
    nodes, edges = met(corpus.happenings)
    numbers = {node.key: f"n{number}" for number, node in enumerate(nodes)}

    def body(out: Any) -> Iterator[None]:
        with out.element("graphml", xmlns=_ML):
            for name in ("label", *_NODE):
                out.write(_key(name, "node"), pretty_print=True)
            for name in ("weight", *_EDGE):
                out.write(_key(name, "edge"), pretty_print=True)
            with out.element("graph", id="met", edgedefault="undirected"):
                for node in nodes:
                    made = etree.Element("node", id=numbers[node.key])
                    _add_data(made, "node", {"label": node.name, **_of_node(node)})
                    out.write(made, pretty_print=True)
                    yield
                for edge in edges:
                    made = etree.Element("edge", source=numbers[edge.one], target=numbers[edge.other])
                    _add_data(made, "edge", {"weight": str(len(edge.meetings)), **_of_edge(edge)})
                    out.write(made, pretty_print=True)
                    yield

    return xml(body)


def _key(name: str, of: str) -> Any:
    kind = "double" if name == "weight" else _TYPES.get(name, "string")
    return etree.Element("key", {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind})


def _add_data(element: Any, of: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        if value:
            etree.SubElement(element, "data", key=f"{of}-{name}").text = value


def gexf(corpus: Corpus) -> Iterator[bytes]:
    """GEXF 1.2 with the days of the meetings, so that Gephi's timeline shows them."""
    nodes, edges = met(corpus.happenings)
    numbers = {node.key: f"n{number}" for number, node in enumerate(nodes)}

    def body(out: Any) -> Iterator[None]:
        with out.element("gexf", xmlns=_GEXF, version="1.2"):
            meta = etree.Element("meta", lastmodifieddate=corpus.on)
            etree.SubElement(meta, "creator").text = "readout"
            etree.SubElement(meta, "description").text = "Who met whom, as articles report it"
            out.write(meta, pretty_print=True)
            with out.element("graph", mode="dynamic", defaultedgetype="undirected", timeformat="date"):
                out.write(_attributes("node", _NODE), pretty_print=True)
                out.write(_attributes("edge", _EDGE), pretty_print=True)
                with out.element("nodes"):
                    for node in nodes:
                        made = etree.Element("node", id=numbers[node.key], label=node.name)
                        _add_values(made, "node", _of_node(node))
                        out.write(made, pretty_print=True)
                        yield
                with out.element("edges"):
                    for number, edge in enumerate(edges):
                        out.write(_gexf_edge(edge, number, numbers), pretty_print=True)
                        yield

    return xml(body)


def _attributes(of: str, names: tuple[str, ...]) -> Any:
    made = etree.Element("attributes", {"class": of})
    for name in names:
        kind = {"int": "integer"}.get(_TYPES.get(name, ""), _TYPES.get(name, "string"))
        etree.SubElement(made, "attribute", id=f"{of}-{name}", title=name, type=kind)
    return made


def _gexf_edge(edge: Edge, number: int, numbers: dict[str, str]) -> Any:
    made = etree.Element(
        "edge",
        id=f"e{number}",
        source=numbers[edge.one],
        target=numbers[edge.other],
        weight=str(len(edge.meetings)),
    )
    _add_values(made, "edge", _of_edge(edge))
    dated = [m for m in edge.meetings if m.begin and m.until]
    if dated:
        spells = etree.SubElement(made, "spells")
        for start, end in sorted({(m.begin or "", m.until or "") for m in dated}):
            etree.SubElement(spells, "spell", start=start, end=end)
    return made


def _add_values(element: Any, of: str, values: dict[str, str]) -> None:
    made = etree.SubElement(element, "attvalues")
    for name, value in values.items():
        if value:
            etree.SubElement(made, "attvalue", {"for": f"{of}-{name}", "value": value})


FORMATS = (
    Exporter("graphml", "application/graphml+xml", ".graphml", "GraphML: who met whom", graphml, linked=True),
    Exporter(
        "gexf", "application/gexf+xml", ".gexf", "GEXF for Gephi: who met whom, with a timeline", gexf, linked=True
    ),
)
