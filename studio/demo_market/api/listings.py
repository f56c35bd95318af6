"""`/v1/listings`: drafts, edits, and their way over the shelf."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from studio.demo_market import interest, listings, offers, rules, shelf
from studio.demo_market.answers import Likes, Listing, Listings, ListingStatus, OffersToLikers
from studio.demo_market.api.writing import IfMatch, Key, MarketHere, Reply, check_version, show, write
from studio.demo_market.bodies import ListingFields, Proposal
from studio.demo_market.problems import refused_field
from studio.demo_market.store import Row, Transaction

router = APIRouter(prefix="/v1/listings", tags=["listings"])


def _reply(tx: Transaction, row: Row, status: int = 200) -> Reply:
    return Reply(
        status=status,
        body=listings.answer(tx, row),
        version=row["version"],
        location=f"/v1/listings/{row['id']}" if status == 201 else None,
    )


def _checked(tx: Transaction, listing_id: str, if_match: str | None, *, needed: bool) -> Row:
    row = listings.fetch(tx, listing_id)
    check_version(if_match, listings.answer(tx, row), row["version"], needed=needed)
    return row


@router.get("", response_model=Listings)
def list_listings(
    market: MarketHere,
    sku: str | None = None,
    status: ListingStatus | None = None,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=rules.PAGE_MAX)] = 100,
) -> Response:
    """In the order of their making; `next` is the `after` of the next page. `sku` finds by natural key."""
    with market.store.reading() as tx:
        where = "deleted_at IS NULL AND (?1 IS NULL OR sku = ?1) AND (?2 IS NULL OR status = ?2)"
        start = tx.number("SELECT rowid FROM listings WHERE id = ?", after) if after else 0
        if after and not start:
            raise refused_field("after", "There is no listing with this id.")
        rows = tx.all(
            f"SELECT * FROM listings WHERE {where} AND rowid > ?3 ORDER BY rowid LIMIT ?4",
            sku,
            status,
            start,
            limit + 1,
        )
        total = tx.number(f"SELECT count(*) FROM listings WHERE {where}", sku, status)
        page = [listings.answer(tx, row) for row in rows[:limit]]
    return show(Listings(listings=page, next=page[-1].id if len(rows) > limit else None, total=total))


@router.post("", response_model=Listing, status_code=201)
def create_listing(request: Request, fields: ListingFields, key: Key = None) -> Response:
    """Make a draft."""
    return write(request, lambda tx: _reply(tx, listings.create(tx, fields.model_dump()), 201), fields.model_dump())


@router.put("/by-sku/{sku}", response_model=Listing, responses={201: {"model": Listing}})
def put_listing_by_sku(
    request: Request, sku: str, fields: ListingFields, if_match: IfMatch = None, key: Key = None
) -> Response:
    """Make the listing with this SKU look like this: a new draft, or a change of all its fields."""
    if not sku.strip() or len(sku) > rules.WORD_MAX or fields.sku not in ("", sku):
        raise refused_field("sku", f"The SKU in the address has 1 to {rules.WORD_MAX} characters; the body repeats it.")
    wanted = {**fields.model_dump(), "sku": sku}

    def act(tx: Transaction) -> Reply:
        row = listings.find_by_sku(tx, sku)
        if row is None:
            return _reply(tx, listings.create(tx, wanted), 201)
        check_version(if_match, listings.answer(tx, row), row["version"], needed=False)
        return _reply(tx, listings.edit(tx, row, wanted))

    return write(request, act, wanted)


@router.get("/{listing_id}", response_model=Listing)
def get_listing(market: MarketHere, listing_id: str) -> Response:
    with market.store.reading() as tx:
        row = listings.fetch(tx, listing_id)
        return show(listings.answer(tx, row), row["version"])


@router.patch("/{listing_id}", response_model=Listing)
def patch_listing(
    request: Request, listing_id: str, fields: ListingFields, if_match: IfMatch = None, key: Key = None
) -> Response:
    """Change the fields that are sent; the others stay."""
    changed = fields.model_dump(exclude_unset=True)

    def act(tx: Transaction) -> Reply:
        return _reply(tx, listings.edit(tx, _checked(tx, listing_id, if_match, needed=True), changed))

    return write(request, act, [changed, if_match])


@router.delete("/{listing_id}", status_code=204)
def delete_listing(request: Request, listing_id: str, if_match: IfMatch = None, key: Key = None) -> Response:
    def act(tx: Transaction) -> Reply:
        shelf.remove(tx, _checked(tx, listing_id, if_match, needed=True))
        return Reply(status=204, body=None)

    return write(request, act, if_match)


def _move(request: Request, listing_id: str, if_match: str | None, step: Callable[[Transaction, Row], Row]) -> Response:
    """Move the listing along its way; If-Match is honoured where it is sent."""

    def act(tx: Transaction) -> Reply:
        return _reply(tx, step(tx, _checked(tx, listing_id, if_match, needed=False)))

    return write(request, act, None)


@router.post("/{listing_id}/publish", response_model=Listing)
def publish_listing(request: Request, listing_id: str, if_match: IfMatch = None, key: Key = None) -> Response:
    return _move(request, listing_id, if_match, shelf.publish)


@router.post("/{listing_id}/end", response_model=Listing)
def end_listing(request: Request, listing_id: str, if_match: IfMatch = None, key: Key = None) -> Response:
    return _move(request, listing_id, if_match, shelf.end)


@router.post("/{listing_id}/relist", response_model=Listing)
def relist_listing(request: Request, listing_id: str, if_match: IfMatch = None, key: Key = None) -> Response:
    return _move(request, listing_id, if_match, shelf.relist)


@router.post("/{listing_id}/share", response_model=Listing)
def share_listing(request: Request, listing_id: str, if_match: IfMatch = None, key: Key = None) -> Response:
    return _move(request, listing_id, if_match, shelf.share)


@router.get("/{listing_id}/likes", response_model=Likes)
def list_likes(market: MarketHere, listing_id: str) -> Response:
    with market.store.reading() as tx:
        rows = interest.of_listing(tx, listings.fetch(tx, listing_id)["id"])
        return show(Likes(likes=[interest.answer(tx, row) for row in rows]))


@router.post("/{listing_id}/offers-to-likers", response_model=OffersToLikers, status_code=201)
def offer_to_likers(request: Request, listing_id: str, proposal: Proposal, key: Key = None) -> Response:
    """Offer a price to everyone who likes the listing; it stands for 24 hours."""

    def act(tx: Transaction) -> Reply:
        rows = offers.to_likers(tx, listings.fetch(tx, listing_id), proposal.price_minor, proposal.message)
        made = [offers.answer(tx, row) for row in rows]
        body = OffersToLikers(
            offers=made, reached=len(made), price_minor=proposal.price_minor, expires_at=made[0].expires_at
        )
        return Reply(status=201, body=body)

    return write(request, act, proposal.model_dump())
