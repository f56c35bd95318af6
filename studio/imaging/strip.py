"""Takes everything but the pixels out of a JPEG, segment by segment: the pixels stay bit by bit what they were."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.imaging import srgb
from studio.imaging.header import open_header

_SCAN, _END = 0xDA, 0xD9
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"  # version 1.1, square pixels, no thumbnail
_JFIF_MARKER = 0xE0
_ADOBE = 0xEE  # says how colours were turned into YCbCr, or that they were not
_ADOBE_LENGTH = 14
_MOST_SCANS = 40  # cameras write one, the most careful encoders a dozen
_TABLES = frozenset((0xC4, 0xDB, 0xDD))  # Huffman, quantisation, restart interval
_FRAMES = frozenset((0xC0, 0xC1, 0xC2))  # baseline, extended and progressive: what the studio decodes, too


def stripped(data: bytes) -> bytes | None:
    """Return the JPEG `data` without any metadata, tagged as sRGB; None for one that is not plain enough for that.

    Its colours have to be sRGB already and its orientation upright, which the caller knows: what says otherwise is
    taken away. Kept are tables, frame and scans; what comes behind the end of the picture is not.
    """
    if data[:2] != b"\xff\xd8":
        return None
    kept: list[bytes | memoryview] = []
    head, place, scans = b"", 2, 0
    while (segment := _segment(data, place)) is not None:
        marker, place = segment[1], place + len(segment)
        part = _kept(marker, segment)
        if part is None:
            return None
        if marker == _JFIF_MARKER:
            head = head or part
        else:
            kept.append(part)
        if marker == _SCAN:
            scans += 1
            end = _end_of_scan(data, place)
            if end is None or scans > _MOST_SCANS:
                return None
            kept.append(memoryview(data)[place:end])
            place = end
            if data[place + 1] == _END:
                return b"".join((b"\xff\xd8", head, srgb.segment(), *kept, b"\xff\xd9"))
    return None


def untouched(source: Path, long_edge_px: int) -> bytes | None:
    """Return the file at `source` without metadata, where it may leave as it is: upright, sRGB, and not too large."""
    with open_header(source) as header:
        plain = header.format == "JPEG" and header.mode in ("RGB", "L") and header.orientation == 1
        small = max(header.width_px, header.height_px) <= long_edge_px
        if not plain or not small or srgb.change_of(header.icc, header.mode) is not None:
            return None
    return stripped(source.read_bytes())


def _segment(data: bytes, place: int) -> bytes | None:
    """Return the segment that begins at `place` with its marker and its length; None where there is none."""
    length = int.from_bytes(data[place + 2 : place + 4])
    whole = data[place : place + 2 + length]
    return whole if length >= 2 and len(whole) == 2 + length and whole[0] == 0xFF else None


def _kept(marker: int, segment: bytes) -> bytes | None:
    """Return what stays of a segment, b"" for metadata, None for what is not understood."""
    if marker in _TABLES or marker in _FRAMES or marker == _SCAN:
        return segment
    if marker == _JFIF_MARKER:
        return _JFIF if segment[4:9] == b"JFIF\0" else b""
    if marker == _ADOBE:
        return b"\xff\xee" + (_ADOBE_LENGTH).to_bytes(2) + segment[4 : 2 + _ADOBE_LENGTH] if _is_adobe(segment) else b""
    return b"" if 0xE1 <= marker <= 0xEF or marker == 0xFE else None


def _is_adobe(segment: bytes) -> bool:
    return segment[4:9] == b"Adobe" and len(segment) >= 2 + _ADOBE_LENGTH


def _end_of_scan(data: bytes, start: int) -> int | None:
    """Return where the next marker is that ends coded pixels: not a stuffed zero, not a restart."""
    levels = np.frombuffer(data, np.uint8)
    marks = np.flatnonzero(levels[start:-1] == 0xFF) + start
    behind = levels[marks + 1]
    ends = marks[(behind != 0) & (behind != 0xFF) & ((behind < 0xD0) | (behind > 0xD7))]
    return int(ends[0]) if len(ends) else None
