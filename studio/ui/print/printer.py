"""Sends a Document to a printer that the seller chooses in the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.display_list import Document, Page
from studio.ui.print.painter import paint_page
from studio.ui.print.pdf import page_size

Ask = Callable[[QPrinter, QWidget | None], bool]


def ask_system(printer: QPrinter, parent: QWidget | None) -> bool:
    """Let the seller choose printer, copies and pages; return False where they thought better of it."""
    return QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted.value


def print_document(
    document: Document,
    parent: QWidget | None,
    *,
    last_printer: str,
    remember: Callable[[str], None],
    ask: Ask = ask_system,
) -> bool:
    """Ask for a printer, `last_printer` chosen beforehand, and print; return False where the seller cancelled.

    `remember` is told the printer's name, for the caller to keep beside the template and the stock. Raise UserError
    where the printer does not take the document.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if last_printer:
        printer.setPrinterName(last_printer)
    prepare(printer, document)
    if not ask(printer, parent):
        return False
    paint_on(printer, document)
    remember(printer.printerName())
    return True


def prepare(printer: QPrinter, document: Document) -> None:
    """Tell the printer the document's name and its first page's size, so that the dialog shows the right paper."""
    printer.setDocName(document.title)
    printer.setCreator("Closet Studio")
    printer.setFromTo(1, len(document.pages))
    _set_paper(printer, document.pages[0])


def paint_on(printer: QPrinter, document: Document) -> None:
    """Print the pages that the printer was told to; raise UserError where it does not take them."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(document.pages)
    pages = document.pages[first - 1 : last]
    # The dialog may have put back the printer's own paper.
    _set_paper(printer, pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused(printer)
    try:
        for index, page in enumerate(pages):
            if index:
                _set_paper(printer, page)
                if not printer.newPage():
                    raise _refused(printer)
            paint_page(painter, page, printer.resolution())
    finally:
        painter.end()


def _set_paper(printer: QPrinter, page: Page) -> None:
    # Full page: positions count from the paper's corner, not from where this printer's ink begins.
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(page_size(page), QPageLayout.Orientation.Portrait, QMarginsF()))


def _refused(printer: QPrinter) -> UserError:
    name = printer.printerName() or _("The printer")
    return UserError(
        _("{name} did not take the pages; see that it is on and has paper, then print again.").format(name=name)
    )
