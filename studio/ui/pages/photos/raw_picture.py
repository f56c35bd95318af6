"""Reads the raw pixels that the live preview leaves for the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from studio.base.errors import UserError
from studio.base.texts import _


def read(file: Path, width: int, height: int) -> QImage:
    """Return the picture in `file`: four bytes a pixel, as `Format_RGB32` has them; raise UserError."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    try:
        with file.open("rb") as raw:
            read_bytes = raw.readinto(image.bits())
    except OSError as error:
        raise UserError(_("The picture cannot be shown. Try again.")) from error
    if read_bytes != image.sizeInBytes():
        raise UserError(_("The picture cannot be shown. Try again."))
    return image
