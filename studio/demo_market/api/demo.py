"""`/demo`: the buyers' verbs, the clock and the faults; no token, since only this computer can call them."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from studio.demo_market import (
    bodies,
    buyers,
    conversations,
    deals,
    interest,
    life,
    listings,
    oauth,
    offers,
    orders,
    seeding,
    shelf,
)
from studio.demo_market.answers import Like, Listing, Message, Offer, Order
from studio.demo_market.api.writing import MarketHere
from studio.demo_market.market import settle
from studio.demo_market.problems import refused_field

router = APIRouter(prefix="/demo", tags=["demo"])


@router.post("/like")
def like(market: MarketHere, verb: bodies.BuyerVerb) -> Like:
    with market.store.writing() as tx:
        row = interest.like(tx, listings.named(tx, verb.listing), buyers.named(tx, verb.buyer))
        return interest.answer(tx, row)


@router.post("/unlike")
def unlike(market: MarketHere, verb: bodies.BuyerVerb) -> Listing:
    with market.store.writing() as tx:
        listing = listings.named(tx, verb.listing)
        interest.unlike(tx, listing, buyers.named(tx, verb.buyer))
        return listings.answer(tx, listing)


@router.post("/visit")
def visit(market: MarketHere, verb: bodies.BuyerVerb) -> Listing:
    with market.store.writing() as tx:
        return listings.answer(tx, interest.visit(tx, listings.named(tx, verb.listing)))


@router.post("/offer")
def offer(market: MarketHere, verb: bodies.BuyerOffer) -> Offer:
    with market.store.writing() as tx:
        listing, buyer = listings.named(tx, verb.listing), buyers.named(tx, verb.buyer)
        return offers.answer(tx, offers.make(tx, listing, buyer, verb.price_minor, verb.message))


@router.post("/counter-answer")
def counter_answer(market: MarketHere, verb: bodies.CounterAnswer) -> Offer:
    """The buyer answers the seller's newest open offer on this listing, a counter or an offer to likers."""
    with market.store.writing() as tx:
        waiting = deals.waiting_for(tx, listings.named(tx, verb.listing), buyers.named(tx, verb.buyer))
        answered = (deals.accept if verb.accept else deals.decline)(tx, waiting, "seller")
        return offers.answer(tx, answered)


@router.post("/message")
def message(market: MarketHere, verb: bodies.BuyerMessage) -> Message:
    with market.store.writing() as tx:
        listing_id = listings.named(tx, verb.listing)["id"] if verb.listing else None
        thread = conversations.open_with(tx, buyers.named(tx, verb.buyer), listing_id)
        row = conversations.say(tx, thread, "buyer", verb.text, listing_id=listing_id)
        return conversations.message_answer(row)


@router.post("/buy")
def buy(market: MarketHere, verb: bodies.Purchase) -> Order:
    """Buy at the asking price; `also` names further listings for the same parcel."""
    with market.store.writing() as tx:
        pieces = {row["id"]: row for row in (listings.named(tx, name) for name in [verb.listing, *verb.also])}
        bought = [(row, row["price_minor"] or 0) for row in pieces.values()]
        order = orders.place(tx, buyers.named(tx, verb.buyer), bought, note=verb.note)
        return orders.answer(tx, order)


@router.post("/cancel")
def cancel(market: MarketHere, verb: bodies.BuyerVerb) -> Order:
    """The buyer takes back the order through which the listing was sold."""
    with market.store.writing() as tx:
        row = orders.newest_of(tx, buyers.named(tx, verb.buyer), listings.named(tx, verb.listing))
        return orders.answer(tx, orders.cancel(tx, row))


@router.post("/edit-from-phone")
def edit_from_phone(market: MarketHere, verb: bodies.PhoneEdit) -> Listing | None:
    """The seller changes, ends or deletes a listing elsewhere; no If-Match, as phones do."""
    changed = verb.changes.model_dump(exclude_unset=True)
    if verb.act == "edit" and not changed:
        raise refused_field("changes", "Say in changes which fields change.")
    with market.store.writing() as tx:
        row = listings.named(tx, verb.listing)
        if verb.act == "delete":
            shelf.remove(tx, row)
            return None
        edited = shelf.end(tx, row) if verb.act == "end" else listings.edit(tx, row, changed)
        return listings.answer(tx, edited)


@router.get("/notices")
def notices(market: MarketHere, buyer: str) -> dict[str, Any]:
    """What the market told this buyer, for instance of a price drop."""
    with market.store.writing() as tx:
        rows = tx.all(
            "SELECT listing_id, kind, text, created_at FROM notices WHERE buyer_id = ? ORDER BY rowid",
            buyers.named(tx, buyer)["id"],
        )
        return {"notices": [dict(row) for row in rows]}


@router.post("/clock")
def clock(market: MarketHere, step: bodies.ClockStep) -> dict[str, str]:
    """Let time pass: offers run out, parcels arrive, tombstones go."""
    with market.store.writing() as tx:
        tx.set_meta("clock_offset_s", float(tx.meta("clock_offset_s", "0")) + step.advance_s)
    with market.store.writing() as tx:
        settle(tx)
        return {"now": tx.now}


@router.post("/seed")
def seed(market: MarketHere, wanted: bodies.Seed) -> dict[str, list[str]]:
    """Fill the rail with drawn listings and a few likes; gives the new listings' ids."""
    drawn = seeding.draw_photos(market.photo_folder, wanted.seed, wanted.listings)
    with market.store.writing() as tx:
        return {"listings": seeding.fill(tx, wanted.seed, drawn)}


@router.post("/life/tick")
def life_tick(market: MarketHere, wanted: bodies.Ticks) -> dict[str, list[dict[str, str]]]:
    """Let the simulated buyers act now, one act a tick at most."""
    acts = []
    for _ in range(wanted.count):
        with market.store.writing() as tx:
            act = life.tick(tx, wanted.seed)
        if act:
            acts.append(asdict(act))
    return {"acts": acts}


@router.post("/faults")
def faults(market: MarketHere, plan: bodies.FaultPlan) -> dict[str, int]:
    """Let calls go wrong from now on; gives how many the plan before this one struck."""
    struck = market.faults.struck
    market.faults.set(plan)
    return {"struck_before": struck}


@router.post("/expire-tokens")
def expire_tokens(market: MarketHere) -> dict[str, str]:
    """Every access token has just run out; refresh tokens stay good."""
    with market.store.writing() as tx:
        oauth.expire_access(tx)
        return {"now": tx.now}
