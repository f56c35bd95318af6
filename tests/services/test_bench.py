"""What lies on the packing bench, and where its papers are printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from studio.app import open_studio
from studio.base.errors import UserError
from studio.domain.order import OrderState
from studio.services import orders, printing
from studio.services.context import Studio
from tests.services.parcels import Sold, sell


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = open_studio(tmp_path / "closet")
    yield studio
    studio.close()


def test_the_bench_has_what_is_done_today_then_what_waits_by_its_time_then_what_was_cancelled(studio: Studio) -> None:
    gown = [Sold(sku="TH-0001")]
    sell(studio, gown, number="1", state=OrderState.CANCELLED)
    sell(studio, [Sold(sku="TH-0002")], number="2", leaves_in=timedelta(hours=30))
    sell(studio, [Sold(sku="TH-0003")], number="3", leaves_in=timedelta(hours=2))
    sell(studio, [Sold(sku="TH-0004")], number="4", state=OrderState.SHIPPED)
    sell(studio, [Sold(sku="TH-0005")], number="5", state=OrderState.CANCELLED, leaves_in=timedelta(days=-3))
    assert [parcel.order.number for parcel in orders.bench(studio)] == ["4", "3", "2", "1"]


def test_a_parcel_says_whose_it_is_how_much_goes_in_and_whether_it_is_their_first(studio: Studio) -> None:
    sell(studio, [Sold(sku="TH-0001"), Sold(sku="TH-0002")], number="1", buyer="Jo T.")
    first = orders.bench(studio)[0]
    assert (first.buyer, first.piece_count, first.first) == ("Jo T.", 2, True)
    sell(studio, [Sold(sku="TH-0003")], number="2", buyer="Jo T.", leaves_in=timedelta(hours=9), days_ago=0)
    assert [parcel.first for parcel in orders.bench(studio)] == [True, False]


def test_a_sku_is_known_by_what_it_sold_under_and_by_what_it_is_called_now(studio: Studio) -> None:
    order = sell(studio, [Sold(sku="TH-0001", now="TH-9001")])
    assert orders.scan(studio, order.id, " th-0001 ") == orders.scan(studio, order.id, "TH-9001")


def test_two_pieces_of_one_sku_are_scanned_one_after_the_other(studio: Studio) -> None:
    order = sell(studio, [Sold(sku="SOCKS", own=False), Sold(sku="SOCKS", own=False)])
    first = orders.scan(studio, order.id, "SOCKS").line.id
    second = orders.scan(studio, order.id, "SOCKS", scanned={first}).line.id
    assert first != second
    with pytest.raises(UserError, match="SOCKS is scanned already"):
        orders.scan(studio, order.id, "SOCKS", scanned={first, second})


def test_a_piece_of_another_parcel_is_told_where_it_belongs(studio: Studio) -> None:
    order = sell(studio, [Sold(sku="TH-0001")], number="1")
    sell(studio, [Sold(sku="TH-0002")], number="2", buyer="Priya S.")
    with pytest.raises(UserError, match="th-0002 belongs to order 2"):
        orders.scan(studio, order.id, "th-0002")


@pytest.mark.parametrize("code", ["", "   ", "TH-00\n99", "x" * 5000])
def test_a_code_that_is_none_of_the_parcel_is_refused_in_one_short_sentence(studio: Studio, code: str) -> None:
    order = sell(studio, [Sold(sku="", own=False), Sold(sku="TH-0001")])
    with pytest.raises(UserError, match="is not in this parcel") as refused:
        orders.scan(studio, order.id, code)
    assert len(str(refused.value)) < 120
    assert "\n" not in str(refused.value)


def test_printer_and_stock_are_remembered_for_each_sort_of_paper(studio: Studio) -> None:
    assert printing.target(studio, "card").stock.key == "card-6x4"
    printing.keep_target(studio, "card", printer="Canon")
    printing.keep_target(studio, "card", stock_key="avery-5389")
    printing.keep_target(studio, "shipping", printer="Rollo")
    card, label = printing.target(studio, "card"), printing.target(studio, "shipping")
    assert (card.printer, card.stock.key) == ("Canon", "avery-5389")
    assert (label.printer, label.stock.key) == ("Rollo", "roll-4x6")
    assert {stock.key for stock in printing.stocks("card")} >= {"card-6x4", "avery-5389"}


def test_a_card_can_begin_at_the_second_place_of_a_sheet(studio: Studio) -> None:
    order = sell(studio, [Sold(sku="TH-0001")])
    printing.keep_target(studio, "card", stock_key="avery-5389")
    first, second = (printing.card(studio, order, skip=skip).pages[0].placed[0].y_mm for skip in (0, 1))
    assert second > first + 100
