"""How long a mouse move with the brush takes until the overlay is painted, without a screen.

Strokes over a photo of 1600 pixels fitted into the window, and over one of 12 megapixels pixel by pixel, with a small
and with the largest brush, at one and at two pixels of the screen a logical one. Prints milliseconds (median and 95th
percentile) of processor time from the mouse event to the end of the painting, which a machine that does something else
besides does not change, and the median of the clock. Run it as `python -m benchmarks.brush`; `QT_SCALE_FACTOR=2` before
it measures a screen of twice the pixels.
"""

from __future__ import annotations

import os
import time
from itertools import product
from math import cos, sin
from statistics import median, quantiles
from typing import Any

GOAL_MS = 16.0
MOVES = 200


class Session:
    """A photo with a cut-out that fills the whole picture."""

    def __init__(self) -> None:
        self.steps: dict[str, Any] = {"cutout": {"strokes": []}}

    def params(self, name: str) -> Any:
        """Return the parameters of a step."""
        return self.steps.get(name, {})

    def has(self, name: str) -> bool:
        """Return whether there is a step."""
        return name in self.steps

    def set_params(self, name: str, params: Any, *, live: bool = False, apart: bool = False) -> None:
        """Keep the parameters."""
        self.steps[name] = params

    def remove(self, name: str) -> None:
        """Take a step off."""
        self.steps.pop(name, None)

    def leave_out(self, names: frozenset[str]) -> None:
        """Nothing is left out."""

    def to_original(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return the same place."""
        return place

    def to_view(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return the same place."""
        return point


def measured(width: int, height: int, *, whole: bool, size: float) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each move: of the processor, and of the clock."""
    from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt
    from PySide6.QtGui import QColor, QImage, QMouseEvent
    from PySide6.QtWidgets import QApplication

    from studio.ui.pages.photos.photo_view import PhotoView, Sight
    from studio.ui.pages.photos.tools.brush import Brush

    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#8090a0"))
    outline = [[(0.5 + 0.3 * cos(angle / 40), 0.5 + 0.4 * sin(angle / 40)) for angle in range(251)]]
    sight = Sight(image=image, frames={}, background=QColor("white"), cut_out=True, outline=outline)
    view = PhotoView()
    view.resize(1000, 760)
    view.show_photo(sight)
    view.keep_before(sight)
    view.fit(whole=whole)
    view.show()
    brush = Brush(Session())
    brush.size = size
    view.use(brush)
    QApplication.sendPostedEvents()
    view.repaint()

    def send(kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        held = Qt.MouseButton.LeftButton if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
        QApplication.sendEvent(view, QMouseEvent(kind, at, view.mapToGlobal(at), button, held, Qt.KeyboardModifier(0)))
        QEventLoop().processEvents()

    times: list[float] = []
    clock: list[float] = []
    middle = QPointF(view.rect().center())
    send(QEvent.Type.MouseButtonPress, middle + QPointF(200, 0), Qt.MouseButton.LeftButton)
    for move in range(MOVES):
        at = middle + QPointF(200 * cos(move / 12), 200 * sin(move / 12))
        started, worked = time.perf_counter(), time.thread_time()
        send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
        times.append(1000 * (time.thread_time() - worked))
        clock.append(1000 * (time.perf_counter() - started))
    send(QEvent.Type.MouseButtonRelease, middle, Qt.MouseButton.LeftButton)
    view.use(None)
    view.close()
    return times, clock


def main() -> None:
    """Print the table."""
    from PySide6.QtWidgets import QApplication

    ratio = os.environ.get("QT_SCALE_FACTOR", "1")
    app = QApplication([])
    pictures = {
        "1600 px, fitted": (1600, 1200, True),
        "1600 px, 100 %": (1600, 1200, False),
        "12 MP, fitted": (4000, 3000, True),
        "12 MP, 100 %": (4000, 3000, False),
    }
    print(f"{MOVES} moves, goal {GOAL_MS:.0f} ms, {ratio} pixel(s) a logical one\n")
    print(f"{'photo':20s}{'brush':>8s}{'median ms':>12s}{'p95 ms':>10s}{'worst ms':>10s}{'clock ms':>10s}")
    for (name, (width, height, whole)), size in product(pictures.items(), (0.01, 0.025, 0.1)):
        times, clock = measured(width, height, whole=whole, size=size)
        p95 = quantiles(times, n=20)[-1]
        print(f"{name:20s}{size:8.3f}{median(times):12.2f}{p95:10.2f}{max(times):10.2f}{median(clock):10.2f}")
    app.quit()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
