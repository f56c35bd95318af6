"""The large previews of the packing page: pick list, SKU labels, label and card with their stock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.printing.documents import sku_document
from studio.printing.stock import stock
from studio.printing.template import design
from studio.services import printing
from studio.services.context import Studio
from studio.ui.page import PageContext
from studio.ui.pages.packing.paper_dialog import PaperDialog
from studio.ui.pages.packing.press import Press, write_private
from tests.printing.samples import TRACKING, sku_labels
from tests.services.parcels import Sold, sell
from tests.ui.accessible import nameless
from tests.ui.pages.packing.conftest import AtTheBench, FilePrinter
from tests.ui.print.rasters import codes_of, raster_of, text_of

DRESS = Sold(sku="TH-0412", title="Blue dress", bin="A3")
SHOES = Sold(sku="EV-0077", title="Black trainers", bin="B2")
Go = Callable[[], AtTheBench]


def opened(bench: AtTheBench) -> PaperDialog:
    dialog = bench.dialog()
    assert isinstance(dialog, PaperDialog)
    bench.wait(lambda: dialog._document is not None)
    return dialog


def test_the_pick_list_has_every_piece_that_waits_in_the_order_of_the_bins(
    studio: Studio, go_to_bench: Go, tmp_path: Path
) -> None:
    sell(studio, [SHOES], number="10442")
    sell(studio, [DRESS], number="10443", buyer="Priya S.")
    bench = go_to_bench()
    bench.press("Pick list")
    dialog = opened(bench)
    assert nameless(dialog) == []
    bench.press("Save as PDF…", dialog)
    bench.wait(lambda: not bench.page.findChildren(PaperDialog))
    words = text_of((tmp_path / "pick-list.pdf").read_bytes())
    assert 0 < words.index("TH-0412") < words.index("EV-0077")
    assert "#10443" in words


def test_a_printed_sku_label_is_read_by_the_scanner_and_ticks_its_piece(
    studio: Studio, go_to_bench: Go, tmp_path: Path
) -> None:
    sell(studio, [DRESS, SHOES])
    bench = go_to_bench()
    bench.press("SKU labels")
    dialog = opened(bench)
    bench.press("Print…", dialog)
    bench.wait(lambda: not bench.page.findChildren(PaperDialog))
    pdf = bench.printer.printed[0].read_bytes()
    for page in (0, 1):
        (code,) = codes_of(raster_of(pdf, 203, page=page))
        bench.type(f"{code}\n")
    assert bench.places() == ["scanned", "scanned"]


def test_sheets_begin_at_the_first_free_label(studio: Studio, go_to_bench: Go) -> None:
    sell(studio, [DRESS])
    bench = go_to_bench()
    bench.wait_for_papers()
    bench.papers.asked.emit("card")
    dialog = opened(bench)
    assert not dialog._start.isVisible()
    dialog._stock.write("avery-5389")
    dialog._stock._chosen(0)
    bench.wait(dialog._start.isVisible)
    bench.wait(lambda: dialog._document is not None and dialog._document.pages[0].height_mm > 270)
    assert dialog._document is not None
    first_mm = dialog._document.pages[0].placed[0].y_mm
    dialog._start.write("1")
    dialog._start._chosen(1)
    bench.wait(lambda: dialog._document is not None and dialog._document.pages[0].placed[0].y_mm > first_mm)
    dialog.reject()
    assert printing.target(studio, "card").stock.key == "avery-5389"
    bench.wait(lambda: "5389" in bench.papers._views["card"]._caption.text())


def test_a_design_too_large_for_the_stock_is_told_instead_of_shown(studio: Studio, go_to_bench: Go) -> None:
    sell(studio, [DRESS])
    printing.keep_target(studio, "card", stock_key="avery-5371")
    bench = go_to_bench()
    bench.papers.asked.emit("card")
    dialog = bench.dialog()
    assert isinstance(dialog, PaperDialog)
    bench.wait(lambda: "too large for" in dialog._sentence.text())
    assert not dialog._print.isEnabled()
    assert dialog._print.toolTip() == "The pages are not drawn yet."
    assert "too large for" in bench.papers._views["card"]._sentence.text()


def test_the_shipping_label_keeps_its_code_on_half_a_letter_page(
    studio: Studio, go_to_bench: Go, tmp_path: Path
) -> None:
    sell(studio, [DRESS])
    printing.keep_target(studio, "shipping", stock_key="avery-5126")
    bench = go_to_bench()
    bench.papers.asked.emit("shipping")
    dialog = opened(bench)
    bench.press("Save as PDF…", dialog)
    file = tmp_path / "order-10442-label.pdf"
    bench.wait(lambda: not bench.page.findChildren(PaperDialog))
    assert codes_of(raster_of(file.read_bytes(), 300)) == {TRACKING}


def test_the_printer_of_last_time_is_not_asked_for_again_unless_another_is_wanted(
    studio: Studio, kit: Callable[..., PageContext], printer: FilePrinter, qapp: object
) -> None:
    printing.keep_target(studio, "sku", printer="Rollo")
    context = kit(studio)
    told: list[str] = []
    context.notices.toasted.connect(lambda toast: told.append(toast.text))
    labels = sku_document(sku_labels(1), design("sku-tag"), stock("roll-2.25x1.25"))
    known = Press(context, ask=printer.ask, connected=lambda name: name == "Rollo")
    assert known.print(None, "sku", labels, on_chosen_printer=True)  # type: ignore[arg-type]  # no window needed
    assert len(printer.printed) == 1
    gone = Press(context, ask=printer.ask, connected=lambda name: False)
    assert gone.print(None, "sku", labels)  # type: ignore[arg-type]
    assert len(printer.printed) == 2
    assert told == []


def test_a_pdf_that_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path: Path, qapp: object) -> None:
    labels = sku_document(sku_labels(1), design("sku-tag"), stock("roll-2.25x1.25"))
    with pytest.raises(UserError, match="choose another folder"):
        write_private(labels, tmp_path / "missing" / "labels.pdf")
    (tmp_path / "labels.pdf").mkdir()
    with pytest.raises(UserError, match="choose another folder"):
        write_private(labels, tmp_path / "labels.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["labels.pdf"]
