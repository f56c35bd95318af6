from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PySide6.QtGui import QGuiApplication

from studio.base.errors import UserError
from studio.printing.display_list import Box, DisplayList, Document, Frame
from studio.printing.documents import card_document, picklist_document, shipping_document, sku_document
from studio.printing.sheet import Calibration, best_design, impose
from studio.printing.stock import Stock, stock, stocks, stocks_for
from studio.printing.template import design
from studio.ui.print.pdf import pdf_bytes, write_pdf
from tests.printing.samples import CARD, TRACKING, pick_rows, shipping_pdf, sku_labels
from tests.ui.print.rasters import codes_of, ink_mm, raster_of, text_of

pytestmark = pytest.mark.usefixtures("qapp")

_FINE_DPI = 600


def solid_labels(known: Stock, count: int, *, skip: int = 0, calibration: Calibration | None = None) -> Document:
    """Return labels that are black all over, so that their edges can be measured."""
    width_mm, height_mm = known.label_mm
    black = Box(frame=Frame(-5, -5, width_mm + 10, height_mm + 10), fill="#000000")
    label = DisplayList(width_mm=width_mm, height_mm=height_mm, marks=(black,))
    pages = impose([label] * count, known, skip=skip, calibration=calibration)
    return Document(title="Solid", pages=pages)


@pytest.mark.parametrize("key", list(stocks()))
def test_a_page_has_the_exact_size_of_its_stock(key: str) -> None:
    known = stock(key)
    with pdfium.PdfDocument(pdf_bytes(solid_labels(known, 1))) as document:
        size_mm = [side * 25.4 / 72 for side in document[0].get_size()]
    assert size_mm == pytest.approx(known.page_mm, abs=0.001)


@pytest.mark.parametrize("key", ["avery-5160", "avery-5167", "avery-l7160", "avery-5389", "brother-dk-1202"])
def test_every_label_lands_in_its_cell_and_nothing_beside_it(key: str) -> None:
    known = stock(key)
    for place, cell in enumerate(islice(known.cells(), known.per_page)):
        if place not in (0, 1, known.per_page // 2, known.per_page - 1):
            continue
        raster = raster_of(pdf_bytes(solid_labels(known, 1, skip=place % known.per_page)), _FINE_DPI)
        wanted = (cell.x_mm, cell.y_mm, cell.x_mm + cell.width_mm, cell.y_mm + cell.height_mm)
        assert ink_mm(raster, _FINE_DPI) == pytest.approx(wanted, abs=0.1)


def test_a_full_sheet_has_white_between_all_its_labels() -> None:
    known = stock("avery-5163")
    raster = raster_of(pdf_bytes(solid_labels(known, known.per_page)), _FINE_DPI)
    gaps = (raster > 250).all(axis=0)
    starts = np.nonzero(np.diff(gaps.astype(int)) == -1)[0] + 1
    wanted = [known.start_mm[0] + column * known.pitch_mm[0] for column in range(known.grid[0])]
    assert [start * 25.4 / _FINE_DPI for start in starts] == pytest.approx(wanted, abs=0.1)


def test_calibration_moves_what_is_printed() -> None:
    known, calibration = stock("avery-5167"), Calibration(offset_x_mm=1.0, offset_y_mm=-2.0, scale_y=1.01)
    raster = raster_of(pdf_bytes(solid_labels(known, 1, skip=79, calibration=calibration)), _FINE_DPI)
    cell = next(known.cells(79))
    wanted = (cell.x_mm + 1, cell.y_mm * 1.01 - 2, cell.x_mm + cell.width_mm + 1, (cell.y_mm + 12.7) * 1.01 - 2)
    assert ink_mm(raster, _FINE_DPI) == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("key", [known.key for known in stocks_for("sku")])
def test_every_code_on_every_stock_is_read_back_at_printers_resolutions(key: str, dpi: int) -> None:
    known = stock(key)
    document = sku_document(sku_labels(3), best_design("sku", known), known)
    read = {code for page in range(len(document.pages)) for code in codes_of(raster_of(pdf_bytes(document), dpi, page))}
    assert read == {"TH-0001", "TH-0002", "TH-0003"}


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_bar_code_on_a_hang_tag_is_read_back(dpi: int) -> None:
    document = sku_document(sku_labels(1), design("sku-tag-barcode"), stock("roll-2.25x1.25"))
    assert codes_of(raster_of(pdf_bytes(document), dpi)) == {"TH-0001"}


@pytest.mark.parametrize("key", ["warm", "handwritten"])
def test_the_words_of_a_card_are_found_in_the_pdf(key: str) -> None:
    words = text_of(pdf_bytes(card_document([CARD], design(key), stock("avery-5389"))))
    for text in ("Thank you, Marisol", CARD.line, CARD.seller, CARD.note):
        # The reader guesses spaces from gaps, and handwriting has wide ones.
        assert text.replace(" ", "") in words.replace(" ", "")


def test_the_words_of_labels_and_pick_lists_are_found_in_the_pdf() -> None:
    labels = text_of(pdf_bytes(sku_document(sku_labels(1), design("sku-tag"), stock("roll-2.25x1.25"))))
    assert labels == "Linen dress TH-0001 M · A3 $48"
    words = text_of(pdf_bytes(picklist_document(pick_rows("A3", "B1"), stock("a4"), day="Friday, 3 July 2026")))
    for text in ("Pick list", "Friday, 3 July 2026 · 2 pieces · 1 order", "A3", "TH-0001", "Size M", "#100"):
        assert text in words


def test_the_fonts_of_a_card_lie_in_its_file() -> None:
    pdf = pdf_bytes(card_document([CARD], design("warm"), stock("avery-5389")))
    assert pdf.count(b"/FontFile2") == 3
    for name in (b"Lora-Regular", b"Lora-Italic", b"Caveat-Medium"):
        assert name in pdf


@pytest.mark.parametrize("dpi", [203, 300])
def test_the_marketplace_s_label_is_scanned_from_the_print(dpi: int) -> None:
    pdf = pdf_bytes(shipping_document(shipping_pdf(), stock("roll-4x6"), dpi=dpi))
    assert codes_of(raster_of(pdf, dpi)) == {TRACKING}


def test_the_marketplace_s_label_is_scanned_from_the_second_half_of_a_sheet() -> None:
    document = shipping_document(shipping_pdf(), stock("avery-5126"), skip=1)
    raster = raster_of(pdf_bytes(document), 300)
    left, top, right, bottom = ink_mm(raster, 300)
    assert top > 139.7
    assert (right - left, bottom - top) == pytest.approx((152.4 - 6.4, 101.6 - 6.4), abs=1)
    assert codes_of(raster) == {TRACKING}


def test_pages_of_one_document_may_differ_in_size() -> None:
    pages = (*solid_labels(stock("a4"), 1).pages, *solid_labels(stock("roll-4x6"), 1).pages)
    with pdfium.PdfDocument(pdf_bytes(Document(title="Two", pages=pages))) as document:
        assert document[0].get_size() == pytest.approx((595.276, 841.89), abs=0.01)
        assert document[1].get_size() == pytest.approx((288, 432), abs=0.01)


def test_a_pdf_is_written_with_its_title(tmp_path: Path, qapp: QGuiApplication) -> None:
    write_pdf(card_document([CARD], design("warm"), stock("card-6x4")), tmp_path / "card.pdf")
    with pdfium.PdfDocument(tmp_path / "card.pdf") as document:
        assert document.get_metadata_value("Title") == "Card for Marisol"


def test_where_a_pdf_cannot_be_written_the_old_one_stays_and_a_sentence_says_why(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_pdf(solid_labels(stock("a4"), 1), tmp_path / "no such folder" / "card.pdf")
