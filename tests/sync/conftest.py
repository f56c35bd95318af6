"""A seller's catalog, and the real embedded marketplace beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.base.paths import Profile
from studio.domain.ids import AccountId
from studio.storage.catalog import Catalog
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.sync.market import Market, Shop, serve


@pytest.fixture(scope="session")
def empty_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = Profile(tmp_path_factory.mktemp("empty"))
    open_catalog(profile, FakeClock()).close()
    return profile.catalog


@pytest.fixture
def profile(empty_catalog: Path, tmp_path: Path) -> Profile:
    profile = Profile(tmp_path / "profile")
    profile.root.mkdir()
    shutil.copy(empty_catalog, profile.catalog)
    return profile


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def catalog(profile: Profile, clock: FakeClock) -> Iterator[Catalog]:
    catalog = open_catalog(profile, clock)
    yield catalog
    catalog.close()


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    with serve(tmp_path / "market") as running:
        yield running


@pytest.fixture
def shop(catalog: Catalog, profile: Profile, clock: FakeClock, market: Market) -> Iterator[Shop]:
    shop = Shop(catalog, profile, clock, market, AccountId("fair"))
    yield shop
    shop.connector.close()


@pytest.fixture
def second_shop(shop: Shop, tmp_path: Path) -> Iterator[Shop]:
    """The same catalog with an Account at a marketplace of its own."""
    with serve(tmp_path / "second market") as running:
        second = Shop(shop.catalog, shop.profile, shop.clock, running, AccountId("second"))
        yield second
        second.connector.close()
