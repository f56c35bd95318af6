"""Tells whether a picture file has its end, without decoding it: a camera or a copy may still be writing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from studio.base.errors import UserError
from studio.imaging import formats

_TAIL_BYTES = 65_536
"""Phones put thumbnails and depth maps behind a JPEG's end."""


def has_end(path: Path) -> bool:
    """Return whether the file looks whole; also True for what is no picture, or one whose end cannot be told.

    Raises OSError where it cannot be read.
    """
    with path.open("rb") as file:
        try:
            name = formats.recognise(file)
        except UserError:
            return path.stat().st_size > 0
        return _ENDS[name](file, path.stat().st_size) if name in _ENDS else True


def _tail(file: BinaryIO, byte_count: int, most: int) -> bytes:
    file.seek(max(0, byte_count - most))
    return file.read(most)


def _jpeg(file: BinaryIO, byte_count: int) -> bool:
    return b"\xff\xd9" in _tail(file, byte_count, _TAIL_BYTES)


def _png(file: BinaryIO, byte_count: int) -> bool:
    return b"IEND" in _tail(file, byte_count, 1_024)


def _gif(file: BinaryIO, byte_count: int) -> bool:
    return b"\x3b" in _tail(file, byte_count, 4)


def _webp(file: BinaryIO, byte_count: int) -> bool:
    file.seek(4)
    return int.from_bytes(file.read(4), "little") + 8 <= byte_count


def _bmp(file: BinaryIO, byte_count: int) -> bool:
    file.seek(2)
    return int.from_bytes(file.read(4), "little") <= byte_count


def _boxes(file: BinaryIO, byte_count: int) -> bool:
    """Walk the boxes of ISO/IEC 14496-12: size in 4 bytes (1: in the 8 after the name, 0: to the end), and a name."""
    at = 0
    while at < byte_count:
        file.seek(at, os.SEEK_SET)
        head = file.read(16)
        if len(head) < 8:
            return False
        size = int.from_bytes(head[:4])
        if size == 1:
            size = int.from_bytes(head[8:16])
        if size == 0:
            return True
        at += max(8, size)
    return at == byte_count


_ENDS = {"JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp, "BMP": _bmp, "HEIF": _boxes, "AVIF": _boxes}
