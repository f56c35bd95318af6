"""TextField: one line or several, with a live count where a marketplace sets a limit."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from studio.ui import metrics
from studio.ui.widgets.field import Field

_LINE_PX = 18


class TextField(Field):
    """A text. More than `limit` characters can be typed and are counted in red: cutting is the seller's to do."""

    def __init__(
        self,
        label: str,
        *,
        limit: int | None = None,
        lines: int = 1,
        placeholder: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._limit = limit
        self._placeholder = placeholder
        self._text: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else QPlainTextEdit()
        super().__init__(label, self._text, hint=hint, parent=parent)
        if isinstance(self._text, QPlainTextEdit):
            self._text.setTabChangesFocus(True)
            self._text.setFixedHeight(lines * _LINE_PX + metrics.CARD_PADDING_PX)
        else:
            self._text.returnPressed.connect(self.flush)
        self._text.setPlaceholderText(placeholder)
        self._text.textChanged.connect(self._text_changed)
        self._show_count()

    def text(self) -> str:
        """Return what stands in the editor now."""
        return self._text.text() if isinstance(self._text, QLineEdit) else self._text.toPlainText()

    def set_limit(self, limit: int | None) -> None:
        """Count against `limit` from now on."""
        self._limit = limit
        self._show_count()

    def read(self) -> str:
        """Return the text without space around it."""
        return self.text().strip()

    def write(self, value: object) -> None:
        """Show `value`; the cursor goes to the front so that the beginning is seen."""
        text = str(value or "")
        self._text.setPlaceholderText(self._placeholder)
        if isinstance(self._text, QLineEdit):
            self._text.setText(text)
            self._text.setCursorPosition(0)
        else:
            self._text.setPlainText(text)

    def show_mixed(self, text: str) -> None:
        """Show `text` as the placeholder."""
        self._text.setPlaceholderText(text)

    def _text_changed(self) -> None:
        self._show_count()
        self._typed()

    def _show_count(self) -> None:
        if self._limit is None:
            self._count("")
            return
        length = len(self.read())
        self._count(f"{length} / {self._limit}", over=length > self._limit)
