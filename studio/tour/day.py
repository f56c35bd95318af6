"""The day: import, clean, draft, publish, come back, pack. Everything goes through the services of the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.domain.interest import Offer
from studio.domain.item import Item
from studio.domain.listing import ListingState
from studio.domain.money import Money
from studio.domain.order import Order
from studio.services import history, importing, inbox, items, listings, orders, photos, printing, sample, syncing
from studio.services.context import Studio
from studio.tour.buyers import Buyers
from studio.ui.print.pdf import write_pdf

_PUBLISHED = 8
_CLEANED = 3


class Day:
    """Lives one day in a fresh closet; `say` hears a sentence for each thing done."""

    def __init__(self, studio: Studio, out: Path, say: Callable[[str], None]) -> None:
        self._studio = studio
        self._out = out
        self._say = say
        self._buyers = Buyers(lambda: studio.market.start().url)

    def live(self, folder: Path) -> None:
        """Go the whole way, from the photos in `folder` to a packed parcel."""
        ready = self._import(folder)
        self._clean(ready[:_CLEANED])
        self._edit_and_undo(ready[0])
        self._publish(ready[:_PUBLISHED])
        self._come_back(ready)
        self._pack()

    def _import(self, folder: Path) -> list[ItemId]:
        report = importing.import_photos(self._studio, [folder], Quiet())
        again = importing.import_photos(self._studio, [folder], Quiet())
        self._say(
            f"Imported {len(report.photos)} photos as {len(report.items)} items; "
            f"importing them again added {len(again.photos)}"
        )
        ready = sample.describe(self._studio)
        self._say(f"Drafted {items.count(self._studio)} items; {len(ready)} are ready to publish")
        return ready

    def _clean(self, chosen: Sequence[ItemId]) -> None:
        wanted = [photo.id for item_id in chosen for photo in photos.of_item(self._studio, item_id)]
        report = photos.clean(self._studio, wanted, Quiet())
        target = self._out / "clean"
        target.mkdir(exist_ok=True)
        for photo in photos.load(self._studio, report.done):
            for shape in ("3x4", "1x1"):
                file = photos.rendition(self._studio, photo, shape)
                shutil.copy(file, target / f"{Path(photo.file_name).stem}-{shape}.jpg")
        doubtful = [photo_id for photo_id, _why in report.doubtful]
        photos.approve(self._studio, doubtful)  # a seller looks at them; what is in doubt is not published
        self._say(f"Cleaned {len(report.done)} photos, 3:4 and 1:1, in {target}; looked at {len(doubtful)} in doubt")

    def _edit_and_undo(self, item_id: ItemId) -> None:
        before = self._item(item_id)
        items.edit(self._studio, [item_id], {"price_minor": 100_00})
        history.undo(self._studio)
        if self._item(item_id).price_minor != before.price_minor:
            raise AssertionError("undo did not give the price back")
        self._say(f"Changed the price of “{before.title}” and took that back")

    def _publish(self, chosen: Sequence[ItemId]) -> None:
        account = syncing.connect_market(self._studio)
        report = listings.publish(self._studio, chosen, account.id, Quiet())
        self._say(f"Queued {len(report.queued)} listings for {account.name}")
        self._sync()

    def _come_back(self, chosen: Sequence[ItemId]) -> None:
        first, second = self._item(chosen[0]), self._item(chosen[1])
        for name in ("Marisol R.", "Dee K.", "Ana P."):
            self._buyers.like(name, first.sku)
        self._buyers.message("Dee K.", second.sku, "Hi! Would you do a bundle with the skirt?")
        self._buyers.offer("Marisol R.", first.sku, _share(first, 80), "I love it. Would you take a little less?")
        self._sync()
        self._answer_messages()
        self._offer_to_likers(self._item(chosen[2]))
        self._haggle(inbox.open_offers(self._studio)[0])
        self._buyers.buy("Dee K.", second.sku, "So happy, thank you!")
        self._buyers.offer("Ana P.", self._item(chosen[3]).sku, _share(self._item(chosen[3]), 75), "Could you do this?")
        self._sync()

    def _answer_messages(self) -> None:
        for line in inbox.people(self._studio):
            if line.conversation and "bundle" in line.last_text:
                inbox.reply(self._studio, line.conversation.id, "With pleasure! I will put both into one parcel.")
                self._say(f"Answered {line.person.name}")
                return

    def _offer_to_likers(self, item: Item) -> None:
        self._buyers.like("Jo T.", item.sku)
        self._sync()
        listing = next(one for one in listings.of_item(self._studio, item.id) if one.state is ListingState.ACTIVE)
        plan = listings.plan_offer(self._studio, listing)
        inbox.offer_to_likers(self._studio, listing.id, plan.price_minor)
        self._say(f"Offered “{item.title}” to {plan.reaches} of {plan.of} likers for {Money(plan.price_minor)}")
        self._sync()

    def _haggle(self, offer: Offer) -> None:
        counter = listings.counter_suggestion(self._studio, offer)
        if counter is None:
            raise AssertionError("the offer leaves nothing to counter with")
        inbox.counter(self._studio, offer.id, counter)
        self._sync()
        item = inbox.item_of(self._studio, offer.listing_id)
        if item is None:
            raise AssertionError("the offer is about nothing")
        self._buyers.accept_counter("Marisol R.", item.sku)
        self._say(f"Offered {Money(offer.price_minor)}, countered with {Money(counter)}: “{item.title}” is sold")
        self._sync()

    def _pack(self) -> None:
        waiting = orders.to_pack(self._studio)
        if not waiting:
            raise UserError("Nothing was sold on this tour.")
        target = self._out / "print"
        target.mkdir(exist_ok=True)
        write_pdf(printing.pick_list(self._studio, waiting), target / "picklist.pdf")
        for order in waiting:
            self._pack_one(order, target)
        self._say(f"Printed pick list, labels, cards and SKU labels for {len(waiting)} parcels into {target}")
        first = waiting[0]
        for piece in orders.pieces(self._studio, first.id):
            orders.scan(self._studio, first.id, piece.line.sku)
        orders.weigh(self._studio, first.id, first.weight_g or 400)
        orders.mark_packed(self._studio, first.id)
        orders.ship(self._studio, first.id)
        self._sync()
        self._say(f"Packed and shipped order {first.number} for {first.buyer_first_name}")

    def _pack_one(self, order: Order, target: Path) -> None:
        write_pdf(printing.shipping_label(self._studio, order), target / f"label-{order.number}.pdf")
        write_pdf(printing.card(self._studio, order), target / f"card-{order.number}.pdf")
        pieces = [piece.item.id for piece in orders.pieces(self._studio, order.id) if piece.item]
        write_pdf(printing.sku_labels(self._studio, pieces), target / f"sku-{order.number}.pdf")

    def _sync(self) -> None:
        report = syncing.sync(self._studio, Quiet())
        if report.unreachable:
            raise UserError(report.sentence)
        self._say(f"Synced: {report.sentence}")

    def _item(self, item_id: ItemId) -> Item:
        return items.load(self._studio, item_id)


def _share(item: Item, percent: int) -> int:
    return (item.price_minor or 0) * percent // 100 // 100 * 100
