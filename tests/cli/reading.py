"""Reads printed PDFs as a person and a scanner do."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp

_SCAN_DPI = 300


def words(pdf: Path, page: int = 0) -> str:
    """Return the words of one page in one line."""
    with pdfium.PdfDocument(pdf) as document:
        return " ".join(document[page].get_textpage().get_text_bounded().split())


def codes(pdf: Path, page: int = 0) -> set[str]:
    """Return what a scanner reads on one page."""
    with pdfium.PdfDocument(pdf) as document:
        raster = document[page].render(scale=_SCAN_DPI / 72, grayscale=True).to_numpy()
    return {code.text for code in zxingcpp.read_barcodes(raster)}


def size_in(pdf: Path) -> tuple[float, float]:
    """Return width and height of the first page in inches."""
    with pdfium.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        return round(width / 72, 2), round(height / 72, 2)
