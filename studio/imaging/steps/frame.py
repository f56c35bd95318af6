"""Frame: the shape a marketplace wants, placed around the subject."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.imaging.checks import check_range
from studio.imaging.geometry import scale, shift
from studio.imaging.image import Image, Pixels
from studio.imaging.scaling import resized
from studio.imaging.steps.kind import StepKind

SHAPES = {"3x4": (1080, 1440), "1x1": (1600, 1600)}  # width and height in pixels
_MAX_ENLARGEMENT = 2.0
_SPECK_SHARE = 0.004  # rows and columns with less subject than this share of their length do not count
_TOUCH_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`margin` is the free space around the subject, relative to the frame's shorter side."""

    shape: str = "3x4"
    margin: float = 0.05

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        if self.shape not in SHAPES:
            raise ValueError(f"the shape must be one of {', '.join(SHAPES)}, not {self.shape}")
        check_range("margin", self.margin, 0.0, 0.4)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, from its first column and row to behind its last."""

    left: int
    top: int
    right: int
    bottom: int


def run(image: Image, params: Frame) -> Image:
    """Cut the frame's shape around the subject; without a mask, the largest middle part of the picture.

    The frame may reach over the edge of a picture with a mask (there is nothing there: mask 0), but a subject that the
    photographer cut off at one edge stays at that edge.
    """
    width, height = SHAPES[params.shape]
    window = window_of(image, params)
    mask = None if image.mask is None else resized(_cut(image.mask, window, cv2.BORDER_CONSTANT), width, height)
    pixels = resized(_cut(image.pixels, window, cv2.BORDER_REPLICATE), width, height)
    locked = None if image.locked is None else resized(_cut(image.locked, window, cv2.BORDER_CONSTANT), width, height)
    enlarged = scale(width / (window.right - window.left), height / (window.bottom - window.top))
    placement = enlarged @ shift(-window.left, -window.top) @ image.placement
    return replace(image, pixels=pixels, mask=mask, locked=locked, placement=placement)


def window_of(image: Image, params: Frame) -> Box:
    """Return what part of `image` the frame shows; it may reach over its edge."""
    width, height = SHAPES[params.shape]
    if image.mask is None:
        return _middle(image.width_px, image.height_px, width / height)
    return _around(image.mask, width, height, params.margin)


def subject_box(mask: Pixels) -> Box | None:
    """Return the box around the subject, specks left out; None where there is no subject."""
    hard = cv2.threshold(mask, 127, 1, cv2.THRESH_BINARY)[1]
    columns = np.flatnonzero(cv2.reduce(hard, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F) > _SPECK_SHARE)
    rows = np.flatnonzero(cv2.reduce(hard, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F) > _SPECK_SHARE)
    if not len(columns) or not len(rows):
        return None
    return Box(int(columns[0]), int(rows[0]), int(columns[-1] + 1), int(rows[-1] + 1))


def _middle(width_px: int, height_px: int, aspect: float) -> Box:
    width = min(width_px, height_px * aspect)
    return _box((width_px - width) / 2, (height_px - width / aspect) / 2, width, width / aspect)


def _around(mask: Pixels, width: int, height: int, margin: float) -> Box:
    box = subject_box(mask)
    if box is None:
        return _middle(mask.shape[1], mask.shape[0], width / height)
    free = margin * min(width, height)
    larger = min((width - 2 * free) / (box.right - box.left), (height - 2 * free) / (box.bottom - box.top))
    larger = min(larger, _MAX_ENLARGEMENT)
    left = _start(box.left, box.right, mask.shape[1], width / larger)
    top = _start(box.top, box.bottom, mask.shape[0], height / larger)
    return _box(left, top, width / larger, height / larger)


def _start(low: float, high: float, length_px: int, window: float) -> float:
    """Centre the subject in the window, unless the picture's edge cuts it off on one side."""
    touch = _TOUCH_SHARE * length_px
    cut_low, cut_high = low <= touch, high >= length_px - touch
    if cut_low and not cut_high:
        return 0.0
    if cut_high and not cut_low:
        return length_px - window
    return (low + high - window) / 2


def _box(left: float, top: float, width: float, height: float) -> Box:
    """Return the box in whole pixels, of which it has at least one."""
    first_column, first_row = round(left), round(top)
    return Box(first_column, first_row, first_column + max(1, round(width)), first_row + max(1, round(height)))


def _cut(plane: Pixels, window: Box, border: int) -> Pixels:
    """Return what is in `window`, which may reach over the edges of `plane`."""
    height, width = plane.shape[:2]
    above, below = max(0, -window.top), max(0, window.bottom - height)
    before, behind = max(0, -window.left), max(0, window.right - width)
    inside = plane[max(0, window.top) : window.bottom, max(0, window.left) : window.right]
    if not (above or below or before or behind):
        return inside
    return np.asarray(cv2.copyMakeBorder(inside, above, below, before, behind, border), np.uint8)


KIND = StepKind(name="frame", version=1, params=Frame, run=run)
