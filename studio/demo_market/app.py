"""Puts the marketplace's HTTP surface together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import Depends, FastAPI

from studio.demo_market import problems
from studio.demo_market.api import (
    account,
    batch,
    changes,
    conversations,
    demo,
    listings,
    oauth,
    offers,
    orders,
    photos,
    web,
)
from studio.demo_market.api.writing import PROBLEMS, check_token
from studio.demo_market.contract import ContractedApp
from studio.demo_market.life import live
from studio.demo_market.market import Market

SETTLE_EVERY_S = 5


def create_app(market: Market, *, life_seed: int | None = None) -> FastAPI:
    """The app over an open market; with `life_seed` the simulated buyers act by themselves."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_settle_forever(market))]
        if life_seed is not None:
            tasks.append(asyncio.create_task(live(market.store, life_seed)))
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        market.store.close()

    app = ContractedApp(title="Closet Fair", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.market = market
    problems.install(app)
    for part in (account, photos, listings, offers, conversations, orders, changes, batch):
        app.include_router(part.router, dependencies=[Depends(check_token)], responses=PROBLEMS)
    for part in (oauth, demo):
        app.include_router(part.router, responses=PROBLEMS)
    app.include_router(web.router)
    return app


async def _settle_forever(market: Market) -> None:
    while True:
        await asyncio.to_thread(market.settle)
        await asyncio.sleep(SETTLE_EVERY_S)
