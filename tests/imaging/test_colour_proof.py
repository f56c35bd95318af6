"""The cut-out changes no colour of the garment, and what the whole recipe changes is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.imaging import codec, registry
from studio.imaging.colour_proof import inside, prove
from studio.imaging.image import Image
from studio.imaging.recipe import DEFAULT_CLEAN, Step
from tests.imaging.drawing import shirt

PIXELS, MASK = shirt(360, 480)
SHOT = Image(pixels=PIXELS)
COARSE = np.asarray(cv2.resize(MASK, (90, 120), interpolation=cv2.INTER_AREA), np.uint8)


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0.001, 0.02),
    st.lists(st.tuples(st.floats(0.1, 0.9), st.floats(0.1, 0.9), st.booleans(), st.floats(0, 1)), max_size=3),
)
def test_the_cut_out_alone_changes_no_colour_inside_the_garment(softness: float, dots: list[Any]) -> None:
    strokes = [{"add": add, "size": 0.02, "soft": soft, "points": [[x, y]]} for x, y, add, soft in dots]
    step = Step(name="cutout", params={"softness": softness, "strokes": strokes})
    proof = prove(SHOT, [step], COARSE)
    assert proof is not None
    assert (proof.cutout_mean, proof.cutout_p95) == (0.0, 0.0)
    assert (proof.total_mean, proof.total_p95) == (0.0, 0.0)


def test_the_total_is_what_the_other_steps_did() -> None:
    proof = prove(SHOT, DEFAULT_CLEAN.steps, COARSE)
    assert proof is not None
    assert proof.cutout_p95 == 0.0
    assert 0.5 < proof.total_mean < 12
    assert proof.total_mean < proof.total_p95
    brighter = prove(SHOT, DEFAULT_CLEAN.with_step(Step(name="tone", params={"exposure_ev": 1.0})).steps, COARSE)
    assert brighter is not None
    assert brighter.total_mean > proof.total_mean + 3


def test_where_it_was_turned_the_same_places_are_compared() -> None:
    turned = [Step(name="crop", params={"quarter_turns": 1, "left": 0.05, "angle_deg": 4.0})]
    mask = registry.apply(Image(pixels=PIXELS, mask=MASK), turned).mask
    proof = prove(SHOT, [*turned, Step(name="cutout"), Step(name="background"), Step(name="badge")], mask)
    assert proof is not None
    assert proof.total_p95 == 0.0


def test_without_a_cut_out_the_whole_picture_counts() -> None:
    proof = prove(SHOT, [Step(name="tone", params={"exposure_ev": 0.2})])
    assert proof is not None
    assert proof.cutout_mean == 0.0
    assert proof.total_mean > 1
    assert inside(SHOT, []).all()


def test_where_nothing_is_far_enough_inside_there_is_no_proof() -> None:
    assert prove(SHOT, [Step(name="cutout")], np.zeros((120, 90), np.uint8)) is None


@pytest.mark.parametrize("size", [(180, 240), (720, 960)])
def test_inside_keeps_away_from_the_soft_edge(size: tuple[int, int]) -> None:
    pixels, mask = shirt(*size)
    image = registry.apply(Image(pixels=pixels, mask=mask), [Step(name="cutout")])
    within = inside(image, [Step(name="cutout")])
    assert image.mask is not None
    assert (image.mask[within] == 255).all()
    assert 0.6 * (mask > 0).sum() < within.sum() < (mask > 0).sum()


def test_the_cut_out_changes_no_colour_of_real_garments(shared: Path) -> None:
    """A dozen photos with hand-made masks; every one of the 156 is tried by benchmarks/colours.py."""
    masks = sorted((shared / "data" / "masks").glob("*.png"))[::13]
    assert len(masks) == 12
    for file in masks:
        original = codec.decode(file.with_suffix(".jpg"), 1600)
        proof = prove(original, DEFAULT_CLEAN.steps, codec.load_mask(file))
        assert proof is not None, file.name
        assert (proof.cutout_mean, proof.cutout_p95) == (0.0, 0.0), file.name
        assert proof.total_mean < 15, file.name
