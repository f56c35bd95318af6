"""Finds a separator card in a photo, however it is held."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import zxingcpp

from studio.base.separator import sku_on
from studio.imaging.image import Pixels
from studio.imaging.probe import Probe

SECOND_LOOK_PX = 2016
_FIRST_LOOK_PX = 800
"""A code of 8 % of the photo's long edge is read at this size, one of 6 % seen, and then read from nearer."""


def first_look_px(found: Probe) -> int:
    """Return the long edge to look at: what the JPEG decoder gives for nothing, from 800 to 1600."""
    longest = max(found.width_px, found.height_px)
    shrinks = (8, 4, 2, 1) if found.format == "JPEG" else (1,)
    natural = next((-(-longest // shrink) for shrink in shrinks if longest >= shrink * _FIRST_LOOK_PX), longest)
    return min(natural, 2 * _FIRST_LOOK_PX)


def read_card(pixels: Pixels, closer: Callable[[], Pixels]) -> str | None:
    """Return the SKU on the separator card in a picture ("" where it says none); None where there is no card.

    Where a code is seen that cannot be read, `closer` is asked for the same picture at SECOND_LOOK_PX.
    """
    card, unread = _read(pixels)
    return _read(closer())[0] if unread else card


def _read(pixels: Pixels) -> tuple[str | None, bool]:
    """Return the SKU, and whether there is a code that may be one and cannot be read."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = zxingcpp.read_barcodes(grey, wanted, try_invert=False, return_errors=True)
    found = [sku for code in codes if code.valid and (sku := sku_on(code.text)) is not None]
    return (found[0] if found else None), not found and any(not code.valid for code in codes)
