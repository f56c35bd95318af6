"""An Image knows where the original lies in it, and how large its lengths are."""

from __future__ import annotations

import numpy as np
import pytest

from studio.imaging import registry
from studio.imaging.image import Image
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt


def test_a_picture_as_it_was_shot_shows_the_whole_original() -> None:
    image = Image(pixels=shirt(300, 400)[0])
    assert image.to_pixels([(0, 0), (1, 1), (0.5, 0.25)]).tolist() == [[0, 0], [300, 400], [150, 100]]
    assert image.original_long_edge_px((0.5, 0.5)) == pytest.approx(400)


def test_a_cut_picture_has_the_long_edge_of_the_original_still() -> None:
    steps = [Step(name="crop", params={"right": 0.5, "bottom": 0.25, "angle_deg": 10.0, "quarter_turns": 1})]
    image = registry.apply(Image(pixels=shirt(300, 400)[0]), steps)
    assert image.original_long_edge_px((0.2, 0.2)) == pytest.approx(400, abs=0.5)


def test_a_frame_shows_where_the_original_lies() -> None:
    pixels, mask = shirt(300, 400)
    image = registry.apply(Image(pixels=pixels, mask=mask, locked=mask), [Step(name="frame", params={"shape": "3x4"})])
    assert image.mask is not None
    assert image.locked is not None
    assert image.locked.shape == (1440, 1080)
    rows, columns = np.nonzero(image.mask > 127)
    box = image.to_pixels([(0.14, 0.14), (0.86, 0.88)])
    assert (columns.min(), rows.min(), columns.max(), rows.max()) == pytest.approx(box.ravel(), abs=6)


def test_points_on_the_horizon_are_far_away_and_no_accident() -> None:
    image = Image(pixels=shirt(30, 40)[0], placement=np.array(((30, 0, 0), (0, 40, 0), (1, 0, -0.5))))
    assert np.isfinite(image.to_pixels([(0.5, 0.5), (0.25, 0.5)])).all()
    assert np.abs(image.to_pixels([(0.5, 0.5)])).max() <= 1e5
