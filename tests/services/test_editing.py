"""Steps of a Recipe as values, and the Operations that change them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.photo import Photo
from studio.imaging import registry
from studio.imaging.order import ORDER
from studio.imaging.recipe import Recipe, Step
from studio.services import editing, history, importing, photos
from studio.services.context import Studio
from studio.services.editing import StepRules, StepValues

RULES = {
    name: StepRules(version=kind.version, usual=json.loads(json.dumps(asdict(kind.params()))))
    for name, kind in registry.KINDS.items()
}


@pytest.fixture
def shirts(studio: Studio, tmp_path: Path) -> list[Photo]:
    """Three photos, imported."""
    for number in range(3):
        pixels = np.full((160, 120, 3), (205, 215, 220), np.uint8)
        cv2.rectangle(pixels, (30 + number, 40), (90, 130), (150, 60, 30), -1)
        cv2.imwrite(str(tmp_path / f"{number}.png"), pixels)
    report = importing.import_photos(studio, sorted(tmp_path.glob("*.png")), Quiet())
    return photos.load(studio, report.photos)


def values(name: str, **params: object) -> StepValues:
    rules = RULES[name]
    return StepValues(name=name, version=rules.version, params={**rules.usual, **params})


def now(studio: Studio, photo: Photo) -> Photo:
    return photos.load(studio, [photo.id])[0]


def test_the_child_tells_the_rules_of_every_step(studio: Studio) -> None:
    assert editing.read_rules(studio, Quiet()) == RULES


def test_steps_are_stored_in_their_order_and_without_what_is_usual() -> None:
    steps = editing.with_step((values("background", colour="#123456"),), values("tone", contrast=0.5))
    stored = Recipe.from_json(editing.recipe_of(steps, RULES))
    assert [step.name for step in stored.steps] == ["tone", "background"]
    assert stored.steps[0].params == {"contrast": 0.5}
    assert editing.known_steps(stored.to_json(), RULES) == steps
    assert editing.recipe_of((), RULES) == ""


def test_every_step_has_its_place() -> None:
    assert set(RULES) <= set(ORDER)


def test_an_old_step_is_read_in_its_newest_version(studio: Studio, shirts: list[Photo]) -> None:
    old = Recipe((Step(name="white_balance", params={"strength": 0.3}),)).to_json()
    assert editing.known_steps(old, RULES) is None
    (step,) = editing.read_steps(studio, old, Quiet())
    assert step == values("white_balance", strength=0.3)
    photos.develop(studio, [shirts[0].id], old, Quiet())
    editing.set_step(studio, [shirts[0].id], values("tone", contrast=0.1), RULES, Quiet())
    assert editing.known_steps(now(studio, shirts[0]).recipe, RULES) == (step, values("tone", contrast=0.1))


def test_a_step_that_nobody_knows_is_refused_with_a_sentence(studio: Studio) -> None:
    unknown = Recipe((Step(name="sparkles"),)).to_json()
    with pytest.raises(UserError, match="sparkles"):
        editing.read_steps(studio, unknown, Quiet())


def test_changes_of_one_step_within_two_seconds_are_one_step_of_the_history(
    studio: Studio, shirts: list[Photo]
) -> None:
    first = shirts[0].id
    for contrast in (0.1, 0.2, 0.3):
        editing.set_step(studio, [first], values("tone", contrast=contrast), RULES, Quiet())
    editing.remove_step(studio, [first], "tone", RULES, Quiet())
    assert now(studio, shirts[0]).recipe == ""
    editing.set_step(studio, [first], values("sharpen"), RULES, Quiet())
    assert studio.catalog.history()[:2] == ["edit sharpness of 1 photo", "edit tone of 1 photo"]
    history.undo(studio)
    history.undo(studio)
    assert not studio.catalog.history()[0].startswith("edit")


def test_what_is_set_apart_is_taken_back_apart(studio: Studio, shirts: list[Photo]) -> None:
    stroke = {"add": True, "size": 0.02, "soft": 0.2, "points": [[0.5, 0.5], [0.6, 0.6]]}
    for count in (1, 2):
        strokes = values("cutout", strokes=[stroke] * count)
        editing.set_step(studio, [shirts[0].id], strokes, RULES, Quiet(), apart=True)
    history.undo(studio)
    (step,) = editing.known_steps(now(studio, shirts[0]).recipe, RULES) or ()
    assert step.params["strokes"] == [stroke]


def test_settings_are_copied_without_what_belongs_to_one_photo(studio: Studio, shirts: list[Photo]) -> None:
    first, *others = (photo.id for photo in shirts)
    for step in (values("crop", angle_deg=2.0), values("tone", contrast=0.4), values("sharpen", amount=0.7)):
        editing.set_step(studio, [first], step, RULES, Quiet())
    editing.set_step(studio, [others[0]], values("crop", quarter_turns=1), RULES, Quiet())
    assert editing.copy_settings(studio, first, [first, *others]) == 2
    assert history.next_undo(studio) == "copy settings to 2 photos"
    turned, plain = (editing.known_steps(now(studio, photo).recipe, RULES) for photo in shirts[1:])
    assert turned == (values("crop", quarter_turns=1), values("tone", contrast=0.4), values("sharpen", amount=0.7))
    assert plain == turned[1:]
    history.undo(studio)
    assert now(studio, shirts[2]).recipe == ""


def test_copying_to_nobody_or_from_nothing_changes_nothing(studio: Studio, shirts: list[Photo]) -> None:
    steps = len(studio.catalog.history())
    assert editing.copy_settings(studio, shirts[0].id, [shirts[0].id]) == 0
    assert editing.copy_settings(studio, shirts[0].id, [shirts[1].id]) == 0  # both are as shot
    assert len(studio.catalog.history()) == steps


def test_the_history_of_a_photo_is_what_changed_its_look(studio: Studio, shirts: list[Photo]) -> None:
    first = shirts[0].id
    editing.set_step(studio, [first], values("tone", contrast=0.4), RULES, Quiet())
    photos.split(studio, [first])
    editing.set_step(studio, [photo.id for photo in shirts], values("sharpen"), RULES, Quiet())
    edits = editing.past_edits(studio, first)
    assert [edit.title for edit in edits[:2]] == ["edit sharpness of 3 photos", "edit tone of 1 photo"]
    assert [edit.now for edit in edits] == [True] + [False] * (len(edits) - 1)
    assert edits[-1].recipe == ""
    history.undo(studio)
    assert editing.past_edits(studio, first)[0].title == "edit tone of 1 photo"


def test_one_goes_back_to_any_edit_and_from_there_back_again(studio: Studio, shirts: list[Photo]) -> None:
    first = shirts[0].id
    editing.set_step(studio, [first], values("tone", contrast=0.4), RULES, Quiet())
    wanted = now(studio, shirts[0]).recipe
    editing.set_step(studio, [first], values("sharpen"), RULES, Quiet())
    past = editing.past_edits(studio, first)[1]
    editing.go_back(studio, first, past)
    assert now(studio, shirts[0]).recipe == wanted
    assert history.next_undo(studio) == "go back to “edit tone of 1 photo”"
    history.undo(studio)
    assert "sharpen" in now(studio, shirts[0]).recipe


def test_a_doubt_goes_when_the_mask_does_and_comes_back_with_it(studio: Studio, shirts: list[Photo]) -> None:
    first = shirts[0].id
    cut = Recipe((Step(name="cutout", version=2, params={"backend": "classic"}),)).to_json()
    photos.develop(studio, [first], cut, Quiet())
    sure = now(studio, shirts[0]).confidence
    assert sure is not None
    editing.set_step(studio, [first], values("background", colour="#f2f2f2"), RULES, Quiet())
    assert now(studio, shirts[0]).confidence == sure
    editing.set_step(studio, [first], values("tone", exposure_ev=1.0), RULES, Quiet())
    assert now(studio, shirts[0]).confidence is None
    history.undo(studio)
    assert now(studio, shirts[0]).confidence == sure


def test_every_step_has_a_name_in_the_history() -> None:
    assert editing.title_of("tone", 1) == "edit tone of 1 photo"
    assert editing.title_of("white_balance", 3) == "edit white balance of 3 photos"
