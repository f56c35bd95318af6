import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.ui.notice_area import BarStack, ToastStack
from studio.ui.notices import LONGEST_MS, SHORTEST_MS, Bar, Notices, Toast
from studio.ui.widgets import GhostButton, IconButton


@pytest.fixture
def host(theme, qtbot):
    host = QWidget()
    host.resize(900, 600)
    page = QLineEdit(host)
    qtbot.addWidget(host)
    with qtbot.waitExposed(host):
        host.show()
    page.setFocus()
    QCursor.setPos(host.mapToGlobal(QPoint(1, 1)))  # a toast under the mouse would wait
    return host


@pytest.fixture
def notices():
    return Notices()


@pytest.fixture
def stack(host, notices):
    return ToastStack(host, notices)


def test_a_toast_stays_five_to_ten_seconds_by_its_length():
    assert Toast(text="Done").duration_ms == SHORTEST_MS
    assert Toast(text="x" * 120).duration_ms == 7_200
    assert Toast(text="x" * 400).duration_ms == LONGEST_MS


def test_undo_in_a_toast_takes_back_and_dismisses(stack, notices, qtbot):
    undone = []
    notices.toast("3 items removed", undo=lambda: undone.append(True))
    (card,) = stack.toasts()
    (button,) = card.findChildren(GhostButton)
    assert (card.text(), button.text()) == ("3 items removed", "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert stack.toasts() == []
    assert not stack.isVisible()


def test_a_toast_goes_by_itself(stack, notices, qtbot):
    notices.toast("Saved")
    (card,) = stack.toasts()
    card._timer.setInterval(1)
    qtbot.waitUntil(lambda: stack.toasts() == [])


def test_a_toast_waits_under_the_mouse(stack, notices):
    notices.toast("Saved")
    (card,) = stack.toasts()
    assert card.is_going
    card.enterEvent(QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not card.is_going
    card.leaveEvent(QEvent(QEvent.Type.Leave))
    assert card.is_going


def test_the_keyboard_reaches_a_toast_and_escape_dismisses_it(stack, notices, host, qtbot):
    notices.toast("3 items removed", undo=lambda: None)
    (card,) = stack.toasts()
    host.activateWindow()
    stack.focus_newest()
    qtbot.waitUntil(lambda: card.findChild(GhostButton).hasFocus())
    assert not card.is_going
    qtbot.keyClick(card.findChild(GhostButton), Qt.Key.Key_Escape)
    assert stack.toasts() == []


def test_a_fourth_toast_makes_the_oldest_go(stack, notices):
    for number in range(4):
        notices.toast(f"Event {number}")
    assert [card.text() for card in stack.toasts()] == ["Event 1", "Event 2", "Event 3"]


def test_toasts_stand_in_the_host_whatever_its_size(stack, notices, host, qtbot):
    notices.toast("The marketplace refused the picture: it is larger than 16 MB.", state="refused")
    for size in ((900, 600), (500, 300)):
        host.resize(*size)
        qtbot.waitUntil(lambda: host.rect().contains(stack.geometry()))


def test_a_bar_lasts_until_its_state_is_over(theme, notices, qtbot):
    bars = BarStack(notices)
    qtbot.addWidget(bars)
    went = []
    notices.bar("sync", "You are offline.", act=("Look", lambda: went.append(True)))
    notices.bar("disk", "The disk is nearly full.", state="refused")
    notices.bar("sync", "You have been offline since 14:02.", act=("Look", lambda: went.append(True)))
    assert sorted(bars.texts()) == ["The disk is nearly full.", "You have been offline since 14:02."]
    qtbot.mouseClick(bars.findChild(GhostButton), Qt.MouseButton.LeftButton)
    assert went == [True]
    notices.clear_bar("sync")
    notices.clear_bar("never told")
    assert bars.texts() == ["The disk is nearly full."]
    notices.clear_bar("disk")
    assert not bars.isVisible()


def test_what_others_wrote_is_shown_as_it_is(stack, notices):
    notices.toast("<img src=file:///etc/passwd><b>You won</b>")
    assert stack.toasts()[0].text() == "<img src=file:///etc/passwd><b>You won</b>"


def test_every_button_of_a_notice_says_what_it_does(stack, notices):
    notices.toast("Saved")
    assert stack.toasts()[0].findChild(IconButton).accessibleName() == "Dismiss"
    assert Bar(key="a", text="b").state == "needs"
