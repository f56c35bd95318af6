"""The brush: what is drawn, what is seen of it at once, and what is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.tools.brush import LEAST_SIZE, MOST_POINTS, MOST_SIZE, MOST_STROKES, Brush
from studio.ui.pages.photos.tools.spots import Spots
from tests.ui.pages.photos.tools.conftest import Hand, drawn, sight
from tests.ui.pages.photos.tools.paper import PaperSession


@pytest.fixture
def session() -> PaperSession:
    return PaperSession("cutout")


@pytest.fixture
def brush(hand: Hand, session: PaperSession) -> Brush:
    brush = Brush(session)
    hand.use(brush)
    return brush


def strokes(session: PaperSession) -> list[dict[str, object]]:
    return list(session.params("cutout")["strokes"])


def tinted(hand: Hand, x: float, y: float) -> bool:
    """Return whether a place of the photo is tinted, which makes it redder than it was shot."""
    image, at = hand.seen(), hand.at(x, y)
    ratio = image.devicePixelRatio()
    seen = image.pixelColor(QPoint(round(at.x() * ratio), round(at.y() * ratio)))
    return seen.red() - seen.green() > 60


def type_bracket(view: QWidget, key: Qt.Key, text: str) -> None:
    """Press a key that types a bracket, with whatever it takes on this keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QGuiApplication.sendEvent(view, QKeyEvent(kind, key, Qt.KeyboardModifier.ShiftModifier, text))


def test_a_stroke_is_kept_when_the_mouse_is_let_go_and_each_by_itself(
    hand: Hand, brush: Brush, session: PaperSession
) -> None:
    hand.press(0.1, 0.5)
    hand.move(0.2, 0.5)
    assert session.saved == []
    hand.release(0.2, 0.5)
    hand.drag((0.1, 0.7), (0.2, 0.7), (0.2, 0.8))
    assert [name for name, _params in session.saved] == ["cutout", "cutout"]
    first, second = strokes(session)
    assert (first["add"], first["size"], first["soft"]) == (True, brush.size, brush.soft)
    assert first["points"][0] == pytest.approx([0.1, 0.5], abs=0.003)
    assert first["points"][-1] == pytest.approx([0.2, 0.5], abs=0.003)
    assert len(second["points"]) == 3
    assert session.params("cutout")["backend"] == "classic"


def test_a_stroke_is_seen_while_it_is_drawn(hand: Hand, brush: Brush) -> None:
    assert tinted(hand, 0.1, 0.5)
    assert not tinted(hand, 0.5, 0.5)
    hand.press(0.1, 0.5)
    hand.move(0.12, 0.5)
    assert not tinted(hand, 0.1, 0.5)
    hand.release(0.12, 0.5)
    brush.adds = False
    hand.press(0.5, 0.5)
    hand.move(0.5, 0.55)
    assert tinted(hand, 0.5, 0.52)
    hand.release(0.5, 0.55)


def test_a_new_mask_takes_the_place_of_what_was_painted(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.drag((0.1, 0.5), (0.2, 0.5))
    hand.view.show_photo(sight())  # an older picture, made before the stroke
    assert not tinted(hand, 0.15, 0.5)
    hand.view.show_photo(sight(stroke_count=1))  # made after it, where the edge was found elsewhere
    assert tinted(hand, 0.15, 0.5)


def test_an_undone_stroke_is_not_painted_again(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.drag((0.1, 0.5), (0.2, 0.5))
    session.steps["cutout"] = {**session.steps["cutout"], "strokes": []}
    hand.view.show_photo(sight())
    assert tinted(hand, 0.15, 0.5)


def test_size_and_softness_follow_the_keys_on_any_keyboard(hand: Hand, brush: Brush) -> None:
    size, soft = brush.size, brush.soft
    QTest.keyClicks(hand.view, "]")
    assert brush.size == pytest.approx(size * 1.2)
    type_bracket(hand.view, Qt.Key.Key_BracketLeft, "[")
    assert brush.size == pytest.approx(size)
    QTest.keyClicks(hand.view, "}")
    assert brush.soft == pytest.approx(soft + 0.2)
    QTest.keyClicks(hand.view, "{{")
    assert brush.soft == 0
    QTest.keyClicks(hand.view, "[" * 60)
    assert brush.size == LEAST_SIZE
    QTest.keyClicks(hand.view, "]" * 60)
    assert brush.size == MOST_SIZE


def test_x_swaps_and_alt_swaps_for_one_stroke(hand: Hand, brush: Brush, session: PaperSession) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    hand.drag((0.5, 0.5), (0.5, 0.6), held=alt)
    hand.drag((0.1, 0.5), (0.1, 0.6))
    hand.keys([Qt.Key.Key_X])
    hand.drag((0.5, 0.2), (0.5, 0.3))
    assert [stroke["add"] for stroke in strokes(session)] == [False, True, False]


def test_the_sliders_show_the_brush_and_set_it(hand: Hand, brush: Brush) -> None:
    size, softness = brush.options().findChildren(QSlider)
    assert (size.accessibleName(), softness.accessibleName()) == ("Size", "Softness")
    size.setValue(100)
    softness.setValue(0)
    assert (brush.size, brush.soft) == (pytest.approx(MOST_SIZE), 0)
    hand.keys("[")
    assert size.value() < 100


def edge(hand: Hand) -> list[int]:
    """Return how light the pixels around the left edge of the garment are."""
    seen, at = hand.seen(), hand.at(0.25, 0.5)
    return [seen.pixelColor(at + QPoint(step, down)).lightness() for step in range(-4, 5) for down in range(18)]


def press(bar: QWidget, text: str) -> None:
    button = next(one for one in bar.findChildren(QAbstractButton) if text in (one.text(), one.accessibleName()))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_hanger_brushes_are_ready_made(hand: Hand, brush: Brush, session: PaperSession) -> None:
    press(brush.options(), "Remove hanger")
    assert (brush.adds, brush.soft) == (False, 0)
    narrow = brush.size
    hand.drag((0.5, 0.1), (0.5, 0.14))
    press(brush.options(), "Keep hanger")
    assert brush.adds
    assert brush.size < narrow
    assert strokes(session)[0]["add"] is False


def test_the_outline_takes_the_place_of_the_tint_and_back(hand: Hand, brush: Brush) -> None:
    hand.keys([Qt.Key.Key_O])
    assert not tinted(hand, 0.1, 0.5)
    assert max(edge(hand)) > 225
    assert min(edge(hand)) < 60
    press(brush.options(), "Show the result")
    assert tinted(hand, 0.1, 0.5)


@pytest.mark.parametrize("colour", ["#ffffff", "#000000"])
def test_the_outline_is_seen_on_white_and_on_black(hand: Hand, colour: str) -> None:
    """A white garment on white and a black one on black differ from their ground by nothing but the line."""
    hand.view.show_photo(sight(drawn(garment=colour, ground=colour), doubtful=True))
    assert hand.view.outlined
    assert max(abs(one - QColor(colour).lightness()) for one in edge(hand)) > 180


def test_a_click_is_a_dot(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.click(0.1, 0.1)
    (stroke,) = strokes(session)
    assert len(stroke["points"]) == 1


def test_a_stroke_beside_the_picture_is_none(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.drag((-0.2, 0.1), (-0.2, 0.9))
    assert session.saved == []


def test_a_stroke_may_begin_beside_the_picture(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.drag((-0.2, 0.5), (0.1, 0.5))
    (stroke,) = strokes(session)
    assert stroke["points"][0][0] < 0


def test_of_five_thousand_points_few_are_kept(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.keys("[" * 60)
    hand.press(0.0, 0.5)
    place = hand.view.photo_rect()
    for number in range(5_000):
        down = 0.5 + 0.4 * (number % 7 - 3) / 3 * (number % 13) / 13
        hand.to(QPointF(place.left() + place.width() * number / 5_000, place.top() + place.height() * down).toPoint())
    hand.release(1.0, 0.5)
    (stroke,) = strokes(session)
    assert 100 < len(stroke["points"]) <= MOST_POINTS


def test_every_number_of_a_stroke_can_be_stored(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.view.fit(whole=False)
    hand.drag((0.1, 0.1), (-4.0, 9.0), (0.3, 0.4))
    (stroke,) = strokes(session)
    assert all(isinstance(part, float) and -1 <= part <= 2 for point in stroke["points"] for part in point)


def test_strokes_have_an_end(hand: Hand, brush: Brush, session: PaperSession) -> None:
    one = {"add": True, "size": 0.01, "soft": 0.0, "points": [[0.1, 0.1]]}
    session.steps["cutout"] = {**session.steps["cutout"], "strokes": [one] * MOST_STROKES}
    hand.drag((0.1, 0.5), (0.2, 0.5))
    assert session.saved == []


def test_another_tool_keeps_the_stroke_that_is_being_drawn(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.press(0.1, 0.5)
    hand.move(0.2, 0.5)
    hand.use(Spots(session))
    assert len(strokes(session)) == 1
    hand.release(0.2, 0.5)
    assert len(session.saved) == 1


def test_closing_keeps_the_stroke_that_is_being_drawn(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.press(0.1, 0.5)
    hand.move(0.2, 0.5)
    hand.view.close()
    assert len(strokes(session)) == 1
    assert hand.view.tool is None


def test_esc_puts_the_brush_away(hand: Hand, brush: Brush, session: PaperSession) -> None:
    hand.drag((0.1, 0.5), (0.2, 0.5))
    hand.keys([Qt.Key.Key_Escape])
    assert hand.view.tool is None
    assert not brush.options().isVisible()
    assert len(strokes(session)) == 1


def test_without_a_cut_out_there_is_nothing_to_mend(hand: Hand) -> None:
    session = PaperSession()
    hand.use(Brush(session))
    hand.drag((0.1, 0.5), (0.2, 0.5))
    assert session.saved == []


@pytest.mark.parametrize("whole", [True, False])
def test_a_stroke_means_the_same_place_turned_cropped_and_zoomed(view: PhotoView, hand: Hand, whole: bool) -> None:
    """The picture shows the right half of the original, upside down; its points must not be those of the screen."""
    session = PaperSession("cutout")
    session.way = QTransform(-2, 0, 0, -1, 2, 1)  # x' = 2 - 2x, y' = 1 - y
    view.fit(whole=whole)
    brush = Brush(session)
    hand.use(brush)
    hand.drag((0.4, 0.4), (0.6, 0.45))
    (stroke,) = strokes(session)
    assert stroke["points"][0] == pytest.approx([0.8, 0.6], abs=0.003)
    assert stroke["points"][-1] == pytest.approx([0.7, 0.55], abs=0.003)
    assert tinted(hand, 0.1, 0.3)
    assert view.tool is brush
    width_of_original = 2 * view.photo_rect().width()
    assert view.tool.canvas.long_edge_px() == pytest.approx(max(width_of_original, view.photo_rect().height()))
