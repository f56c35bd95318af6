"""WeightEntry: what the parcel weighs, and what it means where the label covers less."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.base.errors import UserError
from studio.base.texts import _
from studio.services.listings import Rules
from studio.services.orders import WEIGHT_MAX_G
from studio.ui.pages.packing import wording
from studio.ui.widgets import NumberUnitField, PlainLabel, row

_FIELD_PX = 210


class WeightEntry(QWidget):
    """`changed` tells grams to save, `entered` that Enter ended it, `scanned` what is a code instead of a weight."""

    changed = Signal(object)
    entered = Signal()
    scanned = Signal(str)

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._rules: Rules | None = None
        self._noted: int | None = None  # in the catalog, where what was typed arrives a moment later
        self._unit = unit
        self._currency = "USD"
        self._field = NumberUnitField(_("Weight of the closed parcel"))
        self._field.setFixedWidth(_FIELD_PX)
        self._field.prefer(unit)
        self._field.committed.connect(self.changed)
        self._field.edited.connect(self._warn)
        self._field.unit_changed.connect(self._take_unit)
        editor = self._field.focusProxy()
        self._editor = editor if isinstance(editor, QLineEdit) else QLineEdit(self)
        self._editor.returnPressed.connect(self._enter)
        self._warning = PlainLabel(wrap=True)
        self._warning.set_tone("needs")
        both = row(self._field, gap_px=16)
        both.addWidget(self._warning, 1)
        self.setLayout(both)
        self.setFocusProxy(self._field)

    def show_weight(self, grams: int | None, rules: Rules, currency: str, *, other_parcel: bool) -> None:
        """Show what a parcel weighs; another parcel's begins anew, the same one's leaves the seller typing."""
        self._rules, self._currency = rules, currency
        if other_parcel:
            self._field.start(grams)
        elif grams != self._noted:
            self._field.set_value(grams)
        self._noted = grams
        self._warn(self.grams)

    def flush(self) -> None:
        """Save what was typed."""
        self._field.flush()

    def choose(self) -> None:
        """Choose what stands there: the scale's figure is typed over the marketplace's guess, not behind it."""
        self._editor.selectAll()

    def refuse(self, sentence: str) -> None:
        """Say beside the field why it cannot be."""
        self._field.set_error(sentence)

    @property
    def unit(self) -> str:
        """The unit that weights are shown in."""
        return self._unit

    @property
    def grams(self) -> int | None:
        """What the parcel weighs, as far as it was typed."""
        value = self._field.value()
        return value if isinstance(value, int) else None

    def _enter(self) -> None:
        try:
            grams = self._field.read()
        except UserError:
            self.scanned.emit(self._editor.text())
            self._field.start(self._field.value())
            return
        self._field.flush()
        if grams is None:
            self.refuse(_("Put the parcel on the scale and type what it shows."))
        elif not 0 < grams <= WEIGHT_MAX_G:
            self.refuse(_("A parcel weighs between 1 g and 70 kg."))
        else:
            self.entered.emit()

    def _warn(self, grams: object) -> None:
        known = grams if isinstance(grams, int) else None
        text = wording.overweight(self._rules, known, self._unit, self._currency) if self._rules else ""
        self._warning.setText(text)

    def _take_unit(self, unit: str) -> None:
        self._unit = unit
        self._warn(self._field.value())
