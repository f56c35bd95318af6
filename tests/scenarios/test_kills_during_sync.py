"""The program is killed in the middle of Rounds, and the marketplace is the judge: nothing lost, nothing twice."""

from __future__ import annotations

import functools
import itertools
import random
import signal
import sys
import threading
from collections import Counter
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from studio.base.paths import Profile
from studio.domain.conversation import Message
from studio.domain.listing import ListingState
from studio.storage.backup import check_catalog
from tests.sync.market import Market, Shop, Tokens, serve
from tests.sync.trader import ACCOUNT, child, open_shop, trade_and_die, trade_until_killed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")

KILLS = 30
SEED = 20261123
Said = list[tuple[str, str, int]]


def test_killed_at_random_moments_everything_that_was_saved_is_there_once(tmp_path: Path) -> None:
    moments = random.Random(SEED)
    said: Said = []
    with serve(tmp_path / "market") as market:
        tokens = _begin(tmp_path, market)
        for life in range(KILLS):
            with child(trade_until_killed, tmp_path, market, tokens, life) as (process, pipe):
                said += [pipe.recv(), pipe.recv(), pipe.recv()]
                threading.Event().wait(moments.uniform(0.0, 0.25))
                process.kill()
                said += _rest(pipe)
            assert check_catalog(Profile(tmp_path / "profile").catalog) == []
            _let_buyers_act(market, said, life)
        _judge(tmp_path, market, tokens, said)


def test_killed_before_and_after_every_single_request_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    said: Said = []
    with serve(tmp_path / "market") as market:
        tokens = _begin(tmp_path, market)
        for life, (request, answered) in enumerate(itertools.product(range(1, 10), (False, True))):
            die = functools.partial(trade_and_die, answered=answered)
            with child(die, tmp_path, market, tokens, life, request) as (process, pipe):
                said += _rest(pipe)
                process.join(20)
                assert process.exitcode == -signal.SIGKILL, (request, answered)
        _judge(tmp_path, market, tokens, said)


def _begin(root: Path, market: Market) -> Tokens:
    """Make the catalog, connect the Account, and receive the first message."""
    with open_shop(root, market, Tokens(), day=0) as shop:
        market.demo("message", buyer="Dee K.", text="Hello")
        shop.round()
        return shop.tokens


def _rest(pipe: Connection) -> Said:
    """Return what a child told until it died; its last word may be torn."""
    rest: Said = []
    with suppress(EOFError, OSError):
        while pipe.poll(20.0):
            rest.append(pipe.recv())
    return rest


def _let_buyers_act(market: Market, said: Said, life: int) -> None:
    if life % 3 == 0:
        market.demo("message", buyer="Dee K.", text=f"life {life}: still there?")
    if life % 10 == 9:
        _what, name, _price = next(entry for entry in said if entry[0] == "published")
        listing = f"SKU-{name}"
        reply = market.session.post(f"{market.url}/demo/buy", json={"buyer": "Ana P.", "listing": listing}, timeout=10)
        assert reply.status_code in (200, 404, 409)  # sold, not there yet, or sold before


def _judge(root: Path, market: Market, tokens: Tokens, said: Said) -> None:
    """Bring both sides into step and compare everything that was told as saved with what is there."""
    with open_shop(root, market, tokens, day=200) as shop:
        for _ in range(100):
            shop.clock.advance(minutes=20)
            shop.round()
            if not shop.waiting():
                break
        shop.round()
        there = shop.listed_there()
        saved = {name for what, name, _price in said if what == "published"}
        prices = {name: price for what, name, price in said if what == "priced"}
        assert shop.waiting() == 0
        skus = Counter(row["sku"].removeprefix("SKU-") for row in there)
        assert saved <= skus.keys()
        assert set(skus.values()) == {1}
        assert shop.catalog.value("SELECT count(*) FROM listing") == len(there)
        for row in there:
            name = row["sku"].removeprefix("SKU-")
            here = shop.listing(name)
            assert (here.remote_id, here.state.value, here.conflict) == (row["id"], row["status"], {})
            if here.state is ListingState.ACTIVE:
                assert row["price_minor"] == shop.item(name).price_minor == prices.get(name, row["price_minor"])
            assert len(row["photos"]) == 2
        _judge_talk(shop, market, said)


def _judge_talk(shop: Shop, market: Market, said: Said) -> None:
    (thread,) = market.get("conversations", shop.tokens[ACCOUNT])["conversations"]
    messages = market.get(f"conversations/{thread['id']}/messages", shop.tokens[ACCOUNT])["messages"]
    ours = Counter(message["text"] for message in messages if message["sender"] == "seller")
    assert {text for what, text, _ in said if what == "said"} <= ours.keys()
    assert set(ours.values()) == {1}
    here = shop.catalog.all(Message, "SELECT * FROM message ORDER BY sent_at, rowid")
    assert sorted(m.body for m in here) == sorted(message["text"] for message in messages)
    assert all(m.remote_id for m in here)
    assert shop.catalog.value("SELECT count(*) FROM sale_order") == len(
        market.get("orders", shop.tokens[ACCOUNT])["orders"]
    )
