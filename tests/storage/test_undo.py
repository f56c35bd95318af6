"""One Operation is one transaction, one step of the history, and undo is an Operation like any other."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.domain.account import Account
from studio.domain.ids import AccountId, ItemId, ListingId, PhotoId
from studio.domain.item import Item, ItemState
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Kind, Op
from studio.domain.photo import Photo
from studio.storage.catalog import Catalog
from studio.storage.undo import Stale
from tests.fakes.clock import FakeClock

NOW = FakeClock().now()


def an_item(id_: str = "a", **fields: object) -> Item:
    return Item(id=ItemId(id_), sku=f"SKU-{id_}", created_at=NOW, **{"title": "coat", "price_minor": 100, **fields})  # type: ignore[arg-type]


def add(catalog: Catalog, item: Item) -> None:
    with catalog.operation(Op.ADD_ITEM) as unit:
        unit.save(item)


def price(catalog: Catalog, minor: int, id_: str = "a", op: Op = Op.EDIT_ITEM, merge_key: str = "") -> None:
    with catalog.operation(op, title="edit price", merge_key=merge_key) as unit:
        item = unit.load(Item, id_)
        assert item
        unit.save(replace(item, price_minor=minor))


def the_item(catalog: Catalog, id_: str = "a") -> Item | None:
    return catalog.one(Item, "SELECT * FROM item WHERE id = ?", (id_,))


def listed(catalog: Catalog, state: ListingState = ListingState.ACTIVE) -> None:
    with catalog.operation(Op.CONNECT) as unit:
        unit.save(Account(id=AccountId("m"), connector="closet_fair", name="Closet Fair", address="http://127.0.0.1"))
    with catalog.operation(Op.PUBLISH) as unit:
        unit.save(
            Listing(
                id=ListingId("l"),
                item_id=ItemId("a"),
                account_id=AccountId("m"),
                created_at=NOW,
                state=state,
                remote_id="r",
            )
        )


def test_an_operation_is_saved_whole_and_tells_what_it_touched(catalog: Catalog) -> None:
    heard = []
    catalog.events.subscribe(heard.append)
    add(catalog, an_item(colours=("Black", "Tan"), measurements_mm={"pit to pit": 457}))
    item = the_item(catalog)
    assert item == replace(an_item(colours=("Black", "Tan"), measurements_mm={"pit to pit": 457}), revision=1)
    assert [t.of(Kind.ITEM) for t in heard] == [{"a"}]


def test_a_failure_inside_an_operation_leaves_nothing(catalog: Catalog) -> None:
    def fail() -> None:
        with catalog.operation(Op.ADD_ITEM) as unit:
            unit.save(an_item())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert the_item(catalog) is None
    assert catalog.history() == []


def test_undo_of_adding_removes_and_redo_brings_back(catalog: Catalog) -> None:
    add(catalog, an_item())
    catalog.undo()
    assert the_item(catalog) is None
    catalog.redo()
    assert the_item(catalog)
    with pytest.raises(UserError, match="nothing to redo"):
        catalog.redo()


def test_undo_twice_then_redo_twice(catalog: Catalog) -> None:
    add(catalog, an_item())
    price(catalog, 250)
    price(catalog, 300)
    catalog.undo()
    catalog.undo()
    assert the_item(catalog).price_minor == 100  # type: ignore[union-attr]
    catalog.redo()
    catalog.redo()
    assert the_item(catalog).price_minor == 300  # type: ignore[union-attr]


def test_a_new_edit_after_an_undo_forgets_what_was_undone(catalog: Catalog) -> None:
    add(catalog, an_item())
    price(catalog, 250)
    catalog.undo()
    price(catalog, 400)
    with pytest.raises(UserError, match="nothing to redo"):
        catalog.redo()


def test_the_history_outlives_the_program(catalog: Catalog) -> None:
    add(catalog, an_item())
    price(catalog, 250)
    catalog.close()
    assert catalog.history() == ["edit price", "add item"]
    catalog.undo()
    assert the_item(catalog).price_minor == 100  # type: ignore[union-attr]


def test_undo_is_a_new_change_that_is_also_sent(catalog: Catalog) -> None:
    add(catalog, an_item())
    listed(catalog)
    price(catalog, 250)
    assert catalog.value("SELECT count(*) FROM change WHERE kind = 'listing.update'") == 1
    with catalog.operation(Op.SETTLE) as unit:
        unit.connection.exec_driver_sql("DELETE FROM change")
    catalog.undo()
    assert catalog.value("SELECT count(*) FROM change WHERE kind = 'listing.update'") == 1


def test_edits_of_one_listing_wait_as_one_change(catalog: Catalog) -> None:
    add(catalog, an_item())
    listed(catalog)
    price(catalog, 250)
    price(catalog, 260)
    catalog.undo()
    assert catalog.value("SELECT count(*) FROM change") == 1


def test_what_an_account_told_is_not_sent_back_and_makes_older_steps_stale(catalog: Catalog) -> None:
    add(catalog, an_item())
    listed(catalog)
    price(catalog, 250)
    waiting = catalog.value("SELECT count(*) FROM change")
    price(catalog, 300, op=Op.RECEIVE)
    assert catalog.value("SELECT count(*) FROM change") == waiting
    price(catalog, 400)
    catalog.undo()
    assert the_item(catalog).price_minor == 300  # type: ignore[union-attr]
    with pytest.raises(Stale, match="cannot be undone"):
        catalog.undo()
    assert the_item(catalog).price_minor == 300  # type: ignore[union-attr]


def test_what_was_received_in_another_field_survives_the_undo(catalog: Catalog) -> None:
    add(catalog, an_item())
    price(catalog, 250)
    with catalog.operation(Op.RECEIVE) as unit:
        unit.save(replace(unit.load(Item, "a"), title="wool coat"))  # type: ignore[type-var]
    catalog.undo()
    item = the_item(catalog)
    assert item
    assert (item.title, item.price_minor) == ("wool coat", 100)


def test_typing_in_one_editor_becomes_one_step_and_a_pause_begins_the_next(catalog: Catalog, clock: FakeClock) -> None:
    add(catalog, an_item())
    for minor in (2, 24, 240):
        price(catalog, minor, merge_key="price:a")
        clock.advance(seconds=1.5)
    clock.advance(seconds=1)
    price(catalog, 241, merge_key="price:a")
    assert len(catalog.history()) == 3
    catalog.undo()
    assert the_item(catalog).price_minor == 240  # type: ignore[union-attr]
    catalog.undo()
    assert the_item(catalog).price_minor == 100  # type: ignore[union-attr]


def test_the_state_of_an_item_follows_from_its_listings(catalog: Catalog) -> None:
    add(catalog, an_item())
    assert the_item(catalog).state is ItemState.DRAFT  # type: ignore[union-attr]
    listed(catalog, ListingState.QUEUED)
    assert the_item(catalog).state is ItemState.WAITING  # type: ignore[union-attr]
    with catalog.operation(Op.RECEIVE) as unit:
        unit.save(replace(unit.load(Listing, "l"), state=ListingState.SOLD))  # type: ignore[type-var]
    assert the_item(catalog).state is ItemState.SOLD  # type: ignore[union-attr]
    price(catalog, 1)
    catalog.undo()
    assert the_item(catalog).state is ItemState.SOLD  # type: ignore[union-attr]


def test_only_the_last_hundred_steps_are_kept(catalog: Catalog) -> None:
    add(catalog, an_item())
    for minor in range(120):
        price(catalog, minor + 1000)
    assert len(catalog.history(limit=1000)) == 100


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "photo", "move", "drop", "edit", "draft", "undo"]), st.integers(0, 5), st.integers(0, 5)
    ),
    max_size=30,
)


@given(actions=ACTIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_returns_to_the_first_state_and_redoing_to_the_last(
    catalog: Catalog, actions: list[tuple[str, int, int]]
) -> None:
    _empty(catalog)
    first = _state(catalog)
    for action, number, other in actions:
        _act(catalog, action, f"{number}", f"{other}")
    last, steps = _state(catalog), len(catalog.history())
    for _ in range(steps):
        catalog.undo()
    assert _state(catalog) == first
    for _ in range(steps):
        catalog.redo()
    assert _state(catalog) == last


def _act(catalog: Catalog, action: str, id_: str, other: str) -> None:  # noqa: C901 - a case for each action
    if action == "undo":
        if catalog.history():
            catalog.undo()
        return
    with catalog.operation(Op.EDIT_ITEM) as unit:
        item, photos = unit.load(Item, id_), unit.find(Photo, item_id=id_)
        if action == "add" and item is None:
            unit.save(an_item(id_))
        elif action == "photo" and item:
            name = new_id()
            unit.save(_photo(name, id_))
        elif action == "move" and unit.load(Item, other):
            for photo in photos:
                unit.save(replace(photo, item_id=ItemId(other), position=photo.position + 1))
        elif action == "edit" and item:
            unit.save(replace(item, price_minor=int(other), title=f"title {other}"))
        elif action == "draft" and item and not unit.find(Listing, item_id=id_):
            unit.save(Listing(id=ListingId(new_id()), item_id=item.id, account_id=AccountId("m"), created_at=NOW))
        elif action == "drop" and item:
            for photo in photos:
                unit.remove(Photo, photo.id)
            for listing in unit.find(Listing, item_id=id_):
                unit.remove(Listing, listing.id)
            unit.remove(Item, id_)


def _photo(id_: str, item_id: str) -> Photo:
    return Photo(
        id=PhotoId(id_),
        item_id=ItemId(item_id),
        sha256=id_,
        file_name="a.jpg",
        format="JPEG",
        width=3,
        height=4,
        byte_count=5,
        imported_at=NOW,
    )


def _state(catalog: Catalog) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: sorted(map(_cells, catalog.rows(f"SELECT * FROM {table}"))) for table in ("item", "photo", "listing")
    }


def _cells(row: sqlite3.Row) -> tuple[object, ...]:
    return tuple(value for name, value in zip(row.keys(), row, strict=True) if name != "revision")


def _empty(catalog: Catalog) -> None:
    with catalog.operation(Op.SETTLE) as unit:
        for table in ("step", "change", "photo", "listing", "item"):
            unit.connection.exec_driver_sql(f"DELETE FROM {table}")
        if not unit.load(Account, "m"):
            unit.save(
                Account(id=AccountId("m"), connector="closet_fair", name="Closet Fair", address="http://127.0.0.1")
            )
