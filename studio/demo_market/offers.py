"""Offers: proposals by buyers, counters by the seller, offers to all likers, and their end after 24 hours."""

from dataclasses import dataclass
from typing import Literal

from studio.demo_market import buyers, changes, conversations, interest, listings, rules
from studio.demo_market.answers import Offer, Side
from studio.demo_market.problems import Problem, refused_field, refused_state
from studio.demo_market.store import Row, Transaction, Value, later, new_id

Ending = Literal["accepted", "declined", "countered", "expired", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A price that one side names, with the words that go into the thread beside it."""

    sender: Side
    kind: Literal["offer", "counter", "to_likers"]
    price_minor: int
    message: str | None
    parent_id: str | None = None


def fetch(tx: Transaction, offer_id: str) -> Row:
    row = tx.one("SELECT * FROM offers WHERE id = ?", offer_id)
    if row is None:
        raise Problem(404, "not-found", "There is no offer with this id.")
    return row


def answer(tx: Transaction, row: Row) -> Offer:
    plain = {name: row[name] for name in Offer.model_fields if name != "buyer"}
    return Offer(**plain, buyer=buyers.answer(tx, row["buyer_id"]))


def check_open(tx: Transaction, row: Row, sender: Side) -> None:
    """Raises 409 with the offer as it stands where it cannot be answered any more, or not by this side."""
    if row["sender"] != sender:
        raise refused_state("This offer waits for the other side's answer.", answer(tx, row))
    if row["status"] == "open" and row["expires_at"] <= tx.now:
        raise refused_state("This offer has run out.", answer(tx, row))
    if row["status"] != "open":
        raise refused_state(f"This offer is already {row['status']}.", answer(tx, row))


def make(tx: Transaction, listing: Row, buyer: Row, price_minor: int, message: str | None) -> Row:
    """A buyer proposes a price; an earlier open proposal by the same buyer is withdrawn."""
    _check_for_sale(tx, listing)
    if price_minor >= listing["price_minor"]:
        raise refused_field("price_minor", "An offer lies below the asking price; at that price, just buy it.")
    close_open(tx, listing["id"], "withdrawn", buyer_id=buyer["id"])
    return _insert(tx, listing, buyer, Proposed("buyer", "offer", price_minor, message))


def counter(tx: Transaction, offer: Row, price_minor: int, message: str | None) -> Row:
    """The seller answers a buyer's offer with another price; gives the new offer."""
    check_open(tx, offer, "buyer")
    listing = listings.fetch(tx, offer["listing_id"])
    if not offer["price_minor"] < price_minor <= listing["price_minor"]:
        raise refused_field(
            "price_minor",
            f"A counter lies above the offer of {offer['price_minor']} and not above the asking price of "
            f"{listing['price_minor']} cents.",
        )
    settle(tx, offer, "countered")
    buyer = buyers.fetch(tx, offer["buyer_id"])
    return _insert(tx, listing, buyer, Proposed("seller", "counter", price_minor, message, parent_id=offer["id"]))


def to_likers(tx: Transaction, listing: Row, price_minor: int, message: str | None) -> list[Row]:
    """The seller offers a price to everyone who likes the listing, at least 10 % below the asking price."""
    _check_for_sale(tx, listing)
    highest = listing["price_minor"] * (100 - rules.TO_LIKERS_DISCOUNT_PERCENT) // 100
    if price_minor > highest:
        raise refused_field(
            "price_minor",
            f"An offer to likers lies at least {rules.TO_LIKERS_DISCOUNT_PERCENT} % below the asking price; "
            f"offer {highest} cents or less.",
        )
    likes = interest.of_listing(tx, listing["id"])
    if not likes:
        raise Problem(422, "nobody-likes-it", "Nobody likes this listing yet, so there is nobody to offer to.")
    made = []
    for like in likes:
        buyer = buyers.fetch(tx, like["buyer_id"])
        close_open(tx, listing["id"], "withdrawn", buyer_id=buyer["id"], kind="to_likers")
        made.append(_insert(tx, listing, buyer, Proposed("seller", "to_likers", price_minor, message)))
    return made


def settle(tx: Transaction, row: Row, status: Ending, order_id: str | None = None) -> Row:
    changed: dict[str, Value] = {"status": status, "version": row["version"] + 1, "updated_at": tx.now}
    if order_id:
        changed["order_id"] = order_id
    tx.update("offers", row["id"], changed)
    return _announce(tx, row["id"])


def close_open(
    tx: Transaction, listing_id: str, status: Ending, *, buyer_id: str | None = None, kind: str | None = None
) -> None:
    """End the open offers on a listing: all, or only those of one buyer or kind."""
    for row in tx.all("SELECT * FROM offers WHERE listing_id = ? AND status = 'open'", listing_id):
        if buyer_id in (None, row["buyer_id"]) and kind in (None, row["kind"]):
            settle(tx, row, status)


def expire_due(tx: Transaction) -> None:
    for row in tx.all("SELECT * FROM offers WHERE status = 'open' AND expires_at <= ?", tx.now):
        settle(tx, row, "expired")


def _check_for_sale(tx: Transaction, listing: Row) -> None:
    if listing["status"] != "active":
        raise refused_state("This listing is not for sale.", listings.answer(tx, listing))


def _insert(tx: Transaction, listing: Row, buyer: Row, proposed: Proposed) -> Row:
    conversation = conversations.open_with(tx, buyer, listing["id"])
    if proposed.message:
        conversations.say(tx, conversation, proposed.sender, proposed.message, listing_id=listing["id"])
    offer_id = new_id("offer")
    tx.insert(
        "offers",
        {
            "id": offer_id,
            "version": 1,
            "listing_id": listing["id"],
            "buyer_id": buyer["id"],
            "conversation_id": conversation["id"],
            "sender": proposed.sender,
            "kind": proposed.kind,
            "status": "open",
            "price_minor": proposed.price_minor,
            "currency": listing["currency"],
            "parent_id": proposed.parent_id,
            "expires_at": later(tx.now, hours=rules.OFFER_LASTS_H),
            "created_at": tx.now,
            "updated_at": tx.now,
        },
    )
    return _announce(tx, offer_id)


def _announce(tx: Transaction, offer_id: str) -> Row:
    row = fetch(tx, offer_id)
    changes.record(tx, "offer", offer_id, answer(tx, row), row["version"])
    return row
