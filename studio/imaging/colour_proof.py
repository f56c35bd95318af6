"""Colour proof: how far the garment's colours are from those that the camera saw, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.imaging import registry
from studio.imaging.colour_difference import delta_e_2000, lab
from studio.imaging.image import Image, Pixels
from studio.imaging.order import DRAWN, GEOMETRY
from studio.imaging.recipe import Step
from studio.imaging.steps import cutout

_SAMPLE = 30_000  # pixels that the whole recipe is judged by: the mean is then sure to a hundredth


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourProof:
    """Differences in CIEDE2000, of which 1 can just be seen, inside the garment and away from its soft rim.

    `cutout_*` is what the cut-out alone did there, which is nothing; `total_*` is what the whole recipe did.
    """

    cutout_mean: float
    cutout_p95: float
    total_mean: float
    total_p95: float


def prove(original: Image, steps: Sequence[Step], coarse: Pixels | None = None) -> ColourProof | None:
    """Return the proof of a recipe on an upright `original` with the coarse mask that its cut-out uses.

    None where nothing is far enough inside the garment. Without a cut-out, the whole picture counts.
    """
    shot = registry.apply(original, (step for step in steps if step.name in GEOMETRY))
    image, before, after = original, original, original
    for step in (one for one in steps if one.name not in DRAWN):
        if step.name == "cutout":
            before = replace(image, mask=coarse)
            image = after = registry.apply(before, [step])
        else:
            image = registry.apply(image, [step])
    return compare(shot.pixels, before.pixels, after.pixels, image.pixels, inside(after, steps))


def inside(image: Image, steps: Sequence[Step]) -> NDArray[np.bool_]:
    """Return where `image` is surely garment: farther from the mask's edge than the cut-out softens it."""
    if image.mask is None:
        return np.ones(image.pixels.shape[:2], np.bool_)
    given = next((step for step in steps if step.name == "cutout"), Step(name="cutout"))
    softness = registry.current(given).params["softness"]
    reach = 2 * cutout.radius_px(image, float(str(softness))) + 1
    sure = cv2.threshold(image.mask, 254, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.erode(sure, np.ones((2 * reach + 1,) * 2, np.uint8)), np.uint8) > 0


def compare(
    shot: Pixels, before: Pixels, after: Pixels, finished: Pixels, within: NDArray[np.bool_]
) -> ColourProof | None:
    """Return the proof from pictures of one size: as shot, before and after the cut-out, and finished."""
    places = np.flatnonzero(within)
    if not len(places):
        return None
    one, other = before.reshape(-1, 3)[places], after.reshape(-1, 3)[places]
    changed = (one != other).any(axis=1)
    cut = np.zeros(len(places))
    cut[changed] = delta_e_2000(lab(one[changed]), lab(other[changed]))
    some = places[:: max(1, len(places) // _SAMPLE)]
    total = delta_e_2000(lab(shot.reshape(-1, 3)[some]), lab(finished.reshape(-1, 3)[some]))
    return ColourProof(
        cutout_mean=float(cut.mean()),
        cutout_p95=float(np.percentile(cut, 95)),
        total_mean=float(total.mean()),
        total_p95=float(np.percentile(total, 95)),
    )
