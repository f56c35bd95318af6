"""Cleaning on the sheet, and the editor: its keys, its steps, what it shows."""

from __future__ import annotations

from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFileDialog, QLabel, QMenu, QSlider

from studio.base.jobs import Quiet
from studio.domain.operation import Kind
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import developing, history, photos
from studio.services.context import Studio
from studio.ui.pages.photos.clean_with_button import CleanWithButton
from studio.ui.pages.photos.edit_session import EditSession
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.selection_panel import SelectionPanel
from studio.ui.pages.photos.step_panel import StepPanel
from studio.ui.pages.photos.step_switch import Switch
from tests.ui.pages.photos.conftest import Desk
from tests.ui.pages.photos.test_contact_sheet import chosen, click, photo, sheet_of

CLASSIC = Recipe(
    (
        Step(name="white_balance", version=2),
        Step(name="exposure"),
        Step(name="cutout", version=2, params={"backend": "classic"}),
        Step(name="background", version=2),
    )
).to_json()


def editor_of(desk: Desk) -> Editor:
    return desk.page.findChildren(Editor)[0]


def panel_of(desk: Desk) -> StepPanel:
    return desk.page.inspector().findChildren(StepPanel)[0]


def open_photo(desk: Desk, studio: Studio, name: str) -> Editor:
    """Open the editor and wait until the photo is developed for the screen."""
    editor = editor_of(desk)
    desk.page.open_entity(Kind.PHOTO, photo(studio, name).id)
    desk.until(lambda: editor.view.sight is not None and editor.session.known)
    return editor


def step(studio: Studio, name: str, step: str) -> dict[str, object] | None:
    """Return what a photo's stored Recipe says of a step."""
    found = Recipe.from_json(photo(studio, name).recipe).step(step)
    return None if found is None else dict(found.params)


def in_hand(desk: Desk) -> str:
    found = editor_of(desk).photo
    return found.file_name if found else ""


def background_of(file: Path) -> list[int]:
    return [int(part) for part in cv2.imread(str(file))[4, 4][::-1]]


def press(widget: QAbstractButton) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def button(panel: StepPanel, text: str) -> QAbstractButton:
    return next(one for one in panel.findChildren(QAbstractButton) if one.text() == text)


def test_without_a_choice_everything_not_yet_cleaned_is_cleaned(desk: Desk, studio: Studio) -> None:
    photos.clean(studio, [photo(studio, "coat.jpg").id], Quiet())
    desk.until(lambda: len(photos.as_shot(studio)) == 3)
    assert desk.page.action("photos.clean").text() == "Clean all"
    desk.page.action("photos.clean").trigger()
    desk.until(lambda: "3 photos cleaned" in desk.toasts)
    assert photos.as_shot(studio) == []
    desk.undo()
    assert len(photos.as_shot(studio)) == 3
    desk.undo()
    photos.clean(studio, photos.as_shot(studio), Quiet())
    desk.page.action("photos.clean").trigger()
    assert desk.toasts[-1] == "Every photo is cleaned. Choose some to clean them again."


def test_the_cut_out_can_be_named(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "skirt.jpg")
    named = desk.page.inspector().findChildren(CleanWithButton)[0]
    menu = named.offer()
    (cut_out,) = menu.findChildren(QMenu)
    titles = [one.title for one in developing.backends(studio)]
    assert [one.text() for one in cut_out.actions()][: len(titles)] == titles
    cut_out.actions()[titles.index("Classic, without a model")].trigger()
    menu.close()
    desk.until(lambda: "1 photo cleaned" in desk.toasts)
    assert step(studio, "skirt.jpg", "cutout") == {"backend": "classic"}


def test_the_inspector_of_the_sheet_shows_what_is_chosen_there_when_the_editor_closes(
    desk: Desk, studio: Studio
) -> None:
    click(desk, studio, "skirt.jpg")
    QTest.keyClick(desk.window, Qt.Key.Key_E)
    QTest.keyClick(desk.window, Qt.Key.Key_PageDown)
    assert in_hand(desk) == "coat.jpg"
    photos.develop(studio, [photo(studio, "coat.jpg").id], CLASSIC, Quiet())
    desk.until(lambda: editor_of(desk).photo.recipe == CLASSIC)
    QTest.keyClick(desk.window, Qt.Key.Key_PageUp)
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    panel = desk.page.inspector().findChildren(SelectionPanel)[0]
    assert any(one.text().startswith("skirt.jpg") for one in panel.findChildren(QLabel))


def test_what_cannot_be_cleaned_is_told_and_marked(desk: Desk, studio: Studio) -> None:
    lost = studio.originals.find(photo(studio, "skirt.jpg").sha256)
    assert lost is not None
    lost.unlink()
    click(desk, studio, "skirt.jpg")
    desk.page.action("photos.clean").trigger()
    desk.until(lambda: any("The original of skirt.jpg is missing" in one for one in desk.toasts))
    model = sheet_of(desk).model()
    assert "missing" in model.refused[photo(studio, "skirt.jpg").id]
    row = model.row_of(photo(studio, "skirt.jpg").id)
    assert "missing" in model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
    desk.page.action("photos.reset").trigger()
    assert model.refused == {}


def test_e_opens_what_is_chosen_and_escape_goes_back_to_it(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "skirt.jpg")
    QTest.keyClick(desk.window, Qt.Key.Key_E)
    assert in_hand(desk) == "skirt.jpg"
    assert desk.page.subtitle() == "Not described yet · photo 1 of 1 · skirt.jpg · 300 × 400"
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert in_hand(desk) == ""
    assert sheet_of(desk).isVisible()
    assert chosen(desk, studio) == ["skirt.jpg"]


def test_enter_and_a_double_click_open_too(desk: Desk, studio: Studio) -> None:
    click(desk, studio, "skirt.jpg")
    QTest.keyClick(sheet_of(desk), Qt.Key.Key_Return)
    assert in_hand(desk) == "skirt.jpg"
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    click(desk, studio, "coat.jpg")
    sheet = sheet_of(desk)
    at = sheet.visualRect(sheet.model().index(sheet.model().row_of(photo(studio, "coat.jpg").id), 0)).center()
    QTest.mouseDClick(sheet.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert in_hand(desk) == "coat.jpg"


def test_page_keys_walk_through_all_photos(desk: Desk, studio: Studio) -> None:
    open_photo(desk, studio, "shirt1.jpg")
    seen = [in_hand(desk)]
    for _photo in range(3):
        QTest.keyClick(desk.window, Qt.Key.Key_PageDown)
        seen.append(in_hand(desk))
    assert seen == ["shirt1.jpg", "shirt2.jpg", "skirt.jpg", "coat.jpg"]
    assert not desk.page.action("photos.next").isEnabled()
    assert desk.page.action("photos.next").toolTip() == "This is the last photo."
    QTest.keyClick(desk.window, Qt.Key.Key_PageUp)
    assert in_hand(desk) == "skirt.jpg"


def test_a_photo_is_cleaned_and_seen_to_change(desk: Desk, studio: Studio) -> None:
    editor, panel = open_photo(desk, studio, "skirt.jpg"), panel_of(desk)
    assert not panel.cards["cutout"].on
    before = editor.view.sight.image.pixelColor(3, 3)
    press(button(panel, "Clean this photo"))
    desk.until(lambda: photo(studio, "skirt.jpg").recipe)
    desk.until(lambda: editor.view.sight.image.pixelColor(3, 3) == QColor("white"))
    assert before != QColor("white")
    assert panel.cards["cutout"].summary().startswith("Garments · ")
    assert panel.cards["background"].summary() == "white"
    desk.until(lambda: "1 photo cleaned" in desk.toasts)
    desk.undo()
    desk.until(lambda: editor.view.sight.image.pixelColor(3, 3) == before)
    assert not panel.cards["cutout"].on


def test_backslash_shows_the_photo_as_it_was_shot(desk: Desk, studio: Studio) -> None:
    photos.develop(studio, [photo(studio, "skirt.jpg").id], CLASSIC, Quiet())
    view = open_photo(desk, studio, "skirt.jpg").view
    assert view.sight.image.pixelColor(3, 3) == QColor("white")
    QTest.keyClick(desk.window, Qt.Key.Key_Backslash)
    desk.until(lambda: view.sight.image.pixelColor(3, 3) != QColor("white"))
    QTest.keyClick(desk.window, Qt.Key.Key_Backslash)
    assert view.sight.image.pixelColor(3, 3) == QColor("white")


def test_each_step_does_what_its_control_says(desk: Desk, studio: Studio) -> None:
    photos.develop(studio, [photo(studio, "skirt.jpg").id], CLASSIC, Quiet())
    editor, panel = open_photo(desk, studio, "skirt.jpg"), panel_of(desk)
    press(panel.cards["background"])
    assert panel.cards["background"].unfolded
    assert not panel.cards["cutout"].unfolded
    press(next(one for one in panel.findChildren(QAbstractButton) if one.accessibleName() == "Linen"))
    desk.until(lambda: step(studio, "skirt.jpg", "background") == {"colour": "#f4efe6"})
    desk.until(lambda: editor.view.sight.image.pixelColor(3, 3) == QColor("#f4efe6"))
    shown = background_of(photos.rendition(studio, photo(studio, "skirt.jpg"), "3x4"))
    assert max(abs(a - b) for a, b in zip(shown, (0xF4, 0xEF, 0xE6), strict=True)) <= 3
    press(switch(panel, "White balance"))
    desk.until(lambda: step(studio, "skirt.jpg", "white_balance") is None)
    assert not panel.cards["white_balance"].on
    assert step(studio, "skirt.jpg", "exposure") == {}
    desk.undo()
    desk.until(lambda: panel.cards["white_balance"].on)
    assert step(studio, "skirt.jpg", "background") == {"colour": "#f4efe6"}


def switch(panel: StepPanel, title: str) -> Switch:
    return next(one for one in panel.findChildren(Switch) if one.accessibleName().startswith(title))


def slider(panel: StepPanel, card: str, name: str) -> QSlider:
    return next(one for one in panel.cards[card].findChildren(QSlider) if one.accessibleName() == name)


def test_a_slider_is_dragged_and_the_photo_follows(desk: Desk, studio: Studio) -> None:
    editor, panel = open_photo(desk, studio, "skirt.jpg"), panel_of(desk)
    before = editor.view.sight.image.pixelColor(3, 3)
    press(panel.cards["tone"])
    exposure = slider(panel, "tone", "Exposure")
    left, none, end = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(exposure.width() - 4, 12)
    QTest.mousePress(exposure, left, none, QPoint(exposure.width() // 2, 12))
    QTest.mouseMove(exposure, end)
    assert panel.cards["tone"].summary() == "+2.0 EV"
    desk.until(lambda: editor.view.sight.image.pixelColor(3, 3).lightness() > before.lightness())
    assert photo(studio, "skirt.jpg").recipe == ""
    QTest.mouseRelease(exposure, left, none, end)
    desk.until(lambda: step(studio, "skirt.jpg", "tone") == {"exposure_ev": 2.0})
    QTest.mouseDClick(exposure, left, none, end)
    desk.until(lambda: step(studio, "skirt.jpg", "tone") == {})
    QTest.keyClick(exposure, Qt.Key.Key_Right)
    desk.until(lambda: step(studio, "skirt.jpg", "tone") == {"exposure_ev": 0.02})


def test_a_step_is_reset_by_itself(desk: Desk, studio: Studio) -> None:
    photos.develop(studio, [photo(studio, "skirt.jpg").id], CLASSIC, Quiet())
    open_photo(desk, studio, "skirt.jpg")
    panel = panel_of(desk)
    panel_session(desk).set_params("background", {"colour": "#f6e6e8"})
    desk.until(lambda: step(studio, "skirt.jpg", "background") == {"colour": "#f6e6e8"})
    press(panel.cards["background"])
    press(
        next(one for one in panel.cards["background"].findChildren(QAbstractButton) if "Reset" in one.accessibleName())
    )
    desk.until(lambda: step(studio, "skirt.jpg", "background") == {})
    assert step(studio, "skirt.jpg", "cutout") is not None


def panel_session(desk: Desk) -> EditSession:
    return editor_of(desk).session


def test_what_was_done_is_listed_and_one_can_go_back(desk: Desk, studio: Studio) -> None:
    open_photo(desk, studio, "skirt.jpg")
    panel, session = panel_of(desk), panel_session(desk)
    session.set_params("tone", {"contrast": 0.5})
    session.set_params("sharpen", {"amount": 0.9})
    desk.until(lambda: step(studio, "skirt.jpg", "sharpen"))
    press(panel.cards["history"])
    desk.until(lambda: any("Edit sharpness" in one.text() for one in panel.history.findChildren(QLabel)))
    press(next(one for one in panel.history.findChildren(QAbstractButton) if "tone" in one.accessibleName()))
    desk.until(lambda: step(studio, "skirt.jpg", "sharpen") is None)
    assert step(studio, "skirt.jpg", "tone") == {"contrast": 0.5}
    desk.until(lambda: not session.has("sharpen"))


def test_the_sheet_shows_what_was_edited_once_it_is_developed(desk: Desk, studio: Studio) -> None:
    editor = open_photo(desk, studio, "skirt.jpg")
    with desk.qtbot.waitSignal(editor.after.developed, timeout=30_000) as developed:
        editor.session.set_params("tone", {"exposure_ev": -1.0})
    assert developed.args == [[photo(studio, "skirt.jpg").id]]
    look = photo(studio, "skirt.jpg").look
    assert list((studio.profile.renditions / look[:2]).glob(f"{look}-*.jpg"))


def test_undo_on_the_command_line_is_seen_in_the_editor(desk: Desk, studio: Studio) -> None:
    editor = open_photo(desk, studio, "skirt.jpg")
    editor.session.set_params("tone", {"exposure_ev": -1.0})
    desk.until(lambda: step(studio, "skirt.jpg", "tone"))
    history.undo(studio)  # what `studio undo` calls
    desk.until(lambda: not editor.session.has("tone"))
    history.redo(studio)
    desk.until(lambda: editor.session.params("tone")["exposure_ev"] == -1.0)


def test_a_frame_can_be_left_away(desk: Desk, studio: Studio) -> None:
    view, panel = open_photo(desk, studio, "coat.jpg").view, panel_of(desk)
    with_frames = view.grab().toImage()
    press(panel.cards["frames"])
    next(one for one in panel.findChildren(QCheckBox) if one.text().startswith("1:1")).click()
    assert view.grab().toImage() != with_frames


def test_settings_are_copied_to_the_others_of_the_piece(desk: Desk, studio: Studio) -> None:
    photos.develop(studio, [photo(studio, "shirt1.jpg").id], CLASSIC, Quiet())
    open_photo(desk, studio, "shirt1.jpg")
    desk.until(lambda: desk.page.action("photos.copy").text() == "Copy settings to 1 other")
    desk.page.action("photos.copy").trigger()
    desk.until(lambda: photo(studio, "shirt2.jpg").recipe == CLASSIC)
    desk.until(lambda: "Settings copied to 1 photo" in desk.toasts)
    assert photo(studio, "skirt.jpg").recipe == ""
    QTest.keyClick(desk.window, Qt.Key.Key_PageDown)
    desk.page.action("photos.reset").trigger()
    desk.until(lambda: photo(studio, "shirt2.jpg").recipe == "")


def test_a_doubt_is_shown_until_somebody_found_it_good(desk: Desk, studio: Studio) -> None:
    doubtful = doubted(studio, photo(studio, "coat.jpg"))
    open_photo(desk, studio, "coat.jpg")
    panel = panel_of(desk)
    assert button(panel, "It looks good").isVisible()
    press(button(panel, "It looks good"))
    desk.until(lambda: photos.load(studio, [doubtful.id])[0].note == "")
    desk.until(lambda: not button(panel, "It looks good").isVisible())
    desk.undo()
    desk.until(lambda: button(panel, "It looks good").isVisible())


def doubted(studio: Studio, found: Photo) -> Photo:
    """Clean a photo with a cut-out that is remembered as uncertain."""
    photos.develop(studio, [found.id], CLASSIC, Quiet())
    cleaned = photos.load(studio, [found.id])[0]
    facts = studio.profile.renditions / cleaned.look[:2] / f"{cleaned.look}.json"
    facts.write_text('{"confidence": 0.4, "doubt": "The edge is uncertain.", "frames": {}}')
    photos.reset(studio, [found.id])
    photos.develop(studio, [found.id], CLASSIC, Quiet())
    return photos.load(studio, [found.id])[0]


def test_removing_the_photo_in_hand_takes_the_next(desk: Desk, studio: Studio) -> None:
    open_photo(desk, studio, "skirt.jpg")
    QTest.keyClick(desk.window, Qt.Key.Key_Delete)
    desk.until(lambda: photos.count(studio) == 3)
    assert in_hand(desk) == "coat.jpg"


def test_a_photo_removed_elsewhere_closes_the_editor(desk: Desk, studio: Studio) -> None:
    open_photo(desk, studio, "skirt.jpg")
    photos.remove(studio, [photo(studio, "skirt.jpg").id])
    desk.until(lambda: in_hand(desk) == "")
    desk.until(sheet_of(desk).isVisible)


def test_pixel_by_pixel_the_photo_is_moved_with_the_mouse(desk: Desk, studio: Studio) -> None:
    view = open_photo(desk, studio, "coat.jpg").view
    fitted = view.photo_rect()
    QTest.keyClick(desk.window, Qt.Key.Key_Z)
    assert view.photo_rect().width() == pytest.approx(300 / view.devicePixelRatioF())
    start = view.photo_rect().topLeft()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view, left, none, QPoint(200, 200))
    QTest.mouseMove(view, QPoint(230, 215))
    QTest.mouseRelease(view, left, none, QPoint(230, 215))
    assert view.photo_rect().topLeft() != start
    desk.page.action("photos.fit").trigger()
    assert view.photo_rect() == fitted


def test_pictures_are_saved_into_a_folder(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    click(desk, studio, "coat.jpg")
    desk.page.action("photos.save_1x1").trigger()
    (dialog,) = desk.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.close()
    desk.until(lambda: "1 picture saved in out" in desk.toasts)
    (saved,) = target.iterdir()
    assert cv2.imread(str(saved)).shape == (1600, 1600, 3)


def test_nothing_that_can_be_focused_is_nameless(desk: Desk, studio: Studio) -> None:
    open_photo(desk, studio, "coat.jpg")
    for card in panel_of(desk).cards.values():
        card.unfold(unfolded=True)
    nameless = [
        widget
        for root in (desk.page, desk.page.inspector())
        for widget in root.findChildren(QAbstractButton)
        if widget.focusPolicy() and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
