"""Exposure in stops, contrast around the middle, clarity without a poster."""

from __future__ import annotations

import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from tests.imaging.drawing import shirt

RAMP = np.tile(np.arange(256, dtype=np.uint8)[None, :, None], (4, 1, 3))


def _after(pixels: Pixels, **params: float) -> Pixels:
    return registry.apply(Image(pixels=pixels), [Step(name="tone", params=params)]).pixels


def _linear(value: float) -> float:
    return float(((value / 255 + 0.055) / 1.055) ** 2.4)


def test_a_stop_doubles_the_light_where_it_does_not_reach_the_white() -> None:
    brighter = _after(RAMP, exposure_ev=1.0)[0, :, 0]
    for level in (60, 90, 120):
        assert _linear(float(brighter[level])) == pytest.approx(2 * _linear(level), rel=0.03)
    darker = _after(RAMP, exposure_ev=-1.0)[0, :, 0]
    assert _linear(float(darker[200])) == pytest.approx(_linear(200) / 2, rel=0.03)


@pytest.mark.parametrize("exposure_ev", [-2.0, -0.3, 0.05, 2.0])
@pytest.mark.parametrize("contrast", [-1.0, 0.0, 1.0])
def test_every_curve_rises_and_nothing_bright_runs_together(exposure_ev: float, contrast: float) -> None:
    curve = _after(RAMP, exposure_ev=exposure_ev, contrast=contrast)[0, :, 0].astype(int)
    assert (np.diff(curve) >= 0).all()
    assert curve[0] == 0
    if exposure_ev >= 0:
        assert curve[255] == 255
        assert curve[230] < 255 or contrast == 1.0


def test_contrast_turns_around_the_middle() -> None:
    more, less = _after(RAMP, contrast=0.5)[0, :, 0].astype(int), _after(RAMP, contrast=-0.5)[0, :, 0].astype(int)
    assert more[64] < 64 < less[64]
    assert more[192] > 192 > less[192]
    assert abs(more[128] - 128) <= 1


def test_nought_changes_nothing_and_gives_the_same_picture_back() -> None:
    image = Image(pixels=RAMP)
    assert registry.apply(image, [Step(name="tone")]) is image


@pytest.mark.parametrize("size", [(180, 240), (720, 960)])
def test_clarity_lifts_detail_gently(size: tuple[int, int]) -> None:
    pixels = (shirt(*size)[0] * 0.5 + 60).astype(np.uint8)
    clear = _after(pixels, clarity=1.0)
    assert clear.std() > 1.03 * pixels.std()
    assert np.abs(clear.astype(int) - pixels).max() < 70
    assert abs(clear.mean() - pixels.mean()) < 12
    some = _after(pixels, clarity=0.3)
    assert pixels.std() < some.std() < clear.std()


def test_clarity_keeps_the_distances_of_the_colours() -> None:
    pixels = shirt(colour=(140, 90, 70), floor=(150, 140, 130))[0]
    clear = _after(pixels, clarity=1.0).astype(int)
    inside = ((clear > 0) & (clear < 255)).all(axis=2)
    before, after = pixels.astype(int), clear
    assert np.array_equal((before[:, :, 0] - before[:, :, 2])[inside], (after[:, :, 0] - after[:, :, 2])[inside])


def test_clarity_fades_in_around_a_flaw() -> None:
    pixels = shirt()[0]
    image = registry.apply(Image(pixels=pixels), [Step(name="flaws", params={"regions": [[0.5, 0.5, 0.06]]})])
    clear = registry.apply(image, [Step(name="tone", params={"clarity": 1.0})])
    assert image.locked is not None
    change = np.abs(clear.pixels.astype(int) - pixels).max(axis=2)
    assert change[image.locked > 0].max() == 0
    assert change.max() > 10
    row, edge = 240, int(np.flatnonzero(image.locked[240])[-1])
    assert change[row, edge + 1] <= 0.5 * change.max()


@pytest.mark.parametrize("params", [{"exposure_ev": 2.1}, {"contrast": -1.1}, {"clarity": 1.1}, {"clarity": "high"}])
def test_out_of_range_is_refused(params: dict[str, float | str]) -> None:
    with pytest.raises(UserError, match="tone has a setting"):
        registry.current(Step(name="tone", params=params))


def test_the_curve_is_as_it_was() -> None:
    """A golden result: some levels after a third of a stop and a little contrast."""
    curve = _after(RAMP, exposure_ev=0.33, contrast=0.2)[0, :, 0]
    assert np.abs(curve[[16, 64, 128, 192, 240]].astype(int) - GOLDEN_CURVE).max() <= 1


GOLDEN_CURVE = np.array((16, 67, 144, 217, 249))
