import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.item import Condition, Item
from studio.selling.describe import noun, propose_description, propose_title
from studio.selling.rule_file import load_rules
from studio.selling.rules import Rules
from tests.selling.pieces import piece, pieces, ready_piece

RULES = [load_rules("closet-fair"), load_rules("poshmark")]


def test_a_title_is_made_of_brand_kind_colour_and_size(posh: Rules) -> None:
    dress = ready_piece(category="Women > Dresses > Midi", colours=("Blue", "White"))
    assert propose_title(dress, posh) == "Harbour & Pine midi dress, blue and white, size 6"
    assert propose_title(replace(dress, condition=Condition.NEW_WITH_TAGS), posh).endswith("size 6, new with tags")


def test_what_is_not_known_is_not_in_the_title(posh: Rules) -> None:
    assert propose_title(piece(category="Women > Dresses"), posh) == "Dress"
    assert propose_title(piece(brand="COS", size="one SIZE"), posh) == "COS, one size"
    assert propose_title(piece(size="6", colours=("Red",)), posh) == ""


@pytest.mark.parametrize(
    ("category", "word"),
    [("Women > Dresses > Midi", "midi dress"), ("Women > Jewelry", ""), ("Boats > Sails", "sails"), ("", "")],
)
def test_one_piece_has_a_name_of_its_own(posh: Rules, category: str, word: str) -> None:
    assert noun(category, posh) == word


def test_a_title_that_would_be_too_long_leaves_out_parts_and_cuts_none(posh: Rules) -> None:
    long = piece(brand="B" * 60, category="Women > Dresses", colours=("Blue",), size="14 Long")
    assert propose_title(long, posh) == "B" * 60 + " dress, blue"
    assert propose_title(replace(long, brand="B" * 80), posh) == ""


def test_a_description_tells_facts_flaws_and_measurements(fair: Rules) -> None:
    dress = ready_piece(flaws="a tiny pull at the hem", measurements_mm={"pit_to_pit": 457, "length": 965})
    assert propose_description(dress, fair) == (
        "Harbour & Pine wool shift dress, navy, size 6.\n\n"
        "Brand: Harbour & Pine\nSize on the label: 6\nColour: blue\nCondition: Good, gently worn\n\n"
        "Flaws: a tiny pull at the hem.\n\n"
        "Laid flat: pit to pit 18 in, length 38 in."
    )
    assert propose_description(dress, fair, "cm").endswith("Laid flat: pit to pit 45.5 cm, length 96.5 cm.")


def test_a_description_of_nothing_is_empty(fair: Rules) -> None:
    assert propose_description(piece(), fair) == ""


def test_flaws_stay_where_everything_else_has_to_go(fair: Rules) -> None:
    worn = ready_piece(flaws="x" * 1480, title="y" * 80)
    assert propose_description(worn, fair) == f"Flaws: {'x' * 1480}."


@given(item=pieces, flaws=st.text(max_size=1600), rules=st.sampled_from(RULES))
def test_proposals_keep_the_limits_and_invent_nothing(item: Item, flaws: str, rules: Rules) -> None:
    item = replace(item, flaws=flaws)
    assert rules.limits.title_max is not None
    assert rules.limits.description_max is not None
    assert len(propose_title(item, rules)) <= rules.limits.title_max.value
    described = propose_description(item, rules)
    assert len(described) <= rules.limits.description_max.value or described == propose_description(
        piece(flaws=flaws), rules
    )
    if not item.size.strip():
        assert "Size on the label" not in re.sub(re.escape(flaws), "", described)
    assert propose_description(item, rules) == described
