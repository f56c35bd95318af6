from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.selling.readiness import Readiness, check
from studio.selling.rule_file import load_rules
from studio.selling.rules import Rules
from tests.selling.pieces import piece, pieces, ready_piece

RULES = [load_rules("closet-fair"), load_rules("poshmark")]


def sentences(found: Readiness) -> list[str]:
    return [problem.sentence for problem in found.problems]


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.id)
def test_a_piece_with_everything_is_ready_and_full(rules: Rules) -> None:
    found = check(ready_piece(), 3, rules)
    assert found == Readiness(problems=(), score=100)
    assert (found.ready, found.summary) == (True, "")


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.id)
def test_an_empty_piece_lacks_what_is_asked_for_in_the_order_of_the_form(rules: Rules) -> None:
    found = check(piece(), 0, rules)
    assert [problem.field for problem in found.problems] == [rule.value for rule in rules.asks]
    assert (found.ready, found.score) == (False, 0)
    assert found.sentence("size") == "Say the size, or “One size”."
    assert found.sentence("bin") == ""


def test_the_summary_names_what_blocks_first_and_counts_the_rest(fair: Rules) -> None:
    assert check(ready_piece(weight_g=None), 1, fair).summary == "misses a weight"
    assert check(ready_piece(weight_g=None, size=" "), 1, fair).summary == "misses a size and a weight"
    assert check(ready_piece(weight_g=None, title="", size=""), 1, fair).summary == "misses a title, a size and 1 more"
    assert check(ready_piece(title="x" * 92), 1, fair).summary == "Title has 92 characters, Closet Fair takes 80."


def test_what_is_missing_blocks_at_one_marketplace_and_is_advised_at_another(fair: Rules, posh: Rules) -> None:
    assert check(ready_piece(size=""), 1, fair).ready
    assert not check(ready_piece(size=""), 1, posh).ready


@pytest.mark.parametrize(
    ("doubtful", "sentence", "summary"),
    [
        ([0, 2], "The cover's cut-out needs a look: open it in Photos, and press Enter if it is good.", "the cover"),
        ([2], "1 cut-out needs a look: open it in Photos, and press Enter if it is good.", "1 photo"),
        ([1, 2], "2 cut-outs need a look: open them in Photos, and press Enter where they are good.", "2 photos"),
    ],
)
def test_a_cut_out_in_doubt_blocks_and_the_sentence_says_how_to_mend_it(
    fair: Rules, doubtful: list[int], sentence: str, summary: str
) -> None:
    found = check(ready_piece(), 3, fair, doubtful=doubtful)
    assert [(problem.field, problem.sentence, problem.blocks) for problem in found.problems] == [
        ("photos", sentence, True)
    ]
    assert found.summary == f"misses a look at {summary}"


@pytest.mark.parametrize(
    ("change", "photo_count", "sentence", "blocks"),
    [
        ({"title": "x" * 81}, 1, "Title has 81 characters, Closet Fair takes 80.", True),
        ({"description": "x" * 1612}, 1, "Description has 1,612 characters, Closet Fair takes 1,500.", True),
        ({"brand": "x" * 61}, 1, "Brand has 61 characters, Closet Fair takes 60.", True),
        ({"size": "x" * 61}, 1, "Size has 61 characters, Closet Fair takes 60.", True),
        ({}, 17, "There are 17 photos, Closet Fair takes 16.", True),
        ({"colours": ("Red", "Blue", "Tan", "Pink")}, 1, "Closet Fair takes 3 colours, not 4.", True),
        ({"colours": ("Teal",)}, 1, "“Teal” is not one of Closet Fair's colours.", False),
        ({"category": "Boats"}, 1, "“Boats” is not one of Closet Fair's categories.", False),
        ({"price_minor": 299}, 1, "The price is $2.99, Closet Fair begins at $3.00.", True),
        (
            {"price_minor": 10_000_001},
            1,
            "The price is $100,000.01, Closet Fair ends at $100,000.00.",
            True,
        ),
        ({"currency": "EUR"}, 1, "Closet Fair does not sell in EUR.", True),
        ({"floor_minor": 6801}, 1, "Your floor of $68.01 is above the price of $68.00.", False),
        ({"weight_g": 31_751}, 1, "It is too heavy: Closet Fair takes parcels up to 31,750 g (70 lb).", True),
    ],
)
def test_what_is_out_of_bounds_is_said_in_one_sentence(
    fair: Rules, change: dict[str, Any], photo_count: int, sentence: str, blocks: bool
) -> None:
    found = check(ready_piece(**change), photo_count, fair)
    assert [(problem.sentence, problem.blocks) for problem in found.problems] == [(sentence, blocks)]
    assert found.score < 100


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x" * 80},
        {"description": "x" * 1500},
        {"brand": "x" * 60},
        {"colours": ("red", "BLUE", "Tan")},
        {"price_minor": 300},
        {"price_minor": 10_000_000},
        {"floor_minor": 6800},
        {"weight_g": 31_750},
    ],
)
def test_what_lies_exactly_on_a_bound_is_in_order(fair: Rules, change: dict[str, Any]) -> None:
    assert check(ready_piece(**change), 16, fair).problems == ()


@pytest.mark.parametrize(
    "change",
    [{"title": "x" * 92}, {"description": "x" * 1501}, {"price_minor": 299}, {"weight_g": 6805}],
)
def test_what_sources_disagree_about_warns_and_does_not_block(posh: Rules, change: dict[str, Any]) -> None:
    found = check(ready_piece(**change), 1, posh)
    assert len(found.problems) == 1
    assert found.ready


def test_poshmark_takes_two_colours(posh: Rules) -> None:
    assert check(ready_piece(colours=("Red", "Tan")), 1, posh).ready
    assert sentences(check(ready_piece(colours=("Red", "Tan", "Blue")), 1, posh)) == [
        "Poshmark takes 2 colours, not 3."
    ]


def test_a_heavy_parcel_says_what_the_label_costs(posh: Rules) -> None:
    assert check(ready_piece(weight_g=2268), 1, posh).problems == ()
    assert sentences(check(ready_piece(weight_g=2269), 1, posh)) == ["Over 2,268 g (5 lb) the label costs you $5.00."]
    assert sentences(check(ready_piece(weight_g=4537), 1, posh)) == ["Over 2,268 g (5 lb) the label costs you $10.00."]


def test_characters_are_code_points_so_an_emoji_of_three_counts_three(fair: Rules) -> None:
    assert check(ready_piece(title="🌊" * 80), 1, fair).ready
    family = "👩‍👧"  # woman, joiner, girl
    assert sentences(check(ready_piece(title=family * 27), 1, fair)) == [
        "Title has 81 characters, Closet Fair takes 80."
    ]


def test_earrings_are_not_asked_for_measurements(posh: Rules) -> None:
    earrings = ready_piece(category="Women > Jewelry > Earrings", measurements_mm={})
    assert check(earrings, 1, posh).score == 100
    assert check(ready_piece(measurements_mm={}), 1, posh).summary == "misses a measurement"


def test_the_texts_of_the_listing_win_over_those_of_the_item(fair: Rules) -> None:
    listing = Listing(
        id=ListingId("1"),
        item_id=ItemId("1"),
        account_id=AccountId("1"),
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
        title="",
        price_minor=100,
    )
    assert [problem.field for problem in check(ready_piece(), 1, fair, listing).problems] == ["title", "price"]
    assert check(piece(title="y"), 1, fair, replace(listing, title=None)).sentence("title") == ""


@given(item=pieces, photo_count=st.integers(0, 20), rules=st.sampled_from(RULES))
def test_the_score_is_full_exactly_where_nothing_is_to_mend(item: Item, photo_count: int, rules: Rules) -> None:
    found = check(item, photo_count, rules)
    assert 0 <= found.score <= 100
    assert (found.score == 100) == (not found.problems) == (not found.summary)
    assert all(problem.sentence.endswith((".", "”.")) for problem in found.problems)


@given(item=pieces, rules=st.sampled_from(RULES))
def test_mending_a_field_never_lowers_the_score(item: Item, rules: Rules) -> None:
    good = ready_piece()
    for name in ("title", "description", "brand", "size", "colours", "condition", "weight_g"):
        mended = replace(item, **{name: getattr(good, name)})
        assert check(mended, 1, rules).score >= check(item, 1, rules).score
