"""Pictures leave the Photos page: dragged as files, copied, exported; nothing waits in the window for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from studio.domain.ids import PhotoId
from studio.services import exporting
from studio.ui.export_dialog import ExportDialog
from studio.ui.pages.photos.contact_sheet import MIME
from tests.ui.pages.photos.conftest import Desk


class Carried(list[QMimeData]):
    """What drags took along; the mouse lets go at once, or after `until` has become true."""

    until: Callable[[], object] | None = None


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Carried:
    found = Carried()

    def run(drag: QDrag, *_actions: object) -> Qt.DropAction:
        found.append(drag.mimeData())
        if found.until is not None:
            desk.until(found.until)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", run)
    return found


def names(mime: QMimeData) -> list[str]:
    return [Path(url.toLocalFile()).name for url in mime.urls()]


def chosen(desk: Desk, count: int) -> list[PhotoId]:
    ids = [PhotoId(one) for one in desk.page._model.ids[:count]]
    desk.page._sheet.select_ids(ids)
    return ids


def test_a_drag_that_is_not_ready_takes_the_files_as_soon_as_they_are(desk: Desk, carried: Carried) -> None:
    chosen(desk, 2)
    carried.until = lambda: carried[-1].hasUrls()
    desk.page._sheet.startDrag(Qt.DropAction.MoveAction)
    assert len(names(carried[0])) == 2
    assert all(name.endswith("-01.jpg") or name.endswith("-02.jpg") for name in names(carried[0]))
    assert carried[0].hasFormat(MIME)
    carried.until = None
    desk.page._sheet.startDrag(Qt.DropAction.MoveAction)
    assert names(carried[1]) == names(carried[0])


def test_pressing_on_a_picture_makes_its_file_ready(desk: Desk, carried: Carried) -> None:
    sheet = desk.page._sheet
    place = sheet.visualRect(sheet.model().index(0, 0)).center()
    desk.qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.until(lambda: desk.page._carrier._files)
    sheet.startDrag(Qt.DropAction.MoveAction)
    assert len(names(carried[0])) == 1


def test_an_edited_picture_is_made_anew(desk: Desk, carried: Carried) -> None:
    chosen(desk, 1)
    carried.until = lambda: carried[-1].hasUrls()
    desk.page._sheet.startDrag(Qt.DropAction.MoveAction)
    desk.page.action("photos.clean").trigger()
    desk.until(lambda: any("cleaned" in text for text in desk.toasts))
    desk.page._sheet.startDrag(Qt.DropAction.MoveAction)
    first, second = (Path(mime.urls()[0].toLocalFile()) for mime in carried)
    assert (first.name, first != second) == (second.name, True)


def test_the_strip_of_the_editor_takes_its_picture_along(desk: Desk) -> None:
    (photo_id,) = chosen(desk, 1)
    desk.page.action("photos.open").trigger()
    desk.until(lambda: desk.page._editor.photo)
    strip = desk.page._editor.strip
    mime = strip.model().mimeData([strip.currentIndex()])
    desk.until(mime.hasUrls)
    assert len(names(mime)) == 1
    assert strip.model().supportedDragActions() & Qt.DropAction.CopyAction
    assert desk.page._editor.photo is not None
    assert desk.page._editor.photo.id == photo_id


class FromInside(QDragEnterEvent):
    """A drag that began in the studio itself."""

    def source(self) -> QObject:
        return QObject()


@pytest.mark.parametrize(("kind", "taken"), [(FromInside, False), (QDragEnterEvent, True)])
def test_our_own_pictures_are_not_taken_for_new_ones(
    desk: Desk, kind: type[QDragEnterEvent], taken: bool, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    event = kind(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    desk.window.dragEnterEvent(event)
    assert event.isAccepted() is taken


def test_copied_pictures_are_files_and_a_picture_and_are_not_pasted_as_new(desk: Desk) -> None:
    chosen(desk, 2)
    desk.page.action("photos.take").trigger()
    desk.until(lambda: "2 pictures copied" in desk.toasts)
    clipboard = QGuiApplication.clipboard()
    assert len(names(clipboard.mimeData())) == 2
    assert (clipboard.image().width(), clipboard.image().height()) == (1080, 1440)
    desk.page.action("photos.paste").trigger()
    desk.until(lambda: any("in the closet already" in text for text in desk.toasts))
    clipboard.clear()


def test_export_is_offered_for_what_is_chosen_or_for_all(desk: Desk) -> None:
    for count, words in ((1, "1 picture of 1 piece"), (0, "4 pictures of 3 pieces")):
        chosen(desk, count)
        desk.page.action("photos.export").trigger()
        dialog = desk.page.findChildren(ExportDialog)[-1]
        desk.until(lambda dialog=dialog, words=words: words in dialog.form._heading.text())
        dialog.close()
    assert len(exporting.marketplaces()) >= 6


def test_more_models_are_one_press_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: shown.append(menu))
    desk.page._clean_with.click()
    (cut_out,) = shown[0].findChildren(QMenu)
    (more,) = [action for action in cut_out.actions() if action.text() == "More models…"]
    with desk.qtbot.waitSignal(desk.window.models_asked):
        more.trigger()
