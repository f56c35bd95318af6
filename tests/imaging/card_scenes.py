"""Photos of separator cards as they happen: small, turned, tilted, in shadow, out of focus."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from studio.base.separator import card_text
from studio.imaging.image import Pixels
from studio.printing.barcode import build_code
from studio.printing.display_list import Frame

_QUIET_CELLS = 4
_CELL_PX = 16
_INK, _PAPER = 25, 245


@dataclass(frozen=True, kw_only=True)
class Scene:
    """How a card lies in a photo: `size` is the code's width as a part of the photo's long edge."""

    size: float
    turned_deg: float = 0.0
    tilted_deg: float = 0.0
    blur_px: float = 0.0
    shadow: float = 0.0
    """How dark the shadow is whose edge runs over the card; 0 for none."""


def card(sku: str = "") -> tuple[Pixels, float]:
    """Return a grey picture of a code with its quiet zone, and which part of its width the code has."""
    rows = build_code("qr", card_text(sku), Frame(0, 0, 96, 96)).modules.rows
    cells = np.pad(np.array(rows, bool), _QUIET_CELLS)
    picture = np.where(np.kron(cells, np.ones((_CELL_PX, _CELL_PX), bool)), _INK, _PAPER)
    return picture.astype(np.uint8), len(rows) / len(cells)


def photographed(ground: Pixels, sku: str, scene: Scene) -> Pixels:
    """Return `ground` (RGB) with a card lying in its middle, as a camera sees it."""
    height, width = ground.shape[:2]
    code, share = card(sku)
    side = scene.size * max(height, width) / share
    corners = np.array([_seen(x, y, side, scene) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))], np.float32)
    corners += np.array([width / 2, height / 2], np.float32)
    last = len(code)
    lying = cv2.getPerspectiveTransform(np.array([[0, 0], [last, 0], [last, last], [0, last]], np.float32), corners)
    warped = cv2.warpPerspective(code, lying, (width, height), flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.full_like(code, 255), lying, (width, height))
    picture = np.where(covered[..., None] > 127, warped[..., None], ground).astype(np.float32)
    if scene.shadow:
        across = np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :, None]
        picture *= 1 - scene.shadow / (1 + np.exp(across * 60))
    if scene.blur_px:
        picture = cv2.GaussianBlur(picture, (0, 0), scene.blur_px)
    picture += np.random.default_rng(7).normal(0, 4, picture.shape).astype(np.float32)
    return np.asarray(picture.clip(0, 255).astype(np.uint8))


def _seen(x: float, y: float, side: float, scene: Scene) -> tuple[float, float]:
    """Return where a corner of the card is seen: turned, and tilted away at its upper edge."""
    turned, tilted = np.deg2rad(scene.turned_deg), np.deg2rad(scene.tilted_deg)
    x, y = x * side / 2, y * side / 2
    nearer = 1 / (1 - y * np.sin(tilted) / (3 * side))
    x, y = x * nearer, y * np.cos(tilted) * nearer
    return x * np.cos(turned) - y * np.sin(turned), x * np.sin(turned) + y * np.cos(turned)
