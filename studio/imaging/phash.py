"""A hash of what a picture shows: pictures alike differ in few of its bits, whatever their size or format."""

from __future__ import annotations

import cv2
import numpy as np

from studio.imaging.image import Pixels

_SMALL_PX = 32
_LOW = 8  # so many of the lowest frequencies each way: 64 bits


def phash_of(grey: Pixels) -> str:
    """Return 64 bits as 16 hexadecimal digits: which of the lowest frequencies are above their median.

    Colour and brightness of the whole do not count, nor does contrast; the picture has to be upright.
    """
    small = cv2.resize(grey, (_SMALL_PX, _SMALL_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = np.asarray(cv2.dct(small))[:_LOW, :_LOW].ravel()
    bits = low > np.median(low[1:])  # the first is the brightness of the whole
    return np.packbits(bits).tobytes().hex()
