"""The editor's other ways: presets, before beside after, setting upright, tools from the panel."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QMenu

from studio.base.jobs import Quiet
from studio.services import photos, presets
from studio.services.context import Studio
from studio.ui.pages.photos.presets_button import PresetsButton
from studio.ui.pages.photos.tools.crop import Crop
from tests.ui.pages.photos.conftest import Desk
from tests.ui.pages.photos.test_contact_sheet import photo
from tests.ui.pages.photos.test_editor import CLASSIC, open_photo, panel_of, press, step


def menu_of(desk: Desk) -> QMenu:
    button = next(one for one in desk.window.findChildren(PresetsButton) if one.isVisible())
    press(button)
    return next(one for one in button.findChildren(QMenu) if one.isVisible())


def choose(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text() == text).trigger()
    menu.close()


def test_a_preset_is_used_kept_under_another_name_and_removed(desk: Desk, studio: Studio) -> None:
    session = open_photo(desk, studio, "coat.jpg").session
    known = presets.listed(studio)
    warm = next(one for one in known if one.name == "warm-grey")
    choose(menu_of(desk), warm.title)
    desk.until(lambda: step(studio, "coat.jpg", "background"))
    desk.until(lambda: session.has("background"))
    menu = menu_of(desk)
    choose(menu, "Save as a preset…")
    (dialog,) = [one for one in desk.window.findChildren(QDialog) if one.isVisible()]
    (edit,) = dialog.findChildren(QLineEdit)
    desk.qtbot.keyClicks(edit, "Wool on oak")
    press(next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Save preset"))
    desk.until(lambda: "“Wool on oak” is kept as a preset" in desk.toasts)
    (own,) = [one for one in presets.listed(studio) if one.own]
    assert own.title == "Wool on oak"
    (away,) = [one.menu() for one in menu_of(desk).actions() if one.text() == "Remove a preset"]
    choose(away, "Wool on oak")
    desk.until(lambda: not [one for one in presets.listed(studio) if one.own])
    assert step(studio, "coat.jpg", "background")


def test_a_preset_that_changes_nothing_says_so(desk: Desk, studio: Studio) -> None:
    presets.use(studio, [photo(studio, "coat.jpg").id], "warm-grey")
    open_photo(desk, studio, "coat.jpg")
    title = next(one.title for one in presets.listed(studio) if one.name == "warm-grey")
    choose(menu_of(desk), title)
    desk.until(lambda: "This photo looks like that already" in desk.toasts)


def test_before_lies_beside_after_and_the_line_between_them_is_moved(desk: Desk, studio: Studio) -> None:
    photos.develop(studio, [photo(studio, "skirt.jpg").id], CLASSIC, Quiet())
    editor = open_photo(desk, studio, "skirt.jpg")
    curtain, view = editor.comparing.curtain, editor.view
    desk.until(lambda: view.before is not None)
    desk.page.action("photos.split_view").trigger()
    assert curtain.isVisible()
    place = view.photo_rect().toRect()
    left, right = place.topLeft() + QPoint(12, 12), place.topRight() + QPoint(-12, 12)
    shown = view.grab().toImage()
    assert shown.pixelColor(right) == QColor("white")
    assert shown.pixelColor(left) != QColor("white")
    curtain.move_to(0.0)
    assert 0 < curtain.share < 0.1
    QTest.keyClick(curtain.line, Qt.Key.Key_Right)
    assert curtain.share > 0.04
    QTest.mousePress(curtain.line, Qt.MouseButton.LeftButton)
    QTest.mouseMove(curtain.line, QPoint(place.width() // 2, 20))
    QTest.mouseRelease(curtain.line, Qt.MouseButton.LeftButton)
    desk.page.action("photos.compare").trigger()
    assert curtain.isHidden()
    assert view.shows_before


def test_a_held_backslash_shows_before_only_as_long(desk: Desk, studio: Studio) -> None:
    editor = open_photo(desk, studio, "skirt.jpg")
    QTest.keyPress(desk.window, Qt.Key.Key_Backslash)
    assert editor.view.shows_before
    QTest.keyRelease(desk.window, Qt.Key.Key_Backslash, delay=500)
    assert not editor.view.shows_before
    QTest.keyClick(desk.window, Qt.Key.Key_Backslash)
    assert editor.view.shows_before


def test_a_piece_that_stands_upright_is_left_so(desk: Desk, studio: Studio) -> None:
    open_photo(desk, studio, "skirt.jpg")
    panel = panel_of(desk)
    press(panel.cards["crop"])
    upright = next(one for one in panel.cards["crop"].findChildren(QAbstractButton) if one.text() == "Set upright")
    assert not upright.isEnabled()
    assert upright.toolTip() == "Nothing shows that this photo is at a slant"
    press(next(one for one in panel.cards["crop"].findChildren(QAbstractButton) if one.text() == "Turn"))
    desk.until(lambda: step(studio, "skirt.jpg", "crop") == {"quarter_turns": 1})


def test_a_piece_at_a_slant_is_set_upright_in_one_press(desk: Desk, studio: Studio) -> None:
    session, panel = open_photo(desk, studio, "skirt.jpg").session, panel_of(desk)
    session.set_params("cutout", {"backend": "classic"})
    session.set_params("crop", {"angle_deg": 6.0})
    desk.until(lambda: session.preview.closely and session.preview.tilt and session.preview.confidence is not None)
    press(panel.cards["crop"])
    upright = next(one for one in panel.cards["crop"].findChildren(QAbstractButton) if "Set upright:" in one.text())
    press(upright)
    desk.until(lambda: abs(float(str((step(studio, "skirt.jpg", "crop") or {}).get("angle_deg", 0)))) < 1)
    desk.until(lambda: not upright.isEnabled())


def test_the_colours_of_the_garment_are_proved(desk: Desk, studio: Studio) -> None:
    photos.develop(studio, [photo(studio, "skirt.jpg").id], CLASSIC, Quiet())
    open_photo(desk, studio, "skirt.jpg")
    desk.until(lambda: "unchanged by the cut-out · total ΔE" in panel_of(desk).notes.proof)


def test_the_panel_puts_a_tool_into_the_hand_and_takes_it_away(desk: Desk, studio: Studio) -> None:
    editor, panel = open_photo(desk, studio, "skirt.jpg"), panel_of(desk)
    press(panel.cards["crop"])
    hand = next(one for one in panel.cards["crop"].findChildren(QAbstractButton) if one.isCheckable() and one.text())
    press(hand)
    assert isinstance(editor.view.tool, Crop)
    assert hand.isChecked()
    press(hand)
    assert editor.view.tool is None
    assert not hand.isChecked()
