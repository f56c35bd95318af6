"""Going through photos with the keyboard: every press is seen at once, written once, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.culling import Sieve
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.services import culling, importing, photos
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.pages.photos.contact_sheet import ContactSheet
from studio.ui.pages.photos.loupe import Loupe, fitting
from studio.ui.pages.photos.sheet_room import SheetRoom
from studio.ui.pages.photos.sieve_bar import SieveBar
from studio.ui.theme import Theme
from studio.ui.widgets import EmptyState
from tests.ui.pages.photos.conftest import Desk, shoot

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def sheet_of(desk: Desk) -> ContactSheet:
    return desk.page.findChildren(ContactSheet)[0]


def loupe_of(desk: Desk) -> Loupe:
    return desk.page.findChildren(Loupe)[0]


def bar_of(desk: Desk) -> SieveBar:
    return desk.page.findChildren(SieveBar)[0]


def press(desk: Desk, *keys: str | Qt.Key, on: QWidget | None = None) -> None:
    """Press keys where the seller is: shortcuts go by the window that is in front."""
    for key in keys:
        QTest.keyClick(on or desk.window, key if isinstance(key, Qt.Key) else Qt.Key(ord(key)))


def start(desk: Desk, row: int = 0) -> ContactSheet:
    """Stand on a photo of the sheet."""
    desk.window.activateWindow()
    sheet = sheet_of(desk)
    sheet.setFocus()
    sheet.stand_on(row)
    return sheet


def decided(studio: Studio) -> list[tuple[str, int]]:
    """Return what the catalog says of each photo, in the order of the sheet."""
    ids = [one for _item, group in photos.groups(studio) for one in group]
    return [(photo.flag.value, photo.rating) for photo in photos.load(studio, ids)]


def shown(desk: Desk) -> list[tuple[str, int]]:
    """Return what the sheet shows of each photo."""
    model = sheet_of(desk).model()
    found = [model.photo(row) for row in range(model.rowCount())]
    return [(photo.flag.value, photo.rating) for photo in found if photo]


def names(desk: Desk) -> list[str]:
    model = sheet_of(desk).model()
    return [photo.file_name for row in range(model.rowCount()) if (photo := model.photo(row))]


def chip(desk: Desk, title: str) -> QWidget:
    return next(one for one in bar_of(desk).findChildren(QWidget) if getattr(one, "text", str)() == title)


def test_keys_flag_rate_and_go_on(desk: Desk, studio: Studio) -> None:
    sheet = start(desk)
    press(desk, "P", "X", "4")
    assert shown(desk) == [("pick", 0), ("reject", 0), ("", 4), ("", 0)]
    assert sheet.currentIndex().row() == 3
    press(desk, "5", "U")
    desk.until(lambda: decided(studio)[3] == ("", 5))
    assert sheet.currentIndex().row() == 3
    assert studio.catalog.history()[:3] == ["rate 1 photo", "rate 1 photo", "reject 1 photo"]
    assert desk.toasts == []


def test_each_press_can_be_taken_back_and_the_sheet_shows_it(desk: Desk, studio: Studio) -> None:
    start(desk)
    press(desk, "P", "P", "X")
    desk.until(lambda: decided(studio)[2] == ("reject", 0))
    desk.undo()
    assert decided(studio) == [("pick", 0), ("pick", 0), ("", 0), ("", 0)]
    desk.until(lambda: shown(desk) == decided(studio))
    desk.undo()
    desk.until(lambda: shown(desk) == [("pick", 0), ("", 0), ("", 0), ("", 0)])


def test_sixty_quick_presses_are_sixty_steps_and_an_undo_among_them_takes_back_the_last(
    desk: Desk, studio: Studio
) -> None:
    studio.settings.set(schema.CULL_ADVANCE, False)
    sheet = start(desk)
    before = len(studio.catalog.history())
    press(desk, *("12345" * 6))
    desk.opened.context.undo()
    press(desk, *("PXU" * 10))
    desk.until(lambda: len(studio.catalog.history()) == before + 29 + 30)
    assert decided(studio)[0] == ("", 4)
    desk.until(lambda: shown(desk)[0] == ("", 4))
    assert sheet.currentIndex().row() == 0


def test_it_does_not_go_on_where_the_setting_says_so_or_several_are_chosen(desk: Desk, studio: Studio) -> None:
    sheet = start(desk)
    QTest.keyClick(sheet, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(sheet, Qt.Key.Key_Right, SHIFT)
    assert len(sheet.chosen_ids()) == 3
    press(desk, "P")
    desk.until(lambda: desk.toasts)
    assert desk.toasts == ["3 photos picked"]
    press(desk, "3")
    desk.until(lambda: len(desk.toasts) == 2)
    press(desk, "0")
    desk.until(lambda: len(desk.toasts) == 3)
    assert desk.toasts[1:] == ["3 photos have 3 stars", "3 photos have no stars"]
    assert len(sheet.chosen_ids()) == 3
    assert studio.catalog.history()[2] == "pick 3 photos"
    studio.settings.set(schema.CULL_ADVANCE, False)
    sheet.stand_on(1)
    press(desk, "X")
    assert sheet.currentIndex().row() == 1
    desk.until(lambda: decided(studio)[1] == ("reject", 0))


def test_what_cannot_be_written_is_told_and_shown_as_it_is(
    desk: Desk, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object) -> None:
        raise UserError("Another window has this closet.")

    monkeypatch.setattr(culling, "flag", refuse)
    start(desk)
    press(desk, "P")
    assert shown(desk)[0] == ("pick", 0)
    desk.until(lambda: desk.toasts)
    assert desk.toasts == ["Another window has this closet."]
    assert shown(desk)[0] == ("", 0)


def test_space_looks_from_near_and_the_keys_go_on_working(desk: Desk, studio: Studio) -> None:
    sheet, loupe = start(desk), loupe_of(desk)
    press(desk, Qt.Key.Key_Space, on=sheet)
    assert loupe.isVisible()
    assert not sheet.isVisible()
    assert loupe.photo is not None
    assert loupe.photo.file_name == "shirt1.jpg"
    loupe.grab()
    press(desk, "P")
    assert loupe.photo.file_name == "shirt2.jpg"
    press(desk, Qt.Key.Key_Left, on=loupe)
    assert (loupe.photo.file_name, loupe.photo.flag) == ("shirt1.jpg", Flag.PICK)
    assert "picked" in loupe.accessibleName()
    loupe.grab()
    press(desk, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, on=loupe)
    assert loupe.photo.file_name == "skirt.jpg"
    press(desk, Qt.Key.Key_Space, on=loupe)
    assert sheet.isVisible()
    assert sheet.currentIndex().row() == 2
    press(desk, Qt.Key.Key_Space, on=sheet)
    press(desk, Qt.Key.Key_Escape, on=loupe)
    assert not loupe.isVisible()
    desk.until(lambda: decided(studio)[0] == ("pick", 0))


def test_the_large_look_shows_the_whole_photo_as_large_as_there_is_room(desk: Desk, studio: Studio) -> None:
    sheet, loupe = start(desk), loupe_of(desk)
    press(desk, Qt.Key.Key_Space, on=sheet)
    room = QRect(0, 0, 400, 300)
    assert loupe.photo
    assert fitting(loupe.photo, room) == QRect(87, 0, 225, 300)
    assert fitting(replace(loupe.photo, width=900, height=300), room).height() == 133
    assert fitting(replace(loupe.photo, width=900, height=300, recipe="{}"), room).width() == 225
    middle = loupe.rect().center()

    def colour() -> int:
        return loupe.grab().toImage().pixelColor(middle).blue()

    desk.until(lambda: colour() > 100)
    QTest.mouseDClick(loupe, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()


def test_enter_in_the_large_look_opens_the_editor(desk: Desk) -> None:
    sheet, loupe = start(desk), loupe_of(desk)
    press(desk, Qt.Key.Key_Space, on=sheet)
    press(desk, Qt.Key.Key_Return, on=loupe)
    assert desk.page.action("photos.back").isEnabled()
    assert not desk.page.action("photos.pick").isEnabled()
    desk.page.action("photos.back").trigger()
    assert loupe.isVisible()


def test_the_sieves_narrow_the_sheet_and_count(desk: Desk, studio: Studio) -> None:
    sheet = start(desk)
    press(desk, "P", "X", "3")
    desk.until(lambda: decided(studio)[2] == ("", 3))
    desk.until(lambda: chip(desk, "Picks").accessibleName() == "Show Picks: 1 photo")
    assert chip(desk, "Rejects").accessibleName() == "Show Rejects: 1 photo"
    assert chip(desk, "Unflagged").accessibleName() == "Show Unflagged: 2 photos"
    QTest.mouseClick(chip(desk, "Picks"), Qt.MouseButton.LeftButton)
    assert names(desk) == ["shirt1.jpg"]
    QTest.mouseClick(chip(desk, "Unflagged"), Qt.MouseButton.LeftButton)
    assert names(desk) == ["skirt.jpg", "coat.jpg"]
    stars = [one for one in bar_of(desk).findChildren(QWidget) if one.accessibleName() == "At least 3 stars"]
    QTest.mouseClick(stars[0], Qt.MouseButton.LeftButton)
    assert names(desk) == ["skirt.jpg"]
    assert chip(desk, "All").accessibleName() == "Show All: 1 photo"
    QTest.mouseClick(stars[0], Qt.MouseButton.LeftButton)
    assert len(names(desk)) == 2
    QTest.mouseClick(chip(desk, "All"), Qt.MouseButton.LeftButton)
    assert len(names(desk)) == 4
    assert sheet.isVisible()


def test_a_photo_that_is_decided_leaves_the_unflagged_and_the_next_is_in_hand(desk: Desk, studio: Studio) -> None:
    sheet = start(desk)
    QTest.mouseClick(chip(desk, "Unflagged"), Qt.MouseButton.LeftButton)
    sheet.stand_on(0)
    press(desk, "P", "X")
    desk.until(lambda: names(desk) == ["skirt.jpg", "coat.jpg"])
    assert [photo.file_name for photo in photos.load(studio, sheet.chosen_ids())] == ["skirt.jpg"]
    press(desk, Qt.Key.Key_Space, on=sheet)
    loupe = loupe_of(desk)
    press(desk, "P")
    desk.until(lambda: names(desk) == ["coat.jpg"])
    assert loupe.photo is not None
    assert loupe.photo.file_name == "coat.jpg"
    press(desk, "P")
    desk.until(lambda: not loupe.isVisible())
    assert any(one.isVisible() for one in desk.page.findChildren(SheetRoom)[0].findChildren(EmptyState))


def test_the_last_photo_that_leaves_gives_way_to_the_one_before(desk: Desk, studio: Studio) -> None:
    sheet = start(desk)
    QTest.mouseClick(chip(desk, "Unflagged"), Qt.MouseButton.LeftButton)
    sheet.stand_on(3)
    press(desk, Qt.Key.Key_Space, on=sheet)
    press(desk, "X")
    desk.until(lambda: len(names(desk)) == 3)
    assert loupe_of(desk).photo is not None
    assert sheet.currentIndex().row() == 2


def test_nothing_that_passes_is_said_with_a_way_back(desk: Desk) -> None:
    start(desk)
    QTest.mouseClick(chip(desk, "Rejects"), Qt.MouseButton.LeftButton)
    room = desk.page.findChildren(SheetRoom)[0]
    (empty,) = [one for one in room.findChildren(EmptyState) if one.isVisible()]
    assert not sheet_of(desk).isVisible()
    button = next(one for one in empty.findChildren(QWidget) if getattr(one, "text", str)() == "Show all photos")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sheet_of(desk).isVisible()
    assert len(names(desk)) == 4


def test_all_rejects_are_removed_in_one_step(desk: Desk, studio: Studio) -> None:
    start(desk)
    assert not desk.page.action("photos.remove_rejects").isEnabled()
    press(desk, "X", "X")
    desk.until(lambda: desk.page.action("photos.remove_rejects").isEnabled())
    QTest.keyClick(desk.window, Qt.Key.Key_Delete, CONTROL)
    desk.until(lambda: len(names(desk)) == 2)
    desk.until(lambda: desk.toasts)
    assert desk.toasts == ["2 rejected photos removed"]
    desk.undo()
    desk.until(lambda: len(names(desk)) == 4)
    assert decided(studio)[:2] == [("reject", 0), ("reject", 0)]


def test_what_is_wrong_is_drawn_told_and_filtered(desk: Desk, studio: Studio) -> None:
    with studio.catalog.operation(Op.NOTICE) as unit:
        for row, seen in ((0, {"sharpness": 0.1}), (1, {"brightness": 0.1}), (2, {"brightness": 0.9})):
            photo = unit.load(Photo, sheet_of(desk).model().id_at(row))
            assert photo
            unit.save(replace(photo, width=4000, height=3000, **seen))  # type: ignore[arg-type]
    model = sheet_of(desk).model()
    desk.until(lambda: "blurred" in model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole))
    tips = [model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole) for row in range(4)]
    for tip, sentence in zip(tips, ("looks blurred", "looks dark", "washed out", "is small"), strict=True):
        assert sentence in tip
    sheet_of(desk).stand_on(0)
    sheet_of(desk).viewport().grab()
    told = [one.text() for one in desk.page._chosen_panel.findChildren(QWidget) if hasattr(one, "text")]
    assert any("hold still" in text for text in told if isinstance(text, str))
    desk.until(lambda: chip(desk, "Blurred or dark").accessibleName() == "Show Blurred or dark: 3 photos")
    QTest.mouseClick(chip(desk, "Blurred or dark"), Qt.MouseButton.LeftButton)
    assert len(names(desk)) == 3


def test_the_sheet_says_what_was_decided(desk: Desk, studio: Studio) -> None:
    sheet = start(desk)
    press(desk, "P")
    sheet.stand_on(0)
    press(desk, "4")
    interface = QAccessible.queryAccessibleInterface(sheet)
    spoken = [interface.child(row).text(QAccessible.Text.Name) for row in range(2)]
    assert spoken[0] == "shirt1.jpg, Not described yet, picked, 4 stars, small, as shot"
    assert "picked" not in spoken[1]
    desk.until(lambda: decided(studio)[0] == ("pick", 4))


@pytest.fixture
def burst(empty_studio: Studio, tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    """The window on a photo, the same out of focus, and another."""
    folder = tmp_path / "burst"
    folder.mkdir()
    sharp = shoot(folder / "sharp.jpg", (40, 70, 150), 0)
    with Image.open(sharp) as opened:
        opened.filter(ImageFilter.GaussianBlur(3)).save(folder / "soft.jpg")
        opened.transpose(Image.Transpose.ROTATE_90).save(folder / "other.jpg")
    importing.import_photos(empty_studio, [folder], Quiet())
    desk = Desk(empty_studio, theme, qtbot)
    yield desk
    desk.close()


def test_near_duplicates_stand_side_by_side_and_one_key_keeps_the_best(burst: Desk, empty_studio: Studio) -> None:
    sheet = start(burst)
    burst.until(lambda: chip(burst, "Near duplicates").accessibleName() == "Show Near duplicates: 2 photos")
    assert not burst.page.action("photos.keep_best").isEnabled()
    QTest.mouseClick(chip(burst, "Near duplicates"), Qt.MouseButton.LeftButton)
    assert sorted(names(burst)) == ["sharp.jpg", "soft.jpg"]
    assert burst.page.subtitle() == "2 photos · 1 group"
    sheet.viewport().grab()
    title, caption = sheet.model().words_of_group(0)
    assert (title, caption) == ("2 photos show this", ["Best: sharp.jpg, the sharpest of the large ones"])
    sheet.stand_on(0)
    press(burst, "K")
    burst.until(lambda: burst.toasts)
    assert burst.toasts == ["Best kept, 1 other rejected"]
    burst.until(lambda: names(burst) == [])
    found = empty_studio.catalog.all(Photo, "SELECT * FROM photo WHERE flag = 'reject'")
    assert [photo.file_name for photo in found] == ["soft.jpg"]
    burst.undo()
    burst.until(lambda: len(names(burst)) == 2)


def test_near_duplicates_are_not_rearranged_by_dragging(burst: Desk) -> None:
    start(burst)
    burst.until(lambda: chip(burst, "Near duplicates").accessibleName() == "Show Near duplicates: 2 photos")
    burst.page._cull.narrow(Sieve.ALIKE)
    sheet = sheet_of(burst)
    assert sheet._place_at(sheet.visualRect(sheet.model().index(0, 0)).center()) is None


def test_photos_of_an_older_closet_are_looked_at_in_the_background(studio: Studio, theme: Theme, qtbot: QtBot) -> None:
    with studio.catalog.operation(Op.NOTICE) as unit:
        for photo in studio.catalog.all(Photo, "SELECT * FROM photo"):
            unit.save(replace(photo, phash="", sharpness=None, brightness=None))
    steps = studio.catalog.history()
    desk = Desk(studio, theme, qtbot)
    desk.until(lambda: studio.catalog.value("SELECT COUNT(*) FROM photo WHERE sharpness IS NULL") == 0)
    assert studio.catalog.history() == steps
    desk.close()


def test_photos_that_come_in_leave_in_sight_what_was_in_sight(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    desk.window.resize(820, 420)
    sheet = start(desk)
    desk.until(lambda: sheet.verticalScrollBar().maximum() > 200)
    sheet.stand_on(3)
    bar = sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = sheet.visualRect(sheet.model().index(3, 0)).top()
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(3):
        shoot(folder / f"new{number}.jpg", (10 + 60 * number, 90, 200 - 60 * number), 9000 + 600 * number)
    importing.import_photos(studio, [folder], Quiet())
    desk.until(lambda: len(names(desk)) == 7)
    (coat,) = sheet.rows_of(
        [one.id for one in studio.catalog.all(Photo, "SELECT * FROM photo WHERE file_name = 'coat.jpg'")]
    )
    assert coat == 6
    assert (
        abs(sheet.visualRect(sheet.model().index(coat, 0)).top() - before) <= 20
    )  # the line it stands in has got another width
    assert sheet.chosen_ids() == [sheet.model().id_at(coat)]
