"""What the editor is told of a picture besides its pixels: where it lies in the photo, its frames, its outline."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging.image import Image, Pixels
from studio.imaging.steps import frame

_OUTLINE_PX = 480
_SMOOTH_PX = 0.8
_SPECK_SHARE = 0.0005

Points = list[list[float]]


def of(image: Image, original: Image, *, closely: bool) -> dict[str, Any]:
    """Return the facts of `image`, which shows `original` after its steps; frames and outline relative to its size."""
    facts: dict[str, Any] = {
        "width": image.width_px,
        "height": image.height_px,
        "placement": placement(image).tolist(),
        "frames": {shape: _relative(frame.window_of(image, frame.Frame(shape=shape)), image) for shape in frame.SHAPES},
    }
    if closely and image.mask is not None:
        facts["outline"] = outline(image.mask)
    return facts


def placement(image: Image) -> NDArray[np.float64]:
    """Return the homography from places in the original (0 to 1) to pixels of `image`."""
    found = getattr(image, "placement", None)
    return np.diag([image.width_px, image.height_px, 1.0]) if found is None else np.asarray(found, np.float64)


def outline(mask: Pixels) -> list[Points]:
    """Return the edge of the subject as polygons, in widths and heights of the picture."""
    scale = _OUTLINE_PX / max(mask.shape)
    small = cv2.resize(mask, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else mask
    hard = np.asarray(small > 127, np.uint8)
    found, _tree = cv2.findContours(hard, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    large = [one for one in found if cv2.contourArea(one) > _SPECK_SHARE * hard.size]
    size = np.array([hard.shape[1], hard.shape[0]], np.float64)
    return [((cv2.approxPolyDP(one, _SMOOTH_PX, closed=True)[:, 0] + 0.5) / size).round(4).tolist() for one in large]


def _relative(box: frame.Box, image: Image) -> list[float]:
    return [
        box.left / image.width_px,
        box.top / image.height_px,
        box.right / image.width_px,
        box.bottom / image.height_px,
    ]
