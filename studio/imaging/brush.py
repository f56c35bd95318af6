"""Brush strokes on a mask: what the seller adds and takes away by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import cv2
import numpy as np

from studio.imaging.checks import check_range, check_rows
from studio.imaging.image import Image, Pixels

MAX_STROKES = 500
MAX_POINTS = 2_000  # of one stroke
MAX_SIZE = 0.5
_KEYS = {"add", "size", "soft", "points"}
_REACH = (-1.0, 2.0)  # a stroke may begin beside the picture
_FIXED_BITS = 4  # cv2 draws at sixteenths of a pixel
_HARD_PX = 2.0  # a narrower rim is no more than a smooth edge
_RAMP_PX = 12.0  # a softer rim is drawn on a copy so small that it has this width
_PAD_PX = 2
_THICKEST_PX = 32_767  # of cv2


def check(strokes: Sequence[Mapping[str, Any]]) -> None:
    """Raise ValueError where `strokes` are none."""
    if not isinstance(strokes, list | tuple) or len(strokes) > MAX_STROKES:
        raise ValueError(f"strokes must be a list of at most {MAX_STROKES}")
    for stroke in strokes:
        if not isinstance(stroke, Mapping) or set(stroke) != _KEYS:
            raise ValueError(f"a stroke must have {', '.join(sorted(_KEYS))}")
        if stroke["add"] not in (True, False):
            raise ValueError("a stroke must add or not")
        check_range("size", stroke["size"], 0.0002, MAX_SIZE)
        check_range("soft", stroke["soft"], 0.0, 1.0)
        check_rows("points", stroke["points"], (_REACH, _REACH), MAX_POINTS)


def painted(mask: Pixels, strokes: Sequence[Mapping[str, Any]], image: Image) -> Pixels:
    """Return `mask`, of the size of `image`, after `strokes` in their order."""
    if not strokes:
        return mask
    result = mask.copy()
    for stroke in strokes:
        if len(stroke["points"]):
            _paint(result, stroke, image)
    return result


def _paint(mask: Pixels, stroke: Mapping[str, Any], image: Image) -> None:
    points = image.to_pixels(stroke["points"])
    radius = stroke["size"] * image.original_long_edge_px(stroke["points"][0])
    box = np.array((points.min(axis=0) - radius - _PAD_PX, points.max(axis=0) + radius + _PAD_PX))
    size = np.array((image.width_px, image.height_px))
    (left, top), (right, bottom) = np.rint(box.clip(-radius - _PAD_PX, size + radius + _PAD_PX)).astype(int)
    weight = _weight(points - (left, top), radius, float(stroke["soft"]), (bottom - top, right - left))
    first_row, first_column = max(0, -top), max(0, -left)
    window = mask[top + first_row : max(bottom, 0), left + first_column : max(right, 0)]
    weight = weight[first_row : first_row + window.shape[0], first_column : first_column + window.shape[1]]
    if stroke["add"]:
        np.maximum(window, weight, out=window)
    else:
        np.minimum(window, 255 - weight, out=window)


def _weight(points: Any, radius: float, soft: float, shape: tuple[int, int]) -> Pixels:
    """Return how much of each pixel of a window the stroke covers, 0 to 255; the window has room for its radius."""
    if not min(shape):
        return np.zeros(shape, np.uint8)
    ramp = soft * radius
    if ramp < _HARD_PX:
        return _line(_thinned(points, radius), radius, shape)
    shrink = max(1.0, ramp / _RAMP_PX)
    size = (max(1, round(shape[1] / shrink)), max(1, round(shape[0] / shrink)))
    scale = (size[0] / shape[1], size[1] / shape[0])
    middle = _line(_thinned(points * scale, radius / shrink), 0.5, (size[1], size[0]), cv2.LINE_8)
    if not middle.any():
        return np.zeros(shape, np.uint8)  # it passes by
    distance = cv2.distanceTransform(255 - middle, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) * shrink
    weight = np.rint(((radius - distance) / ramp).clip(0, 1) * 255).astype(np.uint8)
    return np.asarray(cv2.resize(weight, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def _line(points: Any, radius: float, shape: tuple[int, int], edge: int = cv2.LINE_AA) -> Pixels:
    """Draw a line with round ends, `radius` to both sides of it."""
    canvas = np.zeros(shape, np.uint8)
    fixed = np.rint((points - 0.5) * (1 << _FIXED_BITS)).astype(np.int32)  # cv2 means the middle of a pixel
    thickness = min(_THICKEST_PX, max(1, round(2 * radius) - 1))  # cv2 adds half a pixel to both sides
    if len(fixed) == 1:
        fixed = np.repeat(fixed, 2, axis=0)
    cv2.polylines(canvas, [fixed], False, 255, thickness, edge, _FIXED_BITS)
    return canvas


def _thinned(points: Any, radius: float) -> Any:
    """Leave out points that are nearer to the one before than a brush of this size can show."""
    least = max(0.5, radius / 12)
    kept = [points[0]]
    for point in points[1:]:
        if np.hypot(*(point - kept[-1])) >= least:
            kept.append(point)
    return np.array([*kept, points[-1]])
