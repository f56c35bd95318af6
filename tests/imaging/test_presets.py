"""Presets of the program are good, those of the seller are kept, and a bad file is one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.imaging import presets, registry
from studio.imaging.image import Image
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step
from tests.imaging.drawing import shirt

BUILT_IN = presets.listed(Path("nowhere")).presets
OWN = (
    DEFAULT_CLEAN.with_step(Step(name="tone", params={"clarity": 0.3}))
    .with_step(Step(name="crop", params={"left": 0.2}))
    .replaced("cutout", Step(name="cutout", version=2, params={"strokes": [{"add": True}], "softness": 0.01}))
)


def test_the_first_preset_is_what_most_photos_need() -> None:
    assert BUILT_IN[0].name == "white-gentle"
    assert [registry.current(step) for step in BUILT_IN[0].recipe.steps] == [
        registry.current(step) for step in DEFAULT_CLEAN.steps
    ]
    assert len(BUILT_IN) >= 4
    assert not any(one.own for one in BUILT_IN)


@pytest.mark.parametrize("preset", BUILT_IN, ids=lambda one: one.name)
def test_a_preset_of_the_program_runs_in_canonical_order_and_explains_itself(preset: presets.Preset) -> None:
    pixels, mask = shirt(120, 160)
    result = registry.apply(Image(pixels=pixels, mask=mask), preset.recipe.steps)
    assert result.pixels.shape == pixels.shape
    in_order = preset.recipe
    for step in preset.recipe.steps:
        in_order = in_order.with_step(step)
    assert in_order == preset.recipe
    assert preset.title
    assert preset.about.endswith(".")


def test_what_is_kept_comes_back_without_what_was_the_photo_s_own(tmp_path: Path) -> None:
    kept = presets.save(tmp_path / "presets", "  Été, à la   mer! ", OWN, about="For linen.")
    assert kept.name == "ete-a-la-mer"
    assert kept.title == "Été, à la mer!"
    assert kept.recipe == OWN.portable()
    assert presets.load("ete-a-la-mer", tmp_path / "presets") == kept
    found = presets.listed(tmp_path / "presets")
    assert found.presets == (*BUILT_IN, kept)
    assert found.complaints == ()


def test_the_same_title_is_the_same_preset_and_another_gets_another_file(tmp_path: Path) -> None:
    first = presets.save(tmp_path, "Linen", DEFAULT_CLEAN)
    again = presets.save(tmp_path, "linen", OWN)
    other = presets.save(tmp_path, "Linen!", DEFAULT_CLEAN)
    program = presets.save(tmp_path, "White gentle", DEFAULT_CLEAN)
    assert [one.name for one in (first, again, other, program)] == ["linen", "linen", "linen-2", "white-gentle-2"]
    assert presets.load("linen", tmp_path).recipe == OWN.portable()
    assert presets.save(tmp_path, "日本", DEFAULT_CLEAN).name == "preset"


def test_a_preset_that_was_removed_is_gone_and_the_program_s_stay(tmp_path: Path) -> None:
    presets.save(tmp_path, "Linen", DEFAULT_CLEAN)
    presets.remove(tmp_path, "linen")
    assert presets.listed(tmp_path).presets == BUILT_IN
    for name in ("linen", "white-gentle"):
        with pytest.raises(UserError, match="no preset of your own"):
            presets.remove(tmp_path, name)


@pytest.mark.parametrize("title", ["", "   ", "x" * 61])
def test_a_preset_needs_a_title(tmp_path: Path, title: str) -> None:
    with pytest.raises(UserError, match="needs a title"):
        presets.save(tmp_path, title, DEFAULT_CLEAN)


def test_a_recipe_of_one_photo_alone_is_no_preset(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nothing to keep"):
        presets.save(tmp_path, "Crop", Recipe((Step(name="crop", params={"left": 0.2}),)))


BAD = {
    "torn": '{"title": "Torn", "ste',
    "list": "[]",
    "untitled": '{"steps": []}',
    "titled": '{"title": 5, "steps": []}',
    "stepless": '{"title": "None"}',
    "nested": "[" * 100_000,
    "steps": '{"title": "Bad", "steps": [{"name": 5}]}',
    "about": '{"title": "Bad", "about": 7, "steps": []}',
}


def test_a_bad_file_is_one_sentence_and_the_others_can_be_used(tmp_path: Path) -> None:
    for name, text in BAD.items():
        (tmp_path / f"{name}.json").write_text(text)
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder.json").mkdir()
    kept = presets.save(tmp_path, "Linen", DEFAULT_CLEAN)
    found = presets.listed(tmp_path)
    assert found.presets == (*BUILT_IN, kept)
    assert len(found.complaints) == len(BAD) + 2
    for sentence in found.complaints:
        assert ".json " in sentence
        assert "\n" not in sentence
    for name in BAD:
        with pytest.raises(UserError, match=rf"{name}\.json"):
            presets.load(name, tmp_path)


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(9_000_000)
    assert "too large" in presets.listed(tmp_path).complaints[0]


def test_a_name_that_nobody_has_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There are: white-gentle, "):
        presets.load("whiet", tmp_path)


def test_a_file_may_hold_a_photo_s_recipe_or_a_preset(tmp_path: Path) -> None:
    (tmp_path / "photo.json").write_text(OWN.to_json())
    assert presets.recipe_in(tmp_path / "photo.json") == OWN
    (tmp_path / "preset.json").write_text(json.dumps({"title": "x", **OWN.to_plain()}))
    assert presets.recipe_in(tmp_path / "preset.json") == OWN
    with pytest.raises(UserError, match="cannot be read"):
        presets.recipe_in(tmp_path / "nowhere.json")


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be made"):
        presets.save(tmp_path / "file" / "presets", "Linen", DEFAULT_CLEAN)
