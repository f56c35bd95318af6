"""Makes orders as a marketplace sends them: account, buyer, pieces of the closet, label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from studio.base.ids import new_id
from studio.domain.account import Account
from studio.domain.ids import AccountId, ItemId, OrderId, OrderLineId, PersonId
from studio.domain.interest import Person
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.order import Order, OrderLine, OrderState
from studio.services.context import Studio
from tests.printing.samples import TRACKING, shipping_pdf

ACCOUNT = Account(id=AccountId("fair"), connector="closet_fair", name="Closet Fair", address="http://127.0.0.1:9")


POSHMARK = Account(id=AccountId("posh"), connector="poshmark", name="Poshmark", address="http://127.0.0.1:9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """A piece that was sold; without an item of the closet where `own` is false."""

    sku: str
    title: str = "Blue dress"
    bin: str = ""
    own: bool = True
    now: str = ""
    """The SKU that it has today, where that is another."""
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
    days_ago: int = 1,
    account: Account = ACCOUNT,
) -> Order:
    """Take in an order and return it."""
    now = studio.clock.now()
    order = Order(
        id=OrderId(new_id()),
        account_id=account.id,
        person_id=PersonId(f"person-{buyer}"[:80]),
        remote_id=f"remote-{number}",
        number=number,
        ordered_at=now - timedelta(days=days_ago),
        total_minor=4200,
        state=state,
        ship_by=None if leaves_in is None else now + leaves_in,
        buyer_first_name=buyer.split(" ")[0] if first_name is None else first_name,
        address=(buyer, "1200 Example Ave", "Portland OR 97201"),
        carrier="Closet Post",
        tracking=TRACKING,
        label_sha256=studio.documents.add_bytes(shipping_pdf(), ".pdf") if label else "",
        packed_at=now if state in (OrderState.SHIPPED, OrderState.DELIVERED) else None,
    )
    with studio.catalog.operation(Op.RECEIVE) as unit:
        unit.save(account)
        unit.save(Person(id=order.person_id, account_id=account.id, remote_id=buyer, name=buyer, first_seen=now))
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


def _item(piece: Sold, now: datetime) -> Item:
    return Item(
        id=ItemId(piece.item_id or new_id()),
        sku=piece.now or piece.sku,
        created_at=now,
        title=piece.title,
        bin=piece.bin,
        size="M",
    )
