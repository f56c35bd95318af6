"""A catalog of its own for every storage test, copied from one made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.base.paths import Profile
from studio.storage.catalog import Catalog
from studio.storage.opening import open_catalog
from tests.fakes.clock import FakeClock


@pytest.fixture(scope="session")
def template_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = Profile(tmp_path_factory.mktemp("template"))
    open_catalog(profile, FakeClock()).close()
    return profile.catalog


@pytest.fixture
def profile(template_catalog: Path, tmp_path: Path) -> Profile:
    profile = Profile(tmp_path / "profile")
    profile.root.mkdir()
    shutil.copy(template_catalog, profile.catalog)
    return profile


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def catalog(profile: Profile, clock: FakeClock) -> Iterator[Catalog]:
    catalog = open_catalog(profile, clock)
    yield catalog
    catalog.close()
