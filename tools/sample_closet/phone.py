"""A phone's camera: exposure, colour cast, vignette, noise and the sharpening phones are fond of."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tools.sample_closet.colour import to_srgb
from tools.sample_closet.noise import Plane, Rng, smooth


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one photograph came out."""

    exposure: float = 0.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    falloff: tuple[float, float] = (-0.18, -0.14)
    vignette: float = 0.20
    noise: float = 0.0032
    blur_px: float = 0.55


def develop(light: np.ndarray, look: Look, rng: Rng) -> np.ndarray:
    """Linear light to the 8-bit sRGB picture the phone stores."""
    rows, columns = light.shape[:2]
    v, u = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j].astype(np.float32)
    fall = np.exp(look.falloff[0] * u + look.falloff[1] * v) * (
        1 + 0.05 * smooth(rng, (rows, columns), (rows / 2, columns / 2))
    )
    fade = 1 - look.vignette * np.square((u * u + v * v) / 2) - 0.25 * look.vignette * (u * u + v * v) / 2
    scene = light * (fall * fade * 2.0**look.exposure)[..., None] * np.array(look.cast, np.float32)
    scene = cv2.GaussianBlur(scene, (0, 0), look.blur_px)
    scene += 0.035 * (cv2.GaussianBlur(scene, (0, 0), columns / 40) - scene)
    grey = scene.mean(axis=-1, keepdims=True)
    picture = to_srgb(_tone(grey + 0.93 * (scene - grey)))
    picture += _grain(picture, look.noise, rng)
    soft = cv2.GaussianBlur(picture, (0, 0), 1.1)
    picture += 0.35 * (picture - soft)
    return np.clip(np.round(picture * 255), 0, 255).astype(np.uint8)


def _tone(scene: np.ndarray) -> np.ndarray:
    """A soft shoulder for the lights and a little toe for the darks."""
    scene = np.maximum(scene, 0)
    bent = scene * (1 + scene / 1.9) / (1 + scene)
    return np.asarray(bent * 1.22 - 0.0025 * np.exp(-bent * 60), np.float32)


def _grain(picture: np.ndarray, amount: float, rng: Rng) -> np.ndarray:
    """Noise as left over by a phone's denoiser: mostly brightness, a little smeared, more in the shadows."""
    shape = picture.shape[:2]
    brightness: Plane = cv2.GaussianBlur(rng.standard_normal(shape).astype(np.float32), (0, 0), 0.7) * 2.2
    hue = np.stack([smooth(rng, shape, (3.5, 3.5)) for _ in range(3)], axis=-1)
    dark = 1.5 - picture.mean(axis=-1)
    return np.asarray(amount * dark[..., None] * (brightness[..., None] + 0.5 * hue), np.float32)
