"""NumberUnitField: a weight or a length in the unit the seller likes, in one whole unit inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studio.base.errors import UserError
from studio.base.texts import _
from studio.ui import metrics
from studio.ui.widgets.choice_field import DropDown
from studio.ui.widgets.field import Field

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_UNIT_PX = 68


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: how it is written, how many base units it has, and how many decimals it is shown with."""

    text: str
    factor: Decimal
    digits: int


# NIST Handbook 44, appendix C: the avoirdupois pound is 453.59237 g, the inch 25.4 mm exactly
WEIGHT_UNITS = (
    Unit("g", Decimal(1), 0),
    Unit("oz", Decimal("28.349523125"), 1),
    Unit("lb", Decimal("453.59237"), 2),
    Unit("kg", Decimal(1000), 2),
)
LENGTH_UNITS = (Unit("cm", Decimal(10), 1), Unit("in", Decimal("25.4"), 1), Unit("mm", Decimal(1), 0))


class NumberUnitField(Field):
    """A quantity; its value is whole base units (grams, millimetres), or None where nothing stands."""

    unit_changed = Signal(str)

    def __init__(
        self, label: str, units: Sequence[Unit] = WEIGHT_UNITS, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        self._units = tuple(units)
        self._number = QLineEdit()
        self._unit_box = DropDown()
        self._unit_box.setFixedWidth(_UNIT_PX)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(metrics.GRID_PX)
        line.addWidget(self._number)
        line.addWidget(self._unit_box)
        super().__init__(label, both, hint=hint, parent=parent)
        self.watch(self._number)
        self._unit_box.setAccessibleName(_("Unit of {label}").format(label=label))
        self._unit_box.addItems([unit.text for unit in self._units])
        self._unit_box.activated.connect(self._unit_chosen)
        self._number.textChanged.connect(lambda _text: self._typed())
        self._number.editingFinished.connect(self.flush)

    def prefer(self, unit: str) -> None:
        """Show and read `unit` from now on."""
        self.flush()
        self._unit_box.setCurrentText(unit)
        if not self._dirty:
            self._write(self.value())

    def read(self) -> int | None:
        """Return the base units; raise UserError for what is no number."""
        text = self._number.text().strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise UserError(_("“{text}” is not a number. Write it like 12 or 12.5.").format(text=text[:40]))
        exact = Decimal(text.replace(",", ".")) * self._unit.factor
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    def write(self, value: object) -> None:
        """Show the quantity in the unit chosen, without useless zeros."""
        self._number.setPlaceholderText("")
        text = ""
        if isinstance(value, int):
            text = f"{Decimal(value) / self._unit.factor:.{self._unit.digits}f}"
            text = text.rstrip("0").rstrip(".") if "." in text else text
        self._number.setText(text)

    def show_mixed(self, text: str) -> None:
        """Show `text` as the placeholder."""
        self._number.setPlaceholderText(text)

    @property
    def _unit(self) -> Unit:
        return self._units[max(0, self._unit_box.currentIndex())]

    def _unit_chosen(self, _index: int) -> None:
        if self._dirty:
            self.flush()  # the number was meant in the unit that is chosen now
        else:
            self._write(self.value())
        self.unit_changed.emit(self._unit.text)
