"""Cut-outs in doubt: one after the other is looked at, by a key each; and the tools in the real editor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from studio.base.jobs import Quiet
from studio.domain.operation import Kind, Op
from studio.services import history, photos
from studio.services.context import Studio
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.review_bar import ReviewBar
from studio.ui.pages.photos.tools.brush import Brush
from studio.ui.pages.photos.tools.crop import Crop
from studio.ui.widgets import PlainLabel
from tests.ui.pages.photos.conftest import Desk
from tests.ui.pages.photos.test_contact_sheet import photo


def editor_of(desk: Desk) -> Editor:
    return desk.page.findChildren(Editor)[0]


def bar_of(desk: Desk) -> ReviewBar:
    return desk.page.findChildren(ReviewBar)[0]


def doubt(studio: Studio, *names: str) -> None:
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="doubt") as unit:
        for name in names:
            unit.save(replace(photo(studio, name), note="The edge of the garment is uncertain."))


def open_photo(desk: Desk, studio: Studio, name: str) -> None:
    desk.window.activateWindow()
    desk.page.open_entity(Kind.PHOTO, photo(studio, name).id)
    desk.until(lambda: editor_of(desk).view.sight is not None and editor_of(desk).session.steps is not None)


def in_hand(desk: Desk) -> str:
    found = editor_of(desk).photo
    return found.file_name if found else ""


def key(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(desk.window.focusWidget() or desk.window, key)


@pytest.fixture
def doubtful(studio: Studio) -> Studio:
    """Two of the four cleaned, and both in doubt."""
    photos.clean(studio, [photo(studio, "skirt.jpg").id, photo(studio, "coat.jpg").id], Quiet(), backend="classic")
    doubt(studio, "skirt.jpg", "coat.jpg")
    return studio


def test_enter_approves_and_goes_on_to_the_next_in_doubt(doubtful: Studio, desk: Desk) -> None:
    first, second = (one.file_name for one in photos.in_doubt(doubtful))
    open_photo(desk, doubtful, first)
    said = [label.text() for label in bar_of(desk).findChildren(PlainLabel)]
    assert bar_of(desk).isVisible()
    assert {"The edge of the garment is uncertain.", "1 of 2"} <= set(said)
    key(desk, Qt.Key.Key_Return)
    assert in_hand(desk) == second
    desk.until(lambda: [one.file_name for one in photos.in_doubt(doubtful)] == [second])
    key(desk, Qt.Key.Key_Enter)
    desk.until(lambda: not photos.in_doubt(doubtful))
    assert in_hand(desk) == second
    desk.until(lambda: not bar_of(desk).isVisible())
    assert desk.toasts[-1] == "No other cut-out needs a look."
    assert photo(doubtful, first).recipe != ""


def test_the_review_list_is_the_sheet_narrowed_and_its_first_photo_in_hand(doubtful: Studio, desk: Desk) -> None:
    desk.page.open_entity(Kind.PHOTO, photos.REVIEW_LIST)
    first, second = (one.file_name for one in photos.in_doubt(doubtful))
    assert in_hand(desk) == first
    desk.page.action("photos.next").trigger()
    assert in_hand(desk) == second
    assert not desk.page.action("photos.next").isEnabled()
    photos.approve(doubtful, [one.id for one in photos.in_doubt(doubtful)])
    desk.page.action("photos.back").trigger()
    desk.page.open_entity(Kind.PHOTO, photos.REVIEW_LIST)
    assert in_hand(desk) == ""


def test_u_uses_the_original_and_can_be_taken_back(doubtful: Studio, desk: Desk) -> None:
    open_photo(desk, doubtful, "coat.jpg")
    key(desk, Qt.Key.Key_U)
    desk.until(lambda: photo(doubtful, "coat.jpg").recipe == "")
    assert photo(doubtful, "coat.jpg").note == ""
    assert in_hand(desk) == "skirt.jpg"
    desk.undo()
    assert photo(doubtful, "coat.jpg").note != ""


def test_nothing_is_approved_from_a_field_nor_while_a_tool_is_at_work(doubtful: Studio, desk: Desk) -> None:
    open_photo(desk, doubtful, "coat.jpg")
    field = QLineEdit(desk.page.inspector())
    field.show()
    field.setFocus()
    key(desk, Qt.Key.Key_Return)
    key(desk, Qt.Key.Key_U)
    editor_of(desk).take("crop")
    key(desk, Qt.Key.Key_Return)
    desk.until(lambda: editor_of(desk).view.tool is None)
    assert len(photos.in_doubt(doubtful)) == 2
    assert in_hand(desk) == "coat.jpg"


def test_a_photo_that_is_not_in_doubt_has_no_bar_and_no_keys_for_it(doubtful: Studio, desk: Desk) -> None:
    open_photo(desk, doubtful, "shirt1.jpg")
    assert not bar_of(desk).isVisible()
    assert not desk.page.action("photos.good").isEnabled()
    assert desk.page.action("photos.good").toolTip() == "Nothing is in doubt about this photo."


def test_b_mends_a_cut_out_and_every_stroke_is_undone_by_itself(doubtful: Studio, desk: Desk) -> None:
    """From the key to the catalog: the brush takes the middle out of the skirt, and undo gives it back."""
    open_photo(desk, doubtful, "skirt.jpg")
    view, session = editor_of(desk).view, editor_of(desk).session
    desk.until(lambda: session.has("cutout") and view.after is not None and len(view.after.outline) > 0)
    key(desk, Qt.Key.Key_B)
    brush = view.tool
    assert isinstance(brush, Brush)
    brush.adds = False
    for down in (0.4, 0.6):
        place = view.photo_rect()
        start = QPoint(int(place.left() + 0.45 * place.width()), int(place.top() + down * place.height()))
        QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(9, 0))
    assert len(session.params("cutout")["strokes"]) == 2
    desk.until(lambda: view.after is not None and view.after.stroke_count == 2)
    desk.until(lambda: photo(doubtful, "skirt.jpg").recipe.count('"add"') == 2)
    desk.undo()
    desk.until(lambda: view.after is not None and view.after.stroke_count == 1)
    assert len(session.params("cutout")["strokes"]) == 1
    assert view.tool is brush
    key(desk, Qt.Key.Key_Escape)
    assert view.tool is None
    place = view.after
    assert place is not None
    hole = place.image.pixelColor(int(0.46 * place.image.width()), int(0.4 * place.image.height()))
    assert hole.lightness() > 230
    history.undo(doubtful)
    assert photo(doubtful, "skirt.jpg").recipe.count('"add"') == 0


def test_the_outline_of_a_doubtful_cut_out_is_seen_at_once_and_o_hides_it(doubtful: Studio, desk: Desk) -> None:
    open_photo(desk, doubtful, "skirt.jpg")
    view = editor_of(desk).view
    desk.until(lambda: view.after is not None and view.after.doubtful)
    assert view.outlined
    key(desk, Qt.Key.Key_O)
    assert not view.outlined
    key(desk, Qt.Key.Key_O)
    assert view.outlined


def test_every_tool_has_a_key_and_the_crop_is_offered_whole(doubtful: Studio, desk: Desk) -> None:
    open_photo(desk, doubtful, "skirt.jpg")
    view = editor_of(desk).view
    for pressed, step in (
        (Qt.Key.Key_R, "crop"),
        (Qt.Key.Key_L, "spots"),
        (Qt.Key.Key_F, "flaws"),
        (Qt.Key.Key_T, "measure"),
        (Qt.Key.Key_G, "white_balance"),
        (Qt.Key.Key_B, "cutout"),
    ):
        view.use(None)
        key(desk, pressed)
        assert view.tool is not None
        assert view.tool.step == step
    view.use(None)
    key(desk, Qt.Key.Key_R)
    crop = view.tool
    assert isinstance(crop, Crop)
    crop.turn(1)
    key(desk, Qt.Key.Key_Return)
    desk.until(lambda: '"quarter_turns": 1' in photo(doubtful, "skirt.jpg").recipe)
    names = {one.accessibleName() or one.text() for one in crop.options().findChildren(QAbstractButton)}
    assert all(names)
