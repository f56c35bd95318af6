"""`/v1/offers`: read them, and answer those of the buyers."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from studio.demo_market import deals, offers
from studio.demo_market.answers import Offer, Offers, OfferStatus
from studio.demo_market.api.writing import Key, MarketHere, Reply, show, write
from studio.demo_market.bodies import Proposal
from studio.demo_market.store import Transaction

router = APIRouter(prefix="/v1/offers", tags=["offers"])


@router.get("", response_model=Offers)
def list_offers(market: MarketHere, listing_id: str | None = None, status: OfferStatus | None = None) -> Response:
    with market.store.reading() as tx:
        rows = tx.all(
            "SELECT * FROM offers WHERE (?1 IS NULL OR listing_id = ?1) AND (?2 IS NULL OR status = ?2) ORDER BY rowid",
            listing_id,
            status,
        )
        return show(Offers(offers=[offers.answer(tx, row) for row in rows]))


@router.get("/{offer_id}", response_model=Offer)
def get_offer(market: MarketHere, offer_id: str) -> Response:
    with market.store.reading() as tx:
        return show(offers.answer(tx, offers.fetch(tx, offer_id)))


@router.post("/{offer_id}/accept", response_model=Offer)
def accept_offer(request: Request, offer_id: str, key: Key = None) -> Response:
    """Sell at the buyer's price; the offer then names its order."""

    def act(tx: Transaction) -> Reply:
        return Reply(body=offers.answer(tx, deals.accept(tx, offers.fetch(tx, offer_id), "buyer")))

    return write(request, act, None)


@router.post("/{offer_id}/decline", response_model=Offer)
def decline_offer(request: Request, offer_id: str, key: Key = None) -> Response:
    def act(tx: Transaction) -> Reply:
        return Reply(body=offers.answer(tx, deals.decline(tx, offers.fetch(tx, offer_id), "buyer")))

    return write(request, act, None)


@router.post("/{offer_id}/counter", response_model=Offer, status_code=201)
def counter_offer(request: Request, offer_id: str, proposal: Proposal, key: Key = None) -> Response:
    """Propose another price; gives the new offer, whose `parent_id` is the buyer's."""

    def act(tx: Transaction) -> Reply:
        row = offers.counter(tx, offers.fetch(tx, offer_id), proposal.price_minor, proposal.message)
        return Reply(status=201, body=offers.answer(tx, row))

    return write(request, act, proposal.model_dump())
