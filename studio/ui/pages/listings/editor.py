"""The text of a piece: readiness on top, then every field in the order in which one fills it in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.item import Item
from studio.services import items, listings
from studio.services.listings import Rules
from studio.ui import metrics
from studio.ui.item_form import ItemForm
from studio.ui.measurements_box import MeasurementsBox
from studio.ui.page import PageContext
from studio.ui.pages.listings.readiness_card import ReadinessCard
from studio.ui.widgets import ScrollColumn, row

_LINES = (
    ("title",),
    ("description",),
    ("brand", "category"),
    ("size", "condition"),
    ("colours",),
    ("flaws",),
    ("price_minor", "original_price_minor"),
    ("floor_minor", "cost_minor"),
    ("weight_g",),
    ("bin", "sku"),
    ("notes",),
)
_MEASUREMENTS_AFTER = "flaws"
_NARROW_PX = 560
_LENGTHS = {"inch": "in", "cm": "cm"}
"""How the editor of a length writes the unit that the seller chose."""


class ListingEditor(ScrollColumn):
    """Saves while it is typed; `live` tells a field and its value before that."""

    live = Signal(str, object)

    def __init__(self, context: PageContext) -> None:
        super().__init__(gap_px=14)
        self._context = context
        self._item: Item | None = None
        self.ready = False
        self._form = ItemForm(context, [name for line in _LINES for name in line], editor="listing")
        self._form.live.connect(self.live)
        self._packs = listings.rule_packs(context.studio)
        self._cards = [ReadinessCard() for _pack in self._packs]
        self._measurements = MeasurementsBox()
        self._measurements.committed.connect(self._save_measurements)
        self._readiness = row(gap_px=metrics.GAP_PX)
        for card in self._cards:
            self._readiness.addWidget(card, 1)
        self.column.addLayout(self._readiness)
        for line in _LINES:
            self.column.addLayout(self._line(line))
            if line[-1] == _MEASUREMENTS_AFTER:
                self.add(self._measurements)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below one another where they would be too narrow to read."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < _NARROW_PX
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._readiness.setDirection(below if narrow else beside)

    @property
    def rules(self) -> Rules:
        """The rules the draft is checked against."""
        return self._form.rules

    def show_item(self, item: Item) -> None:
        """Show a piece as it is now."""
        studio = self._context.studio
        fresh = self._item is None or self._item.id != item.id
        self._item = item
        self._form.show([item])
        category = self.rules.category(item.category)
        self._measurements.show_values(
            category.measure if category else (),
            item.measurements_mm,
            prefer=_LENGTHS[listings.length_unit(studio)],
            fresh=fresh,
        )
        found = listings.check(studio, item, self.rules)
        self.ready = found.ready
        self._form.say(found.sentence)
        for card, pack in zip(self._cards, self._packs, strict=True):
            card.show_readiness(listings.check(studio, item, pack), pack.name, listings.keep(studio, item, pack))

    def flush(self) -> None:
        """Save what was typed and not yet saved."""
        self._form.flush()
        self._measurements.flush()

    def _line(self, names: Sequence[str]) -> QHBoxLayout:
        line = row(gap_px=metrics.GAP_PX)
        for name in names:
            field = self._form.fields[name]
            field.setMinimumWidth(1)  # the window may be small: fields share what there is
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return line

    def _save_measurements(self, values: object) -> None:
        item, studio = self._item, self._context.studio
        if item is not None:
            self._context.submit(
                _("Saving"),
                Lane.WRITE,
                lambda _job: items.edit(studio, [item.id], {"measurements_mm": values}, editor="listing"),
                owner=self,
                quiet=True,
            )
