"""Every step is known by name and version, and reads what older versions wrote."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image
from studio.imaging.order import ORDER, OWN_PARAMS, OWN_STEPS
from studio.imaging.recipe import DEFAULT_CLEAN, Step
from studio.imaging.steps.kind import StepKind

PLAIN = Image(pixels=np.full((20, 30, 3), 120, np.uint8))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Brightness:
    percent: int = 0


def _run(image: Image, params: _Brightness) -> Image:
    return Image(pixels=np.clip(image.pixels.astype(int) + params.percent, 0, 255).astype(np.uint8))


BRIGHTNESS = StepKind(
    name="brightness",
    version=3,
    params=_Brightness,
    run=_run,
    upgrades={1: lambda p: {"share": p["value"] / 255}, 2: lambda p: {"percent": round(p["share"] * 100)}},
)


def test_every_step_of_the_default_recipe_is_known() -> None:
    for step in DEFAULT_CLEAN.steps:
        assert registry.current(step).version == registry.KINDS[step.name].version


def test_a_step_is_written_out_with_every_parameter() -> None:
    assert registry.current(Step(name="cutout")).params == {"backend": "auto", "softness": 0.006, "strokes": []}


def test_old_parameters_are_upgraded_version_by_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.KINDS, "brightness", BRIGHTNESS)
    old = Step(name="brightness", version=1, params={"value": 51})
    assert registry.current(old) == Step(name="brightness", version=3, params={"percent": 20})
    assert registry.apply(PLAIN, [old]).pixels[0, 0, 0] == 140


@pytest.mark.parametrize("step", [Step(name="dehaze"), Step(name="frame", version=2), Step(name="frame", version=0)])
def test_a_step_from_another_version_of_the_studio_is_refused(step: Step) -> None:
    with pytest.raises(UserError, match="does not know"):
        registry.apply(PLAIN, [step])


@pytest.mark.parametrize(
    "step",
    [
        Step(name="exposure", params={"strength": 7.0}),
        Step(name="exposure", params={"stregth": 0.5}),
        Step(name="exposure", params={"strength": "much"}),
        Step(name="frame", params={"shape": "5x7"}),
        Step(name="frame", params={"margin": 0.5}),
        Step(name="background", params={"colour": "bright"}),
        Step(name="background", params={"colour": "#12345"}),
        Step(name="cutout", params={"backend": "magic"}),
        Step(name="cutout", params={"backend": "rembg:../../x"}),
        Step(name="white_balance", params={"strength": -0.1}),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: Step) -> None:
    with pytest.raises(UserError, match="has a setting that it cannot use"):
        registry.apply(PLAIN, [step])


def test_what_is_cut_small_is_decoded_large_within_bounds() -> None:
    crop = Step(name="crop", params={"left": 0.25, "right": 0.75, "top": 0.4, "bottom": 0.8})
    corners = Step(name="perspective", params={"corners": [[0.1, 0.1], [0.6, 0.1], [0.6, 0.6], [0.1, 0.6]]})
    assert registry.needed_px(DEFAULT_CLEAN.steps, 2000) == 2000
    assert registry.needed_px([crop], 1000) == 2000
    assert registry.needed_px([corners, crop], 1000) == 4000
    assert registry.needed_px([corners, crop], 2000) == 4096
    assert registry.needed_px([corners, crop], 5000) == 5000


def test_every_step_has_its_place_and_says_what_is_one_photo_s_own() -> None:
    assert set(registry.KINDS) == set(ORDER)
    assert {name for name, kind in registry.KINDS.items() if kind.own} == OWN_STEPS
    assert {name: kind.own_params for name, kind in registry.KINDS.items() if kind.own_params} == OWN_PARAMS
    for name, params in OWN_PARAMS.items():
        assert params <= set(registry.current(Step(name=name)).params)
