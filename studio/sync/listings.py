"""Takes in how a Listing stands at its Account: merges its fields, follows its state, guards against selling twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studio.base.ids import new_id
from studio.domain.change import Change, ChangeKind, ChangeState
from studio.domain.feed import RemoteListing
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.merge import merge
from studio.storage import outbox, remote_photos
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.fields import read_fields, write_fields

_EDITS = frozenset({ChangeKind.LISTING_UPDATE, ChangeKind.LISTING_END, ChangeKind.OFFER_TO_LIKERS})
_ALL = _EDITS | {ChangeKind.LISTING_CREATE, ChangeKind.LISTING_RELIST}
_BRING_UP = frozenset({ChangeKind.LISTING_CREATE, ChangeKind.LISTING_RELIST})
_LIVE = frozenset({ListingState.QUEUED, ListingState.ACTIVE, ListingState.RESERVED, ListingState.REFUSED})


class Unfit(Exception):
    """A row that makes sense by itself but cannot be taken in; says why."""


def find_listing(unit: UnitOfWork, account_id: AccountId, remote_id: str) -> Listing | None:
    """Return the Listing that an Account calls so."""
    return next(iter(unit.find(Listing, account_id=account_id, remote_id=remote_id)), None) if remote_id else None


def receive_listing(unit: UnitOfWork, account_id: AccountId, remote: RemoteListing) -> Listing | None:
    """Take in a listing that the Account told of; None where it is nothing to us, like a draft made elsewhere."""
    listing = find_listing(unit, account_id, remote.id) or _linked(unit, account_id, remote)
    if listing is None:
        if remote.state is not ListingState.ACTIVE:
            return None
        listing = _brought_in(unit, account_id, remote)
    there = _told(unit, account_id, remote)
    heard = {name: value for name, value in _perhaps_sent(unit, listing).items() if there.get(name) == value}
    return take_in(unit, listing, remote, ancestor=heard)


def take_in(unit: UnitOfWork, listing: Listing, remote: RemoteListing, *, ancestor: Mapping[str, Any]) -> Listing:
    """Merge a Listing with how it stands there, follow its state, and save it.

    `ancestor`: fields in which both sides are known to have agreed after Base, because we told them.
    """
    item = unit.load(Item, listing.item_id)
    assert item is not None  # a foreign key
    local, there = read_fields(listing, item), _told(unit, listing.account_id, remote)
    merged = merge(base={**listing.base, **ancestor}, local=local, remote=there)
    changed = write_fields(unit, listing, {name: merged.fields[name] for name in merged.taken})
    state = _state(unit, listing, remote)
    changed = replace(
        changed,
        remote_id=remote.id,
        remote_version=remote.version,
        url=remote.url,
        base=merged.base,
        conflict=merged.conflict,
        state=state,
        reason="" if state is ListingState.ACTIVE else listing.reason,
        like_count=listing.like_count if remote.like_count is None else remote.like_count,
        published_at=remote.published_at or listing.published_at,
        sold_at=remote.sold_at if state is ListingState.SOLD else None,
    )
    unit.save(changed)
    if state is ListingState.SOLD and listing.state is not ListingState.SOLD:
        guard_against_second_sale(unit, changed)
    return changed


def remove_listing(unit: UnitOfWork, listing: Listing, reason: str) -> None:
    """Take in that a Listing was deleted there: it ends here, with every word kept, and can be published anew."""
    if listing.state is ListingState.SOLD:
        return
    outbox.drop(unit, listing.id, kinds=_EDITS)
    queued = listing.state is ListingState.QUEUED and any(c.kind in _BRING_UP for c in _waiting(unit, listing))
    state = ListingState.QUEUED if queued else ListingState.ENDED
    unit.save(
        replace(listing, state=state, reason=reason, remote_id="", remote_version="", url="", base={}, conflict={})
    )


def guard_against_second_sale(unit: UnitOfWork, sold: Listing) -> None:
    """Cancel what still waits to be told about a sold piece, and take it off every other Account first of all."""
    outbox.drop(unit, sold.id, kinds=_ALL)
    for other in unit.find(Listing, item_id=sold.item_id):
        if other.id == sold.id or other.state not in _LIVE:
            continue
        outbox.drop(unit, other.id, kinds=_ALL)
        if other.remote_id or _waiting(unit, other):
            outbox.queue(
                unit,
                ChangeKind.LISTING_END,
                account_id=other.account_id,
                entity_id=other.id,
                payload={"sold_elsewhere": True},
                title="Sold elsewhere",
            )
        else:
            unit.save(replace(other, state=ListingState.ENDED, reason="Sold elsewhere."))


def _state(unit: UnitOfWork, listing: Listing, remote: RemoteListing) -> ListingState:
    """Return the state that follows: the Account names it, but for what we have asked for and it has not done yet."""
    asked = {change.kind for change in _waiting(unit, listing)}
    if remote.state is ListingState.DRAFT:
        return listing.state
    if remote.state is ListingState.ENDED and listing.state is ListingState.QUEUED and asked & _BRING_UP:
        return ListingState.QUEUED
    if remote.state is ListingState.ACTIVE and ChangeKind.LISTING_END in asked:
        return listing.state
    return remote.state


def _told(unit: UnitOfWork, account_id: AccountId, remote: RemoteListing) -> dict[str, Any]:
    """Return the fields as they stand there; without its pictures where one of them is not known here."""
    known = remote_photos.contents(unit, account_id, remote.photos)
    photos = {"photos": [known[name] for name in remote.photos]} if known.keys() >= set(remote.photos) else {}
    return {**remote.fields, **photos}


def _perhaps_sent(unit: UnitOfWork, listing: Listing) -> Mapping[str, Any]:
    """Return the fields of a Change that may have arrived without our knowing."""
    fields: dict[str, Any] = {}
    for change in _waiting(unit, listing):
        if change.state is not ChangeState.PENDING:
            fields |= change.payload.get("fields", {})
    return fields


def _waiting(unit: UnitOfWork, listing: Listing) -> list[Change]:
    return [c for c in outbox.of_entity(unit, listing.id) if c.state is not ChangeState.BLOCKED]


def _linked(unit: UnitOfWork, account_id: AccountId, remote: RemoteListing) -> Listing | None:
    """Return the Listing of the Item with this SKU: the answer that named it got lost, or it was made elsewhere."""
    item = next(iter(unit.find(Item, sku=remote.fields.get("sku", ""))), None)
    if item is None:
        return None
    listing = next(iter(unit.find(Listing, item_id=item.id, account_id=account_id)), None)
    if listing is None:
        if remote.state is not ListingState.ACTIVE:
            return None
        return _new_listing(unit, account_id, item.id, remote)
    if listing.remote_id and listing.state is not ListingState.ENDED:
        raise Unfit(f"another listing with the SKU {item.sku} is there already")
    return listing


def _brought_in(unit: UnitOfWork, account_id: AccountId, remote: RemoteListing) -> Listing:
    """Return a Listing of a new Item, for what was put up elsewhere."""
    item_id = ItemId(new_id())
    sku = remote.fields.get("sku") or f"IN-{item_id[-8:].upper()}"
    unit.save(Item(id=item_id, sku=sku, created_at=remote.published_at or unit.now))
    return _new_listing(unit, account_id, item_id, remote)


def _new_listing(unit: UnitOfWork, account_id: AccountId, item_id: ItemId, remote: RemoteListing) -> Listing:
    return Listing(
        id=ListingId(new_id()),
        item_id=item_id,
        account_id=account_id,
        created_at=remote.published_at or unit.now,
        state=remote.state,
    )
