"""Loads the training photos with their masks once, small, and takes each apart: garment, ground, cloth."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Plane = NDArray[Any]  # float32, 0 to 1

SIDE_PX = 352  # a little more than the network sees, so that zooming in stays sharp
_SMALL_HOLE = 0.03  # of the garment: a print that was taken for the ground when the mask was made
_CLOTH_PX = 96
_GROUND_MARGIN_PX = 21
_INPAINT_PX = 88


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """One photo, squashed to a square as the network sees it."""

    pixels: Pixels  # SIDE_PX x SIDE_PX x 3, red first
    mask: Plane  # SIDE_PX x SIDE_PX
    ground: Pixels  # the same place without the garment
    cloth: Pixels | None  # a square piece of the garment's cloth, where one is large enough
    kind: str


def load(folder: Path) -> list[Picture]:
    """Return the pictures of `folder` (images/ID.jpg, masks/ID.png, manifest.csv), in the manifest's order."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_picture(folder, row) for row in rows]


def _picture(folder: Path, row: dict[str, str]) -> Picture:
    side = (SIDE_PX, SIDE_PX)
    colours = cv2.imread(str(folder / "images" / f"{row['id']}.jpg"), cv2.IMREAD_COLOR_RGB)
    mask = cv2.imread(str(folder / "masks" / f"{row['id']}.png"), cv2.IMREAD_GRAYSCALE)
    pixels = cv2.resize(colours, side, interpolation=cv2.INTER_AREA)
    filled = _filled((mask > 127).astype(np.uint8))
    small = cv2.resize(filled * 255, side, interpolation=cv2.INTER_AREA)
    return Picture(
        pixels=pixels,
        mask=(small / 255).astype(np.float32),
        ground=_ground(pixels, small),
        cloth=_cloth(pixels, small),
        kind=row["kind"].removeprefix("garment "),
    )


def _filled(mask: Pixels) -> Pixels:
    """Close the small holes of a mask."""
    count, parts, boxes, _centres = cv2.connectedComponentsWithStats(1 - mask, connectivity=4)
    area = boxes[:, cv2.CC_STAT_AREA]
    left, top = boxes[:, 0], boxes[:, 1]
    right, bottom = left + boxes[:, 2], top + boxes[:, 3]
    inside = (left > 0) & (top > 0) & (right < mask.shape[1]) & (bottom < mask.shape[0])
    fill = inside & (area < _SMALL_HOLE * mask.sum())
    fill[0] = False
    return np.maximum(mask, fill[parts].astype(np.uint8)) if count > 1 else mask


def _ground(pixels: Pixels, mask: Pixels) -> Pixels:
    """Return the picture with the garment painted over by what is around it."""
    hidden = cv2.dilate(mask, np.ones((_GROUND_MARGIN_PX, _GROUND_MARGIN_PX), np.uint8)) > 10
    small = (_INPAINT_PX, _INPAINT_PX)
    painted = cv2.inpaint(
        cv2.resize(pixels, small, interpolation=cv2.INTER_AREA),
        cv2.resize(hidden.astype(np.uint8), small, interpolation=cv2.INTER_NEAREST),
        3,
        cv2.INPAINT_TELEA,
    )
    ground = pixels.copy()
    ground[hidden] = cv2.resize(painted, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR)[hidden]
    return ground


def _cloth(pixels: Pixels, mask: Pixels) -> Pixels | None:
    """Return the square of cloth around the place that is deepest inside the garment."""
    depth = cv2.distanceTransform((mask > 200).astype(np.uint8), cv2.DIST_C, 3)
    _low, deepest, _where, (column, row) = cv2.minMaxLoc(depth)
    half = int(deepest) - 2
    if 2 * half < _CLOTH_PX // 2:
        return None
    piece = pixels[row - half : row + half, column - half : column + half]
    return cv2.resize(piece, (_CLOTH_PX, _CLOTH_PX), interpolation=cv2.INTER_AREA)
