"""The grey picker: what it reads, what it refuses, and what it asks of the white balance."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.tools.grey import GreyPicker, mean_colour
from studio.ui.widgets import PlainLabel
from tests.ui.pages.photos.tools.conftest import Hand, drawn, sight
from tests.ui.pages.photos.tools.paper import PaperSession


@pytest.fixture
def session() -> PaperSession:
    return PaperSession()


@pytest.fixture
def picker(view: PhotoView, hand: Hand, session: PaperSession) -> GreyPicker:
    view.keep_before(sight(drawn(ground="#c8b496")))  # shot under a lamp; shown it is corrected already
    picker = GreyPicker(session)
    hand.use(picker)
    return picker


def said(picker: GreyPicker) -> str:
    return " ".join(label.text() for label in picker.options().findChildren(PlainLabel))


def test_a_click_takes_the_colour_as_it_was_shot(hand: Hand, picker: GreyPicker, session: PaperSession) -> None:
    hand.click(0.1, 0.1)
    assert session.params("white_balance") == {"strength": 1.0, "mode": "grey", "grey": [0xC8, 0xB4, 0x96]}


def test_it_is_a_mean_of_25_pixels_as_far_as_there_are_any() -> None:
    image = drawn(40, 40, garment="#000000", ground="#000000")
    image.setPixelColor(20, 20, QColor(250, 125, 0))
    assert mean_colour(image, 20, 20).getRgb()[:3] == (10, 5, 0)
    image.setPixelColor(0, 0, QColor(90, 90, 90))
    assert mean_colour(image, 0, 0).getRgb()[:3] == (10, 10, 10)


@pytest.mark.parametrize(
    ("ground", "why"),
    [("#fdfdfd", "Too bright"), ("#050505", "Too dark"), ("#c83020", "a colour of its own")],
)
def test_what_says_nothing_about_the_light_is_not_taken(
    view: PhotoView, hand: Hand, picker: GreyPicker, session: PaperSession, ground: str, why: str
) -> None:
    view.keep_before(sight(drawn(ground=ground)))
    hand.click(0.1, 0.1)
    assert session.saved == []
    assert why in said(picker)


def test_a_click_beside_the_photo_takes_nothing(hand: Hand, picker: GreyPicker, session: PaperSession) -> None:
    hand.click(-0.1, 0.1)
    assert session.saved == []


def test_the_colour_under_the_mouse_is_shown_and_gone_with_it(hand: Hand, picker: GreyPicker) -> None:
    before = hand.seen()
    hand.move(0.5, 0.5, down=False)
    assert hand.seen() != before
    picker.leave()
    assert hand.seen() == before


def test_automatic_finds_the_light_by_itself_again(hand: Hand, picker: GreyPicker, session: PaperSession) -> None:
    button = next(one for one in picker.options().findChildren(QAbstractButton) if one.text() == "Automatic")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.saved == []
    hand.click(0.1, 0.1)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (session.params("white_balance")["mode"], session.params("white_balance")["grey"]) == ("auto", [])
