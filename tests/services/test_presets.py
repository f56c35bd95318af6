"""Presets on photos: used, kept, removed."""

from __future__ import annotations

import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe
from studio.services import editing, history, photos, presets
from studio.services.context import Studio
from tests.services.test_editing import RULES, now, shirts, values

__all__ = ["shirts"]  # the fixture


def test_a_preset_is_used_on_several_photos_as_one_step_that_can_be_taken_back(
    studio: Studio, shirts: list[Photo]
) -> None:
    wanted = [photo.id for photo in shirts]
    editing.set_step(studio, wanted[:1], values("crop", left=0.2), RULES, Quiet())
    assert presets.use(studio, wanted, "warm-grey") == 3
    title = next(one.title for one in presets.listed(studio) if one.name == "warm-grey")
    assert history.next_undo(studio) == f"use “{title}” on 3 photos"
    kept = Recipe.from_json(now(studio, shirts[0]).recipe)
    assert kept.step("crop") is not None
    assert kept.step("background") is not None
    assert presets.use(studio, wanted, "warm-grey") == 0
    history.undo(studio)
    assert now(studio, shirts[1]).recipe == ""


def test_what_is_done_with_a_photo_is_kept_without_what_is_its_own(studio: Studio, shirts: list[Photo]) -> None:
    first = shirts[0].id
    for step in (values("crop", left=0.2), values("tone", contrast=0.3)):
        editing.set_step(studio, [first], step, RULES, Quiet())
    made = presets.save(studio, first, "Hard light")
    assert (made.title, made.own) == ("Hard light", True)
    assert presets.listed(studio)[-1] == made
    presets.use(studio, [shirts[1].id], made.name)
    assert [step.name for step in Recipe.from_json(now(studio, shirts[1]).recipe).steps] == ["tone"]
    presets.remove(studio, made.name)
    assert made not in presets.listed(studio)
    assert "tone" in now(studio, shirts[1]).recipe


def test_there_is_nothing_to_keep_of_a_photo_as_shot_or_of_none(studio: Studio, shirts: list[Photo]) -> None:
    with pytest.raises(UserError, match="nothing to keep"):
        presets.save(studio, shirts[0].id, "Nothing")
    photos.remove(studio, [shirts[0].id])
    with pytest.raises(UserError, match="not in the closet"):
        presets.save(studio, PhotoId(shirts[0].id), "Gone")
    with pytest.raises(UserError, match="no preset"):
        presets.use(studio, [shirts[1].id], "sparkles")
