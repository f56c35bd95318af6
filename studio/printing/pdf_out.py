"""Gives a PDF's pages their exact sizes, since Qt rounds them to whole points (a third of a millimetre)."""

from __future__ import annotations

from io import BytesIO

from studio.printing.display_list import Document
from studio.printing.pdf_open import opened
from studio.printing.units import points


def exact_page_sizes(pdf: bytes, document: Document) -> bytes:
    """Return `pdf` with the page sizes of `document`, everything as far from the top left corner as before."""
    with opened(pdf) as file:
        for page, wanted in zip(file, document.pages, strict=True):
            height_pt = page.get_height()
            page.set_mediabox(0, height_pt - points(wanted.height_mm), points(wanted.width_mm), height_pt)
        exact = BytesIO()
        file.save(exact)
    return exact.getvalue()
