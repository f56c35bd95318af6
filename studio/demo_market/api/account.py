"""`/v1/me`, `/v1/taxonomy`, `/v1/limits`, `/v1/counts`: who, what words, what figures, how many."""

from typing import Any

from fastapi import APIRouter

from studio.demo_market import buyers, changes, rules
from studio.demo_market.answers import Kind, KindCount, Seller
from studio.demo_market.api.writing import MarketHere

router = APIRouter(prefix="/v1", tags=["account"])


@router.get("/me")
def me(market: MarketHere) -> Seller:
    with market.store.reading() as tx:
        return Seller(
            id=tx.meta("market_id", "").replace("market", "seller"),
            name="Your Closet",
            closet_url="/",
            address=buyers.SELLER_ADDRESS,
        )


@router.get("/taxonomy")
def taxonomy() -> dict[str, Any]:
    return rules.taxonomy()


@router.get("/limits")
def limits() -> dict[str, Any]:
    return rules.limits()


@router.get("/counts")
def counts(market: MarketHere) -> dict[Kind, KindCount]:
    """For a client to compare with what it holds after a round."""
    with market.store.reading() as tx:
        return changes.counts(tx)
