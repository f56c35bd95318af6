"""A Photo's Recipe as a person sees it, and the picture the editor shows."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.photo import Photo
from studio.imaging.recipe import DEFAULT_CLEAN
from studio.services import darkroom, developing, importing, photos, saving
from studio.services.context import Studio
from studio.services.developing import Amount, Look


@pytest.fixture
def shirt(studio: Studio, tmp_path: Path) -> Photo:
    """A blue shirt that lies left of the middle, imported."""
    return imported(studio, tmp_path / "shirt.png", left=90)


def imported(studio: Studio, file: Path, left: int) -> Photo:
    pixels = np.full((640, 480, 3), (205, 215, 220), np.uint8)
    cv2.rectangle(pixels, (left, 160), (left + 200, 500), (150, 60, 30), -1)
    cv2.imwrite(str(file), pixels)
    report = importing.import_photos(studio, [file], Quiet())
    assert report.refused == ()
    return photos.load(studio, report.photos)[0]


def test_the_recipe_of_cleaning_reads_as_gentle_on_white() -> None:
    assert developing.look_of(DEFAULT_CLEAN.to_json()) == Look(
        white_balance=Amount.GENTLE, light=Amount.GENTLE, backend="auto", background="white"
    )


def test_a_photo_as_shot_has_the_empty_recipe() -> None:
    assert developing.look_of("").as_shot
    assert developing.recipe_of(Look(background="#f4f1ea")) == ""


@pytest.mark.parametrize(
    "look",
    [
        Look(white_balance=Amount.FULL),
        Look(light=Amount.GENTLE, backend="classic", background="#f4f1ea"),
        Look(white_balance=Amount.GENTLE, light=Amount.FULL, backend="rembg:u2net"),
    ],
)
def test_what_is_chosen_is_read_back_from_the_recipe(look: Look) -> None:
    assert developing.look_of(developing.recipe_of(look)) == look


def test_a_photo_as_shot_has_its_frames_in_the_middle(studio: Studio, shirt: Photo) -> None:
    screen = developing.screen(studio, shirt, Quiet())
    assert screen.file.is_file()
    assert screen.frames["3x4"] == pytest.approx((0, 0, 1, 1))
    assert screen.frames["1x1"] == pytest.approx((0, 0.125, 1, 0.875))


def test_frames_of_a_cut_out_lie_around_the_garment(studio: Studio, shirt: Photo) -> None:
    recipe = developing.recipe_of(Look(backend="classic"))
    report = photos.develop(studio, [shirt.id], recipe, Quiet())
    assert report.done == (shirt.id,)
    screen = developing.screen(studio, photos.load(studio, [shirt.id])[0], Quiet())
    left, top, right, bottom = screen.frames["3x4"]
    assert (left + right) / 2 == pytest.approx(190 / 480, abs=0.02)
    assert (top + bottom) / 2 == pytest.approx(330 / 640, abs=0.02)
    assert (right - left) * 480 / ((bottom - top) * 640) == pytest.approx(3 / 4, abs=0.01)
    picture = cv2.imread(str(screen.file))
    assert picture.shape == (640, 480, 3)
    assert picture[20, 20].tolist() == [255, 255, 255]


def test_the_colour_chosen_is_behind_the_garment(studio: Studio, shirt: Photo) -> None:
    photos.develop(studio, [shirt.id], developing.recipe_of(Look(backend="classic", background="#c0ffee")), Quiet())
    edited = photos.load(studio, [shirt.id])[0]
    corner = cv2.imread(str(photos.rendition(studio, edited, "1x1")))[5, 5]
    assert np.abs(corner.astype(int) - (0xEE, 0xFF, 0xC0)).max() <= 3


def test_a_doubt_is_remembered_with_the_renditions(studio: Studio, shirt: Photo) -> None:
    """Cleaned, taken back and cleaned again, it is looked up in the cache, and as doubtful as before."""
    facts = studio.profile.renditions / shirt.sha256[:2]
    recipe = developing.recipe_of(Look(backend="classic"))
    photos.develop(studio, [shirt.id], recipe, Quiet())
    look = photos.load(studio, [shirt.id])[0].look
    (facts / f"{look}.json").write_text('{"confidence": 0.3, "doubt": "Look at it.", "frames": {}}')
    photos.reset(studio, [shirt.id])
    report = photos.develop(studio, [shirt.id], recipe, Quiet())
    assert report.doubtful == ((shirt.id, "Look at it."),)
    assert photos.load(studio, [shirt.id])[0].note == "Look at it."


def test_facts_cut_short_are_made_again(studio: Studio, shirt: Photo) -> None:
    developing.screen(studio, shirt, Quiet())
    (studio.profile.renditions / shirt.sha256[:2] / f"{shirt.sha256}.json").write_text('{"confi')
    assert set(developing.screen(studio, shirt, Quiet()).frames) == {"3x4", "1x1"}


def test_a_missing_original_is_said_in_one_sentence(studio: Studio, shirt: Photo) -> None:
    original = studio.originals.find(shirt.sha256)
    assert original is not None
    original.unlink()
    with pytest.raises(UserError, match="is missing"):
        developing.screen(studio, shirt, Quiet())


def test_without_a_model_there_is_the_classic_cut_out(studio: Studio) -> None:
    assert [one.value for one in developing.backends(studio)] == ["classic"]
    assert developing.backend_title(studio, "auto") == "Classic"
    assert developing.backend_title(studio, "rembg:u2net") == "U2-Net"


def test_the_sheet_of_ids_is_the_contact_sheet(studio: Studio, tmp_path: Path) -> None:
    found = [imported(studio, tmp_path / f"{name}.png", left) for name, left in (("b", 10), ("a", 30), ("c", 50))]
    photos.arrange(studio, [found[0].id], found[2].item_id, 0)
    photos.arrange(studio, [found[1].id], None)
    whole = [(group.item and group.item.id, [one.id for one in group.photos]) for group in photos.contact_sheet(studio)]
    assert photos.groups(studio) == whole
    assert whole == [(None, [found[1].id]), (found[2].item_id, [found[0].id, found[2].id])]


def test_saved_pictures_are_named_after_the_item_and_never_written_over(
    studio: Studio, shirt: Photo, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (saved,) = saving.save_pictures(studio, [shirt.id], "1x1", folder, Quiet())
    assert saved.name.endswith("-1-1x1.jpg")
    assert cv2.imread(str(saved)).shape == (1600, 1600, 3)
    assert saving.save_pictures(studio, [shirt.id], "1x1", folder, Quiet()) == (saved,)
    saved.write_bytes(b"mine")
    (other,) = saving.save_pictures(studio, [shirt.id], "1x1", folder, Quiet())
    assert saved.read_bytes() == b"mine"
    assert other.name == saved.name.replace(".jpg", "-2.jpg")


def test_a_folder_that_is_gone_is_said_in_one_sentence(studio: Studio, shirt: Photo, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="gone"):
        saving.save_pictures(studio, [shirt.id], "3x4", tmp_path / "nowhere", Quiet())
    assert darkroom.rendition_file(studio.profile, shirt.look, "3x4").is_file()
