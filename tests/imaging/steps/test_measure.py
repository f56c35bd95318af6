"""Lengths on the picture: where the seller put them, and to be read on any cloth."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.lettering import INK
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt

LINE = [0.3, 0.5, 0.7, 0.5]


def _measured(pixels: Pixels, *lines: list[float], labels: tuple[str, ...] = ()) -> Pixels:
    step = Step(name="measure", params={"lines": list(lines), "labels": list(labels)})
    return registry.apply(Image(pixels=pixels), [step]).pixels


def _even(level: int, size: tuple[int, int] = (300, 400)) -> Pixels:
    return np.full((size[1], size[0], 3), level, np.uint8)


@pytest.mark.parametrize("size", [(300, 400), (900, 1200)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_line_with_its_ticks_is_seen_on_every_ground(size: tuple[int, int], level: int) -> None:
    pixels = _measured(_even(level, size), LINE)
    width, height = size
    column = pixels[:, int(0.4 * width), 0].astype(int)
    assert column.min() < 110  # a line of one pixel lies on two
    assert column.max() > 225
    assert column[height // 2] < 110
    tick = pixels[int(height * (0.5 - 0.008)), :, 0].astype(int)
    for end in (0.3, 0.7):
        near = tick[int((end - 0.02) * width) : int((end + 0.02) * width)]
        assert near.max() - near.min() > 60
    assert (pixels[: int(0.45 * height)] == level).all()


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_label_is_dark_on_light_at_the_middle_of_its_line(level: int) -> None:
    plain, labelled = (_measured(_even(level), LINE, labels=labels) for labels in ((), ("18 in",)))
    window = (slice(196, 205), slice(140, 161))
    assert (labelled[window] > 250).any()
    assert (labelled[window] < 90).any()
    rows, columns = np.nonzero((plain != labelled).any(axis=2))
    assert (columns.min() + columns.max()) / 2 == pytest.approx(150, abs=2)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(200, abs=2)


def test_a_label_at_the_edge_stays_in_the_picture() -> None:
    inside = _measured(_even(90), [0.0, 0.4, 0.0, 0.6], labels=("27½ in / 70 cm",))
    rows, columns = np.nonzero(inside[:, :, 0] > 250)
    assert len(rows) > 300
    assert columns.max() - columns.min() < 200


def test_a_line_follows_what_it_measures_into_the_frame() -> None:
    pixels, mask = shirt()
    steps = [
        Step(name="crop", params={"left": 0.1, "angle_deg": 4.0}),
        Step(name="frame", params={"shape": "1x1"}),
        Step(name="measure", params={"lines": [LINE]}),
    ]
    image = registry.apply(Image(pixels=pixels, mask=mask), steps)
    for x, y in image.to_pixels([LINE[:2], LINE[2:]]):
        window = image.pixels[int(y) - 3 : int(y) + 4, int(x) - 3 : int(x) + 4]
        assert np.abs(window.astype(int) - INK).max(axis=2).min() < 30


def test_on_nothing_the_line_is_seen_too() -> None:
    image = Image(pixels=_even(255), mask=np.zeros((400, 300), np.uint8), see_through=True)
    step = Step(name="measure", params={"lines": [LINE], "labels": ["46 cm"]})
    after = registry.apply(image, [step])
    assert after.mask is not None
    assert after.mask[200, 100] == 255
    assert after.mask[100, 100] == 0
    solid = registry.apply(replace(image, see_through=False), [step])
    assert solid.mask is image.mask


def test_lines_far_away_or_without_length_do_no_harm() -> None:
    for line in ([-1, -1, -1, 2], [2, 2, 2, 2], [0.5, 0.5, 0.5, 0.5]):
        assert _measured(_even(80), line, labels=("1 in",)).shape == (400, 300, 3)


def test_preview_and_export_agree() -> None:
    small, large = (_measured(shirt(*size)[0], LINE, labels=("18 in",)) for size in ((450, 600), (1350, 1800)))
    shrunk = cv2.resize(large, (450, 600), interpolation=cv2.INTER_AREA)
    assert np.abs(shrunk.astype(int) - small)[280:320].mean() < 22


@pytest.mark.parametrize(
    "params",
    [
        {"lines": [[0, 0, 1]]},
        {"lines": [LINE] * 41},
        {"lines": [LINE], "labels": ["one", "two"]},
        {"lines": [LINE], "labels": ["x" * 41]},
        {"lines": [LINE], "labels": ["two\nlines"]},
        {"lines": [LINE], "labels": [18]},
        {"lines": [LINE], "labels": "18 in"},
    ],
)
def test_what_cannot_be_drawn_is_refused(params: dict[str, object]) -> None:
    with pytest.raises(UserError, match="measure has a setting"):
        registry.current(Step(name="measure", params=params))  # type: ignore[arg-type]
