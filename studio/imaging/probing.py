"""Reads what a photo file says of itself, without decoding it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from PIL import Image as Pillow

from studio.imaging.header import DECODE_ERRORS, open_header
from studio.imaging.probe import Probe

_EXIF_IFD = 0x8769
_DATE_TIME = 0x0132  # when the file was changed; cameras without an original time have only this one
_DATE_TIME_ORIGINAL = 0x9003
_OFFSET_TIME_ORIGINAL = 0x9011
_SUBSEC_TIME_ORIGINAL = 0x9291
_SIDEWAYS = range(5, 9)


def probe(path: Path) -> Probe:
    """Return what the file at `path` says of itself; raise UserError where it is no picture or too large a one."""
    with open_header(path) as header:
        sideways = header.orientation in _SIDEWAYS
        taken_at, zone_known = _taken(header.exif)
        return Probe(
            format=header.format,
            width_px=header.height_px if sideways else header.width_px,
            height_px=header.width_px if sideways else header.height_px,
            orientation=header.orientation,
            byte_count=path.stat().st_size,
            taken_at=taken_at,
            zone_known=zone_known,
        )


def _taken(exif: Pillow.Exif) -> tuple[datetime | None, bool]:
    try:
        details = dict(exif.get_ifd(_EXIF_IFD))
    except DECODE_ERRORS:
        details = {}
    written = _text(details.get(_DATE_TIME_ORIGINAL)) or _text(exif.get(_DATE_TIME))
    zone = _zone(_text(details.get(_OFFSET_TIME_ORIGINAL)))
    try:
        moment = datetime.strptime(written[:19], "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
        moment += timedelta(seconds=_fraction(_text(details.get(_SUBSEC_TIME_ORIGINAL))))
        return moment.astimezone(UTC), zone is not None
    except (ValueError, OverflowError, OSError):
        return None, False


def _text(value: object) -> str:
    return value.strip("\0 ") if isinstance(value, str) else ""


def _zone(text: str) -> timezone | None:
    """Read an offset such as "+05:30" (EXIF 2.31); None where there is none."""
    found = re.fullmatch(r"([+-])([01]\d):([0-5]\d)", text)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def _fraction(digits: str) -> float:
    return float(f"0.{digits}") if digits.isascii() and digits.isdigit() else 0.0
