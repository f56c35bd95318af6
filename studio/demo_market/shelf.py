"""A listing's way: draft, for sale, ended, for sale again, sold, deleted."""

from studio.demo_market import changes, interest, listings, offers
from studio.demo_market.problems import refused_state
from studio.demo_market.store import Row, Transaction


def publish(tx: Transaction, row: Row) -> Row:
    """Put a draft up for sale; what is for sale already stays as it is."""
    if row["status"] == "active":
        return row
    if row["status"] != "draft":
        raise refused_state(
            f"This listing is {row['status']}; only a draft can be published.", listings.answer(tx, row)
        )
    return _put_up(tx, row)


def relist(tx: Transaction, row: Row) -> Row:
    """Put an ended listing up again."""
    if row["status"] != "ended":
        raise refused_state(f"This listing is {row['status']}; only an ended one can return.", listings.answer(tx, row))
    return _put_up(tx, row)


def _put_up(tx: Transaction, row: Row) -> Row:
    listings.check_ready(dict(row))
    changed = {"status": "active", "published_at": tx.now, "ended_at": None, "order_id": None, "sold_at": None}
    return listings.save(tx, row, {**changed, "told_price_minor": row["price_minor"]})


def end(tx: Transaction, row: Row) -> Row:
    """Take a listing out of the shop window; open offers on it are declined."""
    if row["status"] == "ended":
        return row
    if row["status"] != "active":
        raise refused_state(f"This listing is {row['status']}; only one for sale can end.", listings.answer(tx, row))
    offers.close_open(tx, row["id"], "declined")
    return listings.save(tx, row, {"status": "ended", "ended_at": tx.now})


def share(tx: Transaction, row: Row) -> Row:
    """Show a listing at the top of the closet again."""
    if row["status"] != "active":
        raise refused_state("Only a listing that is for sale can be shared.", listings.answer(tx, row))
    tx.update("listings", row["id"], {"shares": row["shares"] + 1})
    return listings.announce(tx, row["id"])


def sell(tx: Transaction, row: Row, order_id: str) -> Row:
    """Mark sold. Raises 409 where someone was faster."""
    if row["status"] != "active":
        raise refused_state(f"“{row['title']}” is {row['status']} and cannot be bought.", listings.answer(tx, row))
    return listings.save(tx, row, {"status": "sold", "sold_at": tx.now, "order_id": order_id})


def unsell(tx: Transaction, row: Row) -> Row:
    """After a cancelled order the seller decides: the listing is ended and may return."""
    return listings.save(tx, row, {"status": "ended", "ended_at": tx.now, "sold_at": None, "order_id": None})


def remove(tx: Transaction, row: Row) -> None:
    """Delete a listing and what hangs on it; orders keep their own copy of its words, so a sold one stays."""
    if row["status"] == "sold":
        raise refused_state("This listing is sold and belongs to an order; it stays.", listings.answer(tx, row))
    offers.close_open(tx, row["id"], "declined")
    interest.forget(tx, row["id"])
    version = row["version"] + 1
    tx.update("listings", row["id"], {"deleted_at": tx.now, "updated_at": tx.now, "version": version})
    changes.bury(tx, "listing", row["id"], version)
