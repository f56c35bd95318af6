"""The real window on a real studio, and a seller who types, presses and looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.domain.item import Item
from studio.services import items
from studio.services.context import Studio
from studio.ui.application import OpenWindow
from studio.ui.page import Page
from studio.ui.theme import Theme
from studio.ui.widgets import Field, PlainLabel

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 30_000


class Desk:
    """What the tests of every page do; `toasts` are the notices so far."""

    def __init__(self, studio: Studio, theme: Theme, qtbot: QtBot) -> None:
        self.studio = studio
        self.qtbot = qtbot
        self.opened = OpenWindow(studio, theme)
        self.window = self.opened.window
        self.window.resize(1440, 900)
        self.toasts: list[str] = []
        self.opened.context.notices.toasted.connect(lambda toast: self.toasts.append(toast.text))

    def open(self, page_id: str, kind: type[P]) -> P:
        """Open the window, or another page in it."""
        if self.window.isVisible():
            self.window.host.go(page_id)
        else:
            with self.qtbot.waitSignal(self.window.completed, timeout=PATIENCE_MS):
                self.opened.open(page_id)
            self.window.activateWindow()
        page = self.window.host.page(page_id)
        assert isinstance(page, kind)
        return page

    def close(self) -> None:
        """Close the window and wait for its Jobs."""
        self.window.close()
        self.opened.close()
        self.window.deleteLater()

    # -- hands

    def type(self, editor: QWidget, text: str) -> None:
        """Replace what stands in an editor by typing."""
        editor.setFocus()
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.selectAll()
        self.qtbot.keyClicks(editor, text)

    def fill(self, field: Field, text: str) -> None:
        """Type into a field and go on, as Tab does."""
        editor = field.findChild(QLineEdit) or field.findChild(QPlainTextEdit)
        assert isinstance(editor, QWidget)
        self.type(editor, text)
        field.flush()

    def press(self, text: str, inside: QWidget | None = None) -> None:
        """Press the button that says so."""
        found = [one for one in self.shown(QAbstractButton, inside) if one.text() == text]
        assert len(found) == 1, (text, [one.text() for one in self.shown(QAbstractButton, inside)])
        assert found[0].isEnabled(), found[0].toolTip()
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, wherever the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def undo(self) -> None:
        """Press Ctrl+Z, as soon as there is something to undo."""
        self.until(lambda: self.window.actions_everywhere.get("undo").isEnabled())
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def redo(self) -> None:
        """Press Ctrl+Shift+Z, as soon as there is something to do again."""
        self.until(lambda: self.window.actions_everywhere.get("redo").isEnabled())
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    def answer(self, button: str) -> list[str]:
        """Press a button of the question on top, and return what it asked."""
        self.until(self.questions)
        question = self.questions()[-1]
        said = [label.text() for label in self.shown(PlainLabel, question)]
        self.press(button, question)
        self.until(lambda: question not in self.questions())
        return said

    # -- eyes

    def questions(self) -> list[QDialog]:
        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]

    def shown(self, kind: type[W], inside: QWidget | None = None) -> list[W]:
        """Return what of this kind can be seen."""
        return [one for one in (inside or self.window).findChildren(kind) if one.isVisible()]

    def reads(self, inside: QWidget | None = None) -> list[str]:
        """Return every text that can be seen."""
        return [label.text() for label in self.shown(PlainLabel, inside)]

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something has become true."""
        self.qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)

    def item(self, name: str) -> Item:
        return items.load(self.studio, name)

    def until_saved(self, name: str, **values: Any) -> None:
        """Wait until an Item has these values in the catalog."""
        self.until(lambda: all(getattr(self.item(name), key) == value for key, value in values.items()))
