"""Events at a known place as GeoJSON (RFC 7946): a point each, with status, day, parties and the words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readout.present.export.base import Corpus, Exporter
from readout.present.export.clean import iri, line, title, url
from readout.present.export.happenings import Happening
from readout.present.export.jsons import document, filled


def write(corpus: Corpus) -> Iterator[str]:
    """A feature collection, a feature a line; events whose place is on no map known here are left out."""
    features = (_feature(h, corpus) for h in corpus.happenings if h.place and h.place.location)
    return document({"type": "FeatureCollection"}, "features", features)


def _feature(happening: Happening, corpus: Corpus) -> dict[str, Any]:
    place = happening.place
    where = place.location if place else None
    assert place is not None
    assert where is not None
    return {
        "type": "Feature",
        "id": happening.id,
        "geometry": {"type": "Point", "coordinates": [round(where.lon, 5), round(where.lat, 5)]},
        "properties": filled(
            title=happening.title,
            type=happening.kind,
            status=happening.status,
            from_=happening.begin,
            to=happening.until,
            place=title(place.name),
            place_kind=place.kind,
            country=place.country,
            parties=[p.name for p in happening.parties],
            probability=round(happening.probability, 2),
            tellings=[
                filled(
                    words=line(t.quote, 1500),
                    said_by=t.said_by,
                    publisher=title(t.article.publisher),
                    published=t.day,
                    url=url(t.article.url) or iri(t.article.id, base=corpus.base),
                )
                for t in happening.quotes
            ],
        ),
    }


FORMATS = (
    Exporter("geojson", "application/geo+json", ".geojson", "GeoJSON: events at their places", write, linked=True),
)
