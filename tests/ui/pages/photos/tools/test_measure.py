"""The measuring tape: lines drawn, straightened, labelled, moved at their ends, removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from studio.ui.pages.photos.tools.measure import MOST_LINES, Measure
from tests.ui.pages.photos.tools.conftest import Hand
from tests.ui.pages.photos.tools.paper import PaperSession


@pytest.fixture
def session() -> PaperSession:
    return PaperSession()


@pytest.fixture
def tape(hand: Hand, session: PaperSession) -> Measure:
    tape = Measure(session)
    hand.use(tape)
    return tape


def field(tape: Measure) -> QLineEdit:
    return tape.options().findChildren(QLineEdit)[0]


def press(tape: Measure, name: str) -> None:
    found = [one for one in tape.options().findChildren(QAbstractButton) if name in (one.text(), one.accessibleName())]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def say(tape: Measure, text: str) -> None:
    field(tape).setFocus()
    QTest.keyClicks(field(tape), text)
    QTest.keyClick(field(tape), Qt.Key.Key_Return)


def test_a_line_is_drawn_and_asks_how_long_it_is(hand: Hand, tape: Measure, session: PaperSession) -> None:
    hand.drag((0.3, 0.2), (0.5, 0.25), (0.7, 0.22))
    ((x1, y1, x2, y2),) = session.params("measure")["lines"]
    assert (x1, y1, x2, y2) == pytest.approx((0.3, 0.2, 0.7, 0.22), abs=0.003)
    assert session.params("measure")["labels"] == [""]
    assert field(tape).hasFocus()
    say(tape, "18,5")
    assert session.params("measure")["labels"] == ["18.5 in"]
    press(tape, "cm")
    assert session.params("measure")["labels"] == ["18.5 cm"]


@pytest.mark.parametrize(("to", "level"), [((0.7, 0.24), True), ((0.32, 0.7), False)])
def test_shift_keeps_a_line_level_or_upright(
    hand: Hand, tape: Measure, session: PaperSession, to: tuple[float, float], level: bool
) -> None:
    hand.drag((0.3, 0.2), to, held=Qt.KeyboardModifier.ShiftModifier)
    ((x1, y1, x2, y2),) = session.params("measure")["lines"]
    assert (y1 == pytest.approx(y2, abs=1e-4)) is level
    assert (x1 == pytest.approx(x2, abs=1e-4)) is not level


def test_what_is_no_length_is_not_written(hand: Hand, tape: Measure, session: PaperSession) -> None:
    hand.drag((0.3, 0.2), (0.7, 0.2))
    say(tape, "wide")
    assert session.params("measure")["labels"] == [""]
    assert field(tape).property("wrong") == "true"
    field(tape).clear()
    say(tape, "7 1/2")
    assert session.params("measure")["labels"] == ["7 1/2 in"]
    assert field(tape).property("wrong") == "false"


def test_ends_are_moved_and_the_line_keeps_its_label(hand: Hand, tape: Measure, session: PaperSession) -> None:
    hand.drag((0.3, 0.2), (0.7, 0.2))
    say(tape, "18")
    hand.drag((0.7, 0.2), (0.75, 0.3), (0.8, 0.4))
    hand.drag((0.3, 0.2), (0.2, 0.2))
    ((x1, y1, x2, y2),) = session.params("measure")["lines"]
    assert (x1, y1, x2, y2) == pytest.approx((0.2, 0.2, 0.8, 0.4), abs=0.004)
    assert session.params("measure")["labels"] == ["18 in"]


def test_several_lines_are_chosen_nudged_and_removed(hand: Hand, tape: Measure, session: PaperSession) -> None:
    hand.drag((0.3, 0.2), (0.7, 0.2))
    say(tape, "18")
    hand.drag((0.5, 0.3), (0.5, 0.8))
    say(tape, "27")
    hand.click(0.4, 0.2)
    assert tape.chosen == 0
    assert field(tape).text() == "18"
    hand.keys([Qt.Key.Key_Down])
    moved = session.params("measure")["lines"][0]
    assert (moved[1] - 0.2) * hand.view.photo_rect().height() == pytest.approx(1, abs=0.6)
    hand.keys([Qt.Key.Key_N, Qt.Key.Key_Delete])
    assert session.params("measure")["labels"] == ["18 in"]
    assert tape.chosen is None
    hand.keys([Qt.Key.Key_N])
    press(tape, "Remove the line")
    assert not session.has("measure")


def test_a_click_is_no_line_nor_is_one_beside_the_photo(hand: Hand, tape: Measure, session: PaperSession) -> None:
    hand.click(0.5, 0.5)
    hand.drag((-0.3, 0.1), (-0.3, 0.9))
    assert session.saved == []


def test_the_line_that_is_drawn_is_kept_when_the_tool_is_put_away(
    hand: Hand, tape: Measure, session: PaperSession
) -> None:
    hand.press(0.3, 0.2)
    hand.move(0.7, 0.2)
    hand.view.use(None)
    assert len(session.params("measure")["lines"]) == 1


def test_there_is_an_end_to_lines(hand: Hand, tape: Measure, session: PaperSession) -> None:
    session.steps["measure"] = {"lines": [[0.9, 0.9, 0.95, 0.95]] * MOST_LINES, "labels": []}
    hand.drag((0.3, 0.2), (0.7, 0.2))
    assert session.saved == []


def test_a_line_without_a_label_is_drawn(hand: Hand, session: PaperSession) -> None:
    session.steps["measure"] = {"lines": [[0.1, 0.1, 0.9, 0.1]], "labels": []}
    hand.use(Measure(session, unit="cm"))
    seen, at = hand.seen(), hand.at(0.5, 0.1)
    across = [seen.pixelColor(at + QPoint(0, step)).lightness() for step in range(-3, 4)]
    assert max(across) - min(across) > 120
