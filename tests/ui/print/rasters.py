"""Reads printed PDFs the way a printer and a scanner do."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import zxingcpp
from PySide6.QtGui import QImage

Raster = np.ndarray


def raster_of(pdf: bytes, dpi: float, page: int = 0) -> Raster:
    """Return one page as gray dots; the size is not rounded up for a last decimal."""
    with pdfium.PdfDocument(pdf) as document:
        return np.array(document[page].render(scale=dpi / 72 * (1 - 1e-7), grayscale=True).to_numpy()).squeeze()


def gray_of(image: QImage) -> Raster:
    """Return a picture as gray dots."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return rows[:, : gray.width()].copy()


def text_of(pdf: bytes, page: int = 0) -> str:
    """Return the words of one page in one line."""
    with pdfium.PdfDocument(pdf) as document:
        return " ".join(document[page].get_textpage().get_text_bounded().split())


def codes_of(raster: Raster) -> set[str]:
    """Return what a scanner reads on the page."""
    return {code.text for code in zxingcpp.read_barcodes(raster)}


def ink_mm(raster: Raster, dpi: float) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is printed."""
    rows, columns = np.nonzero((raster < 250).any(axis=1))[0], np.nonzero((raster < 250).any(axis=0))[0]
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    left, top, right, bottom = (float(edge) * 25.4 / dpi for edge in edges)
    return left, top, right, bottom
