"""Spots and flaws: circles put by a click, sized by a drag, moved, nudged and taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QAbstractButton, QCheckBox

from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.tools.flaws import Flaws
from studio.ui.pages.photos.tools.marks import MOST_RADIUS
from studio.ui.pages.photos.tools.spots import Spots
from studio.ui.widgets import PlainLabel
from tests.ui.pages.photos.tools.conftest import Hand, drawn, sight
from tests.ui.pages.photos.tools.paper import PaperSession


@pytest.fixture
def session() -> PaperSession:
    return PaperSession()


@pytest.fixture
def spots(hand: Hand, session: PaperSession) -> Spots:
    spots = Spots(session)
    hand.use(spots)
    return spots


@pytest.fixture
def flaws(hand: Hand, session: PaperSession) -> Flaws:
    flaws = Flaws(session)
    hand.use(flaws)
    return flaws


def said(tool: Spots | Flaws) -> str:
    return " ".join(label.text() for label in tool.options().findChildren(PlainLabel))


def test_a_click_on_lint_removes_it_and_a_click_on_its_ring_brings_it_back(
    hand: Hand, spots: Spots, session: PaperSession
) -> None:
    assert "Click lint or dust" in said(spots)
    hand.click(0.4, 0.5)
    hand.click(0.6, 0.3)
    assert session.params("spots")["spots"] == [
        [pytest.approx(0.4, abs=0.003), pytest.approx(0.5, abs=0.003), spots.radius],
        [pytest.approx(0.6, abs=0.003), pytest.approx(0.3, abs=0.003), spots.radius],
    ]
    assert "2 spots removed" in said(spots)
    hand.click(0.4, 0.5)
    assert len(session.params("spots")["spots"]) == 1
    hand.click(0.6, 0.3)
    assert not session.has("spots")
    assert len(session.saved) == 4


def test_a_drag_says_how_large_it_is(hand: Hand, spots: Spots, session: PaperSession) -> None:
    hand.drag((0.4, 0.5), (0.44, 0.5), (0.45, 0.5))
    ((_x, _y, radius),) = session.params("spots")["spots"]
    assert radius == pytest.approx(0.05 * 600 / 800, rel=0.05)
    hand.drag((0.2, 0.2), (0.9, 0.9))
    assert session.params("spots")["spots"][1][2] == MOST_RADIUS


def test_a_spot_is_moved_by_dragging_it(hand: Hand, spots: Spots, session: PaperSession) -> None:
    hand.click(0.4, 0.5)
    hand.drag((0.4, 0.5), (0.5, 0.5), (0.6, 0.5))
    ((x, y, radius),) = session.params("spots")["spots"]
    assert (x, y) == (pytest.approx(0.6, abs=0.004), pytest.approx(0.5, abs=0.004))
    assert radius == spots.radius


def test_brackets_size_the_next_spot(hand: Hand, spots: Spots, session: PaperSession) -> None:
    radius = spots.radius
    hand.keys("]")
    hand.click(0.4, 0.5)
    assert session.params("spots")["spots"][0][2] == pytest.approx(radius * 1.2, rel=1e-3)
    smaller = next(one for one in spots.options().findChildren(QAbstractButton) if one.accessibleName() == "Smaller")
    smaller.click()
    smaller.click()
    assert spots.radius == pytest.approx(radius / 1.2)


def test_a_click_beside_the_photo_puts_nothing(hand: Hand, spots: Spots, session: PaperSession) -> None:
    hand.click(-0.1, 0.5)
    assert session.saved == []


def test_another_tool_keeps_the_spot_that_is_being_put(hand: Hand, spots: Spots, session: PaperSession) -> None:
    hand.press(0.4, 0.5)
    hand.view.use(None)
    assert len(session.params("spots")["spots"]) == 1


def test_a_spot_lies_in_the_original_however_the_photo_is_cropped(hand: Hand, session: PaperSession) -> None:
    session.way = QTransform(2, 0, 0, 2, -1, -0.5)  # the photo shows the right half, from a quarter down
    hand.use(Spots(session))
    hand.click(0.5, 0.5)
    ((x, y, _radius),) = session.params("spots")["spots"]
    assert (x, y) == (pytest.approx(0.75, abs=0.003), pytest.approx(0.5, abs=0.003))


def test_a_flaw_is_ringed_chosen_moved_by_keys_and_removed(hand: Hand, flaws: Flaws, session: PaperSession) -> None:
    hand.drag((0.4, 0.4), (0.45, 0.4))
    hand.drag((0.6, 0.6), (0.62, 0.6))
    assert "2 flaws" in said(flaws)
    assert flaws.chosen == 1
    hand.keys([Qt.Key.Key_N])
    assert flaws.chosen == 0
    before = session.params("flaws")["regions"][0]
    hand.keys([Qt.Key.Key_Right])
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    after = session.params("flaws")["regions"][0]
    place = hand.view.photo_rect()
    assert (after[0] - before[0]) * place.width() == pytest.approx(1, abs=0.05)
    assert (after[1] - before[1]) * place.height() == pytest.approx(10, abs=0.05)
    hand.keys([Qt.Key.Key_BracketRight])
    assert session.params("flaws")["regions"][0][2] > after[2]
    hand.keys([Qt.Key.Key_Delete])
    assert len(session.params("flaws")["regions"]) == 1
    assert flaws.chosen is None
    hand.keys([Qt.Key.Key_Delete])
    assert len(session.params("flaws")["regions"]) == 1


def test_a_click_on_a_flaw_chooses_it_and_changes_nothing(hand: Hand, flaws: Flaws, session: PaperSession) -> None:
    hand.click(0.4, 0.4)
    hand.click(0.7, 0.7)
    hand.click(0.4, 0.4)
    assert flaws.chosen == 0
    assert len(session.saved) == 2


def test_the_chosen_flaw_is_shown_from_near_away_from_itself(view: PhotoView, hand: Hand, flaws: Flaws) -> None:
    image = drawn()
    for x in range(20):
        for y in range(20):
            image.setPixel(290 + x, 390 + y, 0xFF00FF00)  # a green stain in the middle
    view.show_photo(sight(image))
    before = hand.seen().pixelColor(flaws.close_up_rect().center().toPoint())
    hand.drag((0.5, 0.5), (0.53, 0.5))
    box = flaws.close_up_rect()
    near = hand.seen().pixelColor(box.center().toPoint())
    assert (before.green() > 250, near.green() > 200, near.red() < 60) == (False, True, True)
    hand.click(0.3, 0.8)
    assert flaws.close_up_rect().left() > view.rect().center().x()


def test_close_ups_are_saved_unless_the_seller_says_no(hand: Hand, flaws: Flaws, session: PaperSession) -> None:
    (box,) = flaws.options().findChildren(QCheckBox)
    assert not box.isEnabled()
    hand.click(0.4, 0.4)
    assert (box.isEnabled(), box.isChecked()) == (True, True)
    box.click()
    assert session.params("flaws")["close_ups"] is False
    assert len(session.params("flaws")["regions"]) == 1


def test_a_flaw_that_was_undone_is_no_longer_chosen(hand: Hand, flaws: Flaws, session: PaperSession) -> None:
    hand.click(0.4, 0.4)
    session.steps.clear()
    hand.view.show_photo(sight())
    assert flaws.chosen is None
    hand.seen()


def test_there_is_an_end_to_flaws(hand: Hand, flaws: Flaws, session: PaperSession) -> None:
    session.steps["flaws"] = {"regions": [[0.9, 0.9, 0.01]] * flaws.most, "close_ups": True}
    hand.click(0.4, 0.4)
    assert session.saved == []
