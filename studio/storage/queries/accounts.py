"""Reads Accounts and the Listings in them."""

from __future__ import annotations

from collections.abc import Sequence

from studio.domain.account import Account
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.listing import Listing, ListingState
from studio.storage.catalog import Catalog


def accounts(catalog: Catalog) -> list[Account]:
    """Return every Account, the oldest first."""
    return catalog.all(Account, "SELECT * FROM account ORDER BY id")


def account(catalog: Catalog, account_id: AccountId) -> Account | None:
    """Return one Account."""
    return catalog.one(Account, "SELECT * FROM account WHERE id = ?", (account_id,))


def listing(catalog: Catalog, listing_id: ListingId) -> Listing | None:
    """Return one Listing."""
    return catalog.one(Listing, "SELECT * FROM listing WHERE id = ?", (listing_id,))


def listings_of(catalog: Catalog, item_id: ItemId) -> list[Listing]:
    """Return where an Item is listed."""
    return catalog.all(Listing, "SELECT * FROM listing WHERE item_id = ? ORDER BY id", (item_id,))


def listings(catalog: Catalog, states: Sequence[ListingState] = ()) -> list[Listing]:
    """Return every Listing in one of these states (all, where none is named), the newest first."""
    marks = ",".join("?" * len(states))
    where = f"WHERE state IN ({marks})" if states else ""
    return catalog.all(Listing, f"SELECT * FROM listing {where} ORDER BY created_at DESC, id DESC", list(states))
