"""Outlines and lines of garments: smooth splines through a few points, with corners where a third value says so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Point = Sequence[float]
Path = np.ndarray

_STEPS = 14


def closed(points: Sequence[Point]) -> Path:
    """A closed outline through the points; (x, y, 1) is a corner, (x, y) is passed smoothly."""
    corners = [k for k, point in enumerate(points) if len(point) > 2 and point[2]]
    xy = np.array([point[:2] for point in points], np.float64)
    if not corners:
        ring = np.vstack([xy[-1:], xy, xy[:2]])
        return _through(ring)
    parts = []
    for here, there in zip(corners, [*corners[1:], corners[0] + len(points)], strict=True):
        index = [k % len(points) for k in range(here, there + 1)]
        parts.append(line(xy[index])[:-1])
    return np.vstack(parts)


def line(points: Sequence[Point] | np.ndarray) -> Path:
    """A smooth open line through the points."""
    xy = np.array([point[:2] for point in points], np.float64)
    if len(xy) == 2:
        t = np.linspace(0, 1, _STEPS)[:, None]
        return np.asarray(xy[0] * (1 - t) + xy[1] * t)
    ends = np.vstack([2 * xy[0] - xy[1], xy, 2 * xy[-1] - xy[-2]])
    return _through(ends)


def _through(xy: np.ndarray) -> Path:
    """Centripetal Catmull-Rom from the second point to the last but one (Barry and Goldman's pyramid)."""
    gaps = np.sqrt(np.linalg.norm(np.diff(xy, axis=0), axis=1)) + 1e-6
    out = []
    for k in range(1, len(xy) - 2):
        p0, p1, p2, p3 = xy[k - 1 : k + 3]
        t1 = gaps[k - 1]
        t2 = t1 + gaps[k]
        t3 = t2 + gaps[k + 1]
        t = np.linspace(t1, t2, _STEPS, endpoint=False)[:, None]
        a1 = (t1 - t) / t1 * p0 + t / t1 * p1
        a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
        a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
        b1 = (t2 - t) / t2 * a1 + t / t2 * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        out.append((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
    out.append(xy[-2:-1])
    return np.vstack(out)


def mirrored(half: Sequence[Point]) -> list[Point]:
    """The right half from the top of the middle line to its foot, completed by its mirror image on the left."""
    left = [(-point[0], *point[1:]) for point in reversed(half) if abs(point[0]) > 1e-6]
    return [*half, *left]


def flipped(points: Sequence[Point]) -> list[Point]:
    """The mirror image in the middle line."""
    return [(-point[0], *point[1:]) for point in points]


def beside(path: Path, distance_mm: float) -> Path:
    """The line that runs `distance_mm` to the left of the way the path goes (right if negative)."""
    way = np.gradient(path, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True) + 1e-9
    return np.asarray(path + np.stack([way[:, 1], -way[:, 0]], axis=1) * distance_mm)


def evenly(path: Path, step_mm: float) -> Path:
    """Points of the path every `step_mm`."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    count = max(2, int(lengths[-1] / step_mm) + 1)
    at = np.linspace(0, lengths[-1], count)
    return np.stack([np.interp(at, lengths, path[:, k]) for k in (0, 1)], axis=1)
