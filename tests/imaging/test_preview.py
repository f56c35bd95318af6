"""The child of the live preview against what others send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging import codec
from studio.imaging.preview import Previewer, Subject
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step
from tests.imaging.drawing import shirt


def test_hostile_files_are_shown_or_refused_and_the_child_lives(shared: Path, tmp_path: Path) -> None:
    files = sorted(file for file in (shared / "data" / "hostile").iterdir() if file.suffix != ".csv")
    assert len(files) > 20
    previewer = Previewer(tmp_path)
    recipe = Recipe((Step(name="exposure"),))
    seen: set[int] = set()
    sentences = []
    try:
        for file in files:
            try:
                made = previewer.render(Subject(source=file, sha256=file.name), recipe, Quiet())
                assert made.file.stat().st_size == made.facts["width"] * made.facts["height"] * 4
            except UserError as error:
                sentences.append(str(error))
            seen.update(previewer.pids)
    finally:
        previewer.close()
    assert len(seen) <= 2
    assert all(sentence.endswith(".") for sentence in sentences)


def test_what_is_kept_stays_within_its_room(tmp_path: Path, photo: Path) -> None:
    previewer = Previewer(tmp_path / "preview")
    try:
        subject = Subject(source=photo, sha256="many", long_edge_px=480)
        for number in range(60):
            recipe = Recipe((Step(name="tone", params={"contrast": number / 60}),))
            previewer.render(subject, recipe, Quiet())
        first = previewer.render(subject, Recipe(), Quiet())
        assert first.facts["width"] == 360
    finally:
        previewer.close()


@pytest.mark.parametrize("recipe", [Recipe((Step(name="sparkles"),)), Recipe((Step(name="tone", version=9),))])
def test_a_recipe_from_the_future_is_refused(tmp_path: Path, photo: Path, recipe: Recipe) -> None:
    previewer = Previewer(tmp_path / "preview")
    try:
        with pytest.raises(UserError, match="does not know"):
            previewer.render(Subject(source=photo, sha256="future"), recipe, Quiet())
        with pytest.raises(UserError, match="does not know"):
            previewer.current(recipe, Quiet())
    finally:
        previewer.close()


def test_a_close_look_proves_the_colours_and_proposes_to_straighten(tmp_path: Path, save: Any) -> None:
    way = cv2.getRotationMatrix2D((240, 240), -6, 1)
    pixels, mask = (
        cv2.warpAffine(plane, way, (480, 480), borderMode=cv2.BORDER_REPLICATE) for plane in shirt(480, 480)
    )
    pixels[400:450, 20:80] = (124, 118, 98)
    photo, coarse = save(pixels, "askew.png"), tmp_path / "mask.png"
    codec.keep_mask(np.asarray(mask, np.uint8), coarse)
    previewer = Previewer(tmp_path / "preview")
    recipe = DEFAULT_CLEAN.with_step(Step(name="badge"))
    try:
        subject = Subject(source=photo, sha256="askew")
        facts = previewer.render(subject, recipe, Quiet(), mask=coarse, closely=True).facts
        turned = recipe.with_step(Step(name="crop", params={"angle_deg": facts["tilt"]["angle_deg"]}))
        after = previewer.render(subject, turned, Quiet(), closely=True).facts
        quick = previewer.render(subject, recipe, Quiet(), mask=coarse).facts
    finally:
        previewer.close()
    assert facts["tilt"]["angle_deg"] == pytest.approx(-6, abs=0.5)
    assert facts["tilt"]["confidence"] > 0.8
    assert facts["grey_card"]["rgb"] == pytest.approx((124, 118, 98), abs=1)
    assert facts["proof"]["cutout_mean"] == 0
    assert facts["proof"]["cutout_p95"] == 0
    assert 0.5 < facts["proof"]["total_mean"] <= facts["proof"]["total_p95"]
    assert abs(after["tilt"]["angle_deg"]) < 0.5
    assert not {"tilt", "proof", "grey_card"} & set(quick)
