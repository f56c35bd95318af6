"""The path of a brush: thinned while it is drawn, simplified before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

Place = tuple[float, float]

CHUNK = 256
"""So many points are simplified at once: the worst path takes time by its length, not by the square of it."""


def simplified(path: Sequence[Place], tolerance: float) -> list[Place]:
    """Return `path` without the points that lie within `tolerance` of a line through the others.

    Douglas and Peucker, Algorithms for the reduction of the number of points (1973), chunk by chunk; both ends stay.
    """
    if len(path) < 3:
        return list(path)
    kept = [path[0]]
    for start in range(0, len(path) - 1, CHUNK):
        kept += _simplified(path[start : start + CHUNK + 1], tolerance)[1:]
    return kept


def far_enough(path: Sequence[Place], place: Place, least: float) -> bool:
    """Return whether a place is worth being added to a path."""
    return not path or hypot(place[0] - path[-1][0], place[1] - path[-1][1]) >= least


def _simplified(path: Sequence[Place], tolerance: float) -> list[Place]:
    keep = {0, len(path) - 1}
    open_spans = [(0, len(path) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        worst, place = tolerance, 0
        for between in range(first + 1, last):
            distance = _distance(path[between], path[first], path[last])
            if distance > worst:
                worst, place = distance, between
        if place:
            keep.add(place)
            open_spans += [(first, place), (place, last)]
    return [path[place] for place in sorted(keep)]


def _distance(point: Place, start: Place, end: Place) -> float:
    """Return how far a point is from the line between two others, not beyond their ends: paths turn back."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down
    share = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    return hypot(point[0] - start[0] - share * across, point[1] - start[1] - share * down)
