"""Decodes the middle of a picture at the size that is shown, whatever its size; runs in workers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

MAX_PIXELS = 210_000_000  # the largest that phones make
_MAX_MIB = 1024  # of one decoded picture; the reader's own 256 refuses phones' largest


def decode(file: Path, size: QSize) -> QImage | None:
    """Return the middle of the picture in `file`, upright and filling `size` exactly; None where it is not readable."""
    QImageReader.setAllocationLimit(_MAX_MIB)
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    stored = reader.size()
    if not stored.isValid() or stored.width() * stored.height() > MAX_PIXELS:
        return None
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    filling = stored.scaled(size.transposed() if turned else size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(filling.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return None
    middle = QRect(QPoint(0, 0), size)
    middle.moveCenter(image.rect().center())
    opaque = not image.hasAlphaChannel()
    image_format = QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
    return image.copy(middle).convertToFormat(image_format)


def whole(file: Path) -> QImage | None:
    """Return all of the picture in `file`, which this program wrote; None where it is not readable."""
    QImageReader.setAllocationLimit(_MAX_MIB)
    image: QImage = QImageReader(str(file)).read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)
