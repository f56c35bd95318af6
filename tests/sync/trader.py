"""A seller at work in a process of its own, so that it can be killed there in the middle of a Round."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import requests

from studio.base.ids import new_id
from studio.base.paths import Profile
from studio.domain.change import ChangeKind
from studio.domain.conversation import Conversation, Message, MessageState
from studio.domain.ids import AccountId, MessageId
from studio.domain.interest import Direction
from studio.domain.operation import Op
from studio.storage import outbox
from studio.storage.opening import open_catalog
from studio.sync import http
from tests.fakes.clock import FakeClock
from tests.sync.market import FORK_SERVER, Market, Shop, Tokens, edit, publish

ACCOUNT = AccountId("fair")
Place = tuple[Path, str, Path, Tokens]
"""Where a child works: the folder of its profile, address and folder of the marketplace, and the token."""


@contextmanager
def open_shop(root: Path, market: Market, tokens: Tokens, *, day: int) -> Iterator[Shop]:
    """Open the catalog below `root`; connect its Account where there is no token yet."""
    clock = FakeClock()
    clock.advance(days=day)
    profile = Profile(root / "profile")
    catalog = open_catalog(profile, clock)
    try:
        yield Shop(catalog, profile, clock, market, ACCOUNT, tokens)
    finally:
        catalog.close()


@contextmanager
def child(
    work: Any, root: Path, market: Market, tokens: Tokens, *arguments: Any
) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Run `work(pipe, place, *arguments)` in a process; it is gone at the end of the block."""
    here, there = FORK_SERVER.Pipe(duplex=False)
    place: Place = (root, market.url, market.folder, tokens)
    process = FORK_SERVER.Process(target=work, args=(there, place, *arguments))
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


def trade_until_killed(pipe: Connection, place: Place, life: int) -> None:
    """Publish, reprice, write and run Rounds, and tell of everything that was saved."""
    with _at_work(place, life) as shop:
        for number in itertools.count():
            _trade(shop, pipe, life, number)
            shop.round()


def trade_and_die(pipe: Connection, place: Place, life: int, request: int, *, answered: bool) -> None:
    """Trade once, and die right before or right after a certain request."""
    send, sent = http.Http.send, itertools.count(1)

    def fatal(self: http.Http, asked: http.Request) -> http.Reply:
        last = next(sent) == request
        if last and not answered:
            os.kill(os.getpid(), signal.SIGKILL)
        reply = send(self, asked)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return reply

    with _at_work(place, life) as shop:
        _trade(shop, pipe, life, 0)
        http.Http.send = fatal  # type: ignore[method-assign]
        while True:
            shop.clock.advance(minutes=20)
            shop.round()


@contextmanager
def _at_work(place: Place, life: int) -> Iterator[Shop]:
    root, url, folder, tokens = place
    with (
        requests.Session() as session,
        open_shop(root, Market(url=url, folder=folder, session=session), tokens, day=life) as shop,
    ):
        yield shop


def _trade(shop: Shop, pipe: Connection, life: int, number: int) -> None:
    name = f"piece-{life}-{number}"
    publish(shop, name, photos=2)
    pipe.send(("published", name, 4800))
    edit(shop, name, price_minor=3000 + number)
    pipe.send(("priced", name, 3000 + number))
    text = f"life {life}, message {number}"
    say(shop, text)
    pipe.send(("said", text, 0))
    shop.clock.advance(minutes=20)


def say(shop: Shop, body: str) -> MessageId:
    """Write in the only conversation there is, as the services do."""
    with shop.catalog.operation(Op.SEND_MESSAGE) as unit:
        thread = unit.find(Conversation)[0]
        message = Message(
            id=MessageId(new_id()),
            conversation_id=thread.id,
            direction=Direction.OUT,
            body=body,
            sent_at=unit.now,
            state=MessageState.QUEUED,
            client_ref=new_id(),
        )
        unit.save(message)
        payload = {"message_id": message.id}
        kind = ChangeKind.MESSAGE_SEND
        outbox.queue(unit, kind, account_id=shop.account_id, entity_id=thread.id, payload=payload)
    return message.id
