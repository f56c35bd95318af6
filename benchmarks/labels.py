"""How long 400 SKU labels take from fields to PDF, against Qt writing as many plain lines of text.

Run: python -m benchmarks.labels
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPdfWriter

from studio.printing.display_list import Document
from studio.printing.documents import sku_document
from studio.printing.fields import SkuFields
from studio.printing.stock import stock
from studio.printing.template import design
from studio.ui.print.pdf import pdf_bytes
from studio.ui.print.text_fit import fit_text

T = TypeVar("T")
LABELS = 400
TEXTS = 4


def main() -> None:
    """Print the table."""
    application = QGuiApplication([])
    fields = [
        SkuFields(
            sku=f"TH-{n:04d}", title="Linen midi dress in cornflower blue", size="M", bin=f"A{n % 9}", price="$48"
        )
        for n in range(LABELS)
    ]
    layout_s, document = timed(lambda: sku_document(fields, design("sku-strip"), stock("avery-5167")))
    fit_text.cache_clear()
    paint_s, pdf = timed(lambda: pdf_bytes(document))
    floor_s, _plain = timed(lambda: plain_pdf(document))
    print(f"{LABELS} labels on {len(document.pages)} sheets, {len(pdf) / 1000:.0f} kB")
    for name, seconds in (("fields to marks", layout_s), ("marks to PDF", paint_s), ("floor: plain text", floor_s)):
        print(f"{name:<20} {seconds:6.3f} s CPU")
    print(f"{'ratio to the floor':<20} {(layout_s + paint_s) / floor_s:6.1f}")
    del application


def plain_pdf(document: Document) -> bytes:
    """Write the same number of lines of text in the same type, without codes, wrapping or fitting."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    with QPainter(writer) as painter:
        painter.setFont(QFont("Inter", 6))
        for number, page in enumerate(document.pages):
            if number:
                writer.newPage()
            for index in range(len(page.placed) * TEXTS):
                painter.drawText(QPointF(index % 20 * 100, index // 20 * 100), f"TH-{index:04d} Linen midi dress")
    return bytes(buffer.data().data())


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds of `work` and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
