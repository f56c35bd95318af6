from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from studio.base.errors import UserError
from studio.printing.documents import sku_document
from studio.printing.stock import stock
from studio.printing.template import design
from studio.ui.print.printer import Ask, print_document
from tests.printing.samples import sku_labels
from tests.ui.print.rasters import codes_of, raster_of, text_of

pytestmark = pytest.mark.usefixtures("qapp")

LABELS = sku_document(sku_labels(3), design("sku-tag"), stock("roll-2.25x1.25"))


def into(path: Path, first: int = 0, last: int = 0) -> Ask:
    """Choose, in place of the seller, a printer that writes a file."""

    def choose(printer: QPrinter, _parent: QWidget | None) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        if first:
            printer.setFromTo(first, last)
        return True

    return choose


def test_each_label_of_a_roll_is_a_page_of_its_size(tmp_path: Path) -> None:
    remembered: list[str] = []
    path = tmp_path / "out.pdf"
    assert print_document(LABELS, None, last_printer="", remember=remembered.append, ask=into(path))
    pdf = path.read_bytes()
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == 3
        assert document[2].get_size() == pytest.approx((162, 90), abs=0.6)
    assert codes_of(raster_of(pdf, 203, page=2)) == {"TH-0003"}
    assert "TH-0003" in text_of(pdf, page=2)
    assert remembered == [""]


def test_only_the_pages_asked_for_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    print_document(LABELS, None, last_printer="", remember=lambda _name: None, ask=into(path, 2, 2))
    with pdfium.PdfDocument(path.read_bytes()) as document:
        assert len(document) == 1
    assert "TH-0002" in text_of(path.read_bytes())


def test_nothing_is_printed_or_remembered_when_the_seller_cancels(tmp_path: Path) -> None:
    remembered: list[str] = []
    printed = print_document(
        LABELS, None, last_printer="", remember=remembered.append, ask=lambda _printer, _parent: False
    )
    assert not printed
    assert remembered == []


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_told_of(tmp_path: Path) -> None:
    nowhere = into(tmp_path / "no such folder" / "out.pdf")
    with pytest.raises(UserError, match="did not take the pages"):
        print_document(LABELS, None, last_printer="", remember=lambda _name: None, ask=nowhere)
