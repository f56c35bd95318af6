"""Resizing is quick and as fine as a good filter of another library."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.imaging.image import Pixels
from studio.imaging.scaling import fitted, resized
from tests.imaging.drawing import shirt


def _noise_db(one: Pixels, other: Pixels) -> float:
    error = np.mean((one.astype(float) - other) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


@pytest.mark.parametrize("size", [(1000, 750), (640, 480), (500, 375), (333, 251), (160, 160), (64, 48)])
def test_shrunk_pixels_are_those_of_an_antialiased_filter(size: tuple[int, int]) -> None:
    pixels, _mask = shirt(1008, 756)
    reference = np.asarray(Pillow.fromarray(pixels).resize(size, Pillow.Resampling.LANCZOS))
    assert resized(pixels, *size).shape == (size[1], size[0], 3)
    assert _noise_db(resized(pixels, *size), reference) > 32


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (40, 1), (77, 5), (2000, 3)])
def test_every_size_can_be_asked_for(size: tuple[int, int]) -> None:
    grey = shirt(97, 131)[1]
    assert resized(grey, *size).shape == (size[1], size[0])


def test_a_plane_of_one_level_keeps_it_at_every_size() -> None:
    plane = np.full((301, 403, 3), 87, np.uint8)
    for width, height in ((402, 300), (201, 150), (130, 97), (50, 50), (3, 200), (900, 700)):
        assert (resized(plane, width, height) == 87).all()


def test_what_fits_is_left_alone() -> None:
    plane = np.zeros((30, 40), np.uint8)
    assert fitted(plane, 40) is plane
    assert fitted(plane, 20).shape == (15, 20)
    assert fitted(np.zeros((1, 3000), np.uint8), 100).shape == (1, 100)
