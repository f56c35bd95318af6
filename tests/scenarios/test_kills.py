"""The program is killed in import, edit, publish and Rounds: the check is clean, and nothing that was told is gone."""

from __future__ import annotations

import json
import random
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from studio.base.clock import SystemClock
from studio.base.jobs import Quiet
from studio.cli import main
from studio.domain.ids import ItemId
from studio.domain.listing import ListingState
from studio.imaging.pipeline import Darkroom
from studio.services import history, importing, items, listings, maintenance, photos, syncing
from studio.services.context import MarketAddress
from tests.demo_market.playing import Market, Seller
from tests.scenarios.seller import (
    RunningMarket,
    Said,
    child,
    edit_until_killed,
    import_folder_until_killed,
    import_until_killed,
    trade_until_killed,
)
from tests.services.closets import copy_catalog, imported, open_closet, snap_pieces

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")

KILLS = 8
SEED = 20261123
PIECES = 24
_LONG_S = 30.0

Check = Callable[[Path], None]


@pytest.fixture
def root(fresh_catalog: Path, tmp_path: Path) -> Path:
    return copy_catalog(fresh_catalog, tmp_path / "closet")


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """The market, which outlives every studio and is the judge."""
    market = Market(tmp_path / "market")
    yield market
    market.stop()


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """Run `studio check --json`: the closet has to be whole."""

    def check(root: Path) -> None:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(["check", "--json", "--profile", str(root)])
        said = capsys.readouterr()
        assert (left.value.code, json.loads(said.out)["problems"], said.err) == (0, [], "")

    return check


def killed(work: Callable[..., None], *arguments: Any, within_s: float, moments: random.Random) -> list[Said]:
    """Let a child work, kill it at a random moment after its first word, and return all that it had told."""
    with child(work, *arguments) as (process, pipe):
        assert pipe.poll(_LONG_S), "the child is silent"
        said: list[Said] = [pipe.recv()]
        threading.Event().wait(moments.uniform(0.0, within_s))
        process.kill()
        return said + _rest(pipe)


def _rest(pipe: Connection) -> list[Said]:
    """Return what the child had told before it died; its last word may be torn."""
    rest: list[Said] = []
    with suppress(EOFError, OSError):
        while pipe.poll(_LONG_S):
            rest.append(pipe.recv())
    return rest


def test_photos_that_were_told_as_imported_are_there_with_their_originals(
    root: Path, tmp_path: Path, room: Darkroom, check: Check
) -> None:
    moments = random.Random(SEED)
    shoot = tmp_path / "shoot"
    shoot.mkdir()
    said: list[Said] = []
    for life in range(KILLS):
        said += killed(import_until_killed, root, shoot, 1_000 * life, within_s=0.3, moments=moments)
        check(root)
    studio = open_closet(root, room, SystemClock())
    known = {row["sha256"]: row["item_id"] for row in studio.catalog.rows("SELECT sha256, item_id FROM photo")}
    assert len(said) >= KILLS
    assert {sha256 for _what, sha256, _number in said} <= known.keys()
    assert len(set(known.values())) == len(known) == items.count(studio)
    maintenance.sweep(studio)
    assert not list(root.rglob("*.part"))
    again = importing.import_photos(studio, [shoot], Quiet())
    assert again.known >= len(said)
    assert len(again.refused) <= KILLS  # a photo that was being taken when its photographer died
    studio.close()
    check(root)


@pytest.mark.slow
def test_a_folder_whose_import_is_killed_twenty_times_comes_in_whole_and_once(
    root: Path, tmp_path: Path, room: Darkroom, check: Check
) -> None:
    moments = random.Random(SEED)
    shoot = tmp_path / "shoot"
    files = snap_pieces(shoot, *[3] * 40)
    kept = 0
    for _life in range(20):
        said = killed(import_folder_until_killed, root, shoot, within_s=0.4, moments=moments)
        check(root)
        studio = open_closet(root, room, SystemClock())
        assert photos.count(studio) >= max(kept, said[-1][2])  # what was told stays
        kept = photos.count(studio)
        rows = studio.catalog.rows("SELECT id FROM item WHERE id NOT IN (SELECT item_id FROM photo)")
        assert not rows, "an item without photos"
        studio.close()
    studio = open_closet(root, room, SystemClock())
    report = importing.import_photos(studio, [shoot], Quiet())
    assert (len(report.photos) + report.known, report.refused) == (len(files), ())
    assert photos.count(studio) == len(files)
    maintenance.sweep(studio)
    assert not list(root.rglob("*.part"))
    studio.close()
    check(root)


def test_prices_that_were_told_as_saved_are_there_and_can_be_undone(
    root: Path, tmp_path: Path, room: Darkroom, check: Check
) -> None:
    moments = random.Random(SEED)
    studio = open_closet(root, room, SystemClock())
    wanted = [items.add(studio, title=f"Piece {number}").id for number in range(3)]
    studio.close()
    last: dict[str, int] = {}
    for life in range(KILLS):
        for _what, item_id, number in killed(
            edit_until_killed, root, wanted, 1 + 10_000 * life, within_s=0.15, moments=moments
        ):
            last[item_id] = number
        check(root)
    studio = open_closet(root, room, SystemClock())
    for item_id, number in last.items():
        assert items.load(studio, item_id).price_minor in (number, number + len(wanted))  # the next may be in, untold
    assert history.next_undo(studio) == "edit price of 1 item"
    history.undo(studio)
    studio.close()
    check(root)


def test_what_was_told_as_published_is_at_the_marketplace_exactly_once(
    root: Path, tmp_path: Path, room: Darkroom, market: Market, check: Check
) -> None:
    moments = random.Random(SEED)
    _prepare(root, tmp_path / "shoot", room)
    place = MarketAddress(market.url, (market.folder / "owner.key").read_text().strip())
    said: list[Said] = []
    for life in range(KILLS):
        said += killed(trade_until_killed, root, place, 1_000 * (life + 1), within_s=0.8, moments=moments)
        check(root)
    studio = open_closet(root, room, SystemClock(), RunningMarket(place))
    for _round in range(4):
        assert syncing.sync(studio, Quiet()).unreachable == ()
    assert syncing.outbox(studio) == []
    there = _listed_there(market)
    assert max(Counter(one["sku"] for one in there).values()) == 1
    prices = {one["sku"]: one["price_minor"] for one in there if one["status"] == "active"}
    last = {item_id: number for what, item_id, number in said if what == "priced"}
    for item_id in {item_id for what, item_id, _number in said if what == "published"}:
        item = items.load(studio, item_id)
        (listing,) = listings.of_item(studio, ItemId(item_id))
        assert listing.state is ListingState.ACTIVE
        assert prices[item.sku] == item.price_minor
        assert (item.price_minor or 0) >= last.get(item_id, 0)
    assert items.count(studio) == PIECES
    assert {what for what, _item, _number in said} == {"published", "priced", "synced"}
    studio.close()
    check(root)


def _prepare(root: Path, shoot: Path, room: Darkroom) -> None:
    """Have pieces that are ready to publish, their renditions made: the children need no darkroom then."""
    studio = open_closet(root, room, SystemClock())
    snap_pieces(shoot, *[1] * PIECES)
    for number, item_id in enumerate(imported(studio, shoot, *[1] * PIECES)):
        items.edit(studio, [item_id], {"title": f"Piece {number}", "price_minor": 900})
        photos.rendition(studio, photos.of_item(studio, item_id)[0], "3x4")
    studio.close()


def _listed_there(market: Market) -> list[dict[str, Any]]:
    seller = Seller(market)
    found: list[dict[str, Any]] = seller.get("/v1/listings?limit=500")["listings"]
    seller.session.close()
    return found
