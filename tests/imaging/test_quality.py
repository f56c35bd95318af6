"""Blur, dark and glare are told from sharp and well lit, whatever the picture's size."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.jobs import Quiet
from studio.domain.quality import BLURRED_BELOW, BRIGHT_ABOVE, DARK_BELOW
from studio.imaging.image import Pixels
from studio.imaging.noticed import Noticed
from studio.imaging.pipeline import Darkroom
from studio.imaging.quality import brightness, notice, sharpness
from tests.imaging.drawing import shirt


@pytest.fixture(scope="module")
def sharp() -> Pixels:
    return shirt(1200, 1600)[0]


def smeared(pixels: Pixels, length: int, *, across: bool) -> Pixels:
    kernel = np.full((1, length) if across else (length, 1), 1 / length, np.float32)
    return np.asarray(cv2.filter2D(pixels, -1, kernel), np.uint8)


def test_a_sharp_well_lit_picture_is_not_warned_of(sharp: Pixels) -> None:
    seen = notice(sharp)
    assert seen.sharpness > BLURRED_BELOW
    assert DARK_BELOW < seen.brightness < BRIGHT_ABOVE


@pytest.mark.parametrize("sigma_px", [6, 10, 20])
def test_a_picture_out_of_focus_is_blurred(sharp: Pixels, sigma_px: int) -> None:
    assert notice(np.asarray(cv2.GaussianBlur(sharp, (0, 0), sigma_px))).sharpness < BLURRED_BELOW


@pytest.mark.parametrize("across", [True, False])
def test_a_picture_of_a_camera_that_moved_is_blurred_although_edges_along_its_way_are_sharp(
    sharp: Pixels, *, across: bool
) -> None:
    assert notice(smeared(sharp, 41, across=across)).sharpness < BLURRED_BELOW


def test_the_more_it_is_blurred_the_less_sharp_it_is(sharp: Pixels) -> None:
    found = [notice(np.asarray(cv2.GaussianBlur(sharp, (0, 0), sigma))).sharpness for sigma in (1, 3, 6, 12)]
    assert found == sorted(found, reverse=True)


def test_a_wall_beside_a_sharp_piece_does_not_make_the_picture_blurred(sharp: Pixels) -> None:
    wall = np.full((1600, 2400, 3), 200, np.uint8)
    wall[:, :1200] = sharp
    assert notice(wall).sharpness > BLURRED_BELOW


def test_contrast_does_not_count_for_sharpness(sharp: Pixels) -> None:
    pale = (sharp.astype(np.float32) * 0.4 + 120).astype(np.uint8)
    assert notice(pale).sharpness == pytest.approx(notice(sharp).sharpness, abs=0.03)


@pytest.mark.parametrize("gain", [0.1, 0.3])
def test_a_picture_in_the_dark_is_dark(sharp: Pixels, gain: float) -> None:
    assert notice((sharp * gain).astype(np.uint8)).brightness < DARK_BELOW


def test_a_picture_washed_out_by_light_is_bright(sharp: Pixels) -> None:
    assert notice((sharp * 4.0).clip(0, 255).astype(np.uint8)).brightness > BRIGHT_ABOVE
    assert notice((sharp * 0.3 + 170).clip(0, 255).astype(np.uint8)).brightness > BRIGHT_ABOVE


def test_the_size_of_the_file_matters_little() -> None:
    large, small = (notice(shirt(width, width * 4 // 3)[0]) for width in (1800, 384))
    assert large.brightness == pytest.approx(small.brightness, abs=0.03)
    assert min(large.sharpness, small.sharpness) > BLURRED_BELOW


@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (3, 3), (4, 500), (500, 4)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_picture_of_nothing_at_any_size_has_no_edges_and_its_own_brightness(
    shape: tuple[int, int], level: int
) -> None:
    nothing = np.full(shape, level, np.uint8)
    assert sharpness(nothing) == 0
    assert brightness(nothing) == pytest.approx(level / 255)


def test_the_first_look_tells_what_is_noticed_and_a_thumbnail_tells_nearly_the_same(
    room: Darkroom, photo: Path
) -> None:
    small = photo.with_name("small.jpg")
    first = room.first_look(photo, small, Quiet()).noticed
    again = room.notice(small, Quiet())
    assert again.sharpness == pytest.approx(first.sharpness, abs=0.05)
    assert again.brightness == pytest.approx(first.brightness, abs=0.02)
    assert (int(again.phash, 16) ^ int(first.phash, 16)).bit_count() <= 2
    assert Noticed.from_plain(first.to_plain()) == first


def test_what_is_noticed_does_not_depend_on_how_the_camera_was_held(room: Darkroom, tmp_path: Path) -> None:
    upright, lying = tmp_path / "upright.jpg", tmp_path / "lying.jpg"
    picture = Pillow.fromarray(shirt()[0])
    picture.save(upright, quality=95)
    exif = Pillow.Exif()
    exif[0x0112] = 6
    picture.transpose(Pillow.Transpose.ROTATE_90).save(lying, quality=95, exif=exif)
    one, other = (room.notice(file, Quiet()) for file in (upright, lying))
    assert (int(one.phash, 16) ^ int(other.phash, 16)).bit_count() <= 2
    assert one.sharpness == pytest.approx(other.sharpness, abs=0.03)
