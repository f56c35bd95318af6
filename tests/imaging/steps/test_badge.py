"""A badge in its corner, to be read on any picture."""

from __future__ import annotations

import numpy as np
import pytest

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.image import Image, Pixels
from studio.imaging.recipe import Step
from studio.imaging.steps.badge import CORNERS, STYLES


def _badge(level: int, size: tuple[int, int] = (300, 400), **params: str) -> Pixels:
    image = Image(pixels=np.full((size[1], size[0], 3), level, np.uint8))
    return registry.apply(image, [Step(name="badge", params=params)]).pixels


def _luminance(colour: tuple[int, int, int]) -> float:
    shares = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return float(np.dot(shares, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("style", sorted(STYLES))
def test_letters_and_plate_differ_enough_to_be_read(style: str) -> None:
    """WCAG 2.2 asks for 4.5."""
    darker, lighter = sorted(map(_luminance, STYLES[style]))
    assert (lighter + 0.05) / (darker + 0.05) > 7


@pytest.mark.parametrize("size", [(300, 400), (1080, 1440), (400, 200)])
@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize("level", [0, 255])
def test_it_sits_in_its_corner_on_any_ground(size: tuple[int, int], corner: str, level: int) -> None:
    for style in STYLES:
        pixels = _badge(level, size, corner=corner, style=style)
        rows, columns = np.nonzero(np.abs(pixels.astype(int) - level).max(axis=2) > 60)
        assert len(rows)
        assert (rows.max() < 0.3 * size[1]) if "top" in corner else (rows.min() > 0.7 * size[1])
        assert (columns.max() < 0.4 * size[0]) if "left" in corner else (columns.min() > 0.6 * size[0])


def test_on_its_own_colour_it_has_an_edge() -> None:
    pixels = _badge(255, style="light")
    assert pixels.min(axis=2).astype(int).min() < 60  # the letters
    assert ((pixels > 200) & (pixels < 250)).any()  # the shadow


def test_many_letters_become_smaller_and_stay_inside() -> None:
    pixels = _badge(128, text="W" * 24)
    columns = np.flatnonzero((np.abs(pixels.astype(int) - 128).max(axis=2) > 60).any(axis=0))
    assert columns.min() >= 8
    assert columns.max() <= 291


def test_nothing_to_say_gives_the_same_picture_back() -> None:
    image = Image(pixels=np.zeros((9, 9, 3), np.uint8))
    assert registry.apply(image, [Step(name="badge", params={"text": "  "})]) is image


def test_on_nothing_it_is_seen_too() -> None:
    image = Image(pixels=np.zeros((400, 300, 3), np.uint8), mask=np.zeros((400, 300), np.uint8), see_through=True)
    after = registry.apply(image, [Step(name="badge")])
    assert after.mask is not None
    assert (after.mask == 255).sum() > 500
    assert after.mask[200:].max() == 0


def test_the_badge_is_as_it_was() -> None:
    """A golden result: where it begins and ends, and how much of it is letters."""
    pixels = _badge(255, (1080, 1440))
    dark = np.abs(pixels.astype(int) - STYLES["dark"][0]).max(axis=2) < 40
    rows, columns = np.nonzero(dark)
    found = (columns.min(), columns.max(), rows.min(), rows.max(), dark.sum() / 100)
    assert np.abs(np.array(found) - GOLDEN_BADGE).max() <= 4


GOLDEN_BADGE = np.array((43, 202, 43, 105, 80))


@pytest.mark.parametrize(
    "params", [{"text": "x" * 25}, {"text": "a\nb"}, {"corner": "middle"}, {"style": "loud"}, {"text": 5}]
)
def test_what_is_no_badge_is_refused(params: dict[str, str | int]) -> None:
    with pytest.raises(UserError, match="badge has a setting"):
        registry.current(Step(name="badge", params=params))
