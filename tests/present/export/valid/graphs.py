"""Graphs by networkx, maps by the models of RFC 7946."""

from __future__ import annotations

from io import BytesIO

import networkx
from geojson_pydantic import FeatureCollection


def _met(graph: networkx.Graph) -> int:
    assert not graph.is_directed()
    for one, other, edge in graph.edges(data=True):
        assert one != other
        assert edge["weight"] >= 1
        assert 0 < edge["probability"] <= 1
        assert edge["told_in"]
        assert edge["words"]
    assert all(data["label"] and data["kind"] for _, data in graph.nodes(data=True))
    assert not list(networkx.isolates(graph))
    return int(graph.number_of_edges())


def graphml(data: bytes) -> int:
    return _met(networkx.read_graphml(BytesIO(data)))


def gexf(data: bytes) -> int:
    graph = networkx.read_gexf(BytesIO(data), version="1.2draft")
    for _, _, edge in graph.edges(data=True):
        for start, end in edge.get("spells", ()):
            assert start <= end
    return _met(graph)


def geojson(data: bytes) -> int:
    read = FeatureCollection.model_validate_json(data)
    for feature in read.features:
        longitude, latitude = feature.geometry.coordinates[:2]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
        assert feature.properties["status"]
        assert all(t["words"] for t in feature.properties["tellings"])
    assert len({f.id for f in read.features}) == len(read.features)
    return len(read.features)
