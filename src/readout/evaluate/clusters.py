"""MUC (Vilain and others 1995), B3 (Bagga and Baldwin 1998) and CEAFe (Luo 2005), as numerators and denominators."""

from __future__ import annotations

from collections.abc import Sequence

from readout.evaluate.assign import heaviest

Extent = tuple[int, int]
Clusters = Sequence[frozenset[Extent]]
Fraction = tuple[float, float]


def conll(wanted: Clusters, found: Clusters) -> tuple[float, ...]:
    """For MUC, B3 and CEAFe: precision's and recall's numerator and denominator; they add up over articles."""
    alike = _likeness(wanted, found)
    measures = (
        (_links(found, wanted), _links(wanted, found)),
        (_shares(found, wanted), _shares(wanted, found)),
        ((alike, float(len(found))), (alike, float(len(wanted)))),
    )
    return tuple(number for both in measures for fraction in both for number in fraction)


def _places(clusters: Clusters) -> dict[Extent, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _links(of: Clusters, by: Clusters) -> Fraction:
    """How many of the links that hold the clusters together are kept."""
    place = _places(by)
    kept = 0
    for cluster in of:
        pieces = {place.get(mention, mention) for mention in cluster}
        kept += len(cluster) - len(pieces)
    return float(kept), float(sum(len(cluster) - 1 for cluster in of))


def _shares(of: Clusters, by: Clusters) -> Fraction:
    """How much of each mention's cluster is with it in the other reading."""
    place = _places(by)
    total = sum(
        len(cluster & by[place[mention]]) / len(cluster) for cluster in of for mention in cluster if mention in place
    )
    return float(total), float(sum(map(len, of)))


def _likeness(wanted: Clusters, found: Clusters) -> float:
    """The likeness (phi 4) of the clusters, each with at most one, where it is greatest."""
    place = _places(found)
    weights = {
        (i, j): 2 * len(cluster & found[j]) / (len(cluster) + len(found[j]))
        for i, cluster in enumerate(wanted)
        for j in {place[mention] for mention in cluster if mention in place}
    }
    return sum(weights[pair] for pair in heaviest(weights))
