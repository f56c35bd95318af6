"""The measurements of a piece: a number for each that its category asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.base.texts import _
from studio.services.listings import measurement_title
from studio.ui import metrics
from studio.ui.widgets import LENGTH_UNITS, NumberUnitField, PlainLabel

_COLUMNS = 2


class MeasurementsBox(QWidget):
    """`committed` tells all measurements, in mm by name, when one of them has changed."""

    committed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, int] = {}
        self._fields: dict[str, NumberUnitField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(metrics.GAP_PX)
        self._grid.setVerticalSpacing(metrics.GAP_PX)
        self._grid.addWidget(PlainLabel(_("Measured flat"), style="strong"), 0, 0, 1, _COLUMNS)

    def show_values(self, asked: Sequence[str], known: Mapping[str, int], *, prefer: str, fresh: bool) -> None:
        """Show what is `known`, with an empty field for what is `asked` for; `fresh`: of another piece than before."""
        self._known = dict(known)
        names = [*asked, *(name for name in known if name not in asked)]
        if names != list(self._fields):
            self._build(names, prefer)
            fresh = True
        for name, field in self._fields.items():
            value = known.get(name)
            if fresh:
                field.start(value)
            else:
                field.set_value(value)

    def flush(self) -> None:
        """Save what was typed and not yet saved."""
        for field in self._fields.values():
            field.flush()

    def _build(self, names: Sequence[str], prefer: str) -> None:
        for old in self._fields.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fields = {}
        for number, name in enumerate(names):
            field = NumberUnitField(measurement_title(name), LENGTH_UNITS)
            field.prefer(prefer)
            field.setMinimumWidth(1)
            field.committed.connect(partial(self._changed, name))
            self._fields[name] = field
            self._grid.addWidget(field, 1 + number // _COLUMNS, number % _COLUMNS)
        self.setVisible(bool(names))

    def _changed(self, name: str, value: object) -> None:
        rest = {known: length for known, length in self._known.items() if known != name}
        self._known = rest | {name: value} if isinstance(value, int) and value > 0 else rest
        self.committed.emit(dict(self._known))
