"""What the editor is told of a picture besides its pixels: where it lies in the photo, its frames, its outline."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import cv2
import numpy as np

from studio.imaging import deskew, grey_card
from studio.imaging.image import Image, Pixels
from studio.imaging.steps import frame

_OUTLINE_PX = 480
_SMOOTH_PX = 0.8
_SPECK_SHARE = 0.0005

Points = list[list[float]]


def of(master: Image, *, closely: bool) -> dict[str, Any]:
    """Return the facts of a picture after its cut-out; frames and outline are relative to its width and height."""
    windows = {shape: frame.window_of(master, frame.Frame(shape=shape)) for shape in frame.SHAPES}
    facts: dict[str, Any] = {
        "width": master.width_px,
        "height": master.height_px,
        "placement": master.placement.tolist(),
        "frames": {shape: _relative(window, master) for shape, window in windows.items()},
    }
    if closely and master.mask is not None:
        facts["outline"] = outline(master.mask)
    return facts


def proposals(shot: Image, master: Image) -> dict[str, Any]:
    """Return what could be done to a picture: how to straighten `master`, and a grey card in `shot`, if there is one.

    `shot` shows what `master` does in the colours of the camera, which are those that a white balance is picked from.
    """
    tilt, card = deskew.propose(master), grey_card.find(shot.pixels)
    return {"tilt": asdict(tilt), "grey_card": asdict(card) if card else {}}


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
