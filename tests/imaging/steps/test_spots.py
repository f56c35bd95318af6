"""Lint goes, flaws stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt

SIZES = [(360, 480), (1200, 1600)]


def _dusty(width_px: int, height_px: int, places: list[tuple[float, float]]) -> tuple[Pixels, Pixels]:
    """Return the shirt clean, and with white lint of 1 % of its long edge at `places`."""
    clean = shirt(width_px, height_px)[0]
    dusty = clean.copy()
    for x, y in places:
        middle = (round(x * width_px), round(y * height_px))
        cv2.circle(dusty, middle, round(0.006 * height_px), (240, 240, 235), cv2.FILLED)
    return clean, dusty


def _spots(*places: tuple[float, float], radius: float = 0.011) -> Step:
    return Step(name="spots", params={"spots": [[x, y, radius] for x, y in places]})


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", [(0.5, 0.5), (0.4, 0.3), (0.003, 0.5), (0.995, 0.998)])
def test_lint_is_covered_with_cloth_from_beside_it(size: tuple[int, int], place: tuple[float, float]) -> None:
    clean, dusty = _dusty(*size, [place])
    healed = registry.apply(Image(pixels=dusty), [_spots(place)]).pixels
    lint = np.abs(dusty.astype(int) - clean).max(axis=2) > 60
    assert lint.any()
    assert np.abs(dusty.astype(int) - clean)[lint].mean() > 40
    assert np.abs(healed.astype(int) - clean)[lint].mean() < 18


@pytest.mark.parametrize("size", SIZES)
def test_nothing_changes_away_from_the_spots(size: tuple[int, int]) -> None:
    places = [(0.45, 0.5), (0.55, 0.6)]
    dusty = _dusty(*size, places)[1]
    healed = registry.apply(Image(pixels=dusty), [_spots(*places)]).pixels
    rows, columns = np.nonzero((healed != dusty).any(axis=2))
    far = np.min([np.hypot(columns - x * size[0], rows - y * size[1]) for x, y in places], axis=0)
    assert far.max() <= 0.011 * size[1] * 1.15 + 2


def test_the_cloth_keeps_its_weave_where_a_spot_was() -> None:
    clean, dusty = _dusty(1200, 1600, [(0.5, 0.5)])
    healed = registry.apply(Image(pixels=dusty), [_spots((0.5, 0.5))]).pixels
    window = (slice(792, 808), slice(592, 608))
    assert healed[window].std(axis=(0, 1)).mean() > 0.5 * clean[window].std(axis=(0, 1)).mean()


def test_a_spot_is_not_covered_with_another_spot() -> None:
    row = [(0.5 + 0.024 * n, 0.5) for n in range(-3, 4)]
    clean, dusty = _dusty(360, 480, row)
    healed = registry.apply(Image(pixels=dusty), [_spots(*row)]).pixels
    assert np.abs(healed.astype(int) - clean).max(axis=2)[230:250, 140:220].mean() < 20


def test_nothing_of_a_flaw_is_healed() -> None:
    dusty = _dusty(360, 480, [(0.5, 0.5)])[1]
    flaw = Step(name="flaws", params={"regions": [[0.5, 0.5, 0.02]]})
    image = registry.apply(Image(pixels=dusty), [flaw])
    healed = registry.apply(image, [_spots((0.5, 0.5), (0.52, 0.52))])
    assert image.locked is not None
    assert np.array_equal(healed.pixels[image.locked > 0], dusty[image.locked > 0])


def test_no_spots_give_the_same_picture_back() -> None:
    image = Image(pixels=shirt(60, 80)[0])
    assert registry.apply(image, [Step(name="spots"), Step(name="flaws")]) is image


def test_preview_and_export_heal_alike() -> None:
    places = [(0.45, 0.4), (0.52, 0.6)]
    small, large = (registry.apply(Image(pixels=_dusty(*size, places)[1]), [_spots(*places)]).pixels for size in SIZES)
    shrunk = cv2.resize(large, SIZES[0], interpolation=cv2.INTER_AREA)
    for x, y in places:
        window = (slice(int(y * 480) - 4, int(y * 480) + 5), slice(int(x * 360) - 4, int(x * 360) + 5))
        assert np.abs(shrunk[window].mean(axis=(0, 1)) - small[window].mean(axis=(0, 1))).max() < 14


@pytest.mark.parametrize("size", SIZES)
def test_a_flaw_locks_a_circle_of_the_original_wherever_it_went(size: tuple[int, int]) -> None:
    steps = [
        Step(name="crop", params={"left": 0.25, "quarter_turns": 1}),
        Step(name="flaws", params={"regions": [[0.3, 0.5, 0.03]]}),
    ]
    image = registry.apply(Image(pixels=shirt(*size)[0]), steps)
    assert image.locked is not None
    rows, columns = np.nonzero(image.locked)
    ((x, y),) = image.to_pixels([(0.3, 0.5)])
    assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx((x, y), abs=1)
    assert len(rows) == pytest.approx(np.pi * (0.03 * size[1]) ** 2, rel=0.06)


@pytest.mark.parametrize(
    "step",
    [
        Step(name="spots", params={"spots": [[0.5, 0.5]]}),
        Step(name="spots", params={"spots": [[0.5, 0.5, 0.07]]}),
        Step(name="spots", params={"spots": [[0.5, 1.5, 0.01]]}),
        Step(name="spots", params={"spots": [[0.5, 0.5, 0.01]] * 301}),
        Step(name="spots", params={"spots": "everything"}),
        Step(name="flaws", params={"regions": [[0.5, 0.5, 0.3]]}),
        Step(name="flaws", params={"regions": [[0.5, 0.5, 0.0]]}),
        Step(name="flaws", params={"regions": [0.5, 0.5, 0.1]}),
        Step(name="flaws", params={"regions": [[0.5, 0.5, 0.01]] * 101}),
    ],
)
def test_what_is_no_small_circle_is_refused(step: Step) -> None:
    with pytest.raises(UserError, match="has a setting that it cannot use"):
        registry.current(step)


@pytest.mark.parametrize("check_px", [7, 16])
def test_checks_go_on_where_a_spot_was(check_px: int) -> None:
    place = np.arange(400) // check_px % 2 * 90
    clean = np.dstack([np.add.outer(place, place) + 40] * 3).astype(np.uint8)
    dusty = clean.copy()
    cv2.circle(dusty, (203, 199), 7, (245, 245, 240), cv2.FILLED)
    healed = registry.apply(Image(pixels=dusty), [_spots((203.5 / 400, 199.5 / 400), radius=0.022)]).pixels
    window = (slice(185, 215), slice(188, 218))
    assert np.abs(dusty[window].astype(int) - clean[window]).mean() > 15
    assert np.abs(healed[window].astype(int) - clean[window]).mean() < 3
