"""A table that was shot at a slant is seen from above."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.steps.test_crop import dot, middle_of

CORNERS = [[0.2, 0.15], [0.75, 0.1], [0.95, 0.9], [0.05, 0.8]]


def _step(corners: object) -> Step:
    return Step(name="perspective", params={"corners": corners})  # type: ignore[dict-item]


def _slanted(width_px: int, height_px: int) -> Pixels:
    """Return a picture of a chessboard on a dark table, seen at a slant."""
    board = np.zeros((400, 400, 3), np.uint8)
    board[(np.add.outer(np.arange(400) // 100, np.arange(400) // 100) % 2) == 0] = 220
    source = np.array(((0, 0), (400, 0), (400, 400), (0, 400)), np.float32)
    target = (np.array(CORNERS) * (width_px, height_px)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    return np.asarray(cv2.warpPerspective(board, matrix, (width_px, height_px), borderValue=(40, 60, 80)), np.uint8)


@pytest.mark.parametrize("size", [(300, 400), (900, 1200)])
def test_the_four_corners_become_those_of_the_picture(size: tuple[int, int]) -> None:
    image = registry.apply(Image(pixels=_slanted(*size)), [_step(CORNERS)])
    assert image.to_pixels(CORNERS) == pytest.approx(
        np.array(((0, 0), (1, 0), (1, 1), (0, 1))) * (image.width_px, image.height_px), abs=0.01
    )
    for row in range(4):
        for column in range(4):
            y, x = int((row + 0.5) * image.height_px / 4), int((column + 0.5) * image.width_px / 4)
            assert image.pixels[y, x, 0] == pytest.approx(220 if (row + column) % 2 == 0 else 0, abs=3)


def test_the_sides_are_as_long_as_those_of_the_quadrangle_on_average() -> None:
    image = registry.apply(Image(pixels=_slanted(1000, 1000)), [_step(CORNERS)])
    assert image.width_px == pytest.approx((552 + 906) / 2, abs=5)
    assert image.height_px == pytest.approx((825 + 667) / 2, abs=5)


def test_it_never_becomes_larger_than_it_was() -> None:
    wide = [[-0.5, -0.5], [1.5, -0.5], [1.5, 1.5], [-0.5, 1.5]]
    image = registry.apply(Image(pixels=_slanted(300, 400)), [_step(wide)])
    assert image.long_edge_px == 400


def test_the_placement_says_where_everything_went() -> None:
    image = registry.apply(Image(pixels=dot(400, 300, 0.5, 0.4)), [_step(CORNERS)])
    assert middle_of(image) == pytest.approx(image.to_pixels([(0.5, 0.4)])[0], abs=0.8)


def test_after_a_crop_the_corners_are_still_those_of_the_original() -> None:
    image = registry.apply(
        Image(pixels=_slanted(400, 400)), [Step(name="crop", params={"bottom": 0.95}), _step(CORNERS)]
    )
    assert image.pixels[10, 10, 0] == pytest.approx(220, abs=3)
    assert image.to_pixels(CORNERS[:1]) == pytest.approx(np.zeros((1, 2)), abs=0.01)


def test_the_whole_picture_is_given_back_as_it_is() -> None:
    image = Image(pixels=_slanted(30, 40))
    assert registry.apply(image, [Step(name="perspective")]) is image


@pytest.mark.parametrize(
    "corners",
    [
        [],
        CORNERS[:3],
        [*CORNERS, [0, 0]],
        CORNERS[::-1],
        [[0, 0], [1, 0], [0.4, 0.3], [0, 1]],
        [[0.5, 0.5]] * 4,
        [[0, 0], [1, 0], [1, 1], [0, 9]],
        [[0, 0], [1, 0], [1, 1], "x"],
        "corners",
    ],
)
def test_what_is_no_quadrangle_is_refused(corners: object) -> None:
    with pytest.raises(UserError, match="perspective has a setting"):
        registry.current(_step(corners))
