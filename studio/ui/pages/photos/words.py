"""What the Photos page says of Photos and of the groups they are in."""

from __future__ import annotations

import html
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from studio.base.texts import _, plural
from studio.domain.item import Item
from studio.domain.photo import Photo

LOOSE = _("Loose photos")
_MEGAPIXEL = 1_000_000


def group_title(item: Item | None) -> str:
    """Return what stands over a group."""
    return (item.title or _("Not described yet")) if item else LOOSE


def group_caption(item: Item | None, count: int, first: Photo | None) -> list[str]:
    """Return the small print under that, the most telling part first: SKU, how many, when it was photographed."""
    taken = when(first.taken_at) if first and first.taken_at else ""
    counted = plural("{n} photo", "{n} photos", count)
    return [part for part in (item.sku if item else "", counted, taken) if part]


def when(moment: datetime) -> str:
    """Return a moment in the seller's own time: "12 May 2026, 14:02"."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, "d MMM yyyy, HH:mm")


def size(photo: Photo) -> str:
    """Return how large the original is: "12 MP", or its pixels where it is small."""
    pixels = photo.width * photo.height
    if pixels < _MEGAPIXEL:
        return f"{photo.width} × {photo.height}"
    return _("{n} MP").format(n=round(pixels / _MEGAPIXEL))


def spoken(photo: Photo, group: str, refused: str) -> str:
    """Return what is read aloud of a picture."""
    state = refused or photo.note or (_("cleaned") if photo.recipe else _("as shot"))
    return f"{photo.file_name}, {group}, {state}"


def tool_tip(photo: Photo, refused: str) -> str:
    """Return the sentence that says why to look at a picture, else its name and size."""
    text = refused or photo.note or f"{photo.file_name} · {size(photo)}"
    return f"<span>{html.escape(text)}</span>"  # a tool tip guesses what is markup; a file's name may look like it
