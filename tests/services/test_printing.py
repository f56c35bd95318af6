"""What is printed of the closet: the right words and codes on the seller's stock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.domain.item import Item
from studio.domain.order import Order
from studio.printing.display_list import Code, Document, Mark, Picture, Text
from studio.services import items, orders, printing
from studio.services.context import Studio
from studio.settings import schema
from tests.printing.samples import shipping_pdf
from tests.services.closets import imported, written
from tests.services.dealings import bought, connected, met


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[Item]:
    connected(studio)
    first, second = imported(studio, tmp_path / "shoot", 1, 1)
    coat = written(studio, first, title="Wool coat", bin="B2", size="M")
    return [coat, written(studio, second, title="Linen shirt", bin="A1", price_minor=None)]


@pytest.fixture
def order(studio: Studio, pieces: list[Item]) -> Order:
    return bought(studio, met(studio), *pieces)


def marks(document: Document) -> Iterator[Mark]:
    for page in document.pages:
        for placed in page.placed:
            yield from placed.content.marks


def words(document: Document) -> str:
    return " | ".join(mark.text for mark in marks(document) if isinstance(mark, Text))


def codes(document: Document) -> list[str]:
    return [mark.content for mark in marks(document) if isinstance(mark, Code)]


def test_a_card_greets_the_buyer_with_the_sellers_line(studio: Studio, order: Order) -> None:
    studio.settings.set(schema.SELLER_FIRST_NAME, "Robin")
    studio.settings.set(schema.CARD_NOTE, "10 % off the next")
    card = words(printing.card(studio, order))
    for said in ("Marisol", "Thank you for giving this piece a new home.", "Robin", "10 % off the next"):
        assert said in card


def test_a_line_may_name_the_buyer_and_the_piece(studio: Studio, order: Order) -> None:
    studio.settings.set(schema.SELLER_NAME, "Robin’s closet")
    card = words(printing.card(studio, order, line="Enjoy the {{ item_title }}, {{ first_name }}!"))
    assert "Enjoy the Wool coat, Marisol!" in card
    assert "Robin’s closet" in card


def test_a_card_for_somebody_without_a_name_is_for_you(studio: Studio, order: Order) -> None:
    assert "you" in words(printing.card(studio, replace(order, buyer_first_name="")))
    empty = bought(studio, met(studio), number="10500")
    assert "Marisol" in words(printing.card(studio, empty))


def test_a_label_has_the_sku_as_a_code_and_in_letters(studio: Studio, pieces: list[Item]) -> None:
    document = printing.sku_labels(studio, [piece.id for piece in pieces])
    assert codes(document) == [piece.sku for piece in pieces]
    said = words(document)
    for word in (pieces[0].sku, "Wool coat", "M", "B2", "$68.00"):
        assert word in said
    assert len(document.pages) == 2


def test_labels_are_printed_of_something(studio: Studio) -> None:
    with pytest.raises(UserError, match="Choose the items"):
        printing.sku_labels(studio, [])


def test_the_pick_list_goes_from_bin_to_bin_with_pictures(studio: Studio, order: Order) -> None:
    document = printing.pick_list(studio, orders.to_pack(studio))
    said = words(document)
    assert said.index("Linen shirt") < said.index("Wool coat")
    for word in ("#10441", "Marisol", "Monday, 23 November 2026"):
        assert word in said
    assert len([mark for mark in marks(document) if isinstance(mark, Picture)]) == 2


def test_a_piece_without_an_item_or_a_picture_is_on_the_pick_list(studio: Studio, order: Order) -> None:
    for file in studio.profile.renditions.rglob("*.jpg"):
        file.unlink()
    items.add(studio, title="Belt")
    belt = bought(studio, met(studio, "Dee K."), items.add(studio, title="Hat", sku="HA-7"), number="10442")
    document = printing.pick_list(studio, [order, belt])
    assert not [mark for mark in marks(document) if isinstance(mark, Picture)]
    assert "HA-7" in words(document)


def test_with_nothing_to_pack_there_is_no_pick_list(studio: Studio) -> None:
    with pytest.raises(UserError, match="No order waits"):
        printing.pick_list(studio, [])


def test_the_marketplaces_label_lies_on_the_sellers_stock(studio: Studio, order: Order) -> None:
    label = replace(order, label_sha256=studio.documents.add_bytes(shipping_pdf(), ".pdf"))
    (page,) = printing.shipping_label(studio, label).pages
    assert (round(page.width_mm, 1), round(page.height_mm, 1)) == (101.6, 152.4)
    printing.keep_target(studio, "shipping", stock_key="letter")
    (page,) = printing.shipping_label(studio, label).pages
    assert round(page.width_mm, 1) == 215.9


def test_printer_and_stock_are_remembered_apart(studio: Studio) -> None:
    assert (printing.target(studio, "sku").printer, printing.target(studio, "sku").stock.key) == ("", "roll-2.25x1.25")
    printing.keep_target(studio, "sku", printer="Zebra")
    printing.keep_target(studio, "sku", stock_key="avery-5160")
    found = printing.target(studio, "sku")
    assert (found.printer, found.stock.key) == ("Zebra", "avery-5160")
    assert printing.target(studio, "card").printer == ""
    assert found.stock in printing.stocks("sku")


def test_a_sheet_that_was_begun_goes_on_behind_the_used_labels(studio: Studio, pieces: list[Item]) -> None:
    printing.keep_target(studio, "sku", stock_key="avery-5160")
    first, later = (printing.sku_labels(studio, [pieces[0].id], skip=skip) for skip in (0, 4))
    assert first.pages[0].placed[0].y_mm < later.pages[0].placed[0].y_mm


def test_a_calibrated_printer_gets_the_page_moved(studio: Studio, pieces: list[Item]) -> None:
    printing.keep_target(studio, "sku", printer="Zebra")
    before = printing.sku_labels(studio, [pieces[0].id]).pages[0].placed[0]
    row = {"x_mm": 1.5, "y_mm": -0.5, "x_scale": 1.0, "y_scale": 1.0}
    studio.settings.set(schema.CALIBRATIONS, {schema.calibration_name("Zebra", "roll-2.25x1.25"): row})
    after = printing.sku_labels(studio, [pieces[0].id]).pages[0].placed[0]
    assert (after.x_mm - before.x_mm, after.y_mm - before.y_mm) == pytest.approx((1.5, -0.5))
