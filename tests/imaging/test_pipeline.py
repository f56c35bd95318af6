"""From an original and a Recipe to finished files, through the real children."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.errors import StudioError, UserError
from studio.base.jobs import Quiet
from studio.imaging.image import Pixels
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Output
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step
from tests.imaging.drawing import overlap, shirt


def _outputs(folder: Path) -> list[Output]:
    return [
        Output(path=folder / "master.png", background="transparent"),
        Output(path=folder / "tall.jpg", shape="3x4"),
        Output(path=folder / "square.jpg", shape="1x1", background="#102030"),
    ]


def _open(path: Path) -> Pixels:
    with Pillow.open(path) as picture:
        return np.asarray(picture)


def test_one_development_gives_the_master_and_every_shape(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    made = room.develop(photo, DEFAULT_CLEAN, _outputs(tmp_path), Quiet())
    assert made.usable
    assert not made.doubt
    assert made.confidence > 0.7
    master, tall, square = (_open(output.path) for output in _outputs(tmp_path))
    assert master.shape == (480, 360, 4)
    assert overlap(master[:, :, 3], shirt()[1]) > 0.95
    assert tall.shape == (1440, 1080, 3)
    assert tall[5, 5].min() > 250
    assert square.shape == (1600, 1600, 3)
    assert np.abs(square[5, 5].astype(int) - (16, 32, 48)).max() <= 3
    assert square[800, 800, 0] > 130
    left, top, right, bottom = made.frames["1x1"]
    assert (right - left) * 360 == pytest.approx((bottom - top) * 480, abs=2)


def test_the_empty_recipe_is_the_photo_as_it_was_taken(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    made = room.develop(photo, Recipe(), [Output(path=tmp_path / "out.png")], Quiet())
    assert made.usable
    assert np.array_equal(_open(tmp_path / "out.png"), _open(photo))


def test_a_second_development_uses_what_is_kept(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    first = [Output(path=tmp_path / "first.jpg", shape="1x1")]
    room.develop(photo, DEFAULT_CLEAN, first, Quiet(), source_sha256="kept")
    photo.unlink()  # what is kept must do
    blue = DEFAULT_CLEAN.replaced("background", Step(name="background", params={"colour": "#0000ff"}))
    made = room.develop(photo, blue, [Output(path=tmp_path / "blue.jpg", shape="1x1")], Quiet(), source_sha256="kept")
    assert made.usable
    assert _open(tmp_path / "blue.jpg")[3, 3, 2] > 250


def test_a_cache_that_was_emptied_costs_time_only(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    output = Output(path=tmp_path / "out.jpg", shape="1x1")
    room.develop(photo, DEFAULT_CLEAN, [output], Quiet(), source_sha256="emptied")
    first = output.path.read_bytes()
    for suffix in (".png", ".json"):
        for path in room.cache_folder.glob(f"*{suffix}"):
            path.unlink()
        output.path.unlink()
        room.develop(photo, DEFAULT_CLEAN, [output], Quiet(), source_sha256="emptied")
        assert output.path.read_bytes() == first


def test_nothing_but_masks_and_what_is_known_of_them_stays_in_the_cache(
    room: Darkroom, photo: Path, tmp_path: Path
) -> None:
    room.develop(photo, DEFAULT_CLEAN, [Output(path=tmp_path / "out.jpg")], Quiet(), source_sha256="tidy")
    assert {path.suffix for path in room.cache_folder.iterdir()} == {".png", ".json"}


def test_a_decoder_that_dies_between_the_halves_begins_again(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    """The mask is known, but the child that has to finish has never heard of the photo."""
    output = Output(path=tmp_path / "out.jpg", shape="1x1")
    room.develop(photo, DEFAULT_CLEAN, [output], Quiet(), source_sha256="halves")
    first = output.path.read_bytes()
    room.develop(photo, Recipe(), [Output(path=tmp_path / "other.jpg")], Quiet(), source_sha256="other")
    room.develop(photo, DEFAULT_CLEAN, [output], Quiet(), source_sha256="halves")
    assert output.path.read_bytes() == first


def test_a_photo_without_a_garment_is_not_passed_on_as_done(
    room: Darkroom, save: Callable[[Pixels, str], Path], tmp_path: Path
) -> None:
    wall = save(np.full((300, 400, 3), 255, np.uint8), "wall.png")
    made = room.develop(wall, DEFAULT_CLEAN, [Output(path=tmp_path / "out.jpg")], Quiet())
    assert not made.usable
    assert made.doubt.startswith(("No garment was found", "No background was found"))
    assert not (tmp_path / "out.jpg").exists()


def test_what_no_backend_finds_is_cut_out_by_hand(
    room: Darkroom, save: Callable[[Pixels, str], Path], tmp_path: Path
) -> None:
    wall = save(np.full((300, 400, 3), 255, np.uint8), "wall.png")
    strokes = [
        {"add": False, "size": 0.5, "soft": 0.0, "points": [[0.0, 0.5], [1.0, 0.5]]},
        {"add": True, "size": 0.1, "soft": 0.0, "points": [[0.3, 0.5], [0.7, 0.5]]},
    ]
    recipe = DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", version=2, params={"strokes": strokes}))
    output = Output(path=tmp_path / "out.png", background="transparent")
    for _time in range(2):  # found, and known
        made = room.develop(wall, recipe, [output], Quiet())
        assert made.usable
        assert made.doubt == ""
        layer = _open(output.path)[:, :, 3]
        assert layer[150, 200] == 255
        assert layer[20, 20] == 0


def test_a_flaw_comes_out_as_if_nothing_had_been_smoothed(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    flaws = Step(name="flaws", params={"regions": [[0.5, 0.5, 0.03]]})
    local = (
        Step(name="tone", params={"contrast": 0.2, "clarity": 1.0}),
        Step(name="spots", params={"spots": [[0.5, 0.5, 0.02], [0.52, 0.53, 0.02]]}),
        Step(name="sharpen", params={"amount": 1.0}),
    )
    plain = DEFAULT_CLEAN.with_step(flaws).with_step(Step(name="tone", params={"contrast": 0.2}))
    smoothed = plain
    for step in local:
        smoothed = smoothed.with_step(step)
    found = []
    for number, recipe in enumerate((plain, smoothed)):
        output = Output(path=tmp_path / f"{number}.png")
        room.develop(photo, recipe, [output], Quiet())
        found.append(_open(output.path).astype(int))
    rows, columns = np.ogrid[0:480, 0:360]
    flaw = np.hypot(columns + 0.5 - 180, rows + 0.5 - 240) < 0.03 * 480 - 1
    assert np.array_equal(found[0][flaw], found[1][flaw])
    assert np.abs(found[0] - found[1])[~flaw].max() > 10


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_death_of_either_child_is_not_the_end(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    output = Output(path=tmp_path / "out.jpg", shape="1x1")
    for number, pids in enumerate((room.decoder_pids, room.cutter_pids)):
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        with suppress(StudioError):  # the signal may need a moment, and then costs this photo
            room.develop(photo, DEFAULT_CLEAN, [output], Quiet(), source_sha256=f"death {number}")
        room.develop(photo, DEFAULT_CLEAN, [output], Quiet(), source_sha256=f"death {number}")
        assert output.path.exists()
        output.path.unlink()


def test_an_output_that_cannot_be_written_is_told(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"folder for out\.jpg is gone"):
        room.develop(photo, Recipe(), [Output(path=tmp_path / "gone" / "out.jpg")], Quiet())


def test_a_model_that_is_not_here_is_told(room: Darkroom, photo: Path, tmp_path: Path) -> None:
    recipe = Recipe((Step(name="cutout", params={"backend": "rembg:u2netp"}),))
    with pytest.raises(UserError, match="u2netp is not here yet"):
        room.develop(photo, recipe, [Output(path=tmp_path / "out.jpg")], Quiet())


def test_a_thumbnail_is_upright_and_small(room: Darkroom, tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    Pillow.fromarray(shirt(1200, 900)[0]).save(tmp_path / "turned.jpg", exif=exif)
    found = room.thumbnail(tmp_path / "turned.jpg", tmp_path / "small.jpg", Quiet(), long_edge_px=200)
    assert (found.width_px, found.height_px) == (900, 1200)
    assert _open(tmp_path / "small.jpg").shape == (200, 150, 3)


def test_a_crop_has_the_pixels_that_the_original_has(room: Darkroom, save: Callable[..., Path], tmp_path: Path) -> None:
    fine = np.zeros((1600, 1200, 3), np.uint8)
    fine[::2] = 255  # each row of its own
    source, output = save(fine, "fine.png"), Output(path=tmp_path / "out.png")
    crop = Recipe((Step(name="crop", params={"left": 0.4, "right": 0.6, "top": 0.4, "bottom": 0.6}),))
    room.develop(source, crop, [output], Quiet(), long_edge_px=400)
    found = _open(output.path)
    assert found.shape == (320, 240, 3)
    assert np.array_equal(found, fine[640:960, 480:720])
