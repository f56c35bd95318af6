"""Edges are soft, follow the picture, and bring none of the floor along."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.imaging.image import Image
from studio.imaging.matte import refined
from tests.imaging.drawing import overlap, shirt


def test_a_coarse_mask_finds_the_edge_of_the_cloth() -> None:
    pixels, truth = shirt(900, 1200)
    coarse = cv2.resize(cv2.resize(truth, (90, 120), interpolation=cv2.INTER_AREA), (300, 400))
    fine = refined(Image(pixels=pixels, mask=np.asarray(coarse, np.uint8)), radius_px=10).mask
    assert fine is not None
    assert fine.shape == truth.shape
    assert overlap(fine, truth) > 0.985
    assert overlap(fine, truth) > overlap(np.asarray(cv2.resize(coarse, (900, 1200)), np.uint8), truth)


def test_far_from_the_edge_nothing_changes_and_the_mask_is_hard() -> None:
    pixels, truth = shirt()
    image = refined(Image(pixels=pixels, mask=truth), radius_px=4)
    assert image.mask is not None
    inside = cv2.erode(truth, np.ones((15, 15), np.uint8)) > 0
    outside = cv2.dilate(truth, np.ones((15, 15), np.uint8)) == 0
    assert (image.mask[inside] == 255).all()
    assert (image.mask[outside] == 0).all()
    assert np.array_equal(image.pixels[inside], pixels[inside])
    assert ((image.mask > 10) & (image.mask < 245)).any()


def test_half_covered_pixels_lose_the_colour_of_the_floor() -> None:
    truth = np.zeros((100, 100), np.uint8)
    truth[20:80, 20:80] = 255
    weight = cv2.GaussianBlur(truth, (0, 0), 2).astype(float)[:, :, None] / 255
    pixels = (np.array((200, 0, 0)) * weight + np.array((0, 200, 0)) * (1 - weight)).astype(np.uint8)
    image = refined(Image(pixels=pixels, mask=truth), radius_px=5)
    assert image.mask is not None
    edge = (image.mask > 40) & (image.mask < 215)
    assert edge.any()
    assert image.pixels[edge][:, 1].mean() < 0.7 * pixels[edge][:, 1].mean()


@pytest.mark.parametrize("level", [0, 255])
def test_a_mask_without_an_edge_stays_as_it_is(level: int) -> None:
    pixels, truth = shirt()
    image = refined(Image(pixels=pixels, mask=np.full_like(truth, level)), radius_px=4)
    assert image.mask is not None
    assert (image.mask == level).all()
    assert np.array_equal(image.pixels, pixels)


def test_a_picture_without_a_mask_cannot_be_refined() -> None:
    with pytest.raises(ValueError, match="mask"):
        refined(Image(pixels=shirt()[0]), radius_px=4)
