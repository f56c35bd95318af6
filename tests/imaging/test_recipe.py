"""A Recipe is data that survives storage and names every result."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.imaging import registry
from studio.imaging.plan import Output, split
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step

NAMES = st.text(min_size=1, max_size=8)
SCALARS = st.one_of(st.text(max_size=8), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
POINTS = st.lists(st.tuples(SCALARS, SCALARS), max_size=2)
PARAMS = st.dictionaries(
    NAMES,
    SCALARS | st.lists(SCALARS, max_size=2) | POINTS | st.lists(st.dictionaries(NAMES, POINTS, max_size=2), max_size=2),
    max_size=3,
)
STEPS = st.builds(Step, name=NAMES, version=st.integers(1, 99), params=PARAMS)
RECIPES = st.lists(STEPS, max_size=3).map(lambda steps: Recipe(tuple(steps)))


@given(RECIPES)
def test_every_recipe_survives_json(recipe: Recipe) -> None:
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_no_text_is_the_empty_recipe() -> None:
    assert Recipe.from_json("") == Recipe()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"steps": 5}',
        '{"steps": [null]}',
        '{"steps": [{"version": 1}]}',
        '{"steps": [{"name": 1, "version": 1}]}',
        '{"steps": [{"name": "x", "version": "1"}]}',
        '{"steps": [{"name": "x", "version": true}]}',
        '{"steps": [{"name": "x", "version": 1, "params": []}]}',
        '{"steps": [{"name": "x", "version": 1, "params": {"a": null}}]}',
        '{"steps": [{"name": "x", "version": 1, "params": {"a": NaN}}]}',
        '{"steps": [{"name": "x", "version": 1, "params": {"a": 1e999}}]}',
        '{"steps": [{"name": "x", "version": 1, "params": {"a": [[[[[1]]]]]}}]}',
        '{"steps": {"0": {"name": "x", "version": 1}}}',
        "[" * 100_000,
        '{"steps": [{"name": "x", "version": 1, "params": {"a": [' + "1," * 2_000 + "1]}}]}",
        '{"steps": [{"name": "x", "version": 1, "params": {"a": "' + "x" * 1_001 + '"}}]}',
        '{"steps": [' + '{"name": "x", "version": 1},' * 64 + '{"name": "x", "version": 1}]}',
        '{"steps": [{"name": "x", "version": 1, "params": {"a": ' + "9" * 5_000 + "}}]}",
        " " * 4_000_000 + "{}",
    ],
    ids=range(20),
)
def test_what_is_no_recipe_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        Recipe.from_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
VALUES = JSON | st.sampled_from([[], [[]], [[0, 0]], [{}], [{"points": [[0, 0]]}], -1, 10**400, "\x00"])
HOSTILE = st.builds(
    lambda names, version: [
        {
            "name": kind.name,
            "version": version,
            "params": {field.name: draw for field, draw in zip(fields(kind.params), names, strict=False)},
        }
        for kind in registry.KINDS.values()
    ],
    st.lists(VALUES, min_size=4, max_size=4),
    st.integers(0, 3),
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_a_hostile_recipe_is_one_sentence_or_a_recipe(steps: list[dict[str, Any]]) -> None:
    for step in steps:
        try:
            (known,) = Recipe.from_json(json.dumps({"steps": [step]})).steps
            written = registry.current(known)
        except UserError:
            continue
        assert Recipe.from_json(Recipe((written,)).to_json()) == Recipe((written,))


def test_steps_find_their_canonical_place_whoever_adds_them_when() -> None:
    recipe = DEFAULT_CLEAN
    for name in ("badge", "crop", "spots", "sharpen", "perspective", "crop"):
        recipe = recipe.with_step(Step(name=name))
    names = ["perspective", "crop", "white_balance", "exposure", "spots", "cutout", "background", "sharpen", "badge"]
    assert [step.name for step in recipe.steps] == names
    assert [step.name for step in recipe.without("spots").without("spots").steps] == [n for n in names if n != "spots"]
    newer = recipe.with_step(Step(name="crop", params={"left": 0.1})).step("crop")
    assert newer is not None
    assert newer.params == {"left": 0.1}


STROKE = {"add": True, "size": 0.01, "soft": 0.5, "points": [[0.1, 0.2], [0.3, 0.4]]}
OWN = (
    DEFAULT_CLEAN.replaced("cutout", Step(name="cutout", params={"backend": "classic", "strokes": [STROKE]}))
    .with_step(Step(name="spots", params={"spots": [[0.5, 0.5, 0.01]]}))
    .with_step(Step(name="measure", params={"lines": [[0, 0, 1, 1]], "labels": ["18 in"]}))
    .with_step(Step(name="tone", params={"clarity": 0.2}))
)


def test_what_goes_to_other_photos_leaves_out_what_is_this_one_s_own() -> None:
    shared = OWN.portable()
    assert [step.name for step in shared.steps] == ["white_balance", "exposure", "tone", "cutout", "background"]
    assert shared.steps[3].params == {"backend": "classic"}


def test_another_photo_keeps_its_own_when_a_recipe_is_copied_to_it() -> None:
    mine = Recipe((Step(name="crop", params={"left": 0.2}), Step(name="cutout", params={"strokes": [STROKE]})))
    copied = OWN.onto(mine)
    assert [step.name for step in copied.steps] == ["crop", "white_balance", "exposure", "tone", "cutout", "background"]
    assert copied.steps[4].params == {"backend": "classic", "strokes": [STROKE]}
    assert DEFAULT_CLEAN.without("cutout").onto(mine) == Recipe((mine.steps[0], *DEFAULT_CLEAN.without("cutout").steps))


@given(RECIPES, RECIPES)
def test_results_share_a_key_only_if_their_steps_are_the_same(one: Recipe, other: Recipe) -> None:
    assert (one.key("a") == other.key("a")) == (one == other)


def test_the_key_depends_on_original_steps_so_far_and_size() -> None:
    keys = {
        DEFAULT_CLEAN.key("a"),
        DEFAULT_CLEAN.key("b"),
        DEFAULT_CLEAN.key("a", 2),
        DEFAULT_CLEAN.key("a", long_edge_px=500),
    }
    assert len(keys) == 4
    longer = Recipe((*DEFAULT_CLEAN.steps[:2], Step(name="other")))
    assert longer.key("a", 2) == DEFAULT_CLEAN.key("a", 2)


def test_a_recipe_splits_around_its_cutout() -> None:
    plan = split(DEFAULT_CLEAN)
    assert [step.name for step in plan.before.steps] == ["white_balance", "exposure"]
    assert [step.name for step in plan.master.steps] == ["cutout"]
    assert [step.name for step in plan.after.steps] == ["background"]


def test_without_a_cutout_everything_comes_before() -> None:
    plan = split(Recipe((Step(name="exposure"),)))
    assert [step.name for step in plan.before.steps] == ["exposure"]
    assert plan.master == Recipe()


def test_what_finishes_an_output_comes_after_its_frame_with_and_without_a_cutout() -> None:
    output = Output(path=Path("out.jpg"), shape="3x4")
    for recipe in (Recipe((Step(name="tone"),)), DEFAULT_CLEAN):
        plan = split(recipe.with_step(Step(name="badge")).with_step(Step(name="sharpen")))
        assert not {step.name for step in plan.before.steps} & {"badge", "sharpen"}
        names = [step.name for step in plan.finishing(output).steps]
        assert [names[0], *names[-2:]] == ["frame", "sharpen", "badge"]


def test_an_output_adds_its_frame_and_its_own_background() -> None:
    output = Output(path=Path("out.png"), shape="1x1", background="transparent")
    steps = split(DEFAULT_CLEAN).finishing(output).steps
    assert [(step.name, dict(step.params)) for step in steps] == [
        ("frame", {"shape": "1x1"}),
        ("background", {"colour": "transparent"}),
    ]
