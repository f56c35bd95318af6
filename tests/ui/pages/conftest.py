"""A closet of each test's own, and the window on it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.services.context import Studio
from studio.ui.theme import Theme
from tests.ui.pages.desk import Desk


@pytest.fixture(scope="session")
def new_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with an empty catalog, to be copied."""
    root = tmp_path_factory.mktemp("profile") / "closet"
    build_studio(root, simulated_life=False).close()
    return root


@pytest.fixture
def studio(new_profile: Path, tmp_path: Path) -> Iterator[Studio]:
    """An empty closet whose marketplace has no simulated buyers."""
    log = logging.getLogger()
    before = log.handlers[:]
    shutil.copytree(new_profile, tmp_path / "closet")
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()
    for handler in [handler for handler in log.handlers if handler not in before]:
        log.removeHandler(handler)
        handler.close()


@pytest.fixture
def desk(studio: Studio, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    """The window, not yet shown."""
    desk = Desk(studio, theme, qtbot)
    yield desk
    desk.close()
