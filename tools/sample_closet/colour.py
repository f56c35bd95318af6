"""Colours are worked in linear light; these few functions come from and go to what files hold (sRGB)."""

from __future__ import annotations

import numpy as np

Rgb = tuple[float, float, float]


def linear(code: str) -> np.ndarray:
    """'#rrggbb' as three linear values 0..1."""
    srgb = np.array([int(code[k : k + 2], 16) for k in (1, 3, 5)], np.float32) / 255
    return to_linear(srgb)


def to_linear(srgb: np.ndarray) -> np.ndarray:
    """sRGB 0..1 to linear light (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def to_srgb(light: np.ndarray) -> np.ndarray:
    """Linear light 0..1 to sRGB (IEC 61966-2-1)."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.power(light, 1 / 2.4) - 0.055).astype(np.float32)


def mix(under: np.ndarray, over: np.ndarray, amount: np.ndarray) -> np.ndarray:
    """`over` painted on `under` by `amount` (H, W)."""
    a = amount[..., None]
    return np.asarray(under * (1 - a) + over * a, np.float32)
