"""Deals: an offer accepted becomes an order."""

from studio.demo_market import buyers, listings, offers, orders
from studio.demo_market.answers import Side
from studio.demo_market.problems import Problem
from studio.demo_market.store import Row, Transaction


def accept(tx: Transaction, offer: Row, sender: Side) -> Row:
    """Accept an offer made by `sender`; gives the offer, which now names its order."""
    offers.check_open(tx, offer, sender)
    buyer = buyers.fetch(tx, offer["buyer_id"])
    orders.place(tx, buyer, [(listings.fetch(tx, offer["listing_id"]), offer["price_minor"])], offer=offer)
    return offers.fetch(tx, offer["id"])


def decline(tx: Transaction, offer: Row, sender: Side) -> Row:
    offers.check_open(tx, offer, sender)
    return offers.settle(tx, offer, "declined")


def waiting_for(tx: Transaction, listing: Row, buyer: Row) -> Row:
    """The newest open offer by the seller that this buyer may answer."""
    row = tx.one(
        "SELECT * FROM offers WHERE listing_id = ? AND buyer_id = ? AND sender = 'seller' AND status = 'open' "
        "ORDER BY created_at DESC, rowid DESC",
        listing["id"],
        buyer["id"],
    )
    if row is None:
        raise Problem(404, "not-found", f"No offer on this listing waits for {buyer['name']}.")
    return row
