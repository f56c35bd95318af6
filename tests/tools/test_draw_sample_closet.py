"""The generator of the sample closet: the same seed, the same clothes; true masks; files as a phone writes them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from tools.draw_sample_closet import main
from tools.sample_closet import draw
from tools.sample_closet.album import roll, write
from tools.sample_closet.drawing import names

SMALL_PX = 160


def test_the_same_seed_draws_the_same_pixels_and_another_seed_others() -> None:
    once, mask = draw("canvas-tote-front", 7, SMALL_PX)
    again, mask_again = draw("canvas-tote-front", 7, SMALL_PX)
    other, _ = draw("canvas-tote-front", 8, SMALL_PX)
    assert np.array_equal(once, again)
    assert np.array_equal(mask, mask_again)
    assert not np.array_equal(once, other)


@pytest.mark.parametrize("name", ["breton-tee-front", "denim-shorts-back", "black-skirt-front", "polka-dress-front"])
def test_a_whole_garment_is_drawn_inside_its_frame_with_its_mask(name: str) -> None:
    picture, mask = draw(name, 7, SMALL_PX)
    assert picture.shape == (SMALL_PX, SMALL_PX * 3 // 4, 3)
    assert mask.shape == picture.shape[:2]
    assert picture.dtype == mask.dtype == np.uint8
    covered = (mask > 127).mean()
    assert 0.15 < covered < 0.75
    border = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    assert (border > 127).mean() < 0.02
    assert (mask > 127)[SMALL_PX // 3 : SMALL_PX * 2 // 3, SMALL_PX // 4 : SMALL_PX // 2].mean() > 0.8


def test_the_hanger_is_not_part_of_the_garment() -> None:
    picture, mask = draw("camel-coat-front", 7, SMALL_PX)
    top = np.flatnonzero((mask > 127).any(axis=1))[0]
    above = picture[: top - 2].astype(int)
    hook = np.abs(above - np.median(above, axis=(0, 1))).sum(axis=-1) > 60
    assert hook.any()
    assert not (mask[: top - 2] > 127).any()


def test_black_on_dark_and_white_on_light_are_there_to_try_cut_outs_on() -> None:
    for name, low, high in (("black-tee-front", 0, 90), ("oxford-shirt-front", 150, 255)):
        picture, mask = draw(name, 7, SMALL_PX)
        for part in (mask > 200, mask < 50):
            assert low <= picture[part].mean() <= high


def test_photos_of_a_garment_are_seconds_apart_and_garments_more_than_the_grouping_gap() -> None:
    frames = roll()
    for before, after in pairwise(frames):
        gap_s = (after.taken_at - before.taken_at).total_seconds()
        assert 5 <= gap_s <= 60 if after.garment == before.garment else 95 <= gap_s <= 600
    assert [frame.name for frame in frames] == names()
    assert [frame.file for frame in frames] == sorted(frame.file for frame in frames)


@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_a_sideways_photo_stands_upright_once_its_orientation_is_followed(orientation: int, tmp_path: Path) -> None:
    frame = next(frame for frame in roll() if frame.orientation == orientation)
    upright = np.zeros((120, 90, 3), np.uint8)
    upright[:60] = (200, 40, 40)
    upright[60:, :45] = (40, 40, 200)
    write(frame, upright, tmp_path / "photo.jpg", limit_bytes=100_000)
    with Image.open(tmp_path / "photo.jpg") as stored:
        assert stored.size == ((90, 120) if orientation == 1 else (120, 90))
        seen = np.asarray(ImageOps.exif_transpose(stored)).astype(int)
    assert np.abs(seen - upright).mean() < 6


def test_a_photo_is_written_smaller_when_it_would_be_over_the_limit(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (240, 180, 3)).astype(np.uint8)
    write(roll()[0], noise, tmp_path / "large.jpg", limit_bytes=1_000_000)
    write(roll()[0], noise, tmp_path / "small.jpg", limit_bytes=1)
    assert (tmp_path / "small.jpg").stat().st_size < 0.8 * (tmp_path / "large.jpg").stat().st_size


def test_the_command_draws_only_what_was_asked_for_and_its_mask(tmp_path: Path) -> None:
    arguments = [
        "--only",
        "canvas-tote",
        "--size",
        "120",
        "--out",
        str(tmp_path / "out"),
        "--masks",
        str(tmp_path / "m"),
    ]
    assert main(arguments) == 0
    (photo,) = (tmp_path / "out" / "photos").iterdir()
    (mask,) = (tmp_path / "m").iterdir()
    assert (photo.name, mask.name) == ("IMG_2080.jpg", "IMG_2080.png")
    with Image.open(photo) as picture, Image.open(mask) as truth:
        assert picture.size == truth.size == (90, 120)


def test_the_command_says_what_there_is_when_asked_for_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--only", "ball-gown", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().out
    assert said.startswith("No garment or photo is called ball-gown.")
    assert "floral-dress-front" in said
    assert not list(tmp_path.iterdir())
