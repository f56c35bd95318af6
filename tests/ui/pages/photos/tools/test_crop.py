"""Crop, straighten and perspective: nothing is kept before Enter, and nothing shows what is not there."""

from __future__ import annotations

from math import cos, radians, sin

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox

from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.tools.crop import Crop
from studio.ui.pages.photos.tools.perspective import WHOLE, Perspective
from tests.ui.pages.photos.tools.conftest import LEFT, NONE, Hand
from tests.ui.pages.photos.tools.paper import PaperSession


@pytest.fixture
def session() -> PaperSession:
    return PaperSession()


@pytest.fixture
def crop(hand: Hand, session: PaperSession) -> Crop:
    crop = Crop(session)
    hand.use(crop)
    return crop


class Frame:
    """Drags over the frame of the crop; places are relative to the photo as it lies without its angle."""

    def __init__(self, hand: Hand, crop: Crop) -> None:
        self.hand, self.crop = hand, crop

    def at(self, x: float, y: float) -> QPoint:
        place = self.crop.place()
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height()).toPoint()

    def drag(self, start: tuple[float, float], *places: tuple[float, float]) -> None:
        view = self.hand.view
        QTest.mousePress(view, LEFT, NONE, self.at(*start))
        for place in places:
            self.hand.to(self.at(*place))
        QTest.mouseRelease(view, LEFT, NONE, self.at(*places[-1]))


@pytest.fixture
def frame(hand: Hand, crop: Crop) -> Frame:
    return Frame(hand, crop)


def press(crop: Crop, name: str) -> None:
    found = [one for one in crop.options().findChildren(QAbstractButton) if name in (one.text(), one.accessibleName())]
    QTest.mouseClick(found[0], LEFT)


def test_a_corner_and_an_edge_are_dragged_and_enter_keeps_the_crop(
    hand: Hand, frame: Frame, session: PaperSession
) -> None:
    frame.drag((0, 0), (0.1, 0.05), (0.2, 0.1))
    frame.drag((1, 0.5), (0.9, 0.5))
    assert session.saved == []
    hand.keys([Qt.Key.Key_Return])
    ((name, params),) = session.saved
    assert name == "crop"
    assert params == {
        "left": pytest.approx(0.2, abs=0.004),
        "top": pytest.approx(0.1, abs=0.004),
        "right": pytest.approx(0.9, abs=0.004),
        "bottom": 1.0,
        "angle_deg": 0.0,
        "quarter_turns": 0,
    }
    assert hand.view.tool is None
    assert session.left_out == [frozenset({"crop"}), frozenset()]


def test_esc_leaves_the_photo_as_it_was(hand: Hand, frame: Frame, session: PaperSession) -> None:
    frame.drag((0, 0), (0.2, 0.1))
    hand.keys([Qt.Key.Key_Escape])
    assert (session.saved, hand.view.tool) == ([], None)
    assert session.left_out[-1] == frozenset()


def test_the_frame_is_moved_and_stays_inside(frame: Frame, crop: Crop) -> None:
    frame.drag((0, 0), (0.4, 0.4))
    frame.drag((0.7, 0.7), (0.6, 0.5))
    assert (crop.box.left, crop.box.top) == (pytest.approx(0.3, abs=0.005), pytest.approx(0.2, abs=0.005))
    frame.drag((0.6, 0.5), (-2, 0.5))
    assert crop.box.left == pytest.approx(0, abs=1e-6)
    assert crop.box.width == pytest.approx(0.6, abs=0.005)


def test_a_ratio_is_kept_by_every_handle(hand: Hand, frame: Frame, crop: Crop) -> None:
    press(crop, "1:1")
    for start, end in (((1, 0.125), (0.8, 0.3)), ((0.4, 0.3), (0.4, 0.4))):
        frame.drag(start, end)
        assert crop.box.width * 600 == pytest.approx(crop.box.height * 800, rel=0.02)
    hand.keys([Qt.Key.Key_R])
    assert crop.frame().width() > 0
    hand.keys([Qt.Key.Key_R])
    assert crop.frame().width() / crop.frame().height() == pytest.approx(3 / 4, rel=0.01)


def test_a_drag_beside_the_frame_turns_the_photo_and_the_frame_never_shows_nothing(
    hand: Hand, frame: Frame, crop: Crop
) -> None:
    middle = crop.place().center()
    start, end = (middle + QPointF(380 * cos(radians(a)), 380 * sin(radians(a))) for a in (0, 10))
    QTest.mousePress(hand.view, LEFT, NONE, start.toPoint())
    hand.to(end.toPoint())
    QTest.mouseRelease(hand.view, LEFT, NONE, end.toPoint())
    assert crop.angle == pytest.approx(10, abs=0.3)
    assert crop.box.width < 1
    assert crop.box.middle == pytest.approx((0.5, 0.5))
    hand.keys([Qt.Key.Key_Return])


@pytest.mark.parametrize(("slant", "way"), [(6, 0), (-6, 0), (4, 90)])
def test_a_level_line_straightens_the_photo(hand: Hand, frame: Frame, crop: Crop, slant: float, way: float) -> None:
    hand.keys([Qt.Key.Key_L])
    middle, reach = crop.place().center(), 150
    angle = radians(slant + way)
    end = QPointF(reach * cos(angle), reach * sin(angle))
    QTest.mousePress(hand.view, LEFT, NONE, (middle - end).toPoint())
    hand.to((middle + end).toPoint())
    QTest.mouseRelease(hand.view, LEFT, NONE, (middle + end).toPoint())
    assert crop.angle == pytest.approx(-slant, abs=0.4)
    assert not crop.levelling


def test_the_angle_is_typed_nudged_and_offered(hand: Hand, crop: Crop, session: PaperSession) -> None:
    spin = crop.options().findChildren(QDoubleSpinBox)[0]
    assert spin.accessibleName() == "Angle"
    spin.setValue(3.5)
    assert crop.angle == 3.5
    hand.keys("]")
    assert crop.angle == 3.6
    crop.propose(0.1)
    offer = next(one for one in crop.options().findChildren(QAbstractButton) if one.text().startswith("Straighten"))
    assert not offer.isVisible()
    crop.propose(-1.4)
    assert offer.isVisible()
    assert offer.text() == "Straighten by -1.4°"
    QTest.mouseClick(offer, LEFT)
    assert crop.angle == -1.4
    hand.keys([Qt.Key.Key_Return])
    assert session.params("crop")["angle_deg"] == -1.4


def test_quarter_turns_take_the_frame_along(hand: Hand, frame: Frame, crop: Crop, session: PaperSession) -> None:
    frame.drag((0, 0), (0.4, 0.2))
    hand.keys(".")
    assert (crop.turns, crop.box.left, crop.box.right) == (
        1,
        pytest.approx(0, abs=0.004),
        pytest.approx(0.8, abs=0.004),
    )
    assert crop.place().width() > crop.place().height()
    hand.keys(",,")
    assert crop.turns == 3
    press(crop, "Turn right")
    press(crop, "All")
    hand.keys([Qt.Key.Key_Return])
    assert session.saved == []


def test_arrows_nudge_the_frame(hand: Hand, frame: Frame, crop: Crop) -> None:
    frame.drag((0, 0), (0.4, 0.4))
    left = crop.frame().left()
    hand.keys([Qt.Key.Key_Left])
    hand.key(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert crop.frame().left() == pytest.approx(left - 11)


def test_a_crop_that_is_all_takes_the_step_off(hand: Hand) -> None:
    session = PaperSession("crop")
    session.steps["crop"] |= {"left": 0.2}
    crop = Crop(session)
    hand.use(crop)
    assert crop.box.left == 0.2
    press(crop, "All")
    hand.keys([Qt.Key.Key_Return])
    assert session.saved == [("crop", None)]


def test_the_mouse_shows_what_would_be_moved(view: PhotoView, hand: Hand, frame: Frame, crop: Crop) -> None:
    for place, shape in (
        ((0.0, 0.0), Qt.CursorShape.SizeFDiagCursor),
        ((1.0, 0.5), Qt.CursorShape.SizeHorCursor),
        ((0.5, 0.5), Qt.CursorShape.SizeAllCursor),
        ((1.2, 0.5), Qt.CursorShape.CrossCursor),
    ):
        hand.to(frame.at(*place), down=False)
        assert view.cursor().shape() == shape


def test_closing_leaves_the_photo_uncropped(hand: Hand, frame: Frame, session: PaperSession) -> None:
    frame.drag((0, 0), (0.4, 0.4))
    hand.view.close()
    assert session.saved == []
    assert session.left_out[-1] == frozenset()


# -- perspective


@pytest.fixture
def corners(hand: Hand, session: PaperSession) -> Perspective:
    corners = Perspective(session)
    hand.use(corners)
    return corners


def test_corners_are_dragged_to_where_they_are_and_kept(
    hand: Hand, corners: Perspective, session: PaperSession
) -> None:
    hand.drag((0.12, 0.12), (0.2, 0.1), (0.25, 0.15))
    hand.drag((0.88, 0.88), (0.95, 0.9))
    assert session.saved == []
    hand.keys([Qt.Key.Key_Return])
    ((_name, params),) = session.saved
    found = [part for corner in params["corners"] for part in corner]  # type: ignore[index]
    assert found == pytest.approx([0.25, 0.15, 0.88, 0.12, 0.95, 0.9, 0.12, 0.88], abs=0.004)
    assert session.left_out == [frozenset({"perspective", "crop"}), frozenset()]


def test_a_corner_cannot_be_dragged_across_the_others(hand: Hand, corners: Perspective) -> None:
    hand.drag((0.12, 0.12), (0.9, 0.9))
    assert corners.corners[0] == [0.12, 0.12]


def test_a_corner_is_chosen_and_nudged_by_keys(hand: Hand, corners: Perspective) -> None:
    hand.keys([Qt.Key.Key_N])
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert (corners.corners[1][0] - 0.88) * hand.view.photo_rect().width() == pytest.approx(10)


def test_a_press_away_from_the_corners_holds_none(hand: Hand, corners: Perspective) -> None:
    before = [list(one) for one in corners.corners]
    hand.drag((0.5, 0.5), (0.6, 0.6))
    assert corners.corners == before


def test_while_a_corner_is_held_it_is_seen_larger(hand: Hand, corners: Perspective) -> None:
    hand.press(0.12, 0.12)
    held = hand.seen()
    hand.release(0.12, 0.12)
    assert held != hand.seen()


def test_corners_of_the_whole_photo_take_the_step_off(hand: Hand) -> None:
    session = PaperSession("perspective")
    session.steps["perspective"] = {"corners": [[0.1, 0.1], [0.9, 0.0], [1.0, 1.0], [0.0, 1.0]]}
    corners = Perspective(session)
    hand.use(corners)
    assert corners.corners[0] == [0.1, 0.1]
    corners.corners = [list(one) for one in WHOLE]
    corners.accept()
    assert session.saved == [("perspective", None)]
