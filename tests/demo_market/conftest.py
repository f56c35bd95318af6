from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo_market.playing import Market, Seller


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    """One quiet market for all tests that only add to it."""
    started = Market(tmp_path_factory.mktemp("market"))
    yield started
    started.stop()


@pytest.fixture(scope="session")
def seller(market: Market) -> Iterator[Seller]:
    connected = Seller(market)
    yield connected
    connected.session.close()


@pytest.fixture
def own_market(tmp_path: Path) -> Iterator[Market]:
    """A market of this test's own, for those that move its clock, its faults or its life."""
    started = Market(tmp_path / "market")
    yield started
    started.stop()


@pytest.fixture
def own_seller(own_market: Market) -> Iterator[Seller]:
    connected = Seller(own_market)
    yield connected
    connected.session.close()
