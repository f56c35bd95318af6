"""MoneyField: an amount as people write it, in minor units inside."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from studio.domain.money import Money, parse_minor
from studio.ui.widgets.field import Field


class MoneyField(Field):
    """An amount in one currency; its value is whole minor units, or None where nothing stands."""

    def __init__(self, label: str, *, currency: str = "USD", hint: str = "", parent: QWidget | None = None) -> None:
        self._amount = QLineEdit()
        self._currency = currency
        super().__init__(label, self._amount, hint=hint, parent=parent)
        self._amount.textChanged.connect(lambda _text: self._typed())
        self._amount.editingFinished.connect(self._finish)

    def set_currency(self, currency: str) -> None:
        """Read and write `currency` from now on."""
        self._currency = currency

    def read(self) -> int | None:
        """Return the minor units; raise UserError for what is no amount."""
        text = self._amount.text().strip()
        return parse_minor(text, self._currency) if text else None

    def write(self, value: object) -> None:
        """Show the amount with its sign."""
        self._amount.setPlaceholderText("")
        self._amount.setText(str(Money(value, self._currency)) if isinstance(value, int) else "")
        self._amount.setCursorPosition(0)

    def show_mixed(self, text: str) -> None:
        """Show `text` as the placeholder."""
        self._amount.setPlaceholderText(text)

    def _finish(self) -> None:
        self.flush()
        if not self._dirty:
            value = self.value()
            shown = str(Money(value, self._currency)) if isinstance(value, int) else ""
            if shown != self._amount.text():
                self._write(value)
