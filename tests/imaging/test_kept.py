"""What is kept between two requests comes back as it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.imaging import kept
from studio.imaging.image import Image
from tests.imaging.drawing import shirt


def test_pixels_place_and_locks_come_back(tmp_path: Path) -> None:
    pixels, mask = shirt(60, 80)
    placement = np.array(((50, 2, 3), (0, 60, 4), (0.1, 0, 1)))
    for locked in (None, mask):
        kept.keep(Image(pixels=pixels, placement=placement, locked=locked), tmp_path / "one.npy")
        image = kept.load(tmp_path / "one.npy")
        assert np.array_equal(image.pixels, pixels)
        assert np.array_equal(image.placement, placement)
        assert locked is None if image.locked is None else np.array_equal(image.locked, mask)


def test_what_an_older_studio_kept_shows_the_whole_original(tmp_path: Path) -> None:
    pixels = shirt(60, 80)[0]
    np.save(tmp_path / "old.npy", pixels)
    image = kept.load(tmp_path / "old.npy")
    assert np.array_equal(image.pixels, pixels)
    assert image.to_pixels([(1, 1)]).tolist() == [[60, 80]]
