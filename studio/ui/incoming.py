"""What somebody pastes or drops: files, or a picture itself, as a browser or another program gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from studio.base.errors import UserError
from studio.base.texts import _

_AS_THEY_ARE = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/tiff": "tif",
    "image/gif": "gif",
}
"""What is kept byte by byte, the format first that loses least on its way through a clipboard."""
_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Files, or pictures (name, and what gives the bytes; call it in a Job), or nothing: then `why` says why."""

    files: tuple[Path, ...] = ()
    pictures: tuple[tuple[str, Callable[[], bytes]], ...] = ()
    why: str = ""


def read_mime(mime: QMimeData | None, now: datetime) -> Incoming:
    """Return what a clipboard or a drag holds; nothing is decoded, encoded or fetched here."""
    if mime is None:
        return Incoming(why=_nothing())
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if files:
        return Incoming(files=files)
    name = _("Pasted {when}").format(when=f"{now.astimezone():%Y-%m-%d %H.%M.%S}")
    for mime_type, suffix in _AS_THEY_ARE.items():
        content = mime.data(mime_type) if mime.hasFormat(mime_type) else QByteArray()
        if content.size():
            return Incoming(pictures=((f"{name}.{suffix}", partial(bytes, content.data())),))
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Incoming(pictures=((f"{name}.png", partial(_as_png, image)),))
    if any(url.toString().startswith(_ADDRESS) for url in mime.urls()) or mime.text().startswith(_ADDRESS):
        return Incoming(
            why=_("That is only a picture's address. Copy the picture itself in the browser, and paste it.")
        )
    return Incoming(why=_nothing())


def has_pictures(mime: QMimeData) -> bool:
    """Return whether a drag may hold something to import."""
    return mime.hasUrls() or mime.hasImage() or any(mime.hasFormat(one) for one in _AS_THEY_ARE)


def _nothing() -> str:
    return _("There are no photos to paste. Copy some files, or a picture, first.")


def _as_png(image: QImage) -> bytes:
    """Return the pixels as they are: PNG loses nothing."""
    target = QByteArray()
    buffer = QBuffer(target)
    if not (buffer.open(QIODevice.OpenModeFlag.WriteOnly) and QImageWriter(buffer, QByteArray(b"png")).write(image)):
        raise UserError(_("The copied picture cannot be kept. Save it as a file and import that."))
    return bytes(target.data())
