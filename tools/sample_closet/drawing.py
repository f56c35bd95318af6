"""Draw one photograph of the sample closet by its name."""

from __future__ import annotations

import zlib
from dataclasses import replace

import cv2
import numpy as np

from tools.sample_closet.extras import wooden_hanger
from tools.sample_closet.noise import Rng
from tools.sample_closet.phone import Look, develop
from tools.sample_closet.scene import Piece, View, shoot
from tools.sample_closet.sewing import Order
from tools.sample_closet.wardrobe import WARDROBE, Shot, Sitting

_CLOSE_MM = 450
_WALL_GAP_MM = 16.0
_CELL_MM = 5.5
_CLOSE_CELL_MM = 3.2
_OVERSAMPLE = 1.15  # the pattern's pixels to the picture's, so that turning it loses nothing


def names() -> list[str]:
    """Every photograph, "garment-view", in the order in which they were taken."""
    return [f"{garment}-{shot.view}" for garment, sitting in WARDROBE.items() for shot in sitting.shots]


def draw(name: str, seed: int, long_edge_px: int) -> tuple[np.ndarray, np.ndarray]:
    """The upright photograph (H, W, 3 uint8 sRGB) and its true garment mask (H, W uint8, 255 is garment).

    `name` is one of `names()`; raises KeyError for another. The same arguments give the same pixels.
    """
    garment, sitting, shot = _find(name)
    size = (long_edge_px * 3 // 4, long_edge_px)
    if shot.landscape:
        size = (size[1], size[0])
    seeds = (zlib.crc32(f"{seed} {garment}".encode()), zlib.crc32(f"{seed} {name}".encode()))
    order = Order(
        px_per_mm=size[0] / shot.camera.width_mm * _OVERSAMPLE,
        seeds=seeds,
        back=shot.view == "back",
        crop=_crop(shot.camera, size) if shot.camera.width_mm < _CLOSE_MM else None,
    )
    rng = np.random.default_rng(seeds[1])
    look = _look(shot, rng)
    result = shoot(_pieces(sitting, shot, order), shot.ground, shot.camera, size, shot.window, rng)
    mask = cv2.GaussianBlur(result.mask, (0, 0), look.blur_px)
    return develop(result.light, look, rng), np.clip(np.round(mask * 255), 0, 255).astype(np.uint8)


def _find(name: str) -> tuple[str, Sitting, Shot]:
    for garment, sitting in WARDROBE.items():
        for shot in sitting.shots:
            if f"{garment}-{shot.view}" == name:
                return garment, sitting, shot
    raise KeyError(name)


def _look(shot: Shot, rng: Rng) -> Look:
    """How the phone took it: brighter toward the window, with a white balance that is never quite right."""
    toward = np.radians(shot.window.azimuth_deg)
    warmth = shot.warmth + rng.normal(0, 0.10)
    return Look(
        exposure=shot.exposure + rng.normal(0, 0.08),
        cast=(1 + 0.07 * warmth, 1.0, 1 - 0.10 * warmth),
        falloff=(0.20 * float(np.cos(toward)), 0.20 * float(np.sin(toward))),
    )


def _pieces(sitting: Sitting, shot: Shot, order: Order) -> list[Piece]:
    sewn = sitting.garment.sew(order)
    if shot.stain is not None:
        shot.stain.mark(sewn.pattern)
    close = order.crop is not None
    drape = replace(sewn.drape, tug_mm=sewn.drape.tug_mm * 0.5) if close else sewn.drape
    folds = sewn.pattern.settle(drape, _CLOSE_CELL_MM if close else _CELL_MM)
    if sitting.hanger is None:
        return [Piece(sewn.pattern, folds, 1.5)]
    hanger = wooden_hanger(order, sitting.hanger.neck, sitting.hanger.shoulder, sitting.hanger.slope)
    return [Piece(hanger, None, _WALL_GAP_MM - 6, worn=False), Piece(sewn.pattern, folds, _WALL_GAP_MM)]


def _crop(camera: View, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """What a close-up can see, with room around it for folds."""
    reach = camera.width_mm * max(1.0, size[1] / size[0]) * 0.62 + 40
    x, y = camera.middle_mm
    return (x - reach, y - reach, x + reach, y + reach)
