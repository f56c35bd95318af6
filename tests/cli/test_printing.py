"""Cards, labels, SKU labels and pick lists as PDF files whose words and codes are read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Run, program
from tests.cli.conftest import Lived
from tests.cli.reading import codes, size_in, words

pytest.importorskip("PySide6", reason="printing paints with Qt")


def test_a_card_thanks_the_buyer_by_first_name(lived: Lived, tmp_path: Path) -> None:
    pdf = tmp_path / "card.pdf"
    said = program("print", "card", "--order", lived.order, "--pdf", pdf, "--profile", lived.root)
    assert (said.code, said.out, said.err) == (0, f"{pdf}: 1 page\n", "")
    assert "Marisol" in words(pdf)
    assert "Thank you for giving this piece a new home." in words(pdf)
    assert size_in(pdf) == (6, 4)


def test_the_shipping_label_is_the_marketplaces_own(lived: Lived, tmp_path: Path) -> None:
    pdf = tmp_path / "label.pdf"
    said = program("print", "label", "--order", lived.order, "--pdf", pdf, "--json", "--profile", lived.root)
    assert (said.code, said.answer) == (0, {"pdf": str(pdf), "pages": 1})
    assert size_in(pdf) == (4, 6)
    assert any(len(code) >= 16 for code in codes(pdf))


def test_sku_labels_scan_as_what_they_say(lived: Lived, tmp_path: Path) -> None:
    pdf = tmp_path / "sku.pdf"
    items = ("--item", lived.sold, "--item", lived.offered)
    said = program("print", "sku", *items, "--pdf", pdf, "--profile", lived.root)
    assert (said.code, said.out) == (0, f"{pdf}: 2 pages\n")
    for page, sku in enumerate((lived.sold, lived.offered)):
        assert codes(pdf, page) == {sku}
        assert sku in words(pdf, page)
    assert "B2" in words(pdf)


def test_the_pick_list_says_from_which_bin(lived: Lived, tmp_path: Path) -> None:
    pdf = tmp_path / "picklist.pdf"
    assert program("print", "picklist", "--pdf", pdf, "--profile", lived.root).code == 0
    for said in ("B2", lived.sold, "Wool coat", f"#{lived.order}", "Marisol"):
        assert said in words(pdf)


@pytest.mark.parametrize(
    ("words_said", "sentence"),
    [
        (("card",), "Say which order: studio print card --order NUMBER --pdf FILE."),
        (("label",), "Say which order: studio print label --order NUMBER --pdf FILE."),
        (("sku",), "Say which item: studio print sku --item SKU --pdf FILE."),
        (("card", "--order", "99"), "There is no order 99. See the orders for what there is."),
        (("sku", "--item", "NOPE"), "There is no item NOPE. See the items for what there is."),
        (("picklist",), "No order waits to be packed."),
    ],
)
def test_what_cannot_be_printed_is_one_sentence_and_no_file(
    run: Run, closet: Path, tmp_path: Path, words_said: tuple[str, ...], sentence: str
) -> None:
    said = run("print", *words_said, "--pdf", tmp_path / "x.pdf", "--profile", closet)
    assert (said.code, said.out, said.sentence) == (1, "", sentence)
    assert not (tmp_path / "x.pdf").exists()


def test_a_folder_that_is_not_there_is_one_sentence(lived: Lived, tmp_path: Path) -> None:
    pdf = tmp_path / "nowhere" / "card.pdf"
    said = program("print", "card", "--order", lived.order, "--pdf", pdf, "--profile", lived.root)
    assert (said.code, said.out) == (1, "")
    assert said.sentence.endswith("choose another place.")


def test_separator_cards_fill_a_sheet_and_scan_as_what_they_start(lived: Lived, tmp_path: Path) -> None:
    pdf = tmp_path / "separators.pdf"
    said = program("print", "separators", "--item", "DR-0100", "--count", "4", "--pdf", pdf, "--profile", lived.root)
    assert (said.code, said.out) == (0, f"{pdf}: 2 pages\n")
    assert codes(pdf, 0) == {"closet-studio:item:DR-0100", "closet-studio:item"}
    assert codes(pdf, 1) == {"closet-studio:item"}
    assert "DR-0100" in words(pdf)
    assert "Next piece" in words(pdf)
    assert size_in(pdf) == (8.5, 11)


@pytest.mark.parametrize(("stock", "pages", "size"), [("a4", 1, (8.27, 11.69)), ("card-a6", 1, (5.83, 4.13))])
def test_separator_cards_come_on_other_paper(
    lived: Lived, tmp_path: Path, stock: str, pages: int, size: tuple[float, float]
) -> None:
    pdf = tmp_path / "separators.pdf"
    said = program("print", "separators", "--stock", stock, "--pdf", pdf, "--json", "--profile", lived.root)
    assert said.answer == {"pdf": str(pdf), "pages": pages}
    assert codes(pdf) == {"closet-studio:item"}
    assert size_in(pdf) == pytest.approx(size, abs=0.01)


def test_a_sheet_is_not_filled_without_end(lived: Lived, tmp_path: Path) -> None:
    said = program("print", "separators", "--count", "201", "--pdf", tmp_path / "x.pdf", "--profile", lived.root)
    assert (said.code, said.err) == (1, "That is more than 200 cards at once; print fewer.\n")
