"""Saves pictures outside the program: Renditions of Photos into a folder, for whoever wants files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from studio.base.jobs import Context
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.imaging.files import write_atomically
from studio.services import items, photos
from studio.services.context import Studio
from studio.services.fan_out import fan_out


def save_pictures(
    studio: Studio, wanted: Sequence[PhotoId], shape: str, folder: Path, context: Context
) -> tuple[Path, ...]:
    """Save Photos after their Recipes in a shape ("3x4", "1x1") as SKU-1-3x4.jpg and so on; return the files.

    No file that is there is written over: another gets another name. Raises UserError where the folder takes none.
    """
    found = photos.load(studio, wanted)
    known = {item.id: item for item in items.load_all(studio, list({one.item_id for one in found if one.item_id}))}

    def save(photo: Photo) -> bytes:
        return photos.rendition(studio, photo, shape, context).read_bytes()

    saved: list[Path] = []
    width = studio.darkroom.open().width
    pictures = fan_out(found, save, context, name_of=lambda photo: photo.file_name, width=width)
    for photo, picture in zip(found, pictures, strict=True):
        item = known.get(photo.item_id) if photo.item_id else None
        name = f"{item.sku}-{photo.position + 1}" if item else Path(photo.file_name).stem
        file = _free(folder, f"{_file_name(name)}-{shape}", picture)
        if not file.exists():
            write_atomically(file, picture)
        saved.append(file)
    return tuple(saved)


def _free(folder: Path, stem: str, picture: bytes) -> Path:
    """Return the first name that is free, or that has just this picture already."""
    file, number = folder / f"{stem}.jpg", 1
    while file.exists() and file.read_bytes() != picture:
        number += 1
        file = folder / f"{stem}-{number}.jpg"
    return file


def _file_name(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text)[:80]
