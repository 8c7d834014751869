#!/usr/bin/env python3
"""Write data/land.csv, the outline of the land that maps are drawn on: python3 data/land.py land-50m.json

The input is a file of the npm package world-atlas 2.0.2 (ISC licence), which holds Natural Earth's land at 1:50 million
(public domain). Rings are cut at the meridian of 180 degrees. Points that lie less than 0.04 degrees from the line
between their neighbours are left out, as are islands of less than 0.01 square degrees and Antarctica.
"""

import json
import math
import pathlib
import sys

TOLERANCE = 0.04
LEAST_AREA = 0.01
SOUTHERN_END = -60.0


def rings(topology):
    """Every outer and inner ring of the land, as lists of (longitude, latitude)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                yield points


def cut(ring, at, sign):
    """What of a ring is east (1) or west (-1) of a meridian: Sutherland and Hodgman's algorithm."""
    out = []
    for start, end in zip(ring[-1:] + ring[:-1], ring):
        a, b = ((point[0] - at) * sign for point in (start, end))
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            out.append((at, start[1] + share * (end[1] - start[1])))
        if b >= 0:
            out.append(end)
    return out


def cut_at_antimeridian(ring):
    """The parts of a ring, none of which crosses the meridian of 180 degrees."""
    shift = 0.0
    unwrapped = ring[:1]
    for (last, _), (x, y) in zip(ring, ring[1:]):
        if abs(x - last) > 180:
            shift += 360.0 if x < last else -360.0
        unwrapped.append((x + shift, y))
    for turn in (-360.0, 0.0, 360.0):
        part = cut(cut([(x + turn, y) for x, y in unwrapped], -180.0, 1), 180.0, -1)
        if part:
            yield part + part[:1]


def distance(point, start, end):
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def simplify(points):
    """Ramer, Douglas and Peucker's simplification."""
    if len(points) < 3:
        return points
    distances = [distance(p, points[0], points[-1]) for p in points[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__) + 1
    if distances[farthest - 1] <= TOLERANCE:
        return [points[0], points[-1]]
    return simplify(points[: farthest + 1])[:-1] + simplify(points[farthest:])


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def main():
    sys.setrecursionlimit(100_000)
    topology = json.loads(pathlib.Path(sys.argv[1]).read_text())
    lines = ["ring,longitude,latitude"]
    number = 0
    for ring in (part for ring in rings(topology) for part in cut_at_antimeridian(ring)):
        if area(ring) < LEAST_AREA or max(y for _, y in ring) < SOUTHERN_END:
            continue
        ring = simplify(ring)
        if len(ring) < 4:
            continue
        number += 1
        lines += [f"{number},{x:.2f},{y:.2f}" for x, y in ring[:-1]]
    pathlib.Path(__file__).with_name("land.csv").write_text("\n".join(lines) + "\n")


main()
