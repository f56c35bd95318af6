"""Draws garments on floors, with the mask that a good cut-out would give."""

from __future__ import annotations

import cv2
import numpy as np

from studio.imaging.image import Pixels

_OUTLINE = np.array(
    [
        (0.36, 0.14), (0.44, 0.18), (0.56, 0.18), (0.64, 0.14), (0.86, 0.28), (0.80, 0.46), (0.70, 0.42),
        (0.71, 0.88), (0.29, 0.88), (0.30, 0.42), (0.20, 0.46), (0.14, 0.28),
    ]
)  # fmt: skip


def shirt(
    width_px: int = 360,
    height_px: int = 480,
    colour: tuple[int, int, int] = (176, 40, 48),
    floor: tuple[int, int, int] = (206, 190, 164),
    seed: int = 5,
) -> tuple[Pixels, Pixels]:
    """Return the photo (RGB) of a folded-out shirt with shade, weave and noise, and its mask."""
    random = np.random.default_rng(seed)
    mask = np.zeros((height_px, width_px), np.uint8)
    cv2.fillPoly(mask, [np.rint(_OUTLINE * (width_px, height_px)).astype(np.int32)], 255)
    rows, columns = np.mgrid[0:height_px, 0:width_px]
    boards = 6 * np.sin(columns / width_px * 40) + 4 * (rows // max(1, height_px // 9) % 2)
    folds = 14 * np.sin(columns / width_px * 17 + rows / height_px * 3) + 5 * ((rows + columns) % 3)
    ground = np.array(floor, np.float64) + boards[:, :, None]
    cloth = np.array(colour, np.float64) + folds[:, :, None]
    shadow = cv2.GaussianBlur(mask, (0, 0), width_px / 40).astype(np.float64)[:, :, None] / 255
    picture = np.where(mask[:, :, None] > 0, cloth, ground * (1 - 0.25 * shadow))
    picture += random.normal(0, 3, picture.shape)
    return cv2.GaussianBlur(picture.clip(0, 255).astype(np.uint8), (0, 0), 0.6), mask


def overlap(first: Pixels, second: Pixels) -> float:
    """Return the intersection over union of two masks."""
    one, other = first > 127, second > 127
    return float((one & other).sum() / max(1, (one | other).sum()))
