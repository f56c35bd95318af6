"""How different two colours look: CIEDE2000."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Colours = NDArray[np.float64]  # n x 3

_WHITE = (0.95047, 1.0, 1.08883)  # D65, which is the white of sRGB
_TO_XYZ = np.array(
    ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
)
_FAR = 25.0**7


def lab(rgb: ArrayLike) -> Colours:
    """Return the CIELAB colours (n x 3) of sRGB ones (n x 3, 0 to 255); IEC 61966-2-1 and CIE 15."""
    shown = np.asarray(rgb, np.float64) / 255
    light = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    share = light @ _TO_XYZ.T / _WHITE
    roots = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    x, y, z = roots.T
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1)


def delta_e_2000(one: ArrayLike, other: ArrayLike) -> NDArray[np.float64]:
    """Return the CIEDE2000 differences of CIELAB colours (n x 3), all weights 1; about 1 can just be seen.

    CIE 142 (2001), in the order and with the names of Sharma, Wu and Dalal, The CIEDE2000 Color-Difference Formula
    (2005), whose 34 test pairs it agrees with to 4 digits.
    """
    (l1, a1, b1), (l2, a2, b2) = np.asarray(one, np.float64).T, np.asarray(other, np.float64).T
    mean_chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + (1 - _saturated(mean_chroma)) / 2
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.arctan2(b1, a1) % (2 * np.pi), np.arctan2(b2, a2) % (2 * np.pi)
    grey = c1 * c2 == 0
    turn = np.where(grey, 0, (h2 - h1 + np.pi) % (2 * np.pi) - np.pi)
    # half a turn either way is the same hue difference; the formula wants the sign of h2 - h1 there
    turn = np.where(np.isclose(np.abs(h2 - h1), np.pi, atol=1e-12, rtol=0), h2 - h1, turn)
    hue_difference = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)
    mean_hue = _mean_hue(h1, h2, grey)
    mean_light, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    weight = _weight(mean_hue)
    around = np.radians(30) * np.exp(-np.square((np.degrees(mean_hue) - 275) / 25))
    rotation = -np.sin(2 * around) * 2 * _saturated(mean_c)
    s_l = 1 + 0.015 * np.square(mean_light - 50) / np.sqrt(20 + np.square(mean_light - 50))
    light = (l2 - l1) / s_l
    chroma = (c2 - c1) / (1 + 0.045 * mean_c)
    hue = hue_difference / (1 + 0.015 * mean_c * weight)
    return np.asarray(np.sqrt(light**2 + chroma**2 + hue**2 + rotation * chroma * hue))


def _saturated(chroma: Any) -> Any:
    return np.sqrt(chroma**7 / (chroma**7 + _FAR))


def _mean_hue(h1: Any, h2: Any, grey: Any) -> Any:
    apart = np.abs(h1 - h2) > np.pi
    around = np.where(h1 + h2 < 2 * np.pi, 2 * np.pi, -2 * np.pi)
    return np.where(grey, h1 + h2, (h1 + h2 + np.where(apart, around, 0)) / 2)


def _weight(hue: Any) -> Any:
    """Return T of the formula."""
    return (
        1
        - 0.17 * np.cos(hue - np.radians(30))
        + 0.24 * np.cos(2 * hue)
        + 0.32 * np.cos(3 * hue + np.radians(6))
        - 0.20 * np.cos(4 * hue - np.radians(63))
    )
