"""The live preview: what it shows, and that it is what is exported."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.photo import Photo
from studio.imaging.plan import Output
from studio.imaging.recipe import Recipe
from studio.services import importing, photos, previewing
from studio.services.context import Studio
from studio.services.editing import StepValues, recipe_of
from studio.services.previewing import Preview
from tests.services.test_editing import RULES, values


@pytest.fixture
def shirt(studio: Studio, tmp_path: Path) -> Photo:
    """A blue shirt that lies left of the middle, imported."""
    pixels = np.full((640, 480, 3), (205, 215, 220), np.uint8)
    cv2.rectangle(pixels, (90, 160), (290, 500), (150, 60, 30), -1)
    cv2.imwrite(str(tmp_path / "shirt.png"), pixels)
    report = importing.import_photos(studio, [tmp_path / "shirt.png"], Quiet())
    return photos.load(studio, report.photos)[0]


CUT = (values("cutout", backend="classic"), values("background", colour="#204060"))


def shown(made: Preview) -> np.ndarray:
    """Return the pixels of a preview, red first."""
    raw = np.fromfile(made.file, np.uint8).reshape(made.height, made.width, 4)
    assert (raw[:, :, 3] == 255).all()
    return raw[:, :, 2::-1]


def look(studio: Studio, shirt: Photo, *steps: StepValues, closely: bool = True) -> Preview:
    return previewing.preview(studio, shirt, recipe_of(steps, RULES), Quiet(), closely=closely)


def test_without_steps_it_is_the_photo(studio: Studio, shirt: Photo) -> None:
    made = look(studio, shirt)
    assert shown(made)[20, 20].tolist() == [220, 215, 205]
    assert made.frames["3x4"] == pytest.approx((0, 0, 1, 1))
    assert made.frames["1x1"] == pytest.approx((0, 0.125, 1, 0.875))
    assert (made.confidence, made.doubt, made.awaits_cut) == (None, "", False)


def test_the_mask_is_awaited_found_and_then_shown(studio: Studio, shirt: Photo) -> None:
    unseen = (values("white_balance", strength=0.0), *CUT)  # no other test has left its mask in the kept darkroom
    before = look(studio, shirt, *unseen)
    assert before.awaits_cut
    assert shown(before)[20, 20].tolist() == [220, 215, 205]
    previewing.find_cut(studio, shirt, recipe_of(unseen, RULES), Quiet())
    made = look(studio, shirt, *unseen)
    assert not made.awaits_cut
    assert made.confidence is not None
    assert shown(made)[20, 20].tolist() == [0x20, 0x40, 0x60]
    (outline,) = made.outline
    xs, ys = np.array(outline).T
    assert (xs.min(), xs.max()) == pytest.approx((90 / 480, 291 / 480), abs=0.01)
    assert (ys.min(), ys.max()) == pytest.approx((160 / 640, 501 / 640), abs=0.01)
    left, _top, right, _bottom = made.frames["3x4"]
    assert (left + right) / 2 == pytest.approx(190 / 480, abs=0.02)


def test_while_something_moves_the_last_mask_is_borrowed_and_moved_along(studio: Studio, shirt: Photo) -> None:
    previewing.find_cut(studio, shirt, recipe_of(CUT, RULES), Quiet())
    look(studio, shirt, *CUT)
    turned = look(studio, shirt, values("crop", quarter_turns=1), *CUT)
    assert turned.awaits_cut
    assert (turned.width, turned.height) == (640, 480)
    (outline,) = turned.outline
    xs, ys = np.array(outline).T
    assert (xs.min(), xs.max()) == pytest.approx((1 - 501 / 640, 1 - 160 / 640), abs=0.02)
    assert (ys.min(), ys.max()) == pytest.approx((90 / 480, 291 / 480), abs=0.02)
    assert shown(turned)[5, 5].tolist() == [0x20, 0x40, 0x60]


def test_what_is_transparent_is_shown_on_a_chequered_ground(studio: Studio, shirt: Photo) -> None:
    steps = (CUT[0], values("background", colour="transparent"))
    previewing.find_cut(studio, shirt, recipe_of(steps, RULES), Quiet())
    corner = shown(look(studio, shirt, *steps))[:40, :40]
    assert set(np.unique(corner)) == {225, 250}


@pytest.mark.parametrize(
    "steps",
    [
        (values("tone", exposure_ev=0.4, contrast=0.2, clarity=0.3),),
        (values("crop", angle_deg=3.0, left=0.1), values("exposure"), values("sharpen")),
        (values("white_balance"), *CUT),
        (values("crop", quarter_turns=3), CUT[0], values("background", shadow=0.5), values("sharpen", amount=0.9)),
    ],
)
def test_what_is_shown_is_what_is_exported(
    studio: Studio, shirt: Photo, tmp_path: Path, steps: tuple[StepValues, ...]
) -> None:
    target, recipe = Output(path=tmp_path / "master.png"), Recipe.from_json(recipe_of(steps, RULES))
    source = studio.originals.find(shirt.sha256)
    assert source is not None
    studio.darkroom.open().develop(source, recipe, [target], Quiet(), source_sha256=shirt.sha256)
    exported = cv2.imread(str(target.path))[:, :, ::-1]
    assert np.array_equal(shown(look(studio, shirt, *steps)), exported)


def test_a_step_that_cannot_be_done_is_said_in_a_sentence(studio: Studio, shirt: Photo) -> None:
    with pytest.raises(UserError, match="contrast"):
        look(studio, shirt, values("tone", contrast=9))


def test_an_original_that_was_damaged_is_refused_in_a_sentence(studio: Studio, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "odd.png"), np.full((99, 77, 3), (1, 2, 3), np.uint8))
    report = importing.import_photos(studio, [tmp_path / "odd.png"], Quiet())
    (odd,) = photos.load(studio, report.photos)
    original = studio.originals.find(odd.sha256)
    assert original is not None
    good = original.read_bytes()
    original.chmod(0o644)
    original.write_bytes(good[:60] + b"\0" * 2000)
    with pytest.raises(UserError):
        look(studio, odd)
    original.write_bytes(good)
    assert shown(look(studio, odd))[20, 20].tolist() == [3, 2, 1]


def test_a_child_killed_between_two_pictures_costs_one_decoding(studio: Studio, shirt: Photo) -> None:
    first = shown(look(studio, shirt, values("exposure")))
    (pid,) = studio.darkroom.previewer().pids
    os.kill(pid, signal.SIGKILL)
    assert np.array_equal(shown(look(studio, shirt, values("exposure"))), first)
    assert studio.darkroom.previewer().pids != (pid,)


def test_a_closed_darkroom_makes_no_new_child(studio: Studio, shirt: Photo) -> None:
    studio.darkroom.close()
    with pytest.raises(Cancelled):
        look(studio, shirt)


def test_a_close_look_tells_how_to_straighten_and_finds_a_grey_card(studio: Studio, tmp_path: Path) -> None:
    pixels = np.full((600, 600, 3), (150, 190, 205), np.uint8)
    pixels[0:600:60] = (110, 150, 160)
    corners = cv2.boxPoints(((300, 280), (220, 320), 5))
    cv2.fillConvexPoly(pixels, np.rint(corners).astype(np.int32), (150, 60, 30), cv2.LINE_AA)
    cv2.rectangle(pixels, (40, 490), (130, 530), (110, 116, 118), -1)
    cv2.imwrite(str(tmp_path / "askew.png"), pixels)
    report = importing.import_photos(studio, [tmp_path / "askew.png"], Quiet())
    (photo,) = photos.load(studio, report.photos)
    previewing.find_cut(studio, photo, recipe_of(CUT, RULES), Quiet())
    made = look(studio, photo, *CUT)
    assert made.tilt is not None
    assert made.tilt.angle_deg == pytest.approx(-5, abs=0.7)
    assert made.grey_card == pytest.approx((118, 116, 110), abs=2)
    assert made.proof["cutout_mean"] == 0
    straight = look(studio, photo, values("crop", angle_deg=made.tilt.angle_deg), *CUT)
    assert straight.tilt is None
    quick = look(studio, photo, *CUT, closely=False)
    assert (quick.tilt, quick.grey_card, quick.proof) == (None, None, {})


def test_straightening_leaves_no_empty_corners_and_no_crop_by_hand_behind(shirt: Photo) -> None:
    whole = values("crop").params
    slanted = previewing.straightened(whole, 5.0, shirt, cut_out=False)
    assert slanted["angle_deg"] == 5.0
    assert 0 < slanted["left"] < 0.2
    assert slanted["right"] == pytest.approx(1 - slanted["left"])
    back = previewing.straightened(slanted, 0.0, shirt, cut_out=False)
    assert back == whole
    by_hand = {**whole, "left": 0.3}
    assert previewing.straightened(by_hand, 5.0, shirt, cut_out=False)["left"] == 0.3
    assert previewing.straightened(whole, 5.0, shirt, cut_out=True)["left"] == 0.0


def test_while_a_slider_moves_the_picture_is_as_large_and_lies_where_it_will(studio: Studio, shirt: Photo) -> None:
    steps = (values("crop", angle_deg=4.0), values("tone", exposure_ev=0.31), *CUT)
    previewing.find_cut(studio, shirt, recipe_of(steps, RULES), Quiet())
    rough = look(studio, shirt, *steps, closely=False)
    first = shown(rough).astype(int)
    fine = look(studio, shirt, *steps)
    assert (rough.width, rough.height) == (fine.width, fine.height)
    assert np.allclose(np.array(rough.placement), np.array(fine.placement), atol=2.0)
    assert np.abs(first - shown(fine)).mean() < 3
    assert np.array_equal(shown(look(studio, shirt, *steps, closely=False)), shown(fine))
