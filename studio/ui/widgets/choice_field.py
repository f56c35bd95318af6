"""ChoiceField: one of a list, found by typing a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from studio.base.errors import UserError
from studio.base.texts import _
from studio.ui import icons, tokens
from studio.ui.widgets.field import Field
from studio.ui.widgets.labels import plain_tip

_ARROW_PX = 14


class ChoiceField(Field):
    """One of `choices` (value, text); with `free` any other text is a value too. Nothing is the value ""."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        free: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._combo = DropDown()
        self._free = free
        self._choices: tuple[tuple[str, str], ...] = ()
        super().__init__(label, self._combo, hint=hint, parent=parent)
        self._edit = self._combo.type_to_find()
        self.watch(self._edit)
        self.setFocusProxy(self._combo)
        self.set_choices(choices)
        self._combo.activated.connect(self._chosen)
        self._edit.textEdited.connect(lambda _text: self._typed())
        self._edit.returnPressed.connect(self.flush)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer `choices`, keeping what is shown."""
        if tuple(choices) == self._choices:
            return
        shown = self._combo.currentText()
        self._choices = tuple(choices)
        self._combo.clear()
        for value, text in self._choices:
            self._combo.addItem(text, value)
        self._combo.setCurrentIndex(-1)
        self._combo.setEditText(shown)

    def read(self) -> str:
        """Return the value whose text stands in the editor; raise UserError where it has to be one of the list."""
        text = self._combo.currentText().strip()
        for value, known in self._choices:
            if known.casefold() == text.casefold():
                return value
        if text and not self._free:
            raise UserError(_("“{text}” is not in the list. Choose one of it.").format(text=text[:40]))
        return text

    def write(self, value: object) -> None:
        """Show the text of `value`."""
        self._combo.setCurrentIndex(-1)
        self._combo.setEditText(dict(self._choices).get(str(value or ""), str(value or "")))
        self._edit.setPlaceholderText("")
        self._edit.setCursorPosition(0)
        self._edit.setToolTip(plain_tip(self._edit.text()) if value else "")

    def show_mixed(self, text: str) -> None:
        """Show `text` as the placeholder."""
        self._edit.setPlaceholderText(text)

    def _chosen(self, _index: int) -> None:
        self._typed()
        self.flush()


class DropDown(QComboBox):
    """A combo box with the set's own arrow; the wheel over it scrolls the page and changes nothing."""

    def type_to_find(self) -> QLineEdit:
        """Let the list be filtered by typing; return the editor."""
        edit = QLineEdit(self)
        self.setLineEdit(edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        return edit

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its arrow."""
        super().paintEvent(event)
        arrow = QRect(self.width() - _ARROW_PX - 8, (self.height() - _ARROW_PX) // 2, _ARROW_PX, _ARROW_PX)
        icons.paint(QPainter(self), arrow, "down", tokens.current().text_soft)
