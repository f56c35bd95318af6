"""What is seen while a stroke is drawn is what becomes of the mask: compared with the engine's own strokes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication

from studio.imaging import brush
from studio.imaging.image import Image, Pixels
from studio.ui.pages.photos.tools.tint import Tint

WIDTH, HEIGHT = 320, 240
PATH = [(0.2, 0.3), (0.5, 0.35), (0.7, 0.7), (0.4, 0.8)]


def kept(tint: Tint) -> Pixels:
    """Return how much of the piece is left after the tint, as a mask has it."""
    places = range(0, WIDTH, 4), range(0, HEIGHT, 4)
    rows = [[255 * (1 - tint.away_at(QPointF(x + 0.5, y + 0.5))) for x in places[0]] for y in places[1]]
    return np.rint(rows).astype(np.uint8)


def drawn(*, add: bool, soft: float, size: float, ratio: float = 1.0) -> Tint:
    tint = Tint(QSize(WIDTH, HEIGHT), ratio)
    outline = QPainterPath()
    outline.addRect(QRectF(0, 0, WIDTH, HEIGHT))
    tint.lay(QRectF(0, 0, WIDTH, HEIGHT), QPainterPath() if not add else _nowhere())
    for start, end in pairwise([PATH[0], *PATH]):
        tint.stroke(_at(start), _at(end), size * WIDTH, soft, add=add)
    return tint


def _nowhere() -> QPainterPath:
    """An outline beside the picture: everything in it is cut away."""
    path = QPainterPath()
    path.addRect(QRectF(-20, -20, 5, 5))
    return path


def _at(point: tuple[float, float]) -> QPointF:
    return QPointF(point[0] * WIDTH, point[1] * HEIGHT)


@pytest.mark.parametrize("add", [True, False])
@pytest.mark.parametrize("soft", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.usefixtures("qapp")
def test_the_tint_is_the_mask_that_the_engine_makes_of_the_stroke(add: bool, soft: float, ratio: float) -> None:
    stroke = {"add": add, "size": 0.06, "soft": soft, "points": [list(point) for point in PATH]}
    start = np.full((HEIGHT, WIDTH), 0 if add else 255, np.uint8)
    mask = brush.painted(start, [stroke], Image(pixels=np.zeros((HEIGHT, WIDTH, 3), np.uint8)))
    seen = kept(drawn(add=add, soft=soft, size=0.06, ratio=ratio)).astype(int)
    made = mask[::4, ::4].astype(int)
    assert np.abs(seen - made).mean() < 2.5
    inside, painted = seen > 127, made > 127
    assert (inside & painted).sum() / (inside | painted).sum() > 0.9
    assert painted.any()
    assert not painted.all()


def test_only_the_part_that_changed_needs_painting(qapp: QApplication) -> None:
    tint = drawn(add=False, soft=0.0, size=0.06)
    changed = tint.stroke(QPointF(200, 30), QPointF(220, 30), 10, 0.0, add=False)
    assert changed.contains(QRectF(190, 20, 40, 20))
    assert changed.width() < 50


def test_a_part_of_it_is_painted_where_it_belongs(qapp: QApplication) -> None:
    tint = Tint(QSize(100, 100), 2.0)
    tint.lay(QRectF(0, 0, 100, 100), QPainterPath())
    tint.stroke(QPointF(50, 50), QPointF(50, 50), 10, 0.0, add=False)
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2.0)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    tint.paint(painter, QRectF(30, 30, 40, 40).toRect())
    tint.paint(painter, QRectF(200, 200, 10, 10).toRect())  # beside the canvas
    painter.end()
    assert image.pixelColor(100, 100).green() < 150
    assert image.pixelColor(20, 20).green() == 255
