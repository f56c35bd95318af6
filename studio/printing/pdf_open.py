"""The one door to pdfium, which two threads must never enter together."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium

_LOCK = threading.Lock()


@contextmanager
def opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open `pdf` for the time of a with-block, in which nobody else uses pdfium; raise PdfiumError where it cannot."""
    with _LOCK, pdfium.PdfDocument(pdf) as document:
        yield document
