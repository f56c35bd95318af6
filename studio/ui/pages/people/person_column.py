"""What is known of a person: what they like, what they bought, what the seller noted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from studio.base.texts import _, plural
from studio.domain.money import Money
from studio.services import inbox, orders, photos
from studio.services.inbox import PersonCard
from studio.ui.page import PageContext
from studio.ui.widgets import InspectorColumn, Picture, PlainLabel, TextField, clear, column, row

_PICTURE_PX = (68, 90)
_MOST = 4


class PersonColumn(InspectorColumn):
    """`noted` tells a person's id and the note about them."""

    noted = Signal(str, str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._person_id = ""
        self._name = PlainLabel(style="heading")
        self._about = PlainLabel(style="soft", wrap=True)
        self._likes, self._bought = QVBoxLayout(), QVBoxLayout()
        self._notes = TextField(_("Notes"), lines=3, placeholder=_("Only you see this"))
        self._notes.committed.connect(lambda text: self.noted.emit(self._person_id, str(text or "")))
        self.add(self._name, self._about)
        self.column.addLayout(self._likes)
        self.column.addLayout(self._bought)
        self.add(self._notes)

    def show_person(self, card: PersonCard, place: str) -> None:
        """Show a person."""
        person = card.person
        spent = sum(order.total_minor for order in card.orders)
        since = _("since {month}").format(month=f"{person.first_seen.astimezone():%B}")
        parts = [place, since]
        if card.orders:
            bought = plural("{n} order", "{n} orders", len(card.orders))
            parts.append(f"{bought}, {Money(spent, card.orders[0].currency)}")
        self._name.setText(person.name)
        self._about.setText(" · ".join(part for part in parts if part))
        self._show_likes(card)
        self._show_bought(card)
        if person.id != self._person_id:
            self._notes.flush()
            self._person_id = person.id
            self._notes.start(person.notes)
        else:
            self._notes.set_value(person.notes)

    def flush(self) -> None:
        """Save what was typed and not yet saved."""
        self._notes.flush()

    def _show_likes(self, card: PersonCard) -> None:
        clear(self._likes)
        if not card.likes:
            return
        pictures = []
        for like in card.likes[:_MOST]:
            item = inbox.item_of(self._context.studio, like.listing_id)
            covers = photos.of_item(self._context.studio, item.id) if item else []
            picture = Picture(self._context.thumbnails, *_PICTURE_PX)
            picture.set_picture(covers[0].look if covers else "", item.title if item else "")
            picture.setToolTip(item.title if item else "")
            pictures.append(picture)
        self._likes.addWidget(PlainLabel(_("Likes"), style="caption"))
        self._likes.addLayout(row(*pictures, None))

    def _show_bought(self, card: PersonCard) -> None:
        clear(self._bought)
        pieces = [piece for order in card.orders for piece in orders.pieces(self._context.studio, order.id)]
        if not pieces:
            return
        self._bought.addWidget(PlainLabel(_("Bought"), style="caption"))
        for piece in pieces[:_MOST]:
            picture = Picture(self._context.thumbnails, 42, 56)
            picture.set_picture(piece.look, piece.line.title)
            size = piece.item.size if piece.item else ""
            words = column(PlainLabel(piece.line.title), PlainLabel(size, style="caption"), gap_px=2)
            line = row(picture)
            line.addLayout(words, 1)
            self._bought.addLayout(line)
