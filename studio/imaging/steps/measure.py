"""Measure: lines with their lengths on the picture, as buyers ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from studio.imaging import lettering
from studio.imaging.checks import check_rows, check_text
from studio.imaging.image import Image, Pixels
from studio.imaging.lettering import INK, PAPER
from studio.imaging.steps.kind import StepKind

MAX_LINES = 40
MAX_LETTERS = 40
_WIDTH = 0.0026  # all relative to the picture's long edge
_TICK = 0.011
_LETTERS = 0.021
_HALO = 2.6  # widths of the line
_FIXED_BITS = 4
_REACH = (-1.0, 2.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`lines` are x1, y1, x2 and y2 of the original; `labels` say how long each is, in the seller's words."""

    lines: Sequence[Sequence[float]] = ()
    labels: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Refuse what is no line or too much of it."""
        check_rows("lines", self.lines, (_REACH,) * 4, MAX_LINES)
        if not isinstance(self.labels, list | tuple) or len(self.labels) > len(self.lines):
            raise ValueError("labels must be a list, of no more than there are lines")
        for label in self.labels:
            check_text("a label", label, MAX_LETTERS)


def run(image: Image, params: Measure) -> Image:
    """Draw every line with a tick at each end, dark with a light rim, and its label on a plate at its middle."""
    if not params.lines:
        return image
    pixels, mask = lettering.canvas(image)
    ends = [image.to_pixels([line[:2], line[2:]]) for line in params.lines]
    strokes = [stroke for line in ends for stroke in _strokes(line, _TICK * image.long_edge_px)]
    width = max(1, round(_WIDTH * image.long_edge_px))
    for thickness, colour in ((round(width * _HALO), PAPER), (width, INK)):
        for stroke in strokes:
            _draw(pixels, mask, stroke, colour, max(1, thickness))
    for line, label in zip(ends, params.labels, strict=False):
        if label.strip():
            _label(pixels, mask, line.mean(axis=0), label.strip())
    return replace(image, pixels=pixels, mask=image.mask if mask is None else mask)


def _strokes(ends: Any, tick: float) -> list[Any]:
    """Return a line and the ticks across its ends, each from one point to another."""
    along = ends[1] - ends[0]
    across = np.array((-along[1], along[0])) / max(float(np.hypot(*along)), 1e-6) * tick
    return [ends, *(np.array((end - across, end + across)) for end in ends)]


def _draw(pixels: Pixels, mask: Pixels | None, stroke: Any, colour: lettering.Colour, thickness: int) -> None:
    """Draw in a window that is no larger than the stroke and the picture."""
    size = (pixels.shape[1], pixels.shape[0])
    left, top = np.clip(np.floor(stroke.min(axis=0)) - thickness, 0, size).astype(int)
    right, bottom = np.clip(np.ceil(stroke.max(axis=0)) + thickness, 0, size).astype(int)
    plane = np.zeros((bottom - top, right - left), np.uint8)
    if plane.size:
        fixed = np.rint((stroke - (left, top) - 0.5) * (1 << _FIXED_BITS)).astype(int)
        cv2.line(plane, fixed[0].tolist(), fixed[1].tolist(), 255, thickness, cv2.LINE_AA, _FIXED_BITS)
        lettering.lay(pixels, mask, plane, colour, int(left), int(top))


def _label(pixels: Pixels, mask: Pixels | None, middle: Any, label: str) -> None:
    """Write on a plate that stays in the picture, as long as the line's middle is in it."""
    height_px, width_px = pixels.shape[:2]
    letters = lettering.text_plane(label, round(_LETTERS * max(height_px, width_px)))
    height = max(3, round(letters.shape[0] * 1.16))
    width = letters.shape[1] + height
    left, top = round(middle[0] - width / 2), round(middle[1] - height / 2)
    if 0 <= middle[0] < width_px and 0 <= middle[1] < height_px:
        left, top = max(0, min(left, width_px - width)), max(0, min(top, height_px - height))
    rim = max(1, height // 16)
    outer = lettering.plate(width + 2 * rim, height + 2 * rim, height / 2 + rim)
    lettering.lay(pixels, mask, outer, INK, left - rim, top - rim)
    lettering.lay(pixels, mask, lettering.plate(width, height, height / 2), PAPER, left, top)
    lettering.lay(pixels, mask, letters, INK, left + height // 2, top + (height - letters.shape[0]) // 2)


KIND = StepKind(name="measure", version=1, params=Measure, run=run)
