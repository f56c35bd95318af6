"""The export dialog: asks for whom and where, saves, tells what became of each, and saves the doubtful on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.app import build_studio
from studio.base.jobs import Quiet
from studio.domain.ids import PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.services import exporting, importing, photos
from studio.services.context import Studio
from studio.ui.export_dialog import ExportDialog
from studio.ui.page import PageContext
from studio.ui.widgets import PlainLabel
from tests.services.closets import size_of, snap_pieces
from tests.ui.accessible import nameless


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """Two photos of one piece, the second in doubt."""
    studio = build_studio(tmp_path / "closet", simulated_life=False)
    importing.import_photos(studio, snap_pieces(tmp_path / "shoot", 2), Quiet())
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="test") as unit:
        second = unit.load(Photo, wanted(studio)[1])
        assert second is not None
        unit.save(replace(second, note="The edge is uncertain."))
    yield studio
    studio.close()


def wanted(studio: Studio) -> list[PhotoId]:
    return [photo_id for _item, ids in photos.groups(studio) for photo_id in ids]


@pytest.fixture
def context(kit: Callable[..., PageContext], studio: Studio) -> PageContext:
    return kit(studio)


Opened = Callable[[], ExportDialog]


@pytest.fixture
def opened(context: PageContext, studio: Studio, qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def make() -> ExportDialog:
        dialog = ExportDialog(context, wanted(studio), window)
        dialog.open()
        dialog.form.take_folder(str(tmp_path / "out"))
        qtbot.waitUntil(lambda: "2 pictures" in " ".join(reads(dialog)), timeout=20_000)
        return dialog

    yield make
    window.close()


def reads(dialog: ExportDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]


def press(dialog: ExportDialog, text: str) -> None:
    (button,) = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.text() == text]
    assert button.isEnabled()
    button.click()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_says_what_would_be_saved_before_anything_is(opened: Opened, tmp_path: Path) -> None:
    dialog = opened()
    words = " ".join(reads(dialog))
    assert "2 pictures of 1 piece for Poshmark" in words
    assert "3:4, long edge 1440 px, JPEG, 16 photos at most" in words
    assert "IMG_0002.jpg" in words
    assert nameless(dialog) == []
    dialog.form.choose("ebay")
    assert "Pictures for eBay" in reads(dialog)
    assert not (tmp_path / "out").exists()


def test_pictures_are_saved_and_the_doubtful_ones_after_another_press(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened()
    press(dialog, "Save pictures")
    qtbot.waitUntil(lambda: "1 picture saved for Poshmark" in reads(dialog), timeout=20_000)
    assert "The edge is uncertain." in reads(dialog)
    assert nameless(dialog) == []
    (first,) = names(tmp_path / "out")
    assert size_of(tmp_path / "out" / first) == (1080, 1440)
    press(dialog, "Save 1 anyway")
    qtbot.waitUntil(lambda: len(names(tmp_path / "out")) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: any("nothing in it but pixels" in text for text in reads(dialog)), timeout=20_000)


def test_the_choices_are_kept_for_the_next_time(
    opened: Opened, context: PageContext, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened()
    dialog.form.choose("depop")
    for box in (dialog.form._text, dialog.form._anyway):
        box.setChecked(True)
    press(dialog, "Save pictures")
    qtbot.waitUntil(lambda: "2 pictures saved for Depop" in reads(dialog), timeout=20_000)
    assert len(names(tmp_path / "out")) == 3
    assert any("1 text to paste" in text for text in reads(dialog))
    press(dialog, "Done")
    again = opened()
    assert (again.form.marketplace, again.form.manner.folders, again.form.manner.anyway) == ("depop", True, False)
    context.state.set("export.marketplace", "a shop that closed")
    assert opened().form.marketplace == "closet-fair"


def test_saving_can_be_stopped(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    go_on = threading.Event()
    export = exporting.export

    def slow(*asked: object, **more: object) -> object:
        go_on.wait(20)
        return export(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "export", slow)
    dialog = opened()
    press(dialog, "Save pictures")
    press(dialog, "Stop")
    go_on.set()
    qtbot.waitUntil(lambda: dialog.form._save.isEnabled(), timeout=20_000)
    assert "2 pictures of 1 piece for Poshmark" in reads(dialog)
    press(dialog, "Cancel")


@pytest.mark.parametrize("blocked", [False, True])
def test_a_dialog_that_was_closed_meanwhile_leaves_its_report_as_notices(
    opened: Opened,
    context: PageContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    blocked: bool,
) -> None:
    told: list[str] = []
    context.notices.toasted.connect(lambda toast: told.append(toast.text))
    go_on = threading.Event()
    export = exporting.export

    def slow(*asked: object, **more: object) -> object:
        go_on.wait(20)
        return export(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "export", slow)
    if blocked:
        (tmp_path / "out").write_text("a file in the way")
    dialog = opened()
    press(dialog, "Save pictures")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    go_on.set()
    qtbot.waitUntil(lambda: len(told) >= (1 if blocked else 2), timeout=20_000)
    if blocked:
        assert "cannot be made" in told[0]
    else:
        assert told == ["1 picture saved in out", "1 picture stayed here. The edge is uncertain."]


def test_a_folder_that_takes_nothing_is_said(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened()
    (tmp_path / "out").write_text("a file in the way")
    press(dialog, "Save pictures")
    qtbot.waitUntil(lambda: any("cannot be made" in text for text in reads(dialog)), timeout=20_000)


def test_the_folder_is_chosen_and_opened(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dialog = opened()
    press(dialog, "Choose…")
    (asking,) = dialog.findChildren(QFileDialog)
    asking.fileSelected.emit(str(tmp_path / "other"))
    asking.close()
    assert dialog.form.folder == tmp_path / "other"
    press(dialog, "Save pictures")
    qtbot.waitUntil(lambda: "1 picture saved for Poshmark" in reads(dialog), timeout=20_000)
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url))
    press(dialog, "Open the folder")
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path / "other"]
