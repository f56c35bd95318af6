"""The view under the tools: zoom, pan, keys and what goes to whom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.tools.brush import Brush
from studio.ui.pages.photos.tools.crop import Crop
from studio.ui.pages.photos.tools.measure import Measure
from studio.ui.pages.photos.tools.tool import Tool
from tests.ui.pages.photos.tools.conftest import LEFT, NONE, Hand, drawn, sight
from tests.ui.pages.photos.tools.paper import PaperSession


def roll(view: PhotoView, at: QPointF, notches: int, held: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(view, event)


def test_the_wheel_with_ctrl_zooms_and_what_is_under_the_mouse_stays(view: PhotoView, hand: Hand) -> None:
    at = QPointF(hand.at(0.3, 0.6))
    before = view.zoom
    roll(view, at, 3, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > before * 1.4
    assert (hand.at(0.3, 0.6) - at.toPoint()).manhattanLength() <= 2
    roll(view, at, -40, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(0.05)
    view.fit(whole=True)
    assert view.zoom == pytest.approx(before)


def test_the_wheel_alone_scrolls_what_is_larger_than_its_room(view: PhotoView) -> None:
    view.show_photo(sight(drawn(1600, 2000)))
    roll(view, QPointF(100, 100), 1, NONE)
    fitted = view.photo_rect()
    view.fit(whole=False)
    full = view.photo_rect()
    assert full.width() == pytest.approx(1600 / view.devicePixelRatioF())
    roll(view, QPointF(100, 100), 1, NONE)
    assert view.photo_rect().top() == full.top() + 60
    view.fit(whole=True)
    assert view.photo_rect() == fitted


def test_space_and_the_middle_button_move_the_photo_under_a_tool(view: PhotoView, hand: Hand) -> None:
    session = PaperSession("cutout")
    view.show_photo(sight(drawn(1600, 2000)))
    view.keep_before(sight(drawn(1600, 2000)))
    hand.use(Brush(session))
    view.fit(whole=False)
    start = view.photo_rect().topLeft()
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, NONE, QPoint(300, 300))
    hand.to(QPoint(340, 320))
    QTest.mouseRelease(view, Qt.MouseButton.MiddleButton, NONE, QPoint(340, 320))
    assert view.photo_rect().topLeft() == start + QPointF(40, 20)
    QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view, LEFT, NONE, QPoint(300, 300))
    hand.to(QPoint(290, 300))
    QTest.mouseRelease(view, LEFT, NONE, QPoint(290, 300))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert view.photo_rect().topLeft() == start + QPointF(30, 20)
    assert session.saved == []
    hand.drag((0.5, 0.5), (0.52, 0.5))
    assert len(session.saved) == 1


def test_a_tool_has_its_keys_before_the_windows_shortcuts(qtbot: QtBot, view: PhotoView) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(view)
    pressed: list[str] = []
    for key in ("X", "Z"):
        action = QAction(key, window)
        action.setShortcut(key)
        action.triggered.connect(lambda _on, key=key: pressed.append(key))
        window.addAction(action)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    brush = Brush(PaperSession("cutout"))
    view.use(brush)
    adds = brush.adds
    QTest.keyClicks(view, "xz")
    assert (pressed, brush.adds) == (["Z"], not adds)
    view.use(None)
    QTest.keyClicks(view, "x")
    assert pressed == ["Z", "X"]
    window.takeCentralWidget()


def test_the_bar_of_a_tool_stands_over_the_photo_and_not_on_it(view: PhotoView, hand: Hand) -> None:
    brush = Brush(PaperSession("cutout"))
    hand.use(brush)
    bar = brush.options()
    assert bar.isVisible()
    assert bar.geometry().bottom() <= view.photo_rect().top()
    assert abs(bar.geometry().center().x() - view.rect().center().x()) <= 1
    hand.use(Brush(PaperSession("cutout")))
    assert not bar.isVisible()


def test_a_tool_sees_the_photo_without_frames(view: PhotoView, hand: Hand) -> None:
    framed = sight(frames={"1x1": (-0.2, 0.0, 1.2, 1.0)})
    view.show_photo(framed)
    narrow = view.photo_rect().width()
    hand.use(Brush(PaperSession("cutout")))
    assert view.photo_rect().width() != narrow
    view.use(None)
    assert view.photo_rect().width() == narrow


def test_the_tool_in_hand_is_told(view: PhotoView, qtbot: QtBot) -> None:
    brush = Brush(PaperSession("cutout"))
    with qtbot.waitSignal(view.tool_changed) as told:
        view.use(brush)
    assert told.args == [brush]
    with qtbot.waitSignal(view.tool_changed) as told:
        brush.finished.emit()
    assert told.args == [None]


def test_a_double_click_shows_pixels_and_then_the_whole(view: PhotoView, hand: Hand) -> None:
    view.show_photo(sight(drawn(1600, 2000)))
    QTest.mouseDClick(view, LEFT, NONE, hand.at(0.25, 0.25))
    assert view.zoom == pytest.approx(1)
    QTest.mouseDClick(view, LEFT, NONE, hand.at(0.25, 0.25))
    assert view.whole


def test_looked_at_from_near_the_photo_asks_for_its_pixels_and_draws_them(
    view: PhotoView, hand: Hand, qtbot: QtBot
) -> None:
    """The preview of a photo four times as large knows nothing of the fine stripes that the full size has."""
    small = sight(drawn(300, 400), enlarges=4.0)
    view.show_photo(small)
    asked: list[object] = []
    view.detail_wanted.connect(asked.append)
    hand.seen()
    assert asked == []
    view.fit(whole=False)
    assert view.zoom == pytest.approx(4)
    assert view.photo_rect().width() == pytest.approx(1200 / view.devicePixelRatioF())
    hand.seen()
    assert asked == [small]
    full = drawn(1200, 1600)
    for x in range(0, 1200, 2):
        full.setPixel(x, 800, 0xFF00FF00)
    view.show_detail(small, full)
    asked.clear()
    row = [hand.seen().pixelColor(hand.at(0.5, 0.5) + QPoint(step, 0)).green() for step in range(4)]
    assert max(row) > 240
    assert min(row) < 120
    assert asked == []
    view.show_photo(sight(drawn(300, 400), enlarges=4.0))
    hand.seen()
    assert len(asked) == 1


def test_a_photo_without_more_pixels_is_not_asked_for_any(view: PhotoView, hand: Hand) -> None:
    asked: list[object] = []
    view.detail_wanted.connect(asked.append)
    view.fit(whole=False)
    view.zoom_by(4)
    hand.seen()
    assert asked == []


@pytest.mark.parametrize("tool", [Brush, Crop, Measure])
def test_in_a_narrow_window_a_bar_does_without_its_hints(view: PhotoView, tool: type[Tool]) -> None:
    made = tool(PaperSession("cutout"))
    view.use(made)
    bar = made.options()
    assert bar is not None
    wide = bar.width()
    view.resize(760, 600)
    assert bar.width() <= 760
    assert bar.geometry().left() >= 0
    view.resize(1100, 600)
    assert bar.width() == wide
