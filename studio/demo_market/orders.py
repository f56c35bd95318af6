"""Orders: placing, shipping, arrival and cancellation."""

import json
import secrets
from collections.abc import Sequence

from studio.demo_market import buyers, changes, conversations, listings, offers, rules, shelf
from studio.demo_market.answers import Address, Order, OrderLine, Shipment
from studio.demo_market.bodies import NewShipment
from studio.demo_market.problems import Problem, refused_state
from studio.demo_market.store import Row, Transaction, Value, later, new_id

FIRST_NUMBER = 10441
WRAPPING_G = 60
UNWEIGHED_G = 400


def fetch(tx: Transaction, order_id: str) -> Row:
    row = tx.one("SELECT * FROM orders WHERE id = ?", order_id)
    if row is None:
        raise Problem(404, "not-found", "There is no order with this id.")
    return row


def answer(tx: Transaction, row: Row) -> Order:
    lines = [OrderLine.model_validate(line) for line in json.loads(row["lines"])]
    items_minor = sum(line.price_minor for line in lines)
    same = ("id", "version", "number", "status", "fee_minor", "currency", "offer_id", "note", "tracking", "weight_g")
    times = ("ordered_at", "ship_by", "updated_at")
    return Order(
        **{name: row[name] for name in same + times},
        buyer=buyers.answer(tx, row["buyer_id"]),
        ship_to=Address.model_validate_json(row["ship_to"]),
        lines=lines,
        items_minor=items_minor,
        payout_minor=items_minor - row["fee_minor"],
        label_url=f"/v1/orders/{row['id']}/label.pdf",
        shipment=Shipment.model_validate_json(row["shipment"]) if row["shipment"] else None,
    )


def place(
    tx: Transaction, buyer: Row, pieces: Sequence[tuple[Row, int]], *, offer: Row | None = None, note: str | None = None
) -> Row:
    """Sell the pieces (listing and price in cents each) as one order; other open offers on them are declined."""
    order_id = new_id("order")
    if offer:
        offers.settle(tx, offer, "accepted", order_id)
    for listing, _ in pieces:
        shelf.sell(tx, listing, order_id)
        offers.close_open(tx, listing["id"], "declined")
    weights = [listing["weight_g"] or UNWEIGHED_G for listing, _ in pieces]
    tx.insert(
        "orders",
        {
            "id": order_id,
            "number": str(tx.count_up("order_number", FIRST_NUMBER)),
            "version": 0,
            "status": "to_ship",
            "buyer_id": buyer["id"],
            "ship_to": buyers.address(buyer).model_dump_json(),
            "lines": json.dumps([_line(listing, price_minor).model_dump() for listing, price_minor in pieces]),
            "fee_minor": sum(rules.fee_minor(price_minor) for _, price_minor in pieces),
            "currency": rules.CURRENCY,
            "offer_id": offer["id"] if offer else None,
            "note": note,
            "tracking": _tracking_number(),
            "weight_g": min(sum(weights) + WRAPPING_G, rules.WEIGHT_MAX_G),
            "ordered_at": tx.now,
            "ship_by": later(tx.now, days=rules.SHIP_WITHIN_D),
            "updated_at": tx.now,
        },
    )
    if note:
        thread = conversations.open_with(tx, buyer, pieces[0][0]["id"])
        conversations.say(tx, thread, "buyer", note, listing_id=pieces[0][0]["id"])
    return _save(tx, order_id, {})


def _line(listing: Row, price_minor: int) -> OrderLine:
    photos = json.loads(listing["photos"])
    return OrderLine(
        listing_id=listing["id"],
        sku=listing["sku"],
        title=listing["title"],
        price_minor=price_minor,
        photo_id=photos[0] if photos else None,
    )


def _tracking_number() -> str:
    """CP, nineteen digits and a check digit (weights 3 and 1, as carriers use)."""
    digits = "".join(str(secrets.randbelow(10)) for _ in range(19))
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return f"CP{digits}{-total % 10}"


def ship(tx: Transaction, row: Row, wanted: NewShipment) -> Row:
    if row["status"] != "to_ship":
        raise refused_state(f"This order is {row['status'].replace('_', ' ')}.", answer(tx, row))
    shipment = Shipment(
        id=new_id("ship"),
        carrier=wanted.carrier,
        service=wanted.service,
        tracking=wanted.tracking or row["tracking"],
        weight_g=wanted.weight_g,
        shipped_at=tx.now,
    )
    return _save(tx, row["id"], {"status": "shipped", "shipment": shipment.model_dump_json()})


def deliver_due(tx: Transaction) -> None:
    """Parcels arrive three days after they left."""
    for row in tx.all("SELECT * FROM orders WHERE status = 'shipped'"):
        if later(json.loads(row["shipment"])["shipped_at"], days=rules.DELIVERED_AFTER_D) <= tx.now:
            _save(tx, row["id"], {"status": "delivered"})


def cancel(tx: Transaction, row: Row) -> Row:
    """The buyer takes the order back before it ships; its listings are ended, and the seller may relist them."""
    if row["status"] != "to_ship":
        raise refused_state("Only an order that has not shipped can be cancelled.", answer(tx, row))
    for line in json.loads(row["lines"]):
        shelf.unsell(tx, listings.fetch(tx, line["listing_id"]))
    return _save(tx, row["id"], {"status": "cancelled"})


def newest_of(tx: Transaction, buyer: Row, listing: Row) -> Row:
    """The order through which this buyer bought this listing."""
    order_id = listing["order_id"]
    row = tx.one("SELECT * FROM orders WHERE id = ? AND buyer_id = ?", order_id, buyer["id"])
    if row is None:
        raise Problem(404, "not-found", f"{buyer['name']} has no order with this listing.")
    return row


def _save(tx: Transaction, order_id: str, changed: dict[str, Value]) -> Row:
    row = fetch(tx, order_id)
    tx.update("orders", order_id, {**changed, "version": row["version"] + 1, "updated_at": tx.now})
    saved = fetch(tx, order_id)
    changes.record(tx, "order", order_id, answer(tx, saved), saved["version"])
    return saved
