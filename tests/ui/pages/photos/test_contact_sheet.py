"""The contact sheet: choosing, moving, splitting, merging, removing, importing, all of it undoable."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest

from studio.domain.operation import Kind
from studio.domain.photo import Photo
from studio.services import items, photos
from studio.services.context import Studio
from studio.ui.pages.photos.contact_sheet import ContactSheet, ids_in, mime_of
from studio.ui.widgets import EmptyState
from tests.ui.pages.photos.conftest import Desk, shoot

LEFT, CONTROL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def sheet_of(desk: Desk) -> ContactSheet:
    return desk.page.findChildren(ContactSheet)[0]


def names(studio: Studio) -> list[list[str]]:
    """Return the file names on the sheet, by group."""
    return [[photo.file_name for photo in group.photos] for group in photos.contact_sheet(studio)]


def photo(studio: Studio, name: str) -> Photo:
    return next(one for group in photos.contact_sheet(studio) for one in group.photos if one.file_name == name)


def centre(sheet: ContactSheet, photo_id: str) -> QPoint:
    row = sheet.model().row_of(photo_id)
    return sheet.visualRect(sheet.model().index(row, 0)).center()


def click(desk: Desk, studio: Studio, name: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    sheet = sheet_of(desk)
    QTest.mouseClick(sheet.viewport(), LEFT, keys, centre(sheet, photo(studio, name).id))


def chosen(desk: Desk, studio: Studio) -> list[str]:
    return [one.file_name for one in photos.load(studio, sheet_of(desk).selected_ids())]


def drop(sheet: ContactSheet, ids: list[str], at: QPoint) -> None:
    mime = mime_of(ids)
    buttons, keys, move = LEFT, Qt.KeyboardModifier.NoModifier, Qt.DropAction.MoveAction
    entered = QDragEnterEvent(at, move, mime, buttons, keys)
    sheet.dragEnterEvent(entered)
    assert entered.isAccepted()
    sheet.dropEvent(QDropEvent(QPointF(at), move, mime, buttons, keys))


def test_photos_stand_by_piece_in_the_order_of_taking(desk: Desk, studio: Studio) -> None:
    assert names(studio) == [["shirt1.jpg", "shirt2.jpg"], ["skirt.jpg"], ["coat.jpg"]]
    assert desk.page.subtitle() == "4 photos · 3 pieces"
    model = sheet_of(desk).model()
    spoken = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken[0] == "shirt1.jpg, Not described yet, small, as shot"
    assert len(spoken) == 4


def test_click_control_and_shift_choose(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "shirt1.jpg")
    assert chosen(desk, studio) == ["shirt1.jpg"]
    click(desk, studio, "skirt.jpg", CONTROL)
    assert chosen(desk, studio) == ["shirt1.jpg", "skirt.jpg"]
    click(desk, studio, "shirt1.jpg")
    click(desk, studio, "coat.jpg", SHIFT)
    assert chosen(desk, studio) == ["shirt1.jpg", "shirt2.jpg", "skirt.jpg", "coat.jpg"]


def test_the_words_of_a_tray_choose_all_of_it(desk: Desk, studio: Studio) -> None:
    sheet = sheet_of(desk)
    above = centre(sheet, photo(studio, "shirt1.jpg").id)
    top = sheet.visualRect(sheet.indexAt(above)).top()
    QTest.mouseClick(sheet.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(above.x(), top - 20))
    assert chosen(desk, studio) == ["shirt1.jpg", "shirt2.jpg"]


def test_arrows_and_select_all(desk: Desk, studio: Studio) -> None:
    sheet = sheet_of(desk)
    click(desk, studio, "shirt1.jpg")
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    assert chosen(desk, studio) == ["shirt2.jpg"]
    QTest.keyClick(sheet, Qt.Key.Key_End, SHIFT)
    assert chosen(desk, studio) == ["shirt2.jpg", "skirt.jpg", "coat.jpg"]
    QTest.keyClick(sheet, Qt.Key.Key_A, CONTROL)
    assert len(chosen(desk, studio)) == 4


def test_a_photo_dropped_on_another_piece_moves_there_and_back_by_undo(desk: Desk, studio: Studio) -> None:
    sheet = sheet_of(desk)
    drop(sheet, [photo(studio, "coat.jpg").id], centre(sheet, photo(studio, "shirt1.jpg").id) + QPoint(8, 0))
    desk.until(lambda: names(studio) == [["shirt1.jpg", "coat.jpg", "shirt2.jpg"], ["skirt.jpg"]])
    desk.until(lambda: "1 photo moved" in desk.toasts)
    assert len(sheet.model().groups) == 2
    desk.undo()
    assert names(studio) == [["shirt1.jpg", "shirt2.jpg"], ["skirt.jpg"], ["coat.jpg"]]
    desk.until(lambda: len(sheet.model().groups) == 3)


def test_a_drag_within_a_piece_changes_the_cover(desk: Desk, studio: Studio) -> None:
    sheet = sheet_of(desk)
    drop(sheet, [photo(studio, "shirt2.jpg").id], centre(sheet, photo(studio, "shirt1.jpg").id) - QPoint(8, 0))
    desk.until(lambda: names(studio)[0] == ["shirt2.jpg", "shirt1.jpg"])


def test_the_mouse_carries_what_is_chosen(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "skirt.jpg")
    click(desk, studio, "coat.jpg", CONTROL)
    sheet = sheet_of(desk)
    start = centre(sheet, photo(studio, "coat.jpg").id)
    wanted = sheet.selected_ids()
    QTest.mousePress(sheet.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in (12, 30):
        at = QPointF(start + QPoint(step, 0))
        moved = QMouseEvent(
            QEvent.Type.MouseMove, at, sheet.viewport().mapToGlobal(at), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
        )
        sheet.mouseMoveEvent(moved)
    assert len(wanted) == 2
    assert [ids_in(drag.mimeData()) for drag in sheet.findChildren(QDrag)] == [wanted]


def test_files_dragged_over_the_sheet_are_left_to_the_window(desk: Desk, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    entered = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    sheet_of(desk).dragEnterEvent(entered)
    assert not entered.isAccepted()


def test_alt_and_arrows_are_the_keyboards_drag(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "shirt1.jpg")
    QTest.keyClick(sheet_of(desk), Qt.Key.Key_Right, ALT)
    desk.until(lambda: names(studio)[0] == ["shirt2.jpg", "shirt1.jpg"])
    desk.until(lambda: chosen(desk, studio) == ["shirt1.jpg"])
    QTest.keyClick(sheet_of(desk), Qt.Key.Key_Left, ALT)
    desk.until(lambda: names(studio)[0] == ["shirt1.jpg", "shirt2.jpg"])
    QTest.keyClick(sheet_of(desk), Qt.Key.Key_Down, ALT)
    desk.until(lambda: names(studio) == [["skirt.jpg", "shirt1.jpg"], ["shirt2.jpg"], ["coat.jpg"]])


def test_s_makes_a_new_item(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "shirt2.jpg")
    QTest.keyClick(desk.window, Qt.Key.Key_S)
    desk.until(lambda: sorted(names(studio)) == [["coat.jpg"], ["shirt1.jpg"], ["shirt2.jpg"], ["skirt.jpg"]])
    desk.until(lambda: any(one.startswith("New item ") for one in desk.toasts))
    desk.undo()
    assert ["shirt1.jpg", "shirt2.jpg"] in names(studio)
    assert items.count(studio) == 3


def test_m_merges_into_what_is_described(desk: Desk, studio: Studio) -> None:
    coat = photo(studio, "coat.jpg").item_id
    assert coat is not None
    items.edit(studio, [coat], {"title": "Loden coat"}, editor="test")
    assert not desk.page.action("photos.merge").isEnabled()
    click(desk, studio, "skirt.jpg")
    click(desk, studio, "coat.jpg", CONTROL)
    assert desk.page.action("photos.merge").isEnabled()
    QTest.keyClick(desk.window, Qt.Key.Key_M)
    desk.until(lambda: ["coat.jpg", "skirt.jpg"] in names(studio))
    assert photo(studio, "skirt.jpg").item_id == coat
    assert items.count(studio) == 2
    desk.until(lambda: "2 items merged into one" in desk.toasts)
    desk.undo()
    assert items.count(studio) == 3


def test_delete_removes_and_undo_brings_back(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "skirt.jpg")
    QTest.keyClick(desk.window, Qt.Key.Key_Delete)
    desk.until(lambda: photos.count(studio) == 3)
    desk.until(lambda: "1 photo removed" in desk.toasts)
    assert chosen(desk, studio) == []
    desk.undo()
    assert names(studio) == [["shirt1.jpg", "shirt2.jpg"], ["skirt.jpg"], ["coat.jpg"]]


def test_an_empty_closet_says_so_and_fills_by_drop(empty_desk: Desk, empty_studio: Studio, folder: Path) -> None:
    desk = empty_desk
    (nothing,) = [one for one in desk.page.findChildren(EmptyState) if one.isVisible() and one.parent() is desk.page]
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    assert desk.page.drop_files([folder])
    desk.until(lambda: len(desk.toasts) == 2)
    assert desk.toasts[0] == "4 photos imported"
    assert desk.toasts[1].startswith("1 file was left out. broken.jpg: ")
    desk.until(lambda: not nothing.isVisible())
    assert sheet_of(desk).isVisible()
    desk.undo()
    desk.until(nothing.isVisible)
    assert photos.count(empty_studio) == 0


def test_copied_files_are_pasted(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    hat = shoot(tmp_path / "hat.jpg", (90, 90, 20), 4000)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(hat))])
    QGuiApplication.clipboard().setMimeData(mime)
    desk.page.action("photos.paste").trigger()
    desk.until(lambda: ["hat.jpg"] in names(studio))
    QGuiApplication.clipboard().clear()
    desk.page.action("photos.paste").trigger()
    assert desk.toasts[-1].startswith("There are no photos to paste.")


def test_the_seller_sent_here_finds_the_piece_chosen(desk: Desk, studio: Studio) -> None:
    skirt = photo(studio, "skirt.jpg")
    assert skirt.item_id is not None
    desk.page.open_entity(Kind.ITEM, skirt.item_id)
    assert chosen(desk, studio) == ["skirt.jpg"]


def test_thousands_of_photos_are_laid_out_and_only_what_is_seen_is_read(
    desk: Desk, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = photos.groups(studio)
    many = [(None, [f"none-{n}" for n in range(3)]) for n in range(4000)]
    read: list[int] = []
    load = photos.load
    monkeypatch.setattr(photos, "groups", lambda _studio: [*real, *many])
    monkeypatch.setattr(photos, "load", lambda one, ids: read.append(len(ids)) or load(one, ids))
    sheet = sheet_of(desk)
    sheet.model().load()
    sheet.viewport().grab()
    assert len(sheet.model().ids) == 12_004
    assert sum(read) <= 600
    assert sheet.verticalScrollBar().maximum() > 100_000


def test_a_doubt_is_the_tool_tip(desk: Desk, studio: Studio) -> None:
    sheet, skirt = sheet_of(desk), photo(studio, "skirt.jpg")
    sheet.model().mark({skirt.id: "No garment was found in <this> photo."})
    at = centre(sheet, skirt.id)
    index = sheet.indexAt(at)
    assert "No garment was found in &lt;this&gt; photo." in index.data(Qt.ItemDataRole.ToolTipRole)
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, at, sheet.viewport().mapToGlobal(at))
    assert sheet.viewportEvent(help_event)
    sheet.model().mark({skirt.id: ""})
    assert "skirt.jpg" in index.data(Qt.ItemDataRole.ToolTipRole)
