"""A photo as it is looked at: its pixels, what lies around them, and where its frames are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage

Frame = tuple[float, float, float, float]
Outline = Sequence[Sequence[Sequence[float]]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sight:
    """A photo as it is looked at: its pixels, its frames relative to them, and what lies beyond its edges."""

    image: QImage
    frames: Mapping[str, Frame]
    background: QColor
    cut_out: bool
    """Whether there is nothing but background where no frame is."""
    outline: Outline = ()
    """The edge of the cut-out as polygons, in widths and heights of the picture."""
    doubtful: bool = False
    """Whether the outline is to be seen, because somebody should look at it."""
    enlarges: float = 1.0
    """How many pixels of the photo in full size one of these has."""
    stroke_count: int = 0
    """How many strokes of the brush the cut-out has."""
    badge_at_left: bool = False
    """Whether a badge lies in the upper left corner, where frames are named otherwise."""


def placed(frame: Frame, photo: QRectF) -> QRectF:
    """Return where a frame lies that is relative to a photo."""
    left, top, right, bottom = frame
    corner = QPointF(photo.left() + left * photo.width(), photo.top() + top * photo.height())
    return QRectF(corner, QPointF(photo.left() + right * photo.width(), photo.top() + bottom * photo.height()))
