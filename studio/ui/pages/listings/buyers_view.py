"""How a buyer sees a piece, and what is left of its price."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from studio.base.texts import _
from studio.domain.account import Account
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.money import Money
from studio.domain.photo import Photo
from studio.services.listings import FeeBreakdown
from studio.ui.page import PageContext
from studio.ui.widgets import Badge, Card, GhostButton, InspectorColumn, Picture, PlainLabel, clear, row, state_of

_PICTURE_PX = (300, 400)


class BuyersView(InspectorColumn):
    """A preview that follows every key; `end_asked` tells the Listing that is to come down."""

    end_asked = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._picture = Picture(context.thumbnails, *_PICTURE_PX)
        self._price, self._original = PlainLabel(style="figure"), PlainLabel(style="soft")
        self._title = PlainLabel(style="heading", wrap=True)
        self._facts = PlainLabel(style="soft", wrap=True)
        self._text = PlainLabel(wrap=True)
        self._sums, self._places = QVBoxLayout(), QVBoxLayout()
        self.add(PlainLabel(_("As a buyer sees it"), style="caption"), self._picture)
        self.column.addLayout(row(self._price, self._original, None))
        self.add(self._title, self._facts, self._text)
        money, where = Card(style="sunken"), Card()
        money.column.addLayout(self._sums)
        where.column.addLayout(self._places)
        self._money, self._where = money, where
        self.add(money, where)

    def show_item(self, item: Item, photos: Sequence[Photo], condition: str) -> None:
        """Show a piece."""
        self._picture.set_picture(photos[0].look if photos else "", item.title)
        price = Money(item.price_minor, item.currency) if item.price_minor is not None else ""
        self._price.setText(str(price))
        was = item.original_price_minor
        self._original.setText(_("new {price}").format(price=Money(was, item.currency)) if was else "")
        self._title.setText(item.title or _("No title yet"))
        one_size = item.size.casefold() == "one size"
        size = item.size if one_size or not item.size else _("Size {size}").format(size=item.size)
        facts = (size, item.brand, condition, ", ".join(item.colours))
        self._facts.setText(" · ".join(part for part in facts if part))
        self._text.setText(item.description)

    def show_sums(self, sums: FeeBreakdown | None) -> None:
        """Show what the marketplace takes and what is left."""
        clear(self._sums)
        self._money.setVisible(sums is not None)
        if sums is None:
            return
        for line in sums.lines if sums.cost_minor is None else sums.lines[:-1]:  # the cost is no fee
            amount = PlainLabel(str(Money(line.amount_minor, sums.currency)))
            label = PlainLabel(line.label, style="soft")
            label.setToolTip(line.sentence)
            self._sums.addLayout(row(label, None, amount))
        keep = PlainLabel(str(Money(sums.keep_minor, sums.currency)), style="strong")
        self._sums.addLayout(row(PlainLabel(_("You keep"), style="strong"), None, keep))
        if sums.profit_minor is not None:
            profit = PlainLabel(str(Money(sums.profit_minor, sums.currency)), style="soft")
            self._sums.addLayout(row(PlainLabel(_("Over what it cost you"), style="soft"), None, profit))

    def show_places(self, listings: Sequence[Listing], accounts: Sequence[Account]) -> None:
        """Show where the piece is listed."""
        clear(self._places)
        names = {account.id: account.name for account in accounts}
        self._where.setVisible(bool(listings))
        for listing in listings:
            state, word = state_of("conflict" if listing.conflict else listing.state.value)
            line = row(PlainLabel(names.get(listing.account_id, "")), None, Badge(state, word))
            if listing.state is ListingState.ACTIVE:
                end = GhostButton(_("End…"))
                end.clicked.connect(lambda _on=False, listing=listing: self.end_asked.emit(listing))
                line.addWidget(end)
            self._places.addLayout(line)
            if listing.reason:
                self._places.addWidget(PlainLabel(listing.reason, style="caption", wrap=True))
