import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.ui import confirm
from studio.ui.widgets import PlainLabel, PrimaryButton, QuietButton


@pytest.fixture
def asked(theme, qtbot):
    done, window = [], QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = confirm.ask(
        window,
        title="Publish 12 listings?",
        text="Buyers see them at once.",
        act="Publish 12 listings",
        on_act=lambda: done.append(True),
    )
    yield dialog, done
    window.close()


def test_the_button_names_the_act_and_does_it(asked, qtbot):
    dialog, done = asked
    button = dialog.findChild(PrimaryButton)
    assert button.text() == "Publish 12 listings"
    assert [label.text() for label in dialog.findChildren(PlainLabel)] == [
        "Publish 12 listings?",
        "Buyers see them at once.",
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_neither_escape_nor_enter_does_what_cannot_be_taken_back(asked, qtbot, key):
    dialog, done = asked
    cancel = next(button for button in dialog.findChildren(QuietButton) if button.text() == "Cancel")
    dialog.activateWindow()
    qtbot.waitUntil(cancel.hasFocus)
    qtbot.keyClick(cancel, key)
    assert done == []
    assert not dialog.isVisible()
