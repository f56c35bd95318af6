"""Closets of each test's own, on one Darkroom."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.base.clock import SystemClock
from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import DEFAULT_CLEAN, Step
from studio.services.context import Studio
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock
from tests.services.closets import Beside, OwnMarket, Shot, copy_catalog, open_closet, snap


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Darkroom]:
    """A Darkroom whose children run already, so that no test has to wait for them, or leaves them behind."""
    folder = tmp_path_factory.mktemp("darkroom")
    picture = snap(folder / "first.jpg", Shot(seed=9_999))
    outputs = [Output(path=folder / "first-1x1.jpg", shape="1x1")]
    absent = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": "rembg:u2net"}))
    with Darkroom(cache=folder / "cache", models=folder / "models", width=1) as darkroom:
        darkroom.develop(picture, DEFAULT_CLEAN, outputs, Quiet())
        with pytest.raises(UserError, match="not here yet"):
            darkroom.develop(picture, absent, outputs, Quiet())
        yield darkroom


@pytest.fixture(scope="session")
def fresh_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = Profile(tmp_path_factory.mktemp("fresh"))
    open_catalog(profile, FakeClock()).close()
    return profile.catalog


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def root(fresh_catalog: Path, tmp_path: Path) -> Path:
    """The folder of a profile with an empty catalog."""
    return copy_catalog(fresh_catalog, tmp_path / "closet")


@pytest.fixture
def studio(root: Path, room: Darkroom, clock: FakeClock) -> Iterator[Studio]:
    """A closet on a machine where no market can be started."""
    studio = open_closet(root, room, clock)
    yield studio
    studio.close()


@pytest.fixture
def market(root: Path) -> Iterator[OwnMarket]:
    """The market of `online`, to be taken down and let come up."""
    market = OwnMarket(Profile(root))
    yield market
    market.stop()


@pytest.fixture
def online(root: Path, room: Darkroom, market: OwnMarket) -> Iterator[Studio]:
    """A closet with the real market, on the machine's own clock, which is the market's, too."""
    studio = open_closet(root, room, SystemClock(), market)
    yield studio
    studio.close()


@pytest.fixture
def beside(online: Studio) -> Iterator[Beside]:
    """The market of `online` without the studio."""
    beside = Beside(online.market, online.profile.market)
    yield beside
    beside.session.close()


@pytest.fixture(autouse=True)
def no_log_file_left() -> Iterator[None]:
    """Take out the log file that opening a studio adds to the process."""
    root = logging.getLogger()
    before = root.handlers[:]
    yield
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
