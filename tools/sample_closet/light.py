"""Light a relief: soft window light and room light with true soft shadows, by walking to the horizon."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tools.sample_closet.noise import Plane, ramp

_AZIMUTHS = 14
_ELEVATIONS_DEG = (12.0, 30.0, 50.0, 72.0)
_REACH_MM = (1.5, 3.0, 5.5, 9.0, 15.0, 25.0, 42.0, 70.0, 115.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the daylight comes from, and how soft the room is. Azimuth 0 is from the right, 90 from below."""

    azimuth_deg: float = 215.0
    elevation_deg: float = 31.0
    spread_deg: float = 17.0
    room: float = 0.34
    key_rgb: tuple[float, float, float] = (1.0, 0.985, 0.955)
    room_rgb: tuple[float, float, float] = (0.97, 0.99, 1.03)


def normals(height_mm: Plane, px_per_mm: float) -> np.ndarray:
    """Unit normals of a height field, as three planes x, y, z."""
    gx = cv2.Scharr(height_mm, cv2.CV_32F, 1, 0) / 32.0 * px_per_mm
    gy = cv2.Scharr(height_mm, cv2.CV_32F, 0, 1) / 32.0 * px_per_mm
    length = np.sqrt(gx * gx + gy * gy + 1)
    return np.stack([-gx / length, -gy / length, 1 / length])


def illuminate(
    normal: np.ndarray, height_mm: Plane, px_per_mm: float, window: Window, gloss: Plane
) -> tuple[np.ndarray, np.ndarray]:
    """Irradiance (H, W, 3) for matt surfaces and highlight (H, W, 3) for glossy ones; a flat open ground gets 1."""
    half = 0.5 if px_per_mm > 0.5 else 1.0
    small = cv2.resize(height_mm, None, fx=half, fy=half, interpolation=cv2.INTER_AREA)
    shape = height_mm.shape
    key = np.zeros(shape, np.float32)
    room = np.zeros(shape, np.float32)
    shine = np.zeros(shape, np.float32)
    flat_key = flat_room = 0.0
    toward = _direction(window.azimuth_deg, window.elevation_deg)
    for azimuth in np.arange(_AZIMUTHS) * (360.0 / _AZIMUTHS):
        horizon = _horizon_deg(small, px_per_mm * half, float(azimuth))
        for elevation in _ELEVATIONS_DEG:
            way = _direction(float(azimuth), elevation)
            angle = np.degrees(np.arccos(np.clip(np.dot(way, toward), -1, 1)))
            solid = float(np.cos(np.radians(elevation)))
            bright = float(np.exp(-0.5 * (angle / window.spread_deg) ** 2)) * solid
            seen = 1 - ramp(horizon, elevation - 9, elevation + 9)
            seen = cv2.resize(seen, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
            facing = np.maximum(way[0] * normal[0] + way[1] * normal[1] + way[2] * normal[2], 0)
            lit = facing * seen
            room += solid * lit
            flat_room += solid * way[2]
            if bright > 0.01:
                key += bright * lit
                flat_key += bright * way[2]
                halfway = way + np.array([0, 0, 1.0])
                halfway /= np.linalg.norm(halfway)
                glint = halfway[0] * normal[0] + halfway[1] * normal[1] + halfway[2] * normal[2]
                shine += bright * seen * np.power(np.maximum(glint, 0), 26)
    key /= flat_key
    room /= flat_room
    shine *= gloss / flat_key
    matt = np.stack(
        [
            (1 - window.room) * key * k + window.room * room * r
            for k, r in zip(window.key_rgb, window.room_rgb, strict=True)
        ],
        axis=-1,
    )
    return matt.astype(np.float32), (shine[..., None] * np.array(window.key_rgb, np.float32)).astype(np.float32)


def _direction(azimuth_deg: float, elevation_deg: float) -> np.ndarray:
    a, e = np.radians(azimuth_deg), np.radians(elevation_deg)
    return np.array([np.cos(a) * np.cos(e), np.sin(a) * np.cos(e), np.sin(e)])


def _horizon_deg(height_mm: Plane, px_per_mm: float, azimuth_deg: float) -> Plane:
    """How high the relief stands in one direction, seen from each pixel."""
    a = np.radians(azimuth_deg)
    steepest = np.zeros(height_mm.shape, np.float32)
    size = (height_mm.shape[1], height_mm.shape[0])
    for reach in _REACH_MM:
        distance = reach * px_per_mm
        if distance < 0.7:
            continue
        shift = np.array([[1, 0, np.cos(a) * distance], [0, 1, np.sin(a) * distance]], np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        there = cv2.warpAffine(height_mm, shift, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        np.maximum(steepest, (there - height_mm) / reach, out=steepest)
    return np.degrees(np.arctan(steepest)).astype(np.float32)
