"""`/v1/changes` and `/v1/events`: the feed, and a poke when it moved."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from studio.demo_market import changes, rules
from studio.demo_market.answers import Changes, Kind
from studio.demo_market.api.writing import MarketHere, show
from studio.demo_market.market import Pokes
from studio.demo_market.problems import refused_field

HEARTBEAT_S = 15
router = APIRouter(prefix="/v1", tags=["changes"])


@router.get("/changes", response_model=Changes)
def list_changes(
    market: MarketHere,
    cursor: str | None = None,
    kinds: str | None = None,
    limit: Annotated[int, Query(ge=1, le=rules.PAGE_MAX)] = 100,
) -> Response:
    """What changed after `cursor`; without one, everything. `kinds` is a comma-separated choice."""
    with market.store.reading() as tx:
        return show(changes.page(tx, cursor or None, _chosen(kinds), limit))


def _chosen(kinds: str | None) -> list[Kind]:
    asked = [part.strip() for part in (kinds or "").split(",") if part.strip()]
    unknown = [part for part in asked if part not in changes.KINDS]
    if unknown:
        raise refused_field("kinds", f"kinds are some of {', '.join(changes.KINDS)}.")
    return [kind for kind in changes.KINDS if kind in asked or not asked]


@router.get("/events", response_class=StreamingResponse)
async def events(market: MarketHere) -> StreamingResponse:
    """Server-sent events without data: each says only that the feed moved."""
    return StreamingResponse(_poke_stream(market.pokes), media_type="text/event-stream")


async def _poke_stream(pokes: Pokes) -> AsyncIterator[str]:
    listener = pokes.listen()
    try:
        yield ": listening\n\n"
        while not pokes.closed:
            try:
                await asyncio.wait_for(listener.wait(), HEARTBEAT_S)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            listener.clear()
            if not pokes.closed:
                yield "event: changed\ndata: {}\n\n"
    finally:
        pokes.leave(listener)
