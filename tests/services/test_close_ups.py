"""Close-ups of flaws: square, sharp, from the original, in the colours of the photo, and saved with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe, Step
from studio.services import close_ups, exporting, importing, items, photos
from studio.services.context import Studio
from studio.services.exporting import Manner

STAIN = (0.7, 0.4, 0.02)


@pytest.fixture
def photo(studio: Studio, tmp_path: Path) -> Photo:
    """A grey shirt of 3000 x 2000 pixels with a green stain, photographed under a red lamp."""
    pixels = np.full((2000, 3000, 3), (150, 140, 190), np.uint8)  # blue first
    cv2.circle(pixels, (2100, 800), 40, (60, 200, 60), -1)
    file = tmp_path / "shirt.jpg"
    assert cv2.imwrite(str(file), pixels, [cv2.IMWRITE_JPEG_QUALITY, 95])
    (found,) = importing.import_photos(studio, [file], Quiet()).photos
    return photos.load(studio, [found])[0] if isinstance(found, str) else found


def with_steps(studio: Studio, photo: Photo, *steps: Step) -> Photo:
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="test") as unit:
        now = unit.load(Photo, photo.id)
        assert now is not None
        unit.save(replace(now, recipe=Recipe(steps).to_json()))
    return photos.load(studio, [photo.id])[0]


def flaws(*regions: tuple[float, float, float], wanted: bool = True) -> Step:
    return Step(name="flaws", params={"regions": [list(one) for one in regions], "close_ups": wanted})


def pixels_of(file: Path) -> np.ndarray:
    pixels = cv2.imread(str(file))
    assert pixels is not None
    return pixels


def test_a_close_up_is_a_square_around_the_flaw_in_its_full_size(studio: Studio, photo: Photo) -> None:
    marked = with_steps(studio, photo, flaws(STAIN))
    picture = pixels_of(close_ups.close_up(studio, marked, 0, Quiet()))
    assert picture.shape == (240, 240, 3)  # four radii of 3000 x 0.02
    blue, green, red = picture[120, 120]
    assert green > blue + 80 < red + 160
    assert abs(int(picture[5, 5][2]) - 190) < 6


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_photo_has_turned_close_ups(studio: Studio, photo: Photo, turns: int) -> None:
    crop = Step(name="crop", params={"quarter_turns": turns, "right": 0.5})
    marked = with_steps(studio, photo, crop, flaws((STAIN[0] + 0.005, STAIN[1], STAIN[2])))
    picture = pixels_of(close_ups.close_up(studio, marked, 0, Quiet()))
    assert picture.shape[:2] == (240, 240)
    green = np.argwhere(picture[:, :, 1] > picture[:, :, 2].astype(int) + 60)
    row, column = green.mean(axis=0) - 120
    across, down = {1: (0, -15), 2: (15, 0), 3: (0, 15)}[turns]  # the stain lies to the left of the ring's middle
    assert (column, row) == (pytest.approx(across, abs=3), pytest.approx(down, abs=3))


def test_the_colours_are_those_of_the_photo_and_nothing_is_smoothed(studio: Studio, photo: Photo) -> None:
    spots = Step(name="spots", params={"spots": [list(STAIN)]})
    balance = Step(name="white_balance", version=2, params={"mode": "grey", "grey": [190, 140, 150], "strength": 1.0})
    marked = with_steps(studio, photo, flaws(STAIN), balance, spots, Step(name="cutout", version=2))
    picture = pixels_of(close_ups.close_up(studio, marked, 0, Quiet()))
    blue, green, red = (int(part) for part in picture[5, 5])
    assert max(blue, green, red) - min(blue, green, red) <= 6
    assert picture[120, 120][1] > picture[5, 5][1] + 30


def test_a_flaw_at_the_edge_is_shown_as_far_as_there_is_photo(studio: Studio, photo: Photo) -> None:
    marked = with_steps(studio, photo, flaws((0.0, 1.0, 0.03), (0.5, 0.5, 0.25)))
    corner, large = (pixels_of(close_ups.close_up(studio, marked, number, Quiet())) for number in (0, 1))
    assert corner.shape[:2] == (360, 360)
    assert large.shape[:2] == (2000, 2000)


def test_without_marks_or_where_the_seller_says_no_there_are_none(studio: Studio, photo: Photo) -> None:
    assert close_ups.squares(photo) == []
    assert close_ups.squares(with_steps(studio, photo, flaws(STAIN, wanted=False))) == []
    with pytest.raises(UserError, match="not marked any more"):
        close_ups.close_up(studio, photo, 0, Quiet())


def test_close_ups_are_saved_with_the_pictures_and_numbered_by_piece(
    studio: Studio, photo: Photo, tmp_path: Path
) -> None:
    assert photo.item_id is not None
    items.edit(studio, [ItemId(photo.item_id)], {"sku": "HP-7"})
    with_steps(studio, photo, flaws(STAIN, (0.2, 0.2, 0.01)))
    market = exporting.marketplaces()[0].id
    report = exporting.export(studio, [photo.id], market, tmp_path / "out", Quiet(), Manner())
    names = sorted(one.file.name for one in report.saved)
    assert names[1:] == ["HP-7-flaw-1.jpg", "HP-7-flaw-2.jpg"]
    assert report.refused == ()


def test_a_close_up_that_cannot_be_made_is_named(studio: Studio, photo: Photo, tmp_path: Path) -> None:
    market = exporting.marketplaces()[0].id
    with_steps(studio, photo, flaws(STAIN))
    exporting.export(studio, [photo.id], market, tmp_path / "out", Quiet(), Manner())
    with_steps(studio, photo, flaws(STAIN, (0.2, 0.2, 0.01)))
    original = studio.originals.find(photo.sha256)
    assert original is not None
    original.unlink()
    report = exporting.export(studio, [photo.id], market, tmp_path / "more", Quiet(), Manner())
    assert {sentence for _photo, sentence in report.refused} == {
        "The original of shirt.jpg is missing from the media folder."
    }
