"""Developing in the background what was edited, and what is kept of it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import darkroom, developing, editing, history, importing, photos, saving
from studio.services.context import Studio


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


def recipe(**background: str) -> str:
    """Return the Recipe of a cut-out without a model."""
    steps = (Step(name="cutout", version=2, params={"backend": "classic"}), _ground(**background))
    return Recipe(steps).to_json()


def _ground(**params: str) -> Step:
    return Step(name="background", version=2, params=params)


def edit(studio: Studio, photo: Photo, recipe: str) -> Photo:
    """Give a photo a Recipe, as the editor does, without developing it."""
    editing.use_recipe(studio, [photo.id], recipe, title="edit 1 photo")
    return photos.load(studio, [photo.id])[0]


def test_what_was_edited_is_developed_in_every_shape(studio: Studio, shirt: Photo) -> None:
    edited = edit(studio, shirt, recipe(colour="#c0ffee"))
    assert edited.confidence is None
    developing.develop_edited(studio, [shirt.id], Quiet())
    for shape in ("3x4", "1x1"):
        assert darkroom.rendition_file(studio.profile, edited.look, shape).is_file()
    assert darkroom.thumbnail_file(studio.profile, edited.look).is_file()
    judged = photos.load(studio, [shirt.id])[0]
    assert judged.confidence is not None
    assert judged.confidence > 0.5


def test_developing_is_nothing_to_take_back(studio: Studio, shirt: Photo) -> None:
    edit(studio, shirt, recipe())
    developing.develop_edited(studio, [shirt.id], Quiet())
    assert history.next_undo(studio) == "edit 1 photo"
    history.undo(studio)
    (back,) = photos.load(studio, [shirt.id])
    assert back.recipe == ""
    developing.develop_edited(studio, [shirt.id], Quiet())
    (judged,) = photos.load(studio, [shirt.id])
    assert (judged.note, judged.confidence) == ("", None)


def test_a_doubt_that_was_dropped_stays_dropped(studio: Studio, shirt: Photo) -> None:
    edited = edit(studio, shirt, recipe())
    developing.develop_edited(studio, [shirt.id], Quiet())
    facts = studio.profile.renditions / edited.look[:2] / f"{edited.look}.json"
    facts.write_text('{"confidence": 0.3, "doubt": "Look at it.", "frames": {}}')
    edit(studio, shirt, "")
    edit(studio, shirt, recipe())
    developing.develop_edited(studio, [shirt.id], Quiet())
    assert photos.load(studio, [shirt.id])[0].note == "Look at it."
    photos.approve(studio, [shirt.id])
    edit(studio, shirt, recipe(colour="#f4efe6"))  # another ground needs no other mask
    developing.develop_edited(studio, [shirt.id], Quiet())
    assert photos.load(studio, [shirt.id])[0].note == ""


def test_what_cannot_be_cut_out_says_so_on_the_photo(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "plain.png"
    cv2.imwrite(str(file), np.full((400, 300, 3), 190, np.uint8))
    (photo_id,) = importing.import_photos(studio, [file], Quiet()).photos
    plain = photos.load(studio, [photo_id])[0]
    edit(studio, plain, recipe())
    developing.develop_edited(studio, [photo_id], Quiet())
    (judged,) = photos.load(studio, [photo_id])
    assert judged.note
    assert judged.confidence == 0.0


def test_a_missing_original_is_said_on_the_photo(studio: Studio, shirt: Photo) -> None:
    edit(studio, shirt, recipe())
    original = studio.originals.find(shirt.sha256)
    assert original is not None
    original.unlink()
    developing.develop_edited(studio, [shirt.id], Quiet())
    assert "is missing" in photos.load(studio, [shirt.id])[0].note


def test_the_colour_chosen_is_behind_the_garment(studio: Studio, shirt: Photo) -> None:
    photos.develop(studio, [shirt.id], recipe(colour="#c0ffee"), Quiet())
    edited = photos.load(studio, [shirt.id])[0]
    corner = cv2.imread(str(photos.rendition(studio, edited, "1x1")))[5, 5]
    assert np.abs(corner.astype(int) - (0xEE, 0xFF, 0xC0)).max() <= 3


def test_a_doubt_is_remembered_with_the_renditions(studio: Studio, shirt: Photo) -> None:
    """Cleaned, taken back and cleaned again, it is looked up in the cache, and as doubtful as before."""
    facts = studio.profile.renditions / shirt.sha256[:2]
    photos.develop(studio, [shirt.id], recipe(), Quiet())
    look = photos.load(studio, [shirt.id])[0].look
    (facts / f"{look}.json").write_text('{"confidence": 0.3, "doubt": "Look at it.", "frames": {}}')
    photos.reset(studio, [shirt.id])
    report = photos.develop(studio, [shirt.id], recipe(), Quiet())
    assert report.doubtful == ((shirt.id, "Look at it."),)
    assert photos.load(studio, [shirt.id])[0].note == "Look at it."


def test_facts_cut_short_are_made_again(studio: Studio, shirt: Photo) -> None:
    source = darkroom.original_file(studio.originals.find(shirt.sha256), shirt)
    darkroom.develop(studio.darkroom, studio.profile, source, shirt, Quiet())
    (studio.profile.renditions / shirt.sha256[:2] / f"{shirt.sha256}.json").write_text('{"confi')
    made = darkroom.develop(studio.darkroom, studio.profile, source, shirt, Quiet())
    assert set(made.frames) == {"3x4", "1x1"}


def test_on_a_fresh_machine_there_are_the_network_in_the_box_and_the_classic_cut_out(studio: Studio) -> None:
    assert [one.value for one in developing.backends(studio)] == ["garment", "classic"]
    assert developing.backend_title(studio, "auto") == "Garments"
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
