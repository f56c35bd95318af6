"""Makes orders as a marketplace sends them: account, buyer, pieces of the closet, label."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.units import inch
from reportlab.pdfgen.canvas import Canvas

from studio.base.ids import new_id
from studio.domain.account import Account
from studio.domain.ids import AccountId, ItemId, OrderId, OrderLineId, PersonId
from studio.domain.interest import Person
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.order import Order, OrderLine, OrderState
from studio.services.context import Studio

ACCOUNT = Account(id=AccountId("fair"), connector="poshmark", name="Closet Fair", address="http://127.0.0.1:9")
TRACKING = "9400100000000000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """A piece that was sold; without an item of the closet where `own` is false."""

    sku: str
    title: str = "Blue dress"
    bin: str = ""
    own: bool = True
    item_id: str = ""


def sell(
    studio: Studio,
    pieces: Sequence[Sold],
    *,
    number: str = "10442",
    buyer: str = "Marisol R.",
    first_name: str | None = None,
    state: OrderState = OrderState.PAID,
    leaves_in: timedelta | None = timedelta(hours=5),
    label: bool = True,
    address: tuple[str, ...] = ("Marisol R.", "1200 Example Ave", "Portland OR 97201"),
) -> Order:
    """Take in an order and return it."""
    now = studio.clock.now()
    order = Order(
        id=OrderId(new_id()),
        account_id=ACCOUNT.id,
        person_id=PersonId(f"person-{buyer}"[:80]),
        remote_id=f"remote-{number}",
        number=number,
        ordered_at=now - timedelta(days=1),
        total_minor=4200,
        state=state,
        ship_by=None if leaves_in is None else now + leaves_in,
        buyer_first_name=buyer.split(" ")[0] if first_name is None else first_name,
        address=address,
        carrier="Closet Post",
        tracking=TRACKING,
        label_sha256=studio.documents.add_bytes(label_pdf(address), ".pdf") if label else "",
        packed_at=now if state in (OrderState.SHIPPED, OrderState.DELIVERED) else None,
    )
    with studio.catalog.operation(Op.RECEIVE) as unit:
        unit.save(ACCOUNT)
        unit.save(Person(id=order.person_id, account_id=ACCOUNT.id, remote_id=buyer, name=buyer, first_seen=now))
        unit.save(order)
        for place, piece in enumerate(pieces):
            item = _item(piece, now)
            if piece.own and not piece.item_id:
                unit.save(item)
            unit.save(
                OrderLine(
                    id=OrderLineId(f"{order.id}-{place:03}"),
                    order_id=order.id,
                    title=piece.title,
                    sku=piece.sku,
                    price_minor=2100,
                    item_id=item.id if piece.own else None,
                )
            )
    return order


def label_pdf(address: Sequence[str]) -> bytes:
    """Return a shipping label of 4 by 6 inches with an address and a Code 128."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(4 * inch, 6 * inch), invariant=True)
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(0.3 * inch, 5.5 * inch, "CLOSET POST GROUND")
    canvas.line(0.3 * inch, 5.35 * inch, 3.7 * inch, 5.35 * inch)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(0.3 * inch, 4.6 * inch, "SHIP TO:")
    canvas.setFont("Helvetica-Bold", 14)
    for place, line in enumerate(address):
        canvas.drawString(0.3 * inch, (4.3 - place * 0.28) * inch, line.upper()[:40])
    code = Code128(TRACKING, barHeight=1.1 * inch, barWidth=2 / 203 * inch, quiet=False)
    code.drawOn(canvas, (4 * inch - code.width) / 2, 1.4 * inch)
    canvas.setFont("Helvetica", 10)
    canvas.drawCentredString(2 * inch, 1.15 * inch, TRACKING)
    canvas.save()
    return written.getvalue()


def _item(piece: Sold, now: datetime) -> Item:
    return Item(
        id=ItemId(piece.item_id or new_id()), sku=piece.sku, created_at=now, title=piece.title, bin=piece.bin, size="M"
    )
