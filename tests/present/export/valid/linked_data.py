"""Linked data: read by rdflib, held against the vocabularies' own terms and shapes."""

from __future__ import annotations

import json
from typing import Any

from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef

from tests.present.export.valid.standards import FOLDER, fits, standard

SCHEMA = "https://schema.org/"
PROV = Namespace("http://www.w3.org/ns/prov#")
_VALUES = {"Text", "Number", "Integer", "Boolean", "Date", "DateTime", "URL", "Float", "Time"}


def schema_org(data: bytes) -> int:
    """Each property is one of the type that has it, and its value of a type that the property takes."""
    document = json.loads(data)
    assert document["@context"] == "https://schema.org"
    nodes = document["@graph"]
    by_id = {node["@id"]: node for node in nodes}
    assert len(by_id) == len(nodes)
    for node in nodes:
        _typed(node, by_id)
    graph = Graph().parse(data=json.dumps({"@context": {"@vocab": SCHEMA}, "@graph": nodes}), format="json-ld")
    assert len(set(graph.subjects(RDF.type, URIRef(SCHEMA + "NewsArticle")))) == sum(
        node["@type"] == "NewsArticle" for node in nodes
    )
    return len(nodes)


def _ancestors(name: str) -> set[str]:
    classes = standard("schema_org.json")["classes"]
    return {name}.union(*(_ancestors(parent) for parent in classes[name]))


def _typed(node: dict[str, Any], by_id: dict[str, Any]) -> None:
    properties = standard("schema_org.json")["properties"]
    kind = node["@type"]
    for key, value in node.items():
        if key.startswith("@"):
            continue
        domains, ranges = properties[key]
        assert _ancestors(kind) & set(domains), f"{kind} has no {key}"
        for one in value if isinstance(value, list) else [value]:
            _ranged(key, one, ranges, by_id)


def _ranged(key: str, value: Any, ranges: list[str], by_id: dict[str, Any]) -> None:
    if isinstance(value, dict):
        target = by_id[value["@id"]] if set(value) == {"@id"} else value
        assert _ancestors(target["@type"]) & set(ranges), f"{key}: {target['@type']} is none of {ranges}"
        if target is value:
            _typed(value, by_id)
    else:
        assert set(ranges) & _VALUES or str(value).startswith((SCHEMA, "http")), f"{key}: {value!r}"


def followthemoney(data: bytes) -> int:
    """Each entity as the model has its schema: known properties, those that are required, ids of the right schema."""
    entities = [json.loads(line) for line in data.decode().splitlines()]
    schema_of = {e["id"]: e["schema"] for e in entities}
    assert len(schema_of) == len(entities)
    for entity in entities:
        name, values = entity["schema"], entity["properties"]
        properties, required = _model(name)
        assert not standard("followthemoney.json")[name].get("abstract")
        assert set(values) <= set(properties), (name, set(values) - set(properties))
        assert required <= set(values), (name, required - set(values))
        for key, listed in values.items():
            assert isinstance(listed, list)
            assert all(isinstance(v, str) and v for v in listed)
            if properties[key][0] == "entity":
                assert all(properties[key][1] in _lines(schema_of[v]) for v in listed), (name, key)
            elif properties[key][0] == "country":
                assert all(len(v) == 2 and v.islower() for v in listed)
            elif properties[key][0] == "url":
                assert all(v.startswith(("http://", "https://")) for v in listed)
    return len(entities)


def _lines(name: str) -> set[str]:
    return {name}.union(*(_lines(parent) for parent in standard("followthemoney.json")[name].get("extends", ())))


def _model(name: str) -> tuple[dict[str, list[str]], set[str]]:
    model = standard("followthemoney.json")
    lines = _lines(name)
    properties = {k: v for line in lines for k, v in model[line].get("properties", {}).items()}
    # An Article's file name is asked of what is read from a disk; it is given all the same.
    return properties, {k for line in lines for k in model[line].get("required", ())} - {"name"} | (
        {"name"} if name not in ("Article", "Membership", "Employment", "Family", "UnknownLink") else set()
    )


def web_annotation(data: bytes) -> int:
    collection = json.loads(data)
    fits(collection, "web_annotation.json")
    notes = collection["first"]["items"]
    assert len({n["id"] for n in notes}) == len(notes)
    return len(notes)


def prov(data: bytes) -> int:
    """RDF as JSON-LD with its own context, held against shapes made of what PROV-O says of each property."""
    graph = Graph().parse(data=data.decode(), format="json-ld")
    known = Graph().parse(FOLDER / "prov_shapes.ttl", format="turtle")
    good, _, report = validate(graph, shacl_graph=known, advanced=False)
    assert good, report[:2000]
    return len(set(graph.subjects(RDF.type, PROV.Entity)))
