"""Write the photographs as a phone would have: numbered files with camera, time and orientation in their EXIF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image

from tools.sample_closet.wardrobe import WARDROBE

_FIRST_NUMBER = 2041
_FIRST_SHOT = datetime(2025, 4, 12, 10, 4, 10, tzinfo=timezone(timedelta(hours=2)))
_QUARTER_TURNS = {1: 0, 6: 1, 8: -1}
_QUALITIES = (82, 79, 76, 73, 70, 67, 64, 61, 58, 54)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One photograph's place on the roll."""

    name: str
    garment: str
    view: str
    file: str
    taken_at: datetime
    orientation: int


def roll() -> list[Frame]:
    """All photographs in shooting order: seconds apart within a garment, minutes apart between garments."""
    frames = []
    number, at = _FIRST_NUMBER, _FIRST_SHOT
    for k, (garment, sitting) in enumerate(WARDROBE.items()):
        for j, shot in enumerate(sitting.shots):
            frames.append(
                Frame(
                    name=f"{garment}-{shot.view}",
                    garment=garment,
                    view=shot.view,
                    file=f"IMG_{number}.jpg",
                    taken_at=at,
                    orientation=shot.orientation,
                )
            )
            number += 1
            at += timedelta(seconds=13 + (7 * k + 11 * j) % 23)
        at += timedelta(seconds=140 + (53 * k) % 170)
    return frames


def write(frame: Frame, picture: np.ndarray, path: Path, *, limit_bytes: int) -> None:
    """Write the JPEG, in the best quality that stays under the limit."""
    stored = Image.fromarray(np.ascontiguousarray(np.rot90(picture, _QUARTER_TURNS[frame.orientation])))
    exif = _exif(frame)
    for quality in _QUALITIES:
        file = io.BytesIO()
        stored.save(file, "JPEG", quality=quality, subsampling="4:2:0", optimize=True, exif=exif)
        if file.tell() <= limit_bytes:
            break
    path.write_bytes(file.getvalue())


def _exif(frame: Frame) -> Image.Exif:
    exif = Image.Exif()
    stamp = frame.taken_at.strftime("%Y:%m:%d %H:%M:%S")
    exif[ExifTags.Base.Make] = "Sample"
    exif[ExifTags.Base.Model] = "Closet Cam"
    exif[ExifTags.Base.Orientation] = frame.orientation
    exif[ExifTags.Base.DateTime] = stamp
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = stamp
    details[ExifTags.Base.OffsetTimeOriginal] = _offset(frame.taken_at)
    return exif


def _offset(at: datetime) -> str:
    text = at.strftime("%z")
    return f"{text[:3]}:{text[3:]}"
