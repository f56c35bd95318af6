"""The card that says what an offer to likers would do before it is sent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.base.texts import _, plural
from studio.domain.listing import Listing
from studio.domain.money import Money
from studio.services.listings import OfferPlan
from studio.ui import metrics
from studio.ui.widgets import Card, PlainLabel, QuietButton, column


class OfferCard(QWidget):
    """Whom an offer reaches and what is left of it; `asked` tells the Listing and the price."""

    asked = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self._listing: Listing | None = None
        self._price_minor = 0
        self._likes = PlainLabel(style="caption")
        self._words = PlainLabel(wrap=True)
        self._button = QuietButton(_("Look and send"))
        self._button.clicked.connect(lambda: self.asked.emit(self._listing, self._price_minor))
        card = Card(style="accent")
        card.column.addWidget(self._words)
        card.column.setSpacing(metrics.GRID_PX)
        card.column.addWidget(self._button)
        self.setLayout(column(self._likes, card, gap_px=6))

    def show_plan(self, listing: Listing, plan: OfferPlan, currency: str) -> None:
        """Show what is proposed for a Listing."""
        self._listing, self._price_minor = listing, plan.price_minor
        self._likes.setText(plural("{n} like", "{n} likes", listing.like_count))
        sentence = _("An offer of {price} reaches {reaches} of {of}. You keep {keep}.").format(
            price=Money(plan.price_minor, currency),
            reaches=plan.reaches,
            of=plan.of,
            keep=Money(plan.keep_minor, currency),
        )
        self._words.setText(sentence if plan.allowed else plan.reason)
        self._button.setEnabled(plan.allowed)
        self._button.setToolTip(plan.reason)
        self.show()
