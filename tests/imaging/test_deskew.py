"""By how much a garment lies askew is told from its own symmetry, and how sure that is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.imaging import deskew, registry
from studio.imaging.deskew import SURE
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt


def _turned(plane: Pixels, angle_deg: float) -> Pixels:
    """Turn clockwise about the middle."""
    height, width = plane.shape[:2]
    way = cv2.getRotationMatrix2D((width / 2, height / 2), -angle_deg, 1)
    return np.asarray(cv2.warpAffine(plane, way, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


@settings(max_examples=25, deadline=None)
@given(st.floats(-12, 12), st.sampled_from([(270, 360), (600, 600), (900, 1200)]))
def test_a_shirt_that_was_turned_is_turned_back(angle: float, size: tuple[int, int]) -> None:
    tilt = deskew.of_mask(_turned(shirt(*size)[1], angle))
    assert tilt.angle_deg == pytest.approx(-angle, abs=0.5)
    assert tilt.confidence > 0.9


def test_a_garment_that_lies_on_its_side_is_made_level() -> None:
    tilt = deskew.of_mask(_turned(np.ascontiguousarray(np.rot90(shirt(480, 480)[1])), 5))
    assert tilt.angle_deg == pytest.approx(-5, abs=0.5)
    assert tilt.confidence > 0.9


def test_what_has_no_axis_is_left_as_it_is() -> None:
    disc = np.zeros((300, 300), np.uint8)
    cv2.circle(disc, (150, 150), 90, 255, cv2.FILLED)
    shoe = np.zeros((300, 300), np.uint8)
    cv2.fillPoly(shoe, [np.array([(40, 90), (110, 80), (140, 170), (270, 200), (270, 240), (40, 240)])], 255)
    for mask in (disc, shoe, np.zeros_like(disc), np.full_like(disc, 255)):
        assert deskew.of_mask(mask).confidence < SURE


def test_more_than_a_tilt_is_meant_to_be() -> None:
    assert deskew.of_mask(_turned(shirt(600, 600)[1], 25)).confidence < SURE


@pytest.mark.parametrize("angle", [-8.0, 0.0, 3.0])
@pytest.mark.parametrize("size", [(400, 300), (1600, 1200)])
def test_the_lines_of_a_floor_are_made_level(angle: float, size: tuple[int, int]) -> None:
    side = 2 * max(size)
    floor = np.full((side, side, 3), 150, np.uint8)
    board = size[1] // 8
    for place in range(0, side, board):
        floor[place : place + max(2, board // 12)] = 90
    middle = _turned(floor, angle)
    top, left = (side - size[1]) // 2, (side - size[0]) // 2
    tilt = deskew.of_lines(middle[top : top + size[1], left : left + size[0]])
    assert tilt.angle_deg == pytest.approx(-angle, abs=0.3)
    assert tilt.confidence >= SURE


def test_without_lines_nothing_is_proposed() -> None:
    noise = np.random.default_rng(1).integers(100, 130, (300, 400, 3), np.uint8)
    assert deskew.of_lines(noise) == deskew.Tilt()


def test_the_surer_of_both_is_proposed_and_it_straightens() -> None:
    pixels, mask = (_turned(plane, 6.0) for plane in shirt(600, 600))
    image = Image(pixels=pixels, mask=mask)
    tilt = deskew.propose(image)
    straight = registry.apply(image, [Step(name="crop", params={"angle_deg": tilt.angle_deg})])
    assert straight.mask is not None
    assert abs(deskew.of_mask(straight.mask).angle_deg) < 0.3
    assert deskew.propose(Image(pixels=pixels)).confidence < tilt.confidence
