"""Decodes plain JPEGs by libjpeg-turbo alone: what Pillow would give, bit by bit, in half the time."""

from __future__ import annotations

from pathlib import Path

import simplejpeg

from studio.imaging.header import Header
from studio.imaging.image import Pixels

_SHRINKS = (8, 4, 2)  # what libjpeg-turbo does with vectors; the eighths between are slower than what they save


def decoded(path: Path, header: Header, long_edge_px: int) -> Pixels | None:
    """Return the pixels of an RGB JPEG as stored, shrunk by a power of two to no less than `long_edge_px`.

    None for a file of another kind, and for one that is not sound in every byte: Pillow knows how to take that, or how
    to refuse it.
    """
    if header.format != "JPEG" or header.mode != "RGB":
        return None
    data = path.read_bytes()
    try:
        height, width, _colours, _sampling = simplejpeg.decode_jpeg_header(data)
        if (width, height) != (header.width_px, header.height_px):
            return None  # the two read different headers, so the size that was judged is not this one
        shrink = next((one for one in _SHRINKS if max(width, height) >= one * long_edge_px), 1)
        pixels: Pixels = simplejpeg.decode_jpeg(
            data, "RGB", min_height=-(-height // shrink), min_width=-(-width // shrink)
        )
    except ValueError:  # what libjpeg warns of, too
        return None
    return pixels
