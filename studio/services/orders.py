"""What a packer does with Orders: see what to pack, check, weigh, ship."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.base.errors import UserError
from studio.base.texts import _
from studio.domain.change import ChangeKind
from studio.domain.ids import OrderId, OrderLineId
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.order import TO_PACK, Order, OrderLine, OrderState
from studio.services.context import Studio
from studio.services.telling import tell
from studio.storage.queries import items as item_query
from studio.storage.queries import orders as query
from studio.storage.queries import people as people_query
from studio.storage.queries import photos as photo_query

WEIGHT_MAX_G = 70_000
_CODE_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of an Order with the Item it is and the picture to know it by."""

    line: OrderLine
    item: Item | None
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An Order as it lies on the packing bench: whose it is, and how much goes in."""

    order: Order
    buyer: str
    piece_count: int
    first: bool
    """Whether it is the first that this buyer ordered here."""


def orders(studio: Studio, states: Sequence[OrderState] = ()) -> list[Order]:
    """Return the Orders in one of these states (all, where none is named), those to be sent first at the front."""
    return query.orders(studio.catalog, states)


def to_pack(studio: Studio) -> list[Order]:
    """Return the Orders that have to leave the house."""
    return query.orders(studio.catalog, sorted(TO_PACK))


def bench(studio: Studio) -> list[Parcel]:
    """Return the day's parcels: those done today, those to pack by when they must leave, those cancelled."""
    midnight = studio.clock.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    parcels = [_parcel(studio, order) for order in query.at_the_bench(studio.catalog, midnight)]
    return sorted(parcels, key=lambda parcel: _place(parcel.order))


def load(studio: Studio, name: str) -> Order:
    """Return the Order with this id or number; raise UserError where there is none."""
    order = query.order(studio.catalog, name)
    if order is None:
        raise UserError(_("There is no order {name}. See the orders for what there is.").format(name=name))
    return order


def pieces(studio: Studio, order_id: OrderId) -> list[Piece]:
    """Return what belongs into the parcel."""
    return [_piece(studio, line) for line in query.lines(studio.catalog, order_id)]


def scan(studio: Studio, order_id: OrderId, code: str, *, scanned: Collection[OrderLineId] = ()) -> Piece:
    """Return the piece whose SKU was scanned, and that is not among those `scanned` before.

    Raise UserError where it is not of this Order, or all of it is scanned already.
    """
    code = " ".join(code.split())
    found = [piece for piece in pieces(studio, order_id) if code and code.casefold() in _codes(piece)]
    missing = next((piece for piece in found if piece.line.id not in scanned), None)
    if missing is not None:
        return missing
    shown = code[:_CODE_SHOWN] or "?"
    if found:
        raise UserError(_("{code} is scanned already. Scan the next piece.").format(code=shown))
    other = query.waiting_with(studio.catalog, code) if code else None
    if other is not None:
        sentence = _("{code} belongs to order {number}, not here. Put it there and scan the right piece.")
        raise UserError(sentence.format(code=shown, number=other.number))
    raise UserError(_("{code} is not in this parcel. Put it back and scan the right piece.").format(code=shown))


def weigh(studio: Studio, order_id: OrderId, weight_g: int) -> None:
    """Note what the parcel weighs."""
    if not 0 < weight_g <= WEIGHT_MAX_G:
        raise UserError(_("A parcel weighs between 1 g and 70 kg."))
    _change(studio, order_id, _("weigh parcel"), weight_g=weight_g)


def mark_packed(studio: Studio, order_id: OrderId) -> None:
    """Note that the parcel is closed."""
    order = load(studio, order_id)
    if order.state is OrderState.PAID:
        _change(studio, order_id, _("pack order"), state=OrderState.PACKED, packed_at=studio.clock.now())


def ship(studio: Studio, order_id: OrderId) -> None:
    """Tell the marketplace that the parcel was handed over; raise UserError where it cannot be."""
    with studio.catalog.operation(Op.SHIP_ORDER) as unit:
        order = unit.load(Order, order_id)
        if order is None or order.state not in TO_PACK:
            raise UserError(_("This order does not wait to be sent."))
        unit.save(replace(order, state=OrderState.SHIPPED, packed_at=order.packed_at or unit.now))
        tell(
            unit,
            ChangeKind.ORDER_SHIP,
            account_id=order.account_id,
            entity_id=order.id,
            payload={"tracking": order.tracking, "carrier": order.carrier, "weight_g": order.weight_g},
            title=_("Order {number} is on its way").format(number=order.number),
        )


def shipping_label(studio: Studio, order: Order) -> Path:
    """Return the marketplace's label as a PDF file; raise UserError while it has not arrived."""
    label = studio.documents.find(order.label_sha256) if order.label_sha256 else None
    if label is None:
        raise UserError(
            _("The shipping label of order {number} has not arrived yet. Sync once while you are online.").format(
                number=order.number
            )
        )
    return label


def _codes(piece: Piece) -> set[str]:
    """Return what may stand on a piece's label: the SKU that it has now, and the one that it sold under."""
    return {sku.casefold() for sku in (piece.line.sku, piece.item.sku if piece.item else "") if sku}


def _place(order: Order) -> int:
    if order.state is OrderState.CANCELLED:
        return 2
    return 1 if order.state in TO_PACK else 0


def _parcel(studio: Studio, order: Order) -> Parcel:
    person = people_query.person(studio.catalog, order.person_id)
    ordered = query.of_person(studio.catalog, order.person_id)
    return Parcel(
        order=order,
        buyer=(person.name if person else "") or order.buyer_first_name,
        piece_count=query.line_count(studio.catalog, order.id),
        first=ordered[-1].id == order.id,
    )


def _change(studio: Studio, order_id: OrderId, title: str, **values: object) -> None:
    with studio.catalog.operation(Op.PACK_ORDER, title=title) as unit:
        order = unit.load(Order, order_id)
        if order is None:
            raise UserError(_("This order is not there any more."))
        unit.save(replace(order, **values))  # type: ignore[arg-type]  # the callers name fields of Order


def _piece(studio: Studio, line: OrderLine) -> Piece:
    item = item_query.find(studio.catalog, line.item_id) if line.item_id else None
    photos = photo_query.of_item(studio.catalog, item.id) if item else []
    return Piece(line=line, item=item, look=photos[0].look if photos else "")
