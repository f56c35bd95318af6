"""Items: added, edited one by one and together, removed where nobody else knows them, and all of it undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.domain.ids import ItemId
from studio.domain.item import ItemState
from studio.domain.listing import ListingState
from studio.services import history, items, photos
from studio.services.context import Studio
from studio.services.items import ItemQuery
from studio.settings import schema
from tests.fakes.clock import FakeClock
from tests.services.closets import imported
from tests.services.dealings import connected, listed


def test_an_item_gets_a_sku_of_its_brand_and_the_chosen_currency(studio: Studio) -> None:
    studio.settings.set(schema.CURRENCY, "GBP")
    first = items.add(studio, brand="Harbour & Pine", title="Shirt")
    second = items.add(studio, category="Women > Dresses")
    assert (first.sku, first.currency) == ("HP-0001", "GBP")
    assert second.sku == "DR-0002"
    assert items.load(studio, first.id) == items.load(studio, "hp-0001")


def test_what_is_said_of_a_new_item_goes_before_what_is_usual(studio: Studio) -> None:
    added = items.add(studio, sku="  MINE-1 ", currency="CAD", price_minor=4800)
    assert (added.sku, added.currency, added.price_minor) == ("MINE-1", "CAD", 4800)


def test_an_item_that_is_not_there_is_none_or_one_sentence(studio: Studio) -> None:
    assert items.get(studio, "NOPE") is None
    with pytest.raises(UserError, match="There is no item NOPE"):
        items.load(studio, "NOPE")


def test_a_field_that_no_item_has_is_named_with_those_that_there_are(studio: Studio) -> None:
    with pytest.raises(UserError, match=r"no “colour”\. It has: bin, brand, category, colours"):
        items.add(studio, colour="Red")
    added = items.add(studio)
    for fixed in ("id", "state", "created_at", "revision"):
        with pytest.raises(UserError, match=f"no “{fixed}”"):
            items.edit(studio, [added.id], {fixed: "x"})


def test_a_sku_belongs_to_one_item(studio: Studio) -> None:
    coat, shirt = items.add(studio, sku="A-1", title="Coat"), items.add(studio, sku="A-2")
    for sku in ("A-1", "a-1", " A-1 "):
        with pytest.raises(UserError, match="belongs to “Coat” already"):
            items.edit(studio, [shirt.id], {"sku": sku})
    with pytest.raises(UserError, match="belongs to “A-2” already"):
        items.add(studio, sku="A-2")
    for wanted in ([coat.id, shirt.id], []):
        with pytest.raises(UserError, match="Choose one item"):
            items.edit(studio, wanted, {"sku": "A-3"})
    for blank in ("", "   "):
        with pytest.raises(UserError, match="needs a SKU"):
            items.edit(studio, [shirt.id], {"sku": blank})
    items.edit(studio, [shirt.id], {"sku": " a-2 "})
    assert items.load(studio, shirt.id).sku == "a-2"
    assert items.count(studio) == 2


def test_many_items_take_the_same_values_in_one_step(studio: Studio) -> None:
    pieces = [items.add(studio, title=f"Piece {number}", bin="A1") for number in range(3)]
    ids = [piece.id for piece in pieces]
    items.edit(studio, [*ids, ItemId("gone")], {"bin": "B2", "price_minor": 2500})
    assert {(item.bin, item.price_minor) for item in items.load_all(studio, ids)} == {("B2", 2500)}
    assert history.next_undo(studio) == "edit bin, price of 4 items"
    history.undo(studio)
    assert {(item.bin, item.price_minor) for item in items.load_all(studio, ids)} == {("A1", None)}


def test_keystrokes_in_one_field_are_one_step_until_the_seller_pauses(studio: Studio, clock: FakeClock) -> None:
    item = items.add(studio)
    for text in ("L", "Li", "Lin", "Linen"):
        items.edit(studio, [item.id], {"title": text}, editor="inspector")
        clock.advance(seconds=0.4)
    clock.advance(seconds=5)
    items.edit(studio, [item.id], {"title": "Linen shirt"}, editor="inspector")
    history.undo(studio)
    assert items.load(studio, item.id).title == "Linen"
    history.undo(studio)
    assert items.load(studio, item.id).title == ""
    history.redo(studio)
    assert items.load(studio, item.id).title == "Linen"


def test_without_an_editor_every_edit_is_a_step(studio: Studio) -> None:
    item = items.add(studio)
    items.edit(studio, [item.id], {"title": "A"})
    items.edit(studio, [item.id], {"title": "B"})
    history.undo(studio)
    assert items.load(studio, item.id).title == "A"


def test_removing_takes_the_photos_and_undo_brings_all_of_it_back(studio: Studio, tmp_path: Path) -> None:
    first, second = imported(studio, tmp_path / "shoot", 2, 1)
    items.edit(studio, [first], {"title": "Coat"})
    before = items.load(studio, first), photos.of_item(studio, first)
    items.remove(studio, [first, ItemId("gone")])
    assert (items.count(studio), photos.count(studio)) == (1, 1)
    assert history.next_undo(studio) == "remove 2 items"
    history.undo(studio)
    assert (items.load(studio, first).title, len(photos.of_item(studio, first))) == (before[0].title, 2)
    assert [p.id for p in photos.of_item(studio, first)] == [p.id for p in before[1]]
    history.redo(studio)
    assert items.ids(studio, ItemQuery()) == [second]


def test_a_draft_listing_goes_with_its_item(studio: Studio) -> None:
    connected(studio)
    item = items.add(studio, title="Coat")
    listed(studio, item, state=ListingState.DRAFT, remote_id="")
    items.remove(studio, [item.id])
    assert items.count(studio) == 0


@pytest.mark.parametrize("state", [state for state in ListingState if state is not ListingState.DRAFT])
def test_an_item_that_a_marketplace_knows_stays_and_so_do_the_others(studio: Studio, state: ListingState) -> None:
    connected(studio)
    known, other = items.add(studio, title="Coat"), items.add(studio)
    listed(studio, known, state=state)
    with pytest.raises(UserError, match="“Coat” is or was listed, so it stays"):
        items.remove(studio, [other.id, known.id])
    assert items.count(studio) == 2


def test_what_is_looked_for_is_found_and_counted(studio: Studio) -> None:
    coat = items.add(studio, title="Wool coat", brand="Harbour", size="M", bin="A1", colours=("Navy", "Cream"))
    items.add(studio, title="Linen shirt", brand="Harbour", size="L", colours=("Cream",), category="Women > Tops")
    assert items.ids(studio, ItemQuery(text="wool")) == [coat.id]
    assert [item.title for item in items.load_all(studio, [coat.id, ItemId("gone")])] == ["Wool coat"]
    (cover,) = items.covers(studio, [coat.id])
    assert (cover.title, cover.look, cover.photo_count) == ("Wool coat", "", 0)
    facets = items.facets(studio)
    assert facets.total == items.count(studio) == 2
    assert facets.states == {ItemState.DRAFT: 2}
    assert [(f.value, f.count) for f in facets.brands] == [("Harbour", 2)]
    assert [(f.value, f.count) for f in facets.colours] == [("Cream", 2), ("Navy", 1)]
    assert [f.value for f in facets.bins] == ["A1"]
    assert [f.value for f in facets.categories] == ["Women > Tops"]
    assert {f.value for f in facets.sizes} == {"M", "L"}


def test_there_is_nothing_to_undo_or_redo_in_a_fresh_closet(studio: Studio) -> None:
    assert (history.next_undo(studio), history.next_redo(studio)) == ("", "")
    with pytest.raises(UserError, match="nothing to undo"):
        history.undo(studio)
    with pytest.raises(UserError, match="nothing to redo"):
        history.redo(studio)


def test_what_was_undone_is_named_for_redo_until_something_else_is_done(studio: Studio) -> None:
    item = items.add(studio)
    items.edit(studio, [item.id], {"price_minor": 100})
    assert history.undo(studio).title == "edit price of 1 item"
    assert history.next_redo(studio) == "edit price of 1 item"
    items.edit(studio, [item.id], {"bin": "C3"})
    assert history.next_redo(studio) == ""
