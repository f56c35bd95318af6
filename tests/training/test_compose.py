"""Composed training examples are the same every time, and their masks are true."""

from __future__ import annotations

import csv

import cv2
import numpy as np
import pytest

from tests.imaging.drawing import shirt
from training import pictures
from training.compose import Composer
from training.pictures import Picture

KINDS = ("T-Shirt", "Pants", "Skirt", "Hat")


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    folder = tmp_path_factory.mktemp("training")
    (folder / "images").mkdir()
    (folder / "masks").mkdir()
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ("id", "kind"))
        table.writeheader()
        for number, kind in enumerate(KINDS):
            pixels, mask = shirt(colour=(40 + 60 * number, 90, 200 - 50 * number), seed=number)
            mask[200:212, 170:182] = 0  # a print that GrabCut took for the floor
            cv2.imwrite(str(folder / "images" / f"{number}.jpg"), pixels[:, :, ::-1])
            cv2.imwrite(str(folder / "masks" / f"{number}.png"), mask)
            table.writerow({"id": number, "kind": f"garment {kind}"})
    return pictures.load(folder)


def test_a_photo_is_taken_apart_and_its_small_holes_are_closed(photos: list[Picture]) -> None:
    first = photos[0]
    assert first.kind == "T-Shirt"
    assert first.mask[150:152, 170:172].min() == 1
    inside = first.mask > 0.5
    assert np.abs(first.ground[inside].mean(0) - first.pixels[~inside].mean(0)).max() < 25
    assert first.cloth is not None


def test_an_example_is_the_same_whoever_asks(photos: list[Picture]) -> None:
    for number in range(12):
        (pixels, mask), (again, mask_again) = Composer(photos)(number, 96), Composer(photos)(number, 96)
        assert np.array_equal(pixels, again)
        assert np.array_equal(mask, mask_again)
    assert not np.array_equal(Composer(photos)(1, 96)[0], Composer(photos, seed=2)(1, 96)[0])


def test_examples_have_the_asked_size_and_masks_from_nothing_to_one(photos: list[Picture]) -> None:
    composer, shares = Composer(photos), []
    for number in range(60):
        pixels, mask = composer(number, 128)
        assert pixels.shape == (128, 128, 3)
        assert pixels.dtype == np.uint8
        assert mask.shape == (128, 128)
        assert 0 <= mask.min() <= mask.max() <= 1
        shares.append(float((mask > 0.5).mean()))
    assert min(shares) == 0, "some pictures have no garment"
    assert 0.1 < np.mean(shares) < 0.7
