"""Photos that are pasted, dropped or put into the watched folder come in, and what is left out is listed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.services import photos, watching
from studio.services.context import Studio
from studio.services.importing import ImportReport
from studio.ui import importing
from studio.ui.import_report import ImportReportDialog
from studio.ui.incoming import has_pictures, read_mime
from studio.ui.notices import Bar, Toast
from studio.ui.page import PageContext
from studio.ui.watching import Watching
from studio.ui.widgets import PlainLabel
from tests.services.closets import Shot, snap

_WAIT_MS = 40_000
NOW = datetime(2026, 11, 28, 10, 12, 33, tzinfo=UTC)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    yield studio
    studio.close()


@pytest.fixture
def context(kit: Callable[..., PageContext], studio: Studio) -> PageContext:
    return kit(studio)


@pytest.fixture
def toasts(context: PageContext) -> list[Toast]:
    told: list[Toast] = []
    context.notices.toasted.connect(told.append)
    return told


@pytest.fixture
def bars(context: PageContext) -> dict[str, Bar]:
    """The lasting states that are shown now."""
    shown: dict[str, Bar] = {}
    context.notices.barred.connect(lambda bar: shown.update({bar.key: bar}))
    context.notices.cleared.connect(lambda key: shown.pop(key, None))
    return shown


def picture(colour: str = "#aa3355") -> QImage:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.setPixelColor(7, 9, QColor("#010203"))
    return image


def kept(studio: Studio) -> bytes:
    """Return the one original, byte by byte."""
    (group,) = photos.contact_sheet(studio)
    (photo,) = group.photos
    file = studio.originals.find(photo.sha256)
    assert file is not None
    return file.read_bytes()


def test_a_copied_picture_comes_in_with_every_pixel(
    context: PageContext, studio: Studio, toasts: list[Toast], qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setImage(picture())
    importing.take(context, context.notices, read_mime(QGuiApplication.clipboard().mimeData(), NOW))
    qtbot.waitUntil(lambda: bool(toasts), timeout=_WAIT_MS)
    assert toasts[0].text == "1 photo imported"
    with Image.open(io.BytesIO(kept(studio))) as original:
        assert (original.format, original.size, original.convert("RGB").getpixel((7, 9))) == (
            "PNG",
            (300, 200),
            (1, 2, 3),
        )
    (photo,) = photos.contact_sheet(studio)[0].photos
    assert photo.file_name.startswith("Pasted 2026-11-28 ")
    assert not [file for file in studio.profile.inbox.rglob("*") if file.is_file()]
    QGuiApplication.clipboard().clear()


def test_bytes_that_a_browser_gives_are_kept_as_they_are(
    context: PageContext, studio: Studio, toasts: list[Toast], qtbot: QtBot, tmp_path: Path
) -> None:
    jpeg = snap(tmp_path / "a.jpg", Shot(seed=1)).read_bytes()
    mime = QMimeData()
    mime.setData("image/jpeg", QByteArray(jpeg))
    mime.setImageData(picture())
    mime.setUrls([QUrl("https://example.com/a.jpg")])
    assert has_pictures(mime)
    importing.take(context, context.notices, read_mime(mime, NOW))
    qtbot.waitUntil(lambda: bool(toasts), timeout=_WAIT_MS)
    assert kept(studio) == jpeg


def test_what_is_no_picture_is_refused_in_a_sentence_and_leaves_nothing(
    context: PageContext, studio: Studio, toasts: list[Toast], qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setData("image/png", QByteArray(b"<html>no"))
    importing.take(context, context.notices, read_mime(mime, NOW))
    qtbot.waitUntil(lambda: len(toasts) == 2, timeout=_WAIT_MS)
    assert "web page" in toasts[1].text
    assert not [file for file in studio.profile.inbox.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://example.com/a.jpg", "That is only a picture's address."),
        ("A bag of clothes", "There are no photos to paste."),
    ],
)
def test_an_address_or_a_text_is_not_fetched_but_answered(
    context: PageContext, toasts: list[Toast], text: str, said: str
) -> None:
    mime = QMimeData()
    mime.setText(text)
    importing.take(context, context.notices, read_mime(mime, NOW))
    assert toasts[-1].text.startswith(said)
    assert not has_pictures(mime)
    assert read_mime(None, NOW).why.startswith("There are no photos to paste.")


def test_every_file_that_was_left_out_is_listed_and_can_be_copied(
    context: PageContext, toasts: list[Toast], qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    refused = tuple((Path("/card") / f"IMG_{n:04}.jpg", "The file is empty.") for n in range(305))
    report = ImportReport(photos=(), items=(), known=2, refused=refused)
    importing.tell(context, report, owner=QObject(window))
    assert [toast.text for toast in toasts] == [
        "0 photos imported, 2 were here before",
        "305 files were left out. IMG_0000.jpg: The file is empty.",
    ]
    assert toasts[1].act is not None
    toasts[1].act[1]()
    (dialog,) = window.findChildren(ImportReportDialog)
    words = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert words[0] == "305 files were left out"
    assert words.count("The file is empty.") == 300
    assert "and 5 more: copy the list to see all" in words
    dialog._copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (len(lines), lines[304]) == (305, "/card/IMG_0304.jpg\tThe file is empty.")
    dialog.accept()


def test_separator_cards_are_counted_apart(context: PageContext, toasts: list[Toast]) -> None:
    report = ImportReport(photos=("a", "b", "c"), items=(), known=0, refused=(), cards=1)  # type: ignore[arg-type]
    importing.tell(context, report, owner=context.notices)
    assert toasts[0].text == "2 photos imported, 1 separator card"


def test_a_picture_dropped_on_the_window_comes_in(
    desk_window: QWidget, studio: Studio, qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setImageData(picture("#33aa55"))
    at, buttons = QPointF(200, 200), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, mime, buttons, none)
    desk_window.dragEnterEvent(enter)
    assert enter.isAccepted()
    desk_window.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, mime, buttons, none))
    qtbot.waitUntil(lambda: photos.count(studio) == 1, timeout=_WAIT_MS)


@pytest.fixture
def desk_window(studio: Studio, context: PageContext, qtbot: QtBot) -> QWidget:
    from studio.ui.main_window import MainWindow
    from studio.ui.pages import PAGES
    from tests.ui.conftest import QuietFrame

    window = MainWindow(context, PAGES, QuietFrame())
    qtbot.addWidget(window)
    return window


# -- the watched folder


@pytest.fixture
def camera(tmp_path: Path, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.05)
    folder = tmp_path / "Camera"
    folder.mkdir()
    watching.watch_folder(studio, folder)
    return folder


@pytest.fixture
def watch(context: PageContext, camera: Path) -> Iterator[Watching]:
    watch = Watching(context, context.notices)
    yield watch
    watch.rest()


def test_a_bar_says_what_came_in_and_stops_it(
    watch: Watching, context: PageContext, studio: Studio, camera: Path, bars: dict[str, Bar], qtbot: QtBot
) -> None:
    watch.start()
    qtbot.waitUntil(lambda: "watching" in bars, timeout=_WAIT_MS)
    assert (bars["watching"].text, bars["watching"].state) == ("Watching Camera · 0 photos came in today", "live")
    snap(camera / "1.jpg", Shot(seed=1))
    qtbot.waitUntil(lambda: bars["watching"].text == "Watching Camera · 1 photo came in today", timeout=_WAIT_MS)
    assert photos.count(studio) == 1
    label, stop = bars["watching"].act or ("", lambda: None)
    assert label == "Stop"
    stop()
    qtbot.waitUntil(lambda: "watching" not in bars, timeout=_WAIT_MS)
    assert watching.watched_folder(studio) is None


def test_a_folder_that_is_unplugged_is_said_and_goes_on_when_it_is_back(
    watch: Watching, camera: Path, bars: dict[str, Bar], toasts: list[Toast], qtbot: QtBot
) -> None:
    watch.start()
    qtbot.waitUntil(lambda: "watching" in bars, timeout=_WAIT_MS)
    camera.rename(camera.with_name("gone"))
    qtbot.waitUntil(lambda: bars["watching"].state == "needs", timeout=_WAIT_MS)
    assert bars["watching"].text == "Camera is not there. Watching goes on when it comes back."
    shutil.copytree(camera.with_name("gone"), camera)
    (camera / "page.jpg").write_text("<html>")
    qtbot.waitUntil(lambda: bool(toasts), timeout=_WAIT_MS)
    assert toasts[0].text.startswith("1 file was left out. page.jpg:")
    assert bars["watching"].state == "live"


def test_stopping_the_import_of_what_came_stops_the_watching(
    watch: Watching, context: PageContext, studio: Studio, camera: Path, bars: dict[str, Bar], qtbot: QtBot
) -> None:
    for seed in range(1, 9):
        snap(camera / f"{seed}.jpg", Shot(seed=seed))
    context.submit.started.connect(lambda job_id, _title: context.submit.cancel(job_id))
    watch.start()
    qtbot.waitUntil(lambda: watching.watched_folder(studio) is None, timeout=_WAIT_MS)
    qtbot.waitUntil(lambda: "watching" not in bars, timeout=_WAIT_MS)
