from dataclasses import replace

import pytest

from studio.base.errors import UserError
from studio.printing.display_list import Code, Text
from studio.printing.documents import card_document, picklist_document, shipping_document, sku_document
from studio.printing.sheet import Calibration
from studio.printing.stock import stock
from studio.printing.template import design
from tests.printing.samples import CARD, pick_rows, shipping_pdf, sku_labels


def test_a_card_greets_the_buyer_by_name_in_the_second_cell_of_the_sheet() -> None:
    document = card_document([CARD], design("warm"), stock("avery-5389"), skip=1)
    (placed,) = document.pages[0].placed
    texts = [mark.text for mark in placed.content.marks if isinstance(mark, Text)]
    assert document.title == "Card for Marisol"
    assert texts == ["Thank you, Marisol", CARD.line, CARD.seller, CARD.note]
    assert placed.y_mm == pytest.approx((1.25 + 4.5) * 25.4)


def test_sku_labels_carry_their_codes_in_order() -> None:
    document = sku_document(sku_labels(31), design("sku-address"), stock("avery-5160"))
    codes = [
        mark.content
        for page in document.pages
        for p in page.placed
        for mark in p.content.marks
        if isinstance(mark, Code)
    ]
    assert codes == [f"TH-{number:04d}" for number in range(1, 32)]
    assert [len(page.placed) for page in document.pages] == [30, 1]


def test_a_shipping_label_is_moved_by_the_calibration() -> None:
    document = shipping_document(shipping_pdf(), stock("roll-4x6"), calibration=Calibration(offset_x_mm=1.5))
    assert document.pages[0].placed[0].x_mm == 1.5


def test_a_pick_list_is_named_as_such() -> None:
    assert picklist_document(pick_rows("A"), stock("a4"), day="Friday").title == "Pick list"


def test_nothing_to_print_is_said() -> None:
    with pytest.raises(UserError, match="no card to print"):
        card_document([], design("warm"), stock("avery-5389"))
    with pytest.raises(UserError, match="no label to print"):
        sku_document([], design("sku-tag"), stock("avery-5160"))


def test_an_item_without_sku_is_told_so_instead_of_printing_an_empty_code() -> None:
    with pytest.raises(UserError, match="give the item an SKU"):
        sku_document(sku_labels(1, sku=""), design("sku-tag"), stock("avery-5160"))


@pytest.mark.parametrize("name", ["🎉🎉", "...", "", "\u200b"])
def test_a_name_without_a_letter_is_left_out_of_the_greeting(name: str) -> None:
    document = card_document([replace(CARD, first_name=name)], design("warm"), stock("card-6x4"))
    greeting = document.pages[0].placed[0].content.marks[2]
    assert isinstance(greeting, Text)
    assert greeting.text == "Thank you"
