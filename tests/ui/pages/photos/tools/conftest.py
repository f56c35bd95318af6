"""A photo on the canvas, and a hand that moves the mouse over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.pages.photos.photo_view import PhotoView, Sight
from studio.ui.pages.photos.tools.tool import Tool
from studio.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
DRESS = ((0.25, 0.125), (0.75, 0.125), (0.75, 0.875), (0.25, 0.875))


def drawn(width: int = 600, height: int = 800, garment: str = "#3355aa", ground: str = "#d8d2c8") -> QImage:
    """Draw a garment on a table; it fills the middle of the picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.fillRect(width // 4, height // 8, width // 2, height * 3 // 4, QColor(garment))
    painter.end()
    return image


def sight(image: QImage | None = None, **more: object) -> Sight:
    """Return a picture as the view wants it, with the outline of the garment."""
    values: dict[str, object] = {
        "image": image or drawn(),
        "frames": {},
        "background": QColor("white"),
        "cut_out": True,
        "outline": [DRESS],
        **more,
    }
    return Sight(**values)  # type: ignore[arg-type]


class Hand:
    """Moves the mouse over the view and presses keys, as a seller does; places are relative to the picture."""

    def __init__(self, view: PhotoView) -> None:
        self.view = view

    def at(self, x: float, y: float) -> QPoint:
        place = self.view.photo_rect()
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height()).toPoint()

    def press(self, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.view, LEFT, held, self.at(x, y))

    def move(self, x: float, y: float, held: Qt.KeyboardModifier = NONE, *, down: bool = True) -> None:
        self.to(self.at(x, y), held, down=down)

    def to(self, at: QPoint, held: Qt.KeyboardModifier = NONE, *, down: bool = True) -> None:
        """Move to a place of the view itself; QTest's own move has neither button nor keys."""
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QGuiApplication, QMouseEvent

        buttons = LEFT if down else Qt.MouseButton.NoButton
        place = QPointF(at)
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            self.view.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            buttons,
            held,
        )
        QGuiApplication.sendEvent(self.view, event)

    def release(self, x: float, y: float, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.view, LEFT, held, self.at(x, y))

    def drag(self, *places: tuple[float, float], held: Qt.KeyboardModifier = NONE) -> None:
        """Press at the first place, move over the others, let go at the last."""
        self.press(*places[0], held)
        for place in places[1:]:
            self.move(*place, held)
        self.release(*places[-1], held)

    def click(self, x: float, y: float) -> None:
        self.drag((x, y))

    def keys(self, keys: str | Iterable[Qt.Key]) -> None:
        for key in keys:
            QTest.keyClick(self.view, key)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, held)

    def use(self, tool: Tool) -> None:
        self.view.use(tool)

    def seen(self) -> QImage:
        return self.view.grab().toImage()


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> Iterator[PhotoView]:
    """The view with the drawn garment, cut out, as it is and as it was shot."""
    view = PhotoView()
    qtbot.addWidget(view)
    view.resize(900, 760)
    view.show_photo(sight())
    view.keep_before(sight())
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.use(None)


@pytest.fixture
def hand(view: PhotoView) -> Hand:
    return Hand(view)
