"""Orders: on the bench, scanned, weighed, packed, shipped once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.domain.change import ChangeKind
from studio.domain.ids import OrderId
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.order import Order, OrderLine, OrderState
from studio.services import history, items, orders, photos, syncing
from studio.services.context import Studio
from tests.services.closets import imported, written
from tests.services.dealings import bought, connected, met, receive


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[Item]:
    connected(studio)
    return [
        written(studio, item_id, title=title, bin=bin_)
        for item_id, (title, bin_) in zip(
            imported(studio, tmp_path / "shoot", 1, 1), (("Coat", "B2"), ("Shirt", "A1")), strict=True
        )
    ]


@pytest.fixture
def order(studio: Studio, pieces: list[Item]) -> Order:
    return bought(studio, met(studio), *pieces)


def test_an_order_is_found_by_its_number_or_its_id(studio: Studio, order: Order) -> None:
    assert orders.load(studio, "10441").id == orders.load(studio, order.id).id == order.id
    with pytest.raises(UserError, match="no order 99"):
        orders.load(studio, "99")


def test_orders_that_leave_first_are_at_the_front(studio: Studio, pieces: list[Item], order: Order) -> None:
    soon = bought(studio, met(studio, "Dee K."), number="10442", ship_by=studio.clock.now() + timedelta(hours=5))
    gone = bought(studio, met(studio, "Ana P."), number="10443", state=OrderState.SHIPPED)
    assert [one.number for one in orders.to_pack(studio)] == [soon.number, order.number]
    assert len(orders.orders(studio)) == 3
    assert [one.id for one in orders.orders(studio, [OrderState.SHIPPED])] == [gone.id]


def test_the_bench_shows_what_is_done_then_what_is_to_do_then_what_was_cancelled(studio: Studio, order: Order) -> None:
    person = met(studio)
    bought(studio, person, number="10442", state=OrderState.CANCELLED)
    bought(studio, person, number="10440", state=OrderState.SHIPPED, packed_at=studio.clock.now())
    old = studio.clock.now() - timedelta(days=3)
    bought(studio, person, number="10400", state=OrderState.SHIPPED, packed_at=old, ordered_at=old)
    bench = orders.bench(studio)
    assert [(parcel.order.number, parcel.piece_count) for parcel in bench] == [("10440", 0), ("10441", 2), ("10442", 0)]
    assert {parcel.buyer for parcel in bench} == {"Marisol R."}
    assert not any(parcel.first for parcel in bench)
    assert sum(order.fee_minor for order in orders.orders(studio)) > 0


def test_a_piece_comes_with_its_item_and_its_picture(studio: Studio, pieces: list[Item], order: Order) -> None:
    coat, shirt = orders.pieces(studio, order.id)
    assert (coat.item and coat.item.title, shirt.line.sku) == ("Coat", pieces[1].sku)
    assert coat.look == photos.of_item(studio, pieces[0].id)[0].look


def test_a_piece_whose_item_is_not_known_is_there_by_its_line(studio: Studio, order: Order) -> None:
    with studio.catalog.operation(Op.RECEIVE) as unit:
        (line, *_others) = unit.find(OrderLine, order_id=order.id)
        unit.save(replace(line, item_id=None))
    piece = orders.pieces(studio, order.id)[0]
    assert (piece.item, piece.look, piece.line.title) == (None, "", "Coat")
    assert orders.scan(studio, order.id, piece.line.sku).line.id == piece.line.id


def test_the_right_piece_is_told_by_its_code(studio: Studio, pieces: list[Item], order: Order) -> None:
    coat = orders.scan(studio, order.id, f" {pieces[0].sku.lower()} ")
    assert coat.line.title == "Coat"
    with pytest.raises(UserError, match="is scanned already"):
        orders.scan(studio, order.id, pieces[0].sku, scanned=[coat.line.id])
    assert orders.scan(studio, order.id, pieces[1].sku, scanned=[coat.line.id]).line.title == "Shirt"


def test_the_label_printed_before_a_sku_changed_is_good_still(studio: Studio, pieces: list[Item], order: Order) -> None:
    sold_under = pieces[0].sku
    items.edit(studio, [pieces[0].id], {"sku": "NEW-1"})
    assert orders.scan(studio, order.id, sold_under).line.title == "Coat"
    assert orders.scan(studio, order.id, "new-1").line.title == "Coat"


def test_a_wrong_piece_is_told_where_it_belongs(studio: Studio, order: Order) -> None:
    other = items.add(studio, sku="ZZ-9", title="Belt")
    bought(studio, met(studio, "Dee K."), other, number="10442")
    with pytest.raises(UserError, match="ZZ-9 belongs to order 10442, not here"):
        orders.scan(studio, order.id, "ZZ-9")
    for code, shown in (("NOPE", "NOPE"), ("", r"\?"), ("x" * 90, "x" * 40 + " is")):
        with pytest.raises(UserError, match=f"{shown}.*not in this parcel"):
            orders.scan(studio, order.id, code)


@pytest.mark.parametrize("weight_g", [0, -5, 70_001])
def test_a_weight_that_no_parcel_has_is_refused(studio: Studio, order: Order, weight_g: int) -> None:
    with pytest.raises(UserError, match="between 1 g and 70 kg"):
        orders.weigh(studio, order.id, weight_g)


def test_weighing_and_packing_can_be_undone(studio: Studio, order: Order) -> None:
    orders.weigh(studio, order.id, 450)
    orders.mark_packed(studio, order.id)
    orders.mark_packed(studio, order.id)
    packed = orders.load(studio, order.id)
    assert (packed.state, packed.weight_g, packed.packed_at) == (OrderState.PACKED, 450, studio.clock.now())
    assert history.next_undo(studio) == "pack order"
    history.undo(studio)
    history.undo(studio)
    before = orders.load(studio, order.id)
    assert (before.state, before.weight_g, before.packed_at) == (OrderState.PAID, None, None)
    assert syncing.outbox(studio) == []


def test_an_order_that_is_not_there_is_neither_weighed_nor_packed(studio: Studio) -> None:
    with pytest.raises(UserError, match="not there any more"):
        orders.weigh(studio, OrderId("gone"), 300)
    with pytest.raises(UserError, match="no order gone"):
        orders.mark_packed(studio, OrderId("gone"))


def test_a_parcel_is_shipped_once_and_not_undone(studio: Studio, order: Order) -> None:
    orders.weigh(studio, order.id, 450)
    orders.ship(studio, order.id)
    shipped = orders.load(studio, order.id)
    assert (shipped.state, shipped.packed_at) == (OrderState.SHIPPED, studio.clock.now())
    (change,) = syncing.outbox(studio)
    assert (change.kind, change.title) == (ChangeKind.ORDER_SHIP, "Order 10441 is on its way")
    assert change.payload["weight_g"] == 450
    for order_id in (order.id, OrderId("gone")):
        with pytest.raises(UserError, match="does not wait to be sent"):
            orders.ship(studio, order_id)
    assert history.next_undo(studio) == "weigh parcel"


def test_packing_leaves_an_order_that_is_gone_or_cancelled_as_it_is(studio: Studio, order: Order) -> None:
    receive(studio, replace(order, state=OrderState.CANCELLED))
    orders.mark_packed(studio, order.id)
    assert orders.load(studio, order.id).state is OrderState.CANCELLED
    with pytest.raises(UserError, match="does not wait to be sent"):
        orders.ship(studio, order.id)


def test_a_label_is_printed_once_it_is_here(studio: Studio, order: Order) -> None:
    with pytest.raises(UserError, match="label of order 10441 has not arrived yet"):
        orders.shipping_label(studio, order)
    sha256 = studio.documents.add_bytes(b"%PDF-1.4", ".pdf")
    assert orders.shipping_label(studio, replace(order, label_sha256=sha256)).read_bytes() == b"%PDF-1.4"
    with pytest.raises(UserError, match="has not arrived"):
        orders.shipping_label(studio, replace(order, label_sha256="0" * 64))
