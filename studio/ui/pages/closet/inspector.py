"""The closet's inspector: what is chosen, with the fields that matter most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.money import Money
from studio.services import inbox, items, listings, photos
from studio.ui import confirm
from studio.ui.item_form import ItemForm
from studio.ui.page import PageContext
from studio.ui.pages.closet.offer_card import OfferCard
from studio.ui.widgets import (
    Badge,
    Card,
    Field,
    InspectorColumn,
    PhotoStrip,
    PlainLabel,
    StripPhoto,
    clear,
    column,
    row,
    state_of,
)

_NAMES = (
    "title",
    "price_minor",
    "floor_minor",
    "size",
    "condition",
    "brand",
    "category",
    "colours",
    "weight_g",
    "bin",
    "cost_minor",
    "sku",
)
_KEEP_PX = 78
_KEEP_GAP_PX = 12  # the figure stands on the line of the prices beside it
_PAIRS = (("size", "condition"), ("brand", "category"), ("weight_g", "bin"), ("cost_minor", "sku"))


class ItemInspector(QWidget):
    """Shows one Item whole, or what several have in common."""

    photo_opened = Signal(str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._ids: list[ItemId] = []
        self._form = ItemForm(context, _NAMES, editor="inspector")
        self._form.live.connect(self._typed)
        self._heading = PlainLabel(style="heading", wrap=True)
        self._caption = PlainLabel(style="soft", wrap=True)
        self._strip = PhotoStrip(context.thumbnails, height_px=88)
        self._strip.reordered.connect(self._reorder)
        self._strip.opened.connect(self.photo_opened)
        self._keep = PlainLabel(style="strong")
        self._keep_words = PlainLabel(_("You keep"), style="caption")
        self._places = Card()
        self._places_title = PlainLabel(_("Where it is listed"), style="caption")
        self._offer = OfferCard()
        self._offer.asked.connect(self._ask_offer)
        self._column = InspectorColumn()
        self._lay_out()
        self.show_items([])

    def show_items(self, ids: Sequence[ItemId]) -> None:
        """Show these Items, as they are now."""
        self._ids = list(ids)
        found = items.load_all(self._context.studio, self._ids)
        self._form.show(found)
        if found:
            self._show_heading(found)
            self._show_one(found[0] if len(found) == 1 else None)

    def refresh(self) -> None:
        """Show the same Items as they are now."""
        self.show_items(self._ids)

    def flush(self) -> None:
        """Save what was typed and not yet saved."""
        self._form.flush()

    def _lay_out(self) -> None:
        fields = self._form.fields
        self._column.add(self._heading, self._caption, self._strip, fields["title"])
        keep = QWidget()
        words = column(self._keep_words, self._keep, gap_px=_KEEP_GAP_PX)
        words.addStretch(1)
        keep.setLayout(words)
        keep.setFixedWidth(_KEEP_PX)
        self._column.column.addLayout(_line(fields["price_minor"], fields["floor_minor"], keep))
        for left, right in _PAIRS[:2]:
            self._column.column.addLayout(_line(fields[left], fields[right]))
        self._column.add(fields["colours"])
        for left, right in _PAIRS[2:]:
            self._column.column.addLayout(_line(fields[left], fields[right]))
        self._column.add(self._places_title, self._places, self._offer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._column)

    def _show_heading(self, found: Sequence[Item]) -> None:
        if len(found) > 1:
            self._heading.setText(plural("{n} item", "{n} items", len(found)))
            self._caption.setText(_("What you change here changes all of them."))
            return
        item = found[0]
        self._heading.setText(item.title or _("Not described yet"))
        bought = _("bought for {cost}").format(cost=Money(item.cost_minor, item.currency)) if item.cost_minor else ""
        self._caption.setText(" · ".join(part for part in (item.sku, item.bin, bought) if part))

    def _show_one(self, item: Item | None) -> None:
        for widget in (self._strip, self._places, self._places_title, self._keep, self._keep_words):
            widget.setVisible(item is not None)
        self._offer.hide()
        if item is None:
            return
        found = photos.of_item(self._context.studio, item.id)
        self._strip.set_photos([StripPhoto(photo_id=p.id, picture=p.look, name=p.file_name) for p in found])
        self._strip.setVisible(bool(found))
        self._show_keep(item.price_minor, item)
        where = listings.of_item(self._context.studio, item.id)
        self._show_places(where)
        live = next((one for one in where if one.state is ListingState.ACTIVE and one.like_count), None)
        if live is not None and item.price_minor is not None:
            plan = listings.plan_offer(self._context.studio, live)
            self._offer.show_plan(live, plan, item.currency)

    def _show_keep(self, price_minor: int | None, item: Item) -> None:
        studio = self._context.studio
        rules = listings.rules_of(studio, None)
        sums = listings.keep(studio, item, rules, price_minor=price_minor) if price_minor else None
        self._keep.setText(str(Money(sums.keep_minor, item.currency)) if sums else "–")
        self._keep.setToolTip(sums.sentence if sums else "")

    def _show_places(self, where: Sequence[Listing]) -> None:
        clear(self._places.column)
        names = {account.id: account.name for account in listings.accounts(self._context.studio)}
        for listing in where:
            state, word = state_of("conflict" if listing.conflict else listing.state.value)
            badge = Badge(state, word)
            badge.setToolTip(listing.reason)
            self._places.column.addLayout(row(PlainLabel(names.get(listing.account_id, "")), None, badge))
        self._places.setVisible(bool(where))
        self._places_title.setVisible(bool(where))

    def _typed(self, name: str, value: object) -> None:
        found = items.load_all(self._context.studio, self._ids)
        if name == "price_minor" and len(found) == 1 and (value is None or isinstance(value, int)):
            self._show_keep(value, found[0])

    def _reorder(self, photo_ids: list[str]) -> None:
        studio, item_id = self._context.studio, self._ids[0]
        self._context.submit(
            _("Arranging photos"),
            Lane.WRITE,
            lambda _job: photos.arrange(studio, [PhotoId(id_) for id_ in photo_ids], item_id, 0),
            owner=self,
            quiet=True,
        )

    def _ask_offer(self, listing: Listing, price_minor: int) -> None:
        studio = self._context.studio
        item = inbox.item_of(studio, listing.id)
        price = Money(price_minor, item.currency if item else "USD")
        plan = listings.plan_offer(studio, listing, price_minor)
        confirm.ask(
            self,
            title=_("Send an offer of {price}?").format(price=price),
            text=" ".join(plan.sentences) + " " + _("An offer that was sent cannot be taken back."),
            act=_("Send the offer"),
            on_act=lambda: self._send_offer(listing, price_minor),
        )

    def _send_offer(self, listing: Listing, price_minor: int) -> None:
        studio, notices = self._context.studio, self._context.notices
        self._context.submit(
            _("Sending offer"),
            Lane.WRITE,
            lambda _job: inbox.offer_to_likers(studio, listing.id, price_minor),
            owner=self,
            on_result=lambda _done: notices.toast(_("The offer goes out as soon as you are online."), state="live"),
            quiet=True,
        )


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = row(gap_px=10)
    for widget in widgets:
        if isinstance(widget, Field):
            widget.setMinimumWidth(1)  # the inspector's width is given: fields share it, whatever they would like
        line.addWidget(widget, int(isinstance(widget, Field)), Qt.AlignmentFlag.AlignTop)
    return line
