"""The Closet page on a real catalog: narrow, choose, edit, remove, take back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent

from studio.base.jobs import Lane
from studio.domain.ids import ItemId
from studio.domain.item import Condition
from studio.domain.operation import Kind
from studio.services import history, items, listings, photos, syncing
from studio.services.context import Studio
from studio.ui.pages.closet.inspector import ItemInspector
from studio.ui.pages.closet.page import ClosetPage
from studio.ui.widgets import Field
from tests.services.closets import imported, snap_pieces
from tests.services.dealings import connected, liked, listed, met
from tests.ui.accessible import nameless
from tests.ui.pages.desk import Desk


@pytest.fixture
def three(studio: Studio) -> list[ItemId]:
    """A dress, a shirt and a coat."""
    dress = items.add(
        studio, title="Wool shift dress", brand="Theory", size="6", price_minor=6800, bin="A1", colours=("Blue",)
    )
    shirt = items.add(studio, title="Linen shirt", brand="Uniqlo", size="S", price_minor=2400, bin="A1")
    coat = items.add(studio, title="Trench coat", brand="Theory", size="M", price_minor=14000, bin="B2")
    return [dress.id, shirt.id, coat.id]


@pytest.fixture
def closet(desk: Desk, three: list[ItemId]) -> ClosetPage:
    """The page with the three pieces, the newest first."""
    page = desk.open("closet", ClosetPage)
    desk.until(lambda: page._facets.isVisible() and page._facets._rows)
    return page


def shown(page: ClosetPage) -> list[str]:
    titles = (page._model.object_at(row) for row in range(len(page._model.ids)))
    return [cover.title for cover in titles if cover]


def inspector(page: ClosetPage) -> ItemInspector:
    found = page._inspector.currentWidget()
    assert isinstance(found, ItemInspector)
    return found


def field(page: ClosetPage, name: str) -> Field:
    return inspector(page)._form.fields[name]


def test_the_grid_shows_every_piece_the_newest_first(closet: ClosetPage) -> None:
    assert shown(closet) == ["Trench coat", "Linen shirt", "Wool shift dress"]


def test_words_and_fields_narrow_the_grid(closet: ClosetPage, desk: Desk) -> None:
    closet.search("theory price:<100")
    desk.until(lambda: shown(closet) == ["Wool shift dress"])
    closet.search("")
    desk.until(lambda: len(shown(closet)) == 3)


def test_a_facet_narrows_and_a_second_press_widens_again(closet: ClosetPage, desk: Desk) -> None:
    button = closet._facets._rows["bin", "A1"]
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.until(lambda: shown(closet) == ["Linen shirt", "Wool shift dress"])
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.until(lambda: len(shown(closet)) == 3)


def test_a_facet_whose_last_piece_is_gone_hides_nothing(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    closet._facets._toggle("bin", "B2")
    desk.until(lambda: shown(closet) == ["Trench coat"])
    items.edit(studio, [three[2]], {"bin": ""})
    desk.until(lambda: len(shown(closet)) == 3)
    assert closet._facets.selected() == {}


def test_the_order_can_be_chosen(closet: ClosetPage, desk: Desk) -> None:
    menu = closet._sort.menu()
    next(act for act in menu.actions() if act.text() == "Lowest price first").trigger()
    desk.until(lambda: shown(closet) == ["Linen shirt", "Wool shift dress", "Trench coat"])
    assert closet._sort.text() == "Lowest price first"


def test_no_match_is_not_nothing_yet(closet: ClosetPage, desk: Desk) -> None:
    closet.search("no such thing")
    desk.until(lambda: "Nothing matches" in desk.reads())
    assert "Your closet is empty" not in desk.reads()


def test_an_empty_closet_says_how_to_begin(desk: Desk) -> None:
    page = desk.open("closet", ClosetPage)
    desk.until(lambda: "Your closet is empty" in desk.reads(page))
    assert "Nothing chosen" not in desk.reads()
    assert not page._facets.isVisible()


def test_what_is_typed_in_the_inspector_is_in_the_catalog(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    closet._grid.select_ids([three[0]])
    desk.fill(field(closet, "title"), "Theory wool shift dress, navy")
    desk.fill(field(closet, "price_minor"), "72")
    desk.until_saved(three[0], title="Theory wool shift dress, navy", price_minor=7200)
    desk.until(lambda: "Theory wool shift dress, navy" in shown(closet))
    desk.until(lambda: inspector(closet)._heading.text() == "Theory wool shift dress, navy")


def test_what_is_kept_follows_every_key_of_the_price(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    closet._grid.select_ids([three[0]])
    keep = inspector(closet)._keep
    assert keep.text() == "$61.20"
    line = field(closet, "price_minor").focusProxy()
    assert line is not None
    desk.type(line, "100")
    assert keep.text() == "$90.00"
    assert desk.item(three[0]).price_minor == 6800  # the pause after typing has not come yet


def test_what_was_typed_is_saved_when_another_piece_is_chosen(
    closet: ClosetPage, desk: Desk, three: list[ItemId]
) -> None:
    closet._grid.select_ids([three[0]])
    line = field(closet, "title").focusProxy()
    assert line is not None
    desk.type(line, "Half a ti")
    closet._grid.select_ids([three[1]])
    desk.until_saved(three[0], title="Half a ti")
    assert desk.item(three[1]).title == "Linen shirt"


def test_several_pieces_show_mixed_and_are_edited_in_one_step(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    closet._grid.select_ids(three)
    assert "3 items" in desk.reads()
    line = field(closet, "price_minor").focusProxy()
    assert line is not None
    assert line.property("placeholderText") == "mixed"
    assert field(closet, "condition").value() is None
    desk.type(line, "50")
    field(closet, "price_minor").flush()
    desk.until(lambda: {item.price_minor for item in items.load_all(studio, three)} == {5000})
    assert history.next_undo(studio) == "edit price of 3 items"
    desk.window.setFocus()
    desk.undo()
    desk.until(lambda: [item.price_minor for item in items.load_all(studio, three)] == [6800, 2400, 14000])
    desk.until(lambda: line.property("placeholderText") == "mixed")
    desk.redo()
    desk.until(lambda: {item.price_minor for item in items.load_all(studio, three)} == {5000})


def test_news_do_not_wipe_what_is_being_typed_into_a_mixed_field(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    closet._grid.select_ids(three)
    line = field(closet, "title").focusProxy()
    assert line is not None
    desk.type(line, "Summer")
    items.edit(studio, [three[0]], {"bin": "C9"})
    desk.until(lambda: any(cover and cover.bin == "C9" for cover in map(closet._model.object_at, range(3))))
    assert line.property("text") == "Summer"


def test_more_pieces_than_can_be_edited_together_say_so(
    desk: Desk, studio: Studio, three: list[ItemId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.ui.pages.closet.inspector_room.MOST_EDITED", 2)
    page = desk.open("closet", ClosetPage)
    desk.until(lambda: len(shown(page)) == 3)
    page._grid.select_ids(three)
    assert "Very many chosen" in desk.reads()
    page._grid.select_ids(three[:1])
    assert "Very many chosen" not in desk.reads()


def test_a_choice_of_the_list_is_saved_too(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    closet._grid.select_ids([three[1]])
    desk.fill(field(closet, "condition"), "Good, gently worn")
    desk.until_saved(three[1], condition=Condition.GOOD)


def test_a_taken_sku_is_said_beside_the_field(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    taken = desk.item(three[0]).sku
    closet._grid.select_ids([three[1]])
    desk.fill(field(closet, "sku"), taken)
    line = field(closet, "sku").focusProxy()
    assert line is not None
    desk.until(lambda: "belongs to" in line.accessibleDescription())
    assert desk.item(three[1]).sku != taken


def test_removed_pieces_come_back_by_the_toast(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    closet._grid.select_ids(three[:2])
    closet._grid.setFocus()
    desk.key(Qt.Key.Key_Delete)
    desk.until(lambda: shown(closet) == ["Trench coat"])
    desk.until(lambda: "2 items removed" in desk.toasts)
    desk.press("Undo")
    desk.until(lambda: len(shown(closet)) == 3)


def test_a_listed_piece_is_not_removed_and_says_why(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    connected(studio)
    listed(studio, desk.item(three[0]))
    closet._grid.select_ids([three[0]])
    closet.action("closet.remove").trigger()
    desk.until(lambda: any("stays in the closet" in toast for toast in desk.toasts))
    assert desk.item(three[0])


def test_a_new_piece_is_in_hand_even_where_the_grid_was_narrowed(closet: ClosetPage, desk: Desk) -> None:
    closet.search("theory")
    desk.until(lambda: len(shown(closet)) == 2)
    desk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: len(shown(closet)) == 4)
    desk.until(lambda: closet._grid.selected_ids() == [closet._model.ids[0]])
    assert "Not described yet" in desk.reads(inspector(closet))


def test_the_grid_goes_by_keyboard(closet: ClosetPage, desk: Desk) -> None:
    closet._grid.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right):
        desk.qtbot.keyClick(closet._grid, key)
    desk.until(lambda: closet._grid.selected_ids() == [closet._model.ids[1]])
    desk.key(Qt.Key.Key_L)
    desk.until(lambda: desk.window.host.current_id == "listings")


def test_actions_without_a_choice_say_why_they_rest(closet: ClosetPage) -> None:
    remove = closet.action("closet.remove")
    assert not remove.isEnabled()
    assert remove.toolTip() == "Choose something in the list first."


def test_publishing_asks_first_and_tells_what_is_missing(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    connected(studio)
    closet._grid.select_ids(three[:2])
    closet.action("closet.publish").trigger()
    assert "Publish 2 listings?" in desk.answer("Publish 2 listings")
    desk.until(lambda: any("2 are not ready" in toast for toast in desk.toasts))
    assert listings.of_item(studio, three[0]) == []


def test_likes_bring_an_offer_that_is_sent_only_after_a_yes(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId]
) -> None:
    connected(studio)
    listing = listed(studio, desk.item(three[0]))
    liked(studio, met(studio), listing)
    closet._grid.select_ids([three[0]])
    desk.until(lambda: any("reaches 1 of 1" in text for text in desk.reads(inspector(closet))))
    desk.press("Look and send")
    desk.answer("Send the offer")
    desk.until(lambda: any("goes out as soon as" in toast for toast in desk.toasts))
    assert [change.kind.value for change in syncing.outbox(studio)] == ["offer.to_likers"]


def test_a_folder_that_is_dropped_becomes_pieces(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    snap_pieces(tmp_path / "camera", 2, 1)
    page = desk.open("closet", ClosetPage)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "camera"))])
    drop = QDropEvent(
        QPointF(400, 300),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(drop)
    desk.until(lambda: len(page._model.ids) == 2)
    desk.until(lambda: "3 photos imported" in desk.toasts)
    assert photos.count(studio) == 3
    counts = sorted(len(photos.of_item(studio, ItemId(id_))) for id_ in page._model.ids)
    assert counts == [1, 2]


def test_a_cleaning_says_which_photos_stayed_as_they_were(
    closet: ClosetPage, desk: Desk, studio: Studio, three: list[ItemId], tmp_path: Path
) -> None:
    (item_id,) = imported(studio, tmp_path / "camera", 2)
    desk.until(lambda: item_id in closet._model.ids)
    first, _second = photos.of_item(studio, item_id)
    original = studio.originals.find(first.sha256)
    assert original is not None
    original.unlink()
    closet._grid.select_ids([item_id])
    closet.action("closet.clean").trigger()
    desk.until(lambda: "1 photo cleaned" in desk.toasts)
    desk.until(lambda: any("1 photo stayed as it was" in toast for toast in desk.toasts))


def test_the_window_goes_on_while_a_job_runs(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    release, ticks = threading.Event(), []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(10)
    closet.submit("Waiting", Lane.IMAGE, lambda _job: release.wait(20))
    desk.until(lambda: len(ticks) > 20)
    closet._grid.select_ids([three[0]])
    desk.fill(field(closet, "bin"), "Z1")
    desk.until_saved(three[0], bin="Z1")
    release.set()
    timer.stop()


def test_everything_that_takes_the_keyboard_has_a_name(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    closet._grid.select_ids(three[:1])
    assert nameless(desk.window) == []


def test_a_piece_is_found_from_elsewhere(closet: ClosetPage, desk: Desk, three: list[ItemId]) -> None:
    desk.window.host.open(Kind.ITEM, three[0])
    desk.until(lambda: closet._grid.selected_ids() == [three[0]])
