"""A Recipe is data that survives storage and names every result."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.imaging.plan import Output, split
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step

NAMES = st.text(min_size=1, max_size=20)
PARAMS = st.dictionaries(
    NAMES, st.one_of(st.text(max_size=20), st.integers(), st.floats(allow_nan=False), st.booleans())
)
STEPS = st.builds(Step, name=NAMES, version=st.integers(1, 99), params=PARAMS)
RECIPES = st.lists(STEPS, max_size=6).map(lambda steps: Recipe(tuple(steps)))


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
        '{"steps": [{"name": "x", "version": 1, "params": {"a": [1]}}]}',
    ],
)
def test_what_is_no_recipe_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        Recipe.from_json(text)


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


def test_an_output_adds_its_frame_and_its_own_background() -> None:
    output = Output(path=Path("out.png"), shape="1x1", background="transparent")
    steps = split(DEFAULT_CLEAN).finishing(output).steps
    assert [(step.name, dict(step.params)) for step in steps] == [
        ("frame", {"shape": "1x1"}),
        ("background", {"colour": "transparent"}),
    ]
