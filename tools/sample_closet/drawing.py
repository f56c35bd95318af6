"""Draw one photograph of the sample closet by its name."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

from tools.sample_closet import extras
from tools.sample_closet.phone import develop
from tools.sample_closet.scene import Piece, View, shoot
from tools.sample_closet.sewing import Order
from tools.sample_closet.wardrobe import WARDROBE, Outfit, Shot

_CLOSE_MM = 450
_WALL_GAP_MM = 16.0


def names() -> list[str]:
    """Every photograph, "garment-view", in the order in which they were taken."""
    return [f"{garment}-{shot.view}" for garment, outfit in WARDROBE.items() for shot in outfit.shots]


def find(name: str) -> tuple[str, Outfit, Shot]:
    """The garment and the shot behind a name; raises KeyError for a name that is not drawn."""
    for garment, outfit in WARDROBE.items():
        for shot in outfit.shots:
            if f"{garment}-{shot.view}" == name:
                return garment, outfit, shot
    raise KeyError(name)


def draw(name: str, seed: int, long_edge_px: int) -> tuple[np.ndarray, np.ndarray]:
    """The upright photograph (H, W, 3 uint8 sRGB) and its true garment mask (H, W uint8, 255 is garment)."""
    garment, outfit, shot = find(name)
    size = (long_edge_px * 3 // 4, long_edge_px)
    if shot.landscape:
        size = (size[1], size[0])
    px_per_mm = size[0] / shot.camera.width_mm
    garment_seed = zlib.crc32(f"{seed} {garment}".encode())
    shot_seed = zlib.crc32(f"{seed} {name}".encode())
    order = Order(
        px_per_mm=px_per_mm * 1.15,
        seed=garment_seed,
        fold_seed=shot_seed,
        back=shot.view == "back",
        crop=_crop(shot.camera, size) if shot.camera.width_mm < _CLOSE_MM else None,
    )
    rng = np.random.default_rng(shot_seed)
    result = shoot(_pieces(outfit, shot, order), shot.ground, shot.camera, size, shot.window, rng)
    picture = develop(result.light, shot.look, rng)
    mask = cv2.GaussianBlur(result.mask, (0, 0), shot.look.blur_px)
    return picture, np.clip(np.round(mask * 255), 0, 255).astype(np.uint8)


def _pieces(outfit: Outfit, shot: Shot, order: Order) -> list[Piece]:
    sewn = outfit.sew(order)
    if shot.stain is not None:
        x, y, size_mm, colour = shot.stain
        extras.stain(sewn.pattern, x, y, size_mm=size_mm, colour=colour)
    folds = sewn.pattern.settle(sewn.drape)
    if outfit.hanger is None:
        return [Piece(sewn.pattern, folds, 1.5)]
    neck, shoulder, slope = outfit.hanger
    hanger = extras.wooden_hanger(order.px_per_mm, order.seed, neck=neck, shoulder=shoulder, slope=slope)
    return [Piece(hanger, None, _WALL_GAP_MM - 6, worn=False), Piece(sewn.pattern, folds, _WALL_GAP_MM)]


def _crop(camera: View, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """What a close-up can see, with room around it for folds."""
    reach = camera.width_mm * max(1.0, size[1] / size[0]) * 0.62 + 40
    x, y = camera.middle_mm
    return (x - reach, y - reach, x + reach, y + reach)
