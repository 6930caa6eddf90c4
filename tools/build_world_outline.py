"""The outline of the land for the map: `python tools/build_world_outline.py land-110m.json > .../static/land.txt`.

`land-110m.json` is in the npm package world-atlas 2.0.2 (ISC), made from Natural Earth, which is in the public domain.
Printed is the path of an SVG of 1440 by 720: degrees of longitude and latitude, four units each, from -180 and 90.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[int, int]
_UNITS = 4
_WHOLE = 360 * _UNITS
# What lies wholly south of 60 degrees is left out: it goes all the way round.
_SOUTH = 150 * _UNITS
# Islands of fewer corners than this are no more than a dot.
_LEAST = 4


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Each closed line of the land, in units of the picture."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: list[Point] = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            longitude, latitude = x * scale[0] + shift[0], y * scale[1] + shift[1]
            arc.append((round((longitude + 180) * _UNITS), round((90 - latitude) * _UNITS)))
        arcs.append(arc)
    for shape in topology["objects"]["land"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for ring in (ring for part in parts for ring in part):
            line = [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
            if min(y for _, y in line) < _SOUTH:
                yield from _unwound(line)


def _unwound(line: list[Point]) -> Iterator[list[Point]]:
    """A line that crosses the edge of the picture, whole at either edge; the picture's frame cuts both."""
    found, turns = [line[0]], 0
    for (before, _), (x, y) in pairwise(line):
        turns += (before - x > _WHOLE / 2) - (x - before > _WHOLE / 2)
        found.append((x + turns * _WHOLE, y))
    yield found
    if max(x for x, _ in found) > _WHOLE:
        yield [(x - _WHOLE, y) for x, y in found]
    if min(x for x, _ in found) < 0:
        yield [(x + _WHOLE, y) for x, y in found]


def path(lines: Iterator[list[Point]]) -> str:
    """The lines as one SVG path of relative steps."""
    found: list[str] = []
    for line in lines:
        corners = [point for n, point in enumerate(line) if n == 0 or point != line[n - 1]]
        if len(corners) > _LEAST:
            found.append(_closed(corners[:-1]))
    return "".join(found)


def _closed(corners: Sequence[Point]) -> str:
    (x, y), *others = corners
    steps = [f"M{x} {y}l"]
    for to_x, to_y in others:
        steps.append(f"{to_x - x} {to_y - y} ")
        x, y = to_x, to_y
    return "".join(steps).rstrip().replace(" -", "-") + "z"


if __name__ == "__main__":
    print(path(rings(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
