"""Profiles for the commands: a fresh one, and one in which a seller has lived."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from studio.base.clock import SystemClock
from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.cli import main
from studio.imaging.pipeline import Darkroom
from studio.services import inbox, items, listings, orders, syncing
from studio.services.context import Studio
from tests.cli.commands import Run, Said
from tests.services.closets import Beside, OwnMarket, copy_catalog, imported, open_closet, written
from tests.services.conftest import fresh_catalog, no_log_file_left, room

__all__ = ["fresh_catalog", "no_log_file_left", "room"]


@pytest.fixture(autouse=True)
def no_profile_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the commands away from the closet of whoever runs the tests."""
    monkeypatch.delenv("STUDIO_PROFILE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: as real as a program, but for the second that one takes to start."""

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        assert isinstance(left.value.code, int)
        return Said(left.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def closet(fresh_catalog: Path, tmp_path: Path) -> Path:
    """The folder of an empty closet."""
    return copy_catalog(fresh_catalog, tmp_path / "closet")


@dataclass(frozen=True)
class Lived:
    """A profile in which a seller has lived, and what is there by name."""

    root: Path
    sold: str
    offered: str
    draft: str
    order: str


@pytest.fixture(scope="session")
def life(fresh_catalog: Path, room: Darkroom, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A day of a seller: two pieces listed, one of them sold, the other liked and haggled over, a third a draft."""
    folder = tmp_path_factory.mktemp("life")
    root = copy_catalog(fresh_catalog, folder / "closet")
    market = OwnMarket(Profile(root))
    studio = open_closet(root, room, SystemClock(), market)
    beside = Beside(market, studio.profile.market)
    try:
        return _live(studio, beside, folder)
    finally:
        beside.session.close()
        studio.close()


def _live(studio: Studio, beside: Beside, folder: Path) -> Lived:
    first, second, third = imported(studio, folder / "shoot", 2, 1, 1)
    coat = written(studio, first, title="Wool coat", bin="B2", sku="HP-0101", size="M")
    shirt = written(studio, second, title="Linen shirt", bin="A1", sku="HP-0102")
    items.edit(studio, [third], {"title": "Silk scarf", "sku": "HP-0103"})
    account = syncing.connect_market(studio)
    listings.publish(studio, [first, second], account.id, Quiet())
    syncing.sync(studio, Quiet())
    beside.demo("like", buyer="Dee K.", listing=shirt.sku)
    beside.demo("message", buyer="Dee K.", listing=shirt.sku, text="Is it soft?")
    beside.demo("offer", buyer="Dee K.", listing=shirt.sku, price_minor=5000)
    beside.demo("buy", buyer="Marisol R.", listing=coat.sku)
    syncing.sync(studio, Quiet())
    (order,) = orders.to_pack(studio)
    (offer,) = inbox.open_offers(studio)
    inbox.decline(studio, offer.id)
    return Lived(root=studio.profile.root, sold=coat.sku, offered=shirt.sku, draft="HP-0103", order=order.number)


@pytest.fixture
def lived(life: Lived, tmp_path: Path) -> Lived:
    """A copy of that day, to be changed."""
    root = tmp_path / "lived"
    shutil.copytree(life.root, root)
    return Lived(root, life.sold, life.offered, life.draft, life.order)
