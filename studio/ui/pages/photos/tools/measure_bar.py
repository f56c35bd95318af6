"""Where the seller says how long a measured line is."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from studio.base.texts import _
from studio.ui.pages.photos.tools.option_bar import Choice, OptionBar
from studio.ui.widgets import PlainLabel

UNITS = ("in", "cm")
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?|\d{1,3} \d/\d{1,2}")
_FIELD_PX = 84


class MeasureBar(OptionBar):
    """`said` brings the label of the chosen line, such as "18 in"; `removed` asks to take the line away."""

    said = Signal(str)
    removed = Signal()

    def __init__(self, unit: str) -> None:
        super().__init__(_("Measure"))
        self._unit = unit if unit in UNITS else UNITS[0]
        self._hint = PlainLabel(_("Drag along what you measured; Shift keeps it straight"), style="soft")
        self._length = QLineEdit()
        self._length.setFixedWidth(_FIELD_PX)
        self._length.setPlaceholderText(_("Length"))
        self._length.setAccessibleName(_("Length"))
        self._units = Choice([("in", "in", _("Inches")), ("cm", "cm", _("Centimetres"))])
        self.add(self._hint, self._length, self._units)
        self._remove = self.add_button(
            _("Remove the line"), self.removed.emit, tip=_("Remove the chosen line (Del)"), icon="remove"
        )
        self._length.editingFinished.connect(self._say)
        self._units.chosen.connect(self._use)
        self.show_label(None)

    def show_label(self, label: str | None) -> None:
        """Show how long the chosen line is; None where none is chosen."""
        there = label is not None
        number, _space, unit = (label or "").rpartition(" ")
        self._unit = unit if unit in UNITS else self._unit
        for widget in (self._length, self._units, self._remove):
            widget.setEnabled(there)
        if not self._length.hasFocus() or not there:
            self._length.setText(number if unit in UNITS else label or "")
        self._mark(wrong=False)
        self._units.show_choice(self._unit)

    def ask(self) -> None:
        """Let the seller type how long the line is."""
        self._length.clear()
        self._length.setFocus()

    def _use(self, unit: str) -> None:
        self._unit = unit
        self._say()

    def _say(self) -> None:
        text = " ".join(self._length.text().split())
        right = not text or _NUMBER.fullmatch(text) is not None
        self._mark(wrong=not right)
        if right:
            self._units.show_choice(self._unit)
            self.said.emit(f"{text.replace(',', '.')} {self._unit}" if text else "")

    def _mark(self, *, wrong: bool) -> None:
        self._hint.setText(
            _("Write a number, such as 18 or 18.5")
            if wrong
            else _("Drag along what you measured; Shift keeps it straight")
        )
        self._length.setProperty("wrong", "true" if wrong else "false")
        self._length.style().unpolish(self._length)
        self._length.style().polish(self._length)
