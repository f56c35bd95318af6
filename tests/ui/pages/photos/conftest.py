"""A real studio with three pieces in four photos, and the window with the Photos page in front."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from studio.app import open_studio
from studio.base.jobs import Quiet
from studio.services import importing
from studio.services.context import Studio
from studio.ui.application import OpenWindow
from studio.ui.pages import PAGES
from studio.ui.pages.photos.page import PhotosPage
from studio.ui.theme import Theme

NOON = datetime(2026, 5, 12, 12, 0)  # noqa: DTZ001 - EXIF times have no zone
_TAKEN = 0x9003  # EXIF DateTimeOriginal


def shoot(file: Path, colour: tuple[int, int, int], after_s: int) -> Path:
    """Photograph a garment-like shape on a table, with the time in the file."""
    pixels = np.full((400, 300, 3), (214, 206, 196), np.uint8)
    cv2.rectangle(pixels, (90, 80), (210, 330), colour, -1)
    cv2.line(pixels, (110, 120), (190, 300), tuple(part // 2 for part in colour), 3)
    picture = Image.fromarray(pixels)
    exif = picture.getexif()
    exif.get_ifd(0x8769)[_TAKEN] = f"{NOON + timedelta(seconds=after_s):%Y:%m:%d %H:%M:%S}"
    picture.save(file, quality=92, exif=exif)
    return file


def photograph(folder: Path) -> None:
    """Take the four photos."""
    shoot(folder / "shirt1.jpg", (40, 70, 150), 0)
    shoot(folder / "shirt2.jpg", (44, 74, 156), 20)
    shoot(folder / "skirt.jpg", (150, 40, 60), 600)
    shoot(folder / "coat.jpg", (40, 110, 70), 1200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four photos: two of a shirt, one of a skirt, one of a coat."""
    folder = tmp_path / "camera"
    folder.mkdir()
    photograph(folder)
    return folder


@pytest.fixture
def empty_studio(tmp_path: Path) -> Iterator[Studio]:
    studio = open_studio(tmp_path / "profile")
    yield studio
    studio.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the four photos imported; tests open copies of it."""
    folder = tmp_path_factory.mktemp("camera")
    photograph(folder)
    studio = open_studio(folder / "profile")
    assert len(importing.import_photos(studio, [folder], Quiet()).photos) == 4
    studio.close()
    return folder / "profile"


@pytest.fixture
def studio(filled: Path, tmp_path: Path) -> Iterator[Studio]:
    """The four photos, imported."""
    shutil.copytree(filled, tmp_path / "filled")
    studio = open_studio(tmp_path / "filled")
    yield studio
    studio.close()


class Desk:
    """The window with the Photos page, and how a test waits for it."""

    def __init__(self, studio: Studio, theme: Theme, qtbot: QtBot) -> None:
        self.opened = OpenWindow(studio, theme, [spec for spec in PAGES if spec.id == "photos"])
        self.window = self.opened.window
        self.qtbot = qtbot
        self.toasts: list[str] = []
        self.opened.context.notices.toasted.connect(lambda toast: self.toasts.append(toast.text))
        self.window.resize(1280, 800)
        self.opened.open("photos")
        qtbot.waitExposed(self.window)
        page = self.window.host.page("photos")
        assert isinstance(page, PhotosPage)
        self.page = page

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something has become true."""
        self.qtbot.waitUntil(lambda: bool(true()), timeout=20_000)

    def close(self) -> None:
        """Close the window, and wait for its Jobs."""
        self.window.close()
        self.opened.close()
        self.window.deleteLater()

    def undo(self) -> None:
        """Take back the last step, as Ctrl+Z and a toast's button do."""
        told = len(self.toasts)
        self.opened.context.undo()
        self.until(lambda: len(self.toasts) > told)


@pytest.fixture
def desk(studio: Studio, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    """The window on the four photos."""
    desk = Desk(studio, theme, qtbot)
    yield desk
    desk.close()


@pytest.fixture
def empty_desk(empty_studio: Studio, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    """The window on an empty closet."""
    desk = Desk(empty_studio, theme, qtbot)
    yield desk
    desk.close()
