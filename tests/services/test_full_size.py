"""The full size of a photo: every pixel of the original, after its Recipe, from the mask that is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import full_size, importing, photos, previewing
from studio.services.context import Studio
from tests.services.closets import size_of


@pytest.fixture
def photo(studio: Studio, tmp_path: Path) -> Photo:
    """A blue square of cloth on a table, of 3000 x 2400 pixels."""
    pixels = np.full((2400, 3000, 3), (196, 206, 214), np.uint8)
    cv2.rectangle(pixels, (900, 600), (2100, 1900), (150, 70, 40), -1)
    file = tmp_path / "cloth.jpg"
    assert cv2.imwrite(str(file), pixels)
    (found,) = importing.import_photos(studio, [file], Quiet()).photos
    return photos.load(studio, [found])[0] if isinstance(found, str) else found


def with_steps(photo: Photo, *steps: Step) -> Photo:
    return replace(photo, recipe=Recipe(steps).to_json())


def test_it_has_the_originals_pixels_after_the_recipe(studio: Studio, photo: Photo) -> None:
    crop = Step(name="crop", params={"right": 0.5, "quarter_turns": 1})
    cut = with_steps(photo, crop, Step(name="exposure"), Step(name="tone", params={"exposure_ev": 1.0}))
    after = full_size.full_size(studio, cut, Quiet())
    before = full_size.full_size(studio, cut, Quiet(), as_shot=True)
    assert size_of(after) == size_of(before) == (1200, 3000)
    assert cv2.imread(str(after))[5, 5].mean() > cv2.imread(str(before))[5, 5].mean() + 10
    moment = after.stat().st_mtime_ns
    assert full_size.full_size(studio, cut, Quiet()) == after
    assert after.stat().st_mtime_ns == moment


def test_the_mask_is_the_one_that_is_known(studio: Studio, photo: Photo) -> None:
    cut = with_steps(photo, Step(name="cutout", version=2, params={"backend": "classic"}), Step(name="background"))
    known = studio.darkroom.open().cut_out(
        studio.originals.find(photo.sha256),  # type: ignore[arg-type]
        Recipe.from_json(cut.recipe),
        photo.sha256,
        Quiet(),
    )
    masks = sorted(studio.darkroom.open().cache_folder.glob("*.png"))
    picture = cv2.imread(str(full_size.full_size(studio, cut, Quiet())))
    assert known is not None
    assert sorted(studio.darkroom.open().cache_folder.glob("*.png")) == masks
    assert picture.shape[:2] == (2400, 3000)
    assert picture[20, 20].min() > 250


def test_how_much_larger_it_is_than_a_preview(studio: Studio, photo: Photo) -> None:
    made = previewing.preview(studio, photo, "", Quiet())
    assert full_size.enlarges(photo, made) == pytest.approx(3000 / 1600, rel=0.01)
    crop = Recipe((Step(name="crop", params={"right": 0.5, "quarter_turns": 1}),)).to_json()
    assert full_size.enlarges(photo, previewing.preview(studio, photo, crop, Quiet())) == pytest.approx(
        3000 / 1600, rel=0.01
    )
    assert full_size.enlarges(replace(photo, width=800, height=600), made) == 1.0


def test_a_missing_original_is_said(studio: Studio, photo: Photo) -> None:
    original = studio.originals.find(photo.sha256)
    assert original is not None
    original.unlink()
    with pytest.raises(UserError, match="missing from the media folder"):
        full_size.full_size(studio, with_steps(photo, Step(name="exposure")), Quiet())
