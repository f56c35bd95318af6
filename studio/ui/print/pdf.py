"""Writes a Document as a PDF with exact page sizes, its fonts inside and text that can be searched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.display_list import Document, Page
from studio.printing.pdf_out import exact_page_sizes
from studio.ui.print.painter import paint_page

# Fine enough that rounding to whole dots stays below a fiftieth of a millimetre.
_DPI = 1200


def write_pdf(document: Document, path: Path) -> None:
    """Write `document` to `path`, whole or not at all; needs a QGuiApplication, not a display.

    Raise UserError where the file cannot be written.
    """
    pdf = pdf_bytes(document)
    file = QSaveFile(str(path))
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(pdf) == len(pdf) and file.commit()
    if not written:
        raise UserError(
            _("{path} cannot be written ({why}); choose another place.").format(path=path, why=file.errorString())
        )


def pdf_bytes(document: Document) -> bytes:
    """Return `document` as PDF."""
    target = QByteArray()
    buffer = QBuffer(target)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setCreator("Closet Studio")
    writer.setResolution(_DPI)
    writer.setPageMargins(QMarginsF())
    writer.setPageSize(page_size(document.pages[0]))
    with QPainter(writer) as painter:
        for index, page in enumerate(document.pages):
            if index:
                writer.setPageSize(page_size(page))
                writer.newPage()
            paint_page(painter, page, _DPI)
    return exact_page_sizes(bytes(target.data()), document)


def page_size(page: Page) -> QPageSize:
    """Return the page's size for Qt, never swapped for a named paper that is nearly as large."""
    size = QSizeF(page.width_mm, page.height_mm)
    return QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
