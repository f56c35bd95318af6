"""Draws what is not in the photos: grounds, cloth, folds and clutter, from a seeded generator."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator

from training.pictures import SIDE_PX, Pixels, Plane

_GRID = np.mgrid[0:SIDE_PX, 0:SIDE_PX].astype(np.float32)


def colour(rng: Generator) -> Plane:
    """Return a colour as things have them: mostly pale, dark or muted, now and then a strong one."""
    grey = rng.choice([rng.uniform(0, 60), rng.uniform(60, 190), rng.uniform(190, 255)])
    chroma = rng.choice([3, 15, 60], p=[0.4, 0.4, 0.2])
    return np.clip(grey + rng.normal(0, chroma, 3), 0, 255).astype(np.float32)


def noise(rng: Generator, cells: int) -> Plane:
    """Return smooth noise of mean 0 and deviation 1 with about `cells` bumps a side."""
    small = rng.normal(0, 1, (cells + 1, cells + 1)).astype(np.float32)
    return cv2.resize(small, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_CUBIC)


def folds(rng: Generator) -> Plane:
    """Return light and shadow of crumpled cloth, as factors around 1."""
    ridges = 1 - np.abs(noise(rng, int(rng.integers(3, 9))))
    ridges += 0.5 * (1 - np.abs(noise(rng, int(rng.integers(8, 20)))))
    ridges -= ridges.mean()
    return (1 + np.float32(rng.uniform(0.03, 0.18)) * ridges).clip(0.4, 1.5)


def pattern(rng: Generator) -> Plane:
    """Return a drawn pattern, SIDE_PX x SIDE_PX x 3, 0 to 255."""
    kind = rng.choice([_plain, _stripes, _check, _flowers, _grain, _tiles, _marble])
    drawn = kind(rng)
    return cv2.GaussianBlur(drawn, (0, 0), rng.uniform(0.4, 1.4)).clip(0, 255)


def mosaic(rng: Generator, piece: Pixels) -> Plane:
    """Return a ground covered with `piece`, mirrored at its edges so that no seam shows, turned at random."""
    size = int(rng.integers(40, 200))
    tile = cv2.resize(piece, (size, size), interpolation=cv2.INTER_AREA)
    tile = np.rot90(tile, int(rng.integers(4)))
    pair = np.concatenate((tile, tile[:, ::-1]), axis=1)
    block = np.concatenate((pair, pair[::-1]), axis=0)
    repeats = -(-SIDE_PX * 3 // 2 // block.shape[0])
    sheet = np.tile(block, (repeats, repeats, 1))
    turn = cv2.getRotationMatrix2D((sheet.shape[1] / 2, sheet.shape[0] / 2), rng.uniform(-180, 180), 1.0)
    turn[:, 2] += SIDE_PX / 2 - np.array(sheet.shape[1::-1]) / 2
    turned = cv2.warpAffine(sheet, turn, (SIDE_PX, SIDE_PX), borderMode=cv2.BORDER_REFLECT)
    return turned.astype(np.float32)


def clutter(rng: Generator, picture: Plane) -> Plane:
    """Draw a few things that are no garment: rulers, tags, sockets, furniture, a hand's worth of skin."""
    picture = np.ascontiguousarray(picture)
    for _one in range(int(rng.integers(1, 5))):
        paint = tuple(float(c) for c in colour(rng))
        edge = rng.integers(4)
        place = rng.uniform(0, SIDE_PX, 2)
        if edge < 3:  # mostly near the border
            place[rng.integers(2)] = rng.choice([rng.uniform(-20, 40), rng.uniform(SIDE_PX - 40, SIDE_PX + 20)])
        centre = (int(place[0]), int(place[1]))
        size = (int(rng.integers(3, 45)), int(rng.integers(3, 45)))
        shape = rng.integers(3)
        if shape == 0:
            cv2.ellipse(picture, centre, size, float(rng.uniform(0, 180)), 0, 360, paint, -1, cv2.LINE_AA)
        elif shape == 1:
            box = cv2.boxPoints((place.astype(np.float32).tolist(), size, float(rng.uniform(0, 180))))
            cv2.fillPoly(picture, [box.astype(np.int32)], paint, cv2.LINE_AA)
        else:
            end = (place + rng.normal(0, 120, 2)).astype(int)
            cv2.line(picture, centre, (int(end[0]), int(end[1])), paint, int(rng.integers(1, 7)), cv2.LINE_AA)
    return picture


def _plain(rng: Generator) -> Plane:
    return np.broadcast_to(colour(rng), (SIDE_PX, SIDE_PX, 3)).copy()


def _wave(rng: Generator, angle: float, period: float) -> Plane:
    along = _GRID[0] * np.sin(angle) + _GRID[1] * np.cos(angle)
    sharp = rng.uniform(0.6, 6)
    return (0.5 + 0.5 * np.tanh(sharp * np.sin(2 * np.pi * along / period + rng.uniform(0, 6)))).astype(np.float32)


def _stripes(rng: Generator) -> Plane:
    weight = _wave(rng, rng.uniform(0, np.pi), rng.uniform(5, 70))[..., None]
    return colour(rng) * weight + colour(rng) * (1 - weight)


def _check(rng: Generator) -> Plane:
    angle = rng.choice([0.0, rng.uniform(0, np.pi)])
    drawn = _plain(rng)
    for turn in (0, np.pi / 2):
        for _line in range(int(rng.integers(1, 3))):
            weight = _wave(rng, angle + turn, rng.uniform(12, 80))[..., None] * np.float32(rng.uniform(0.3, 0.7))
            drawn = drawn * (1 - weight) + colour(rng) * weight
    return drawn


def _flowers(rng: Generator) -> Plane:
    """Draw blots in a few colours: flowers, leaves, camouflage, a carpet."""
    cells = int(rng.integers(5, 30))
    drawn = _plain(rng)
    for _colour in range(int(rng.integers(1, 4))):
        drawn[noise(rng, cells) > rng.uniform(0.2, 1.2)] = colour(rng)
    return drawn


def _grain(rng: Generator) -> Plane:
    """Draw wood, or a woven or brushed surface: noise that is stretched one way."""
    angle = rng.choice([0, 1])
    small = rng.normal(0, 1, (SIDE_PX // 2, int(rng.integers(2, 12)))).astype(np.float32)
    lines = cv2.resize(small if angle else small.T, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_LINEAR)
    return colour(rng) + (lines * np.float32(rng.uniform(3, 18)))[..., None]


def _tiles(rng: Generator) -> Plane:
    size, joint = rng.uniform(40, 160), rng.uniform(1, 5)
    shift = rng.uniform(0, size, 2)
    gap = ((_GRID[0] + shift[0]) % size < joint) | ((_GRID[1] + shift[1]) % (size * rng.choice([1, 3])) < joint)
    drawn = _plain(rng)
    drawn[gap] = colour(rng)
    return drawn


def _marble(rng: Generator) -> Plane:
    amount = noise(rng, int(rng.integers(3, 12))) + 0.5 * noise(rng, int(rng.integers(12, 40)))
    weight = (0.5 + 0.3 * amount).clip(0, 1)[..., None]
    return colour(rng) * weight + colour(rng) * (1 - weight)
