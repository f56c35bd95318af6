"""The Listings page: what a piece misses, how a buyer sees it, and publishing only after a yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from studio.domain.change import ChangeKind
from studio.domain.ids import ItemId
from studio.domain.item import Condition, ItemState
from studio.domain.operation import Kind
from studio.services import items, listings, syncing
from studio.services.context import Studio
from studio.ui.pages.listings.page import ListingsPage
from studio.ui.pages.listings.readiness_card import ReadinessCard
from studio.ui.widgets import Field
from tests.services.closets import imported
from tests.services.dealings import connected, listed
from tests.ui.accessible import nameless
from tests.ui.pages.desk import Desk


@pytest.fixture
def dress(studio: Studio, tmp_path: Path) -> ItemId:
    """A piece with one photo of which nothing is known, and an Account that cannot be reached."""
    connected(studio)
    (item_id,) = imported(studio, tmp_path / "camera", 1)
    return item_id


@pytest.fixture
def page(desk: Desk, dress: ItemId) -> ListingsPage:
    page = desk.open("listings", ListingsPage)
    desk.until(lambda: page._current == dress)
    return page


def field(page: ListingsPage, name: str) -> Field:
    return page._editor._form.fields[name]


def cards(desk: Desk, page: ListingsPage) -> dict[str, str]:
    """Return what every readiness card says, by marketplace."""
    return {card._words.text(): " ".join(desk.reads(card)) for card in desk.shown(ReadinessCard, page)}


def write_all(desk: Desk, page: ListingsPage) -> None:
    for name, text in {
        "title": "Theory wool shift dress, navy, size 6",
        "description": "Worn twice.",
        "brand": "Theory",
        "size": "6",
        "condition": "Good, gently worn",
        "price_minor": "68",
        "original_price_minor": "240",
        "weight_g": "14.1",  # ounces, unless the seller chose grams
    }.items():
        desk.fill(field(page, name), text)


def test_readiness_is_said_for_both_marketplaces(desk: Desk, page: ListingsPage) -> None:
    said = cards(desk, page)
    assert set(said) == {"Closet Fair", "Poshmark"}
    assert all("Write a title." in words and "more" in words for words in said.values()), said
    assert not page.action("listings.publish").isEnabled()
    assert "Something is missing" in page.action("listings.publish").toolTip()


def test_filling_it_in_makes_it_ready_and_each_key_is_seen_by_the_buyer(
    desk: Desk, page: ListingsPage, dress: ItemId
) -> None:
    line = field(page, "title").focusProxy()
    assert line is not None
    desk.type(line, "Theory wool")
    assert page._buyer._title.text() == "Theory wool"
    write_all(desk, page)
    desk.until_saved(dress, price_minor=6800, brand="Theory", condition=Condition.GOOD, weight_g=400)
    desk.until(lambda: page.action("listings.publish").isEnabled())
    assert "You keep $61.20" in cards(desk, page)["Closet Fair"]
    assert "$54.40" in cards(desk, page)["Poshmark"]
    assert page._buyer._price.text() == "$68.00"


def test_measurements_are_asked_for_by_the_category_and_saved_in_millimetres(
    desk: Desk, page: ListingsPage, studio: Studio, dress: ItemId
) -> None:
    path = next(iter(listings.rules_of(studio, None).categories.value))
    items.edit(studio, [dress], {"category": path})
    desk.until(lambda: page._editor._measurements._fields)
    name, box = next(iter(page._editor._measurements._fields.items()))
    desk.fill(box, "45")
    desk.until_saved(dress, measurements_mm={name: 1143})
    desk.undo()
    desk.until_saved(dress, measurements_mm={})
    desk.redo()
    desk.until_saved(dress, measurements_mm={name: 1143})


def test_a_proposed_text_fills_what_is_empty_and_can_be_taken_back(
    desk: Desk, page: ListingsPage, studio: Studio, dress: ItemId
) -> None:
    items.edit(studio, [dress], {"brand": "Theory", "size": "6", "colours": ("Blue",), "category": "Women / Dresses"})
    desk.press("Propose a text")
    desk.until(lambda: "Theory" in desk.item(dress).title)
    desk.until(lambda: any("Written from what you said" in toast for toast in desk.toasts))
    desk.press("Undo")
    desk.until_saved(dress, title="", description="")


def test_a_text_that_is_there_is_never_written_over(desk: Desk, page: ListingsPage, dress: ItemId) -> None:
    desk.fill(field(page, "title"), "Mine")
    desk.fill(field(page, "description"), "Also mine")
    desk.until_saved(dress, title="Mine", description="Also mine")
    desk.press("Propose a text")
    desk.until(lambda: any("There is a text already" in toast for toast in desk.toasts))
    assert desk.item(dress).title == "Mine"


def test_publishing_asks_first_and_queues_what_was_typed_last(
    desk: Desk, page: ListingsPage, studio: Studio, dress: ItemId
) -> None:
    write_all(desk, page)
    desk.until(lambda: page.action("listings.publish").isEnabled())
    desk.press("Publish")
    desk.answer("Cancel")
    assert syncing.outbox(studio) == []
    line = field(page, "title").focusProxy()
    assert line is not None
    desk.type(line, "The last word")
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Publish 1 listing?" in desk.answer("Publish 1 listing")
    desk.until(lambda: [change.kind for change in syncing.outbox(studio)] == [ChangeKind.LISTING_CREATE])
    desk.until(lambda: desk.item(dress).state is ItemState.WAITING)
    assert desk.item(dress).title == "The last word"
    desk.until(lambda: "1 listing is on its way" in desk.toasts)
    desk.until(lambda: not page.action("listings.publish").isEnabled())


def test_ending_asks_first(desk: Desk, page: ListingsPage, studio: Studio, dress: ItemId) -> None:
    listed(studio, desk.item(dress))
    desk.until(lambda: "Closet Fair" in desk.reads(page._buyer._where))
    desk.press("End…", page._buyer)
    desk.answer("Cancel")
    assert syncing.outbox(studio) == []
    desk.press("End…", page._buyer)
    desk.answer("End the listing")
    desk.until(lambda: [change.kind for change in syncing.outbox(studio)] == [ChangeKind.LISTING_END])


def test_what_needs_the_seller_stands_first(desk: Desk, page: ListingsPage, studio: Studio, dress: ItemId) -> None:
    live = items.add(studio, title="Live one")
    listed(studio, live)
    desk.until(lambda: len(page._list._rows.rows) == 2)
    assert [row.title for row in page._list._rows.rows] == ["Not described yet", "Live one"]


def test_a_piece_further_down_than_the_list_goes_can_be_opened(
    desk: Desk, page: ListingsPage, studio: Studio, dress: ItemId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.ui.pages.listings.page._MOST_ROWS", 1)
    newer = items.add(studio, title="Newer")
    desk.window.host.open(Kind.ITEM, dress, "listings")
    assert page._current == dress
    desk.window.host.open(Kind.LISTING, listed(studio, newer).id)
    desk.until(lambda: page._current == newer.id)


def test_what_is_wrong_stands_beside_the_field(desk: Desk, page: ListingsPage, dress: ItemId) -> None:
    long_title = "Theory wool shift dress " * 4
    desk.fill(field(page, "title"), long_title)
    desk.until_saved(dress, title=long_title.strip())
    line = field(page, "title").focusProxy()
    assert line is not None
    desk.until(lambda: "80" in line.accessibleDescription())
    desk.fill(field(page, "title"), "Theory wool shift dress")
    desk.until(lambda: not line.accessibleDescription())


def test_words_narrow_the_list_and_no_match_says_so(desk: Desk, page: ListingsPage) -> None:
    page.search("no such thing")
    assert "Nothing matches" in desk.reads(page)
    page.search("state:draft")
    assert len(page._list._rows.rows) == 1


def test_a_closet_without_pieces_says_how_to_begin(desk: Desk) -> None:
    page = desk.open("listings", ListingsPage)
    assert "No pieces yet" in desk.reads(page)
    assert not page._list.isVisible()


def test_readiness_stands_below_one_another_in_a_small_window(desk: Desk, page: ListingsPage) -> None:
    first, second = desk.shown(ReadinessCard, page)
    assert first.y() == second.y()
    desk.window.resize(1100, 700)
    desk.until(lambda: second.y() > first.y())
    inside = page._editor.widget()
    desk.until(lambda: inside.width() <= page._editor.viewport().width())


def test_everything_that_takes_the_keyboard_has_a_name(desk: Desk, page: ListingsPage, studio: Studio) -> None:
    assert desk.shown(QComboBox, page)
    assert nameless(desk.window) == []
