"""Listings: their rows, the checks of their fields, and the price drop that likers are told."""

import json
from collections.abc import Mapping
from typing import Any

from studio.demo_market import changes, rules
from studio.demo_market.answers import Counts, Listing
from studio.demo_market.problems import Problem, refused_field, refused_state
from studio.demo_market.store import Row, Transaction, Value, new_id

LISTS = ("colours", "photos", "tags")


def fetch(tx: Transaction, listing_id: str) -> Row:
    """The live listing. Raises 410 where it was deleted, 404 where it never was."""
    row = tx.one("SELECT * FROM listings WHERE id = ?", listing_id)
    if row is None:
        raise Problem(404, "not-found", "There is no listing with this id.")
    if row["deleted_at"]:
        raise Problem(410, "gone", "This listing was deleted.")
    return row


def find_by_sku(tx: Transaction, sku: str) -> Row | None:
    return tx.one("SELECT * FROM listings WHERE sku = ? AND sku <> '' AND deleted_at IS NULL", sku)


def named(tx: Transaction, id_or_sku: str) -> Row:
    return find_by_sku(tx, id_or_sku) or fetch(tx, id_or_sku)


def answer(tx: Transaction, row: Row) -> Listing:
    likes = tx.number("SELECT count(*) FROM likes WHERE listing_id = ?", row["id"])
    plain = {key: row[key] for key in row.keys() if key in Listing.model_fields}  # noqa: SIM118 - a Row iterates values
    return Listing.model_validate(
        plain
        | {name: json.loads(row[name]) for name in LISTS}
        | {"counts": Counts(likes=likes, views=row["views"], shares=row["shares"]), "url": f"/l/{row['id']}"}
    )


def save(tx: Transaction, row: Row, changed: Mapping[str, Value]) -> Row:
    """Write columns as a new version and tell the feed."""
    tx.update("listings", row["id"], {**changed, "version": row["version"] + 1, "updated_at": tx.now})
    return announce(tx, row["id"])


def announce(tx: Transaction, listing_id: str) -> Row:
    """Put the listing's present state into the feed, also where only its counts moved."""
    row = fetch(tx, listing_id)
    changes.record(tx, "listing", listing_id, answer(tx, row), row["version"])
    return row


def create(tx: Transaction, fields: Mapping[str, Any]) -> Row:
    """A new draft. Raises 409 with the present row where the SKU is taken."""
    columns = _columns(tx, fields)
    taken = find_by_sku(tx, fields["sku"])
    if taken:
        raise Problem(
            409, "sku-taken", f"SKU {fields['sku']} already belongs to another listing.", current=answer(tx, taken)
        )
    listing_id = new_id("lst")
    tx.insert(
        "listings",
        {
            **columns,
            "id": listing_id,
            "status": "draft",
            "version": 1,
            "created_at": tx.now,
            "updated_at": tx.now,
        },
    )
    return announce(tx, listing_id)


def edit(tx: Transaction, row: Row, fields: Mapping[str, Any]) -> Row:
    """Change some fields; an edit that changes nothing is no new version."""
    if row["status"] == "sold":
        raise refused_state("This listing is sold and cannot be edited.", answer(tx, row))
    columns = _columns(tx, fields)
    taken = find_by_sku(tx, fields.get("sku", ""))
    if taken and taken["id"] != row["id"]:
        raise Problem(409, "sku-taken", f"SKU {fields['sku']} already belongs to another listing.")
    changed = {name: value for name, value in columns.items() if value != row[name]}
    if not changed:
        return row
    if row["status"] == "active":
        check_ready({**dict(row), **changed})
        changed |= _tell_of_price_drop(tx, row, changed.get("price_minor"))
    return save(tx, row, changed)


def check_ready(row: Mapping[str, Any]) -> None:
    """Raises 422 naming every field that still keeps a listing from the shop window."""
    missing: dict[str, str] = {}
    if not row["title"].strip():
        missing["title"] = "The listing needs a title."
    if row["price_minor"] is None:
        missing["price_minor"] = f"The listing needs a price of at least {rules.PRICE_MIN_MINOR} cents."
    if not json.loads(row["photos"]):
        missing["photos"] = "The listing needs at least one photo."
    if missing:
        raise Problem(422, "not-ready", " ".join(missing.values()), errors=missing)


def _columns(tx: Transaction, fields: Mapping[str, Any]) -> dict[str, Value]:
    photos = fields.get("photos", [])
    if len(set(photos)) < len(photos):
        raise refused_field("photos", "Each photo may appear only once.")
    for photo_id in photos:
        if tx.one("SELECT 1 FROM photos WHERE id = ?", photo_id) is None:
            raise refused_field("photos", f"There is no photo {photo_id}; upload it first.")
    return {name: json.dumps(value) if name in LISTS else value for name, value in fields.items()}


def _tell_of_price_drop(tx: Transaction, row: Row, price_minor: Value) -> dict[str, Value]:
    """Tell the likers of a drop against the lowest price they know: raising and lowering again tells nobody."""
    if not isinstance(price_minor, int):
        return {}
    known = row["told_price_minor"]
    if price_minor * 100 > known * (100 - rules.PRICE_DROP_PERCENT):
        return {}
    for like in tx.all("SELECT buyer_id FROM likes WHERE listing_id = ?", row["id"]):
        tx.insert(
            "notices",
            {
                "id": new_id("ntc"),
                "buyer_id": like["buyer_id"],
                "listing_id": row["id"],
                "kind": "price_drop",
                "text": f"{row['title']} is now ${price_minor / 100:.2f} (was ${known / 100:.2f}).",
                "created_at": tx.now,
            },
        )
    return {"told_price_minor": price_minor}
