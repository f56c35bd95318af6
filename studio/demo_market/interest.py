"""Likes and visits: what buyers show before they say anything."""

from studio.demo_market import buyers, changes, listings
from studio.demo_market.answers import Like
from studio.demo_market.problems import Problem, refused_state
from studio.demo_market.store import Row, Transaction, new_id


def answer(tx: Transaction, row: Row) -> Like:
    return Like(
        id=row["id"],
        listing_id=row["listing_id"],
        buyer=buyers.answer(tx, row["buyer_id"]),
        created_at=row["created_at"],
    )


def of_listing(tx: Transaction, listing_id: str) -> list[Row]:
    return tx.all("SELECT * FROM likes WHERE listing_id = ? ORDER BY created_at, id", listing_id)


def find(tx: Transaction, listing: Row, buyer: Row) -> Row | None:
    return tx.one("SELECT * FROM likes WHERE listing_id = ? AND buyer_id = ?", listing["id"], buyer["id"])


def like(tx: Transaction, listing: Row, buyer: Row) -> Row:
    """Liking twice is one like."""
    if listing["status"] != "active":
        raise refused_state("Only a listing that is for sale can be liked.", listings.answer(tx, listing))
    if find(tx, listing, buyer) is None:
        tx.insert(
            "likes",
            {"id": new_id("like"), "listing_id": listing["id"], "buyer_id": buyer["id"], "created_at": tx.now},
        )
        row = find(tx, listing, buyer)
        assert row is not None
        changes.record(tx, "like", row["id"], answer(tx, row))
        listings.announce(tx, listing["id"])
    found = find(tx, listing, buyer)
    assert found is not None
    return found


def unlike(tx: Transaction, listing: Row, buyer: Row) -> None:
    row = find(tx, listing, buyer)
    if row is None:
        raise Problem(404, "not-found", f"{buyer['name']} does not like this listing.")
    _remove(tx, row)
    listings.announce(tx, listing["id"])


def forget(tx: Transaction, listing_id: str) -> None:
    """Remove all likes of a listing that goes away."""
    for row in of_listing(tx, listing_id):
        _remove(tx, row)


def _remove(tx: Transaction, row: Row) -> None:
    tx.run("DELETE FROM likes WHERE id = ?", row["id"])
    changes.bury(tx, "like", row["id"])


def visit(tx: Transaction, listing: Row) -> Row:
    tx.update("listings", listing["id"], {"views": listing["views"] + 1})
    return listings.announce(tx, listing["id"])
