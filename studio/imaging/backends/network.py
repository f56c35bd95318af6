"""The network that ships with the studio: what it believes of a picture, by rembg's own session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from studio.imaging.backends import rembg
from studio.imaging.image import Pixels
from studio.imaging.models import CUSTOM
from studio.imaging.scaling import resized

_MEAN = (0.485, 0.456, 0.406)  # as rembg's session for networks of U2-Net's shape has it
_DEVIATION = (0.229, 0.224, 0.225)
_SIDE_PX = (320, 320)
_SURE = 1e-4  # a probability is never taken for more certain than this

Belief = NDArray[Any]  # float32, 320 x 320, log-odds of "garment"


def load(file: Path) -> Callable[[Pixels], Belief]:
    """Return the function from RGB pixels to what the network in `file` believes.

    The session's `predict` stretches the answer to 0..1, so that a picture of nothing would have a garment too; the
    answer itself is read here.
    """
    session = rembg.session(CUSTOM, file, threads=1)

    def believe(pixels: Pixels) -> Belief:
        fitting = resized(pixels, *_SIDE_PX)  # rembg would do the same, in twenty times the time
        feeds = session.normalize(Pillow.fromarray(fitting), _MEAN, _DEVIATION, _SIDE_PX)
        found = session.inner_session.run(None, feeds)[0][0, 0].clip(_SURE, 1 - _SURE)
        return np.asarray(np.log(found / (1 - found)), np.float32)

    return believe
