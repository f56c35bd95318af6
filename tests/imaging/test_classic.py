"""The cut-out without a model finds garments, and says so when it does not."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.imaging.backends import classic
from studio.imaging.codec import decode, load_mask
from studio.imaging.image import Pixels
from tests.imaging.drawing import overlap, shirt


@pytest.mark.parametrize(
    ("colour", "floor"),
    [
        ((176, 40, 48), (206, 190, 164)),
        ((30, 30, 34), (214, 212, 208)),
        ((236, 236, 232), (120, 84, 60)),
        ((60, 90, 150), (90, 90, 88)),
    ],
)
def test_a_shirt_on_a_floor_is_found(colour: tuple[int, int, int], floor: tuple[int, int, int]) -> None:
    pixels, truth = shirt(colour=colour, floor=floor)
    mask, confidence = classic.cut(pixels)
    assert overlap(mask, truth) > 0.93
    assert confidence > 0.6


def test_bright_light_in_the_middle_of_the_floor_is_not_taken_for_cloth() -> None:
    pixels, truth = shirt()
    rows, columns = np.mgrid[-1:1:480j, -1:1:360j]
    light = 1.1 - 0.25 * (rows**2 + columns**2)[:, :, None]
    mask, _confidence = classic.cut((pixels * light).clip(0, 255).astype(np.uint8))
    assert overlap(mask, truth) > 0.9


def test_the_same_photo_gives_the_same_mask() -> None:
    pixels, _truth = shirt()
    assert np.array_equal(classic.cut(pixels)[0], classic.cut(pixels)[0])


def test_a_large_photo_gives_the_same_garment_as_a_small_one() -> None:
    pixels, _truth = shirt(1080, 1440)
    small = np.asarray(cv2.resize(pixels, (360, 480), interpolation=cv2.INTER_AREA), np.uint8)
    large_mask = classic.cut(pixels)[0]
    assert large_mask.shape == (1440, 1080)
    assert overlap(np.asarray(cv2.resize(large_mask, (360, 480)), np.uint8), classic.cut(small)[0]) > 0.97


@pytest.mark.parametrize("level", [0, 90, 255])
def test_a_picture_of_nothing_is_not_sure_of_anything(level: int) -> None:
    mask, confidence = classic.cut(np.full((200, 150, 3), level, np.uint8))
    assert mask.shape == (200, 150)
    share = (mask > 127).mean()
    assert share < 0.005 or share > 0.985 or confidence < 0.5


@pytest.mark.parametrize("size", [(1, 1), (7, 7), (16, 16), (30, 900), (900, 30)])
def test_odd_sizes_get_an_answer(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (*size, 3), np.uint8)
    mask, confidence = classic.cut(noise)
    assert mask.shape == size
    assert 0 <= confidence <= 1


def _mean_overlap(folder: Path, kind: str, count: int) -> float:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["difficulty"] == kind and r["kind"].startswith("garment")]
    rows = rows[:: len(rows) // count][:count]
    return float(np.mean([_overlap(folder, row["id"]) for row in rows]))


def _overlap(folder: Path, name: str) -> float:
    pixels: Pixels = decode(folder / f"{name}.jpg", 1024).pixels
    return overlap(classic.cut(pixels)[0], load_mask(folder / f"{name}.png"))


@pytest.mark.parametrize(("kind", "least"), [("normal", 0.97), ("hard", 0.9)])
def test_real_garments_are_found(shared: Path, kind: str, least: float) -> None:
    assert _mean_overlap(shared / "data/masks", kind, 10) > least


def test_a_print_that_was_taken_for_the_ground_is_hopeless() -> None:
    """The sample's close-up of checks comes out as a lattice: cloth with many holes is cloth that was eaten."""
    close_up = Path(__file__).parents[2] / "resources" / "sample" / "photos" / "IMG_2045.jpg"
    _mask, confidence = classic.cut(decode(close_up, 1200).pixels)
    assert confidence < 0.1
