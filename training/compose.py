"""Makes one training example out of the pictures: where the garment lies, on what, in what light."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.random import Generator

from training import patterns
from training.pictures import SIDE_PX, Picture, Pixels, Plane

Example = tuple[Pixels, Plane]  # pixels, red first, and the mask, 0 to 1

_SIZE = (SIDE_PX, SIDE_PX)


class Composer:
    """Example number n is always the same one, whoever asks, so that training can go on where it stopped."""

    def __init__(self, pictures: Sequence[Picture], seed: int = 1) -> None:
        self._pictures = pictures
        self._cloths = [one.cloth for one in pictures if one.cloth is not None]
        self._tops = [one for one in pictures if one.kind not in ("Pants", "Shorts", "Skirt", "Shoes", "Hat", "Dress")]
        self._bottoms = [one for one in pictures if one.kind in ("Pants", "Shorts", "Skirt")]
        self._seed = seed

    def __call__(self, number: int, side_px: int) -> Example:
        """Return example `number` at side_px x side_px."""
        rng = np.random.default_rng((self._seed, number))
        make = rng.choice(
            [self._as_photographed, self._on_another_ground, self._dressed_figure, self._nothing],
            p=[0.32, 0.53, 0.1, 0.05],
        )
        pixels, mask = make(rng)
        if rng.random() < 0.5:
            pixels, mask = pixels[:, ::-1], mask[:, ::-1]
        size = (side_px, side_px)
        small = cv2.resize(np.ascontiguousarray(pixels), size, interpolation=cv2.INTER_AREA)
        return _through_a_camera(rng, small), cv2.resize(
            np.ascontiguousarray(mask), size, interpolation=cv2.INTER_AREA
        ).clip(0, 1)

    def _any(self, rng: Generator) -> Picture:
        return self._pictures[int(rng.integers(len(self._pictures)))]

    def _as_photographed(self, rng: Generator) -> Example:
        picture = self._any(rng)
        place = _placement(rng, zoom=(0.92, 1.5), turn=20, shift=15)
        pixels = cv2.warpAffine(picture.pixels, place, _SIZE, borderMode=cv2.BORDER_REFLECT)
        mask = cv2.warpAffine(picture.mask, place, _SIZE, borderMode=cv2.BORDER_REFLECT)
        return pixels.astype(np.float32), mask

    def _on_another_ground(self, rng: Generator) -> Example:
        picture = self._any(rng)
        garment, mask = _placed(rng, picture)
        if rng.random() < 0.35:
            garment = self._in_other_cloth(rng, garment)
        ground = self._ground(rng)
        if rng.random() < 0.4 and (mask > 0.5).any():
            ground = _in_colour_of(rng, ground, garment[mask > 0.5].mean(0))
        if rng.random() < 0.4:
            ground = patterns.clutter(rng, ground)
        if rng.random() < 0.2:
            ground = _with_hanger(rng, ground, mask)
        return _laid(rng, garment, mask, ground)

    def _dressed_figure(self, rng: Generator) -> Example:
        """Return a crude person: two garments one above the other, with a head, arms and legs of one skin."""
        top = self._tops[int(rng.integers(len(self._tops)))]
        bottom = self._bottoms[int(rng.integers(len(self._bottoms)))]
        width, height = rng.uniform(0.28, 0.5) * SIDE_PX, rng.uniform(0.75, 0.95) * SIDE_PX
        middle, head_y = SIDE_PX * rng.uniform(0.35, 0.65), (SIDE_PX - height) / 2 * rng.uniform(0.6, 1.4)
        figure, mask = np.zeros((*_SIZE, 3), np.float32), np.zeros(_SIZE, np.float32)
        skin = np.array((224, 172, 140), np.float32) * rng.uniform(0.35, 1.1)
        self._limbs(rng, figure, mask, (middle, head_y, width, height), skin)
        for piece, (start, end) in ((bottom, (0.42, rng.uniform(0.6, 0.95))), (top, (0.14, rng.uniform(0.48, 0.6)))):
            garment, shape = _fitted(
                piece, (middle - width / 2, head_y + start * height, width, (end - start) * height)
            )
            figure = figure * (1 - shape[..., None]) + garment * shape[..., None]
            mask = np.maximum(mask, shape)
        ground = patterns.clutter(rng, patterns.clutter(rng, self._ground(rng)))
        if rng.random() < 0.5:
            ground = cv2.GaussianBlur(ground, (0, 0), rng.uniform(1, 5))
        return _laid(rng, figure, mask, ground)

    @staticmethod
    def _limbs(
        rng: Generator, figure: Plane, mask: Plane, body: tuple[float, float, float, float], skin: Plane
    ) -> None:
        middle, head_y, width, height = body
        hair = patterns.colour(rng)
        head = (int(middle), int(head_y + 0.08 * height)), (int(0.045 * height), int(0.065 * height))
        legs_end = head_y + height
        strokes = [
            ((middle - 0.14 * width, head_y + 0.5 * height), (middle - 0.17 * width, legs_end)),
            ((middle + 0.14 * width, head_y + 0.5 * height), (middle + 0.17 * width, legs_end)),
            ((middle - 0.38 * width, head_y + 0.22 * height), (middle - 0.5 * width, head_y + 0.52 * height)),
            ((middle + 0.38 * width, head_y + 0.22 * height), (middle + 0.5 * width, head_y + 0.52 * height)),
        ]
        coloured = (figure, tuple(map(float, skin)), tuple(map(float, hair)))
        for canvas, shade, hair_shade in (coloured, (mask, (1.0,), (1.0,))):
            larger = (int(head[1][0] * 1.35), int(head[1][1] * 1.25))
            cv2.ellipse(canvas, head[0], larger, 0, 0, 360, hair_shade, -1, cv2.LINE_AA)
            cv2.ellipse(canvas, head[0], head[1], 0, 0, 360, shade, -1, cv2.LINE_AA)
            for begin, end in strokes:
                points = [tuple(int(v) for v in point) for point in (begin, end)]
                cv2.line(canvas, points[0], points[1], shade, max(3, int(0.11 * width)), cv2.LINE_AA)

    def _nothing(self, rng: Generator) -> Example:
        ground = self._ground(rng)
        if rng.random() < 0.5:
            ground = patterns.clutter(rng, ground)
        return ground, np.zeros(_SIZE, np.float32)

    def _in_other_cloth(self, rng: Generator, garment: Plane) -> Plane:
        """Keep the garment's light and shadow, and change what it is made of."""
        grey = garment.mean(2)
        light = _blurred(grey, 3) / (_blurred(grey, 40) + 1)
        cloth = self._surface(rng)
        return (cloth * light.clip(0.5, 1.5)[..., None]).clip(0, 255)

    def _surface(self, rng: Generator) -> Plane:
        if rng.random() < 0.5:
            return patterns.mosaic(rng, self._cloths[int(rng.integers(len(self._cloths)))])
        return patterns.pattern(rng)

    def _ground(self, rng: Generator) -> Plane:
        """Return a floor, sheet, rug or wall; now and then two that meet."""
        if rng.random() < 0.45:
            ground = self._photographed_ground(rng)
        else:
            ground = self._surface(rng)
            if rng.random() < 0.6:
                ground = ground * patterns.folds(rng)[..., None]
        if rng.random() < 0.15:
            weight = _half(rng)[..., None]
            ground = ground * weight + self._photographed_ground(rng) * (1 - weight)
        return ground.clip(0, 255)

    def _photographed_ground(self, rng: Generator) -> Plane:
        ground = self._any(rng).ground
        place = _placement(rng, zoom=(1.0, 2.2), turn=180 if rng.random() < 0.3 else 10, shift=60)
        return cv2.warpAffine(ground, place, _SIZE, borderMode=cv2.BORDER_REFLECT).astype(np.float32)


def _placement(rng: Generator, *, zoom: tuple[float, float], turn: float, shift: float) -> Plane:
    """Return a 2 x 3 matrix that zooms, stretches, turns and moves about the middle."""
    place = cv2.getRotationMatrix2D((SIDE_PX / 2, SIDE_PX / 2), rng.uniform(-turn, turn), rng.uniform(*zoom))
    stretch = np.exp(rng.normal(0, 0.1))
    place[0, :2] *= stretch
    place[0, 2] = place[0, 2] * stretch + (1 - stretch) * SIDE_PX / 2
    place[:, 2] += rng.uniform(-shift, shift, 2)
    return place


def _placed(rng: Generator, picture: Picture) -> Example:
    """Return the garment and its mask somewhere on the square; now and then so large that the border cuts it."""
    large = rng.random() < 0.15
    turn = 180 if rng.random() < 0.2 else 20
    place = _placement(rng, zoom=(1.2, 2.0) if large else (0.6, 1.15), turn=turn, shift=50 if large else 30)
    garment = cv2.warpAffine(picture.pixels, place, _SIZE, borderMode=cv2.BORDER_REFLECT)
    return garment.astype(np.float32), cv2.warpAffine(picture.mask, place, _SIZE)


def _fitted(picture: Picture, box: tuple[float, float, float, float]) -> Example:
    """Return the garment stretched into `box` (left, top, width, height)."""
    rows, columns = np.flatnonzero(picture.mask.max(1) > 0.5), np.flatnonzero(picture.mask.max(0) > 0.5)
    left, top, width, height = box
    across, down = width / (columns[-1] - columns[0] + 1), height / (rows[-1] - rows[0] + 1)
    place = np.array(((across, 0, left - columns[0] * across), (0, down, top - rows[0] * down)))
    garment = cv2.warpAffine(picture.pixels, place, _SIZE, borderMode=cv2.BORDER_REFLECT)
    return garment.astype(np.float32), cv2.warpAffine(picture.mask, place, _SIZE)


def _in_colour_of(rng: Generator, ground: Plane, colour: Plane) -> Plane:
    """Return the ground in nearly the garment's colour: white on white, black on black, grey on grey."""
    flat = ground - ground.mean((0, 1))
    strength = np.float32(rng.uniform(0.3, 1.0))
    target = (colour + rng.normal(0, 14) + rng.normal(0, 5, 3)).astype(np.float32)
    return (flat * strength + target).clip(0, 255)


def _with_hanger(rng: Generator, ground: Plane, mask: Plane) -> Plane:
    """Draw a hanger that looks out above the garment."""
    rows = np.flatnonzero(mask.max(1) > 0.5)
    if not len(rows):
        return ground
    top = int(rows[0])
    columns = np.flatnonzero(mask[top : top + 20].max(0) > 0.5)
    middle, half = int(columns.mean()), int(rng.integers(30, 90))
    ground, paint = np.ascontiguousarray(ground), tuple(float(c) for c in patterns.colour(rng))
    thick = int(rng.integers(2, 6))
    for side in (-1, 1):
        cv2.line(ground, (middle, top - 12), (middle + side * half, top + 25), paint, thick, cv2.LINE_AA)
    cv2.line(ground, (middle, top - 12), (middle, top - 26), paint, max(1, thick // 2), cv2.LINE_AA)
    cv2.ellipse(ground, (middle, top - 33), (8, 8), 0, -200, 90, paint, max(1, thick // 2), cv2.LINE_AA)
    return ground


def _laid(rng: Generator, garment: Plane, mask: Plane, ground: Plane) -> Example:
    """Put the garment on the ground, with the shadow it throws and the edge a lens gives."""
    if rng.random() < 0.75:
        shift = rng.uniform(-9, 9, 2)
        place = np.array(((1, 0, shift[0]), (0, 1, shift[1])))
        shadow = _blurred(cv2.warpAffine(mask, place, _SIZE), rng.uniform(1.5, 12))
        ground = ground * (1 - np.float32(rng.uniform(0.05, 0.55)) * shadow[..., None])
    if rng.random() < 0.3:
        garment = (garment - 128) * np.float32(rng.uniform(0.8, 1.1)) + np.float32(128 + rng.uniform(-20, 20))
    soft = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.5, 1.1))[..., None]
    return garment * soft + ground * (1 - soft), mask


def _blurred(plane: Plane, sigma_px: float) -> Plane:
    """Blur; much of it on a copy so small that it costs nothing."""
    shrink = max(1, int(sigma_px / 2))
    small = cv2.resize(plane, (SIDE_PX // shrink, SIDE_PX // shrink), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma_px / shrink), _SIZE, interpolation=cv2.INTER_LINEAR)


def _half(rng: Generator) -> Plane:
    """Return 1 on one side of a line and 0 on the other."""
    angle = rng.choice([np.pi / 2, 0, rng.uniform(0, np.pi)], p=[0.5, 0.2, 0.3])
    along = np.arange(SIDE_PX, dtype=np.float32)
    value = along[:, None] * np.sin(angle) + along[None] * np.cos(angle)
    return (value > rng.uniform(0.2, 0.8) * value.max()).astype(np.float32)


def _through_a_camera(rng: Generator, pixels: Plane) -> Pixels:
    """Change light, white balance and sharpness as phones do; add noise and JPEG's blocks."""
    values = pixels * rng.uniform(0.85, 1.15, 3).astype(np.float32) * np.float32(rng.uniform(0.6, 1.35))
    values = values + np.float32(rng.uniform(-15, 15))
    if rng.random() < 0.35:
        gradient = cv2.resize(patterns.noise(rng, 2), pixels.shape[1::-1])
        values = values * (1 + np.float32(rng.uniform(0.05, 0.2)) * gradient)[..., None]
    if rng.random() < 0.06:
        values = np.repeat(values.mean(2, keepdims=True), 3, axis=2)
    if rng.random() < 0.25:
        values = cv2.GaussianBlur(values, (0, 0), rng.uniform(0.4, 1.1))
    if rng.random() < 0.3:
        values = values + rng.standard_normal(values.shape, np.float32) * np.float32(rng.uniform(2, 10))
    camera = np.ascontiguousarray(values.clip(0, 255).astype(np.uint8))
    if rng.random() < 0.2:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 90))]
        camera = cv2.imdecode(cv2.imencode(".jpg", camera, quality)[1], cv2.IMREAD_COLOR)
    return camera
