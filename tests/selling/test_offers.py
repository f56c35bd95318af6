from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.money import Money
from studio.selling.offers import OfferPlan, check_counter, counter_suggestion, plan_offer_to_likers
from studio.selling.rule_file import load_rules
from studio.selling.rules import OfferRules, Rules

TODAY = date(2026, 11, 1)
FAIR, POSH = load_rules("closet-fair"), load_rules("poshmark")
prices = st.integers(0, 1_000_000)


def plan(
    price_minor: int,
    rules: Rules = POSH,
    *,
    likers: list[int | None] | None = None,
    floor_minor: int | None = None,
    offer_minor: int | None = None,
) -> OfferPlan:
    return plan_offer_to_likers(
        Money(price_minor),
        rules,
        likers=[None] if likers is None else likers,
        on=TODAY,
        floor_minor=floor_minor,
        offer_minor=offer_minor,
    )


def test_a_plan_says_whom_it_reaches_and_what_is_left() -> None:
    found = plan(6800, likers=[None] * 12 + [6500, 6100, 6000], floor_minor=4800)
    assert (found.price_minor, found.reaches, found.of, found.keep_minor) == (6100, 12, 15, 4880)
    assert found.sentences == (
        "An offer of $61.00 reaches 12 of 15. You keep $48.80.",
        "The others had an offer in the last 90 days that this is not 10 % below.",
        "$54.00 would reach everybody.",
        "It lasts 24 hours.",
    )
    assert (found.allowed, found.reason) == (True, "")


@pytest.mark.parametrize(
    ("price_minor", "proposed_minor"),
    [(6800, 6100), (6000, 5400), (5000, 4500), (2222, 1999), (2223, 2000), (2280, 2050), (1100, 990), (300, 270)],
)
def test_the_proposal_is_a_round_price_at_least_a_tenth_below(price_minor: int, proposed_minor: int) -> None:
    assert plan(price_minor).price_minor == proposed_minor


def test_the_floor_holds_against_rounding_and_stops_an_offer_below_it() -> None:
    assert plan(6800, floor_minor=6110).price_minor == 6110
    assert plan(6800, floor_minor=6120).allowed
    refused = plan(6800, floor_minor=6121)
    assert not refused.allowed
    assert refused.reason == "$61.20 is under your floor of $61.21. Lower the floor, or leave it."


def test_a_price_of_the_sellers_own_is_checked_on_both_sides_of_the_rule() -> None:
    assert plan(6800, offer_minor=6120).allowed
    refused = plan(6800, offer_minor=6121)
    assert refused.reason == "Poshmark wants at least 10 % off: $61.20 or less."


def test_the_ratchet_holds_back_who_had_a_better_offer() -> None:
    assert plan(6800, likers=[6800], offer_minor=6120).reaches == 1
    assert plan(6800, likers=[6799], offer_minor=6120).reaches == 0
    assert plan(6800, likers=[6800], floor_minor=6000).reach_all_minor == 6120
    nobody = plan(6800, likers=[6000, 5000])
    assert nobody.reason == "It would reach nobody: all had a better offer. $45.00 would reach everybody."


def test_closet_fair_has_no_ratchet() -> None:
    found = plan(6800, FAIR, likers=[6000, None])
    assert (found.reaches, found.of, found.reach_all_minor) == (2, 2, 6120)
    assert found.sentences == ("An offer of $61.00 reaches 2 of 2. You keep $54.90.", "It lasts 24 hours.")


def test_a_price_that_would_reach_all_is_not_named_under_the_floor() -> None:
    found = plan(6800, likers=[None, 6000], floor_minor=5500)
    assert not any("everybody" in sentence for sentence in found.sentences)


def test_without_likers_there_is_nobody_to_offer_to() -> None:
    assert plan(6800, likers=[]).reason == "Nobody likes it yet."


def test_the_lowest_price_of_the_marketplace_holds_where_it_is_known_for_sure() -> None:
    assert plan(333, FAIR).reason == "Closet Fair takes no offers under $3.00."
    assert plan(334, FAIR).allowed
    assert plan(300, POSH).allowed
    assert plan(1, POSH).reason == "Poshmark takes no offers under $0.01."


def test_a_marketplace_without_offers_to_likers_says_so() -> None:
    silent = replace(FAIR, offers=OfferRules())
    assert plan(6800, silent).reason == "Closet Fair has no offers to likers."


@given(
    price=prices,
    floor=st.none() | prices,
    likers=st.lists(st.none() | prices, max_size=6),
    rules=st.sampled_from([FAIR, POSH]),
)
def test_an_allowed_proposal_keeps_every_rule(
    price: int, floor: int | None, likers: list[int | None], rules: Rules
) -> None:
    found = plan(price, rules, likers=likers, floor_minor=floor)
    assert 0 <= found.reaches <= found.of == len(likers)
    assert found.allowed == (not found.reason)
    if found.allowed:
        assert found.price_minor * 10 <= price * 9
        assert found.price_minor >= (floor or 1)
        assert found.reaches > 0
    everybody = plan(price, rules, likers=likers, offer_minor=found.reach_all_minor)
    assert everybody.reaches == everybody.of


@pytest.mark.parametrize(
    ("price_minor", "offer_minor", "floor_minor", "suggested_minor"),
    [
        (6800, 5500, 4800, 6150),
        (6800, 5600, None, 6200),
        (6800, 5500, 6300, 6300),
        (6800, 3000, 6800, 6800),
        (501, 500, None, 501),
        (505, 500, None, 503),
        (6800, 6800, None, None),
        (6800, 7000, None, None),
    ],
)
def test_a_counter_is_the_midpoint_in_steps_but_not_under_the_floor(
    price_minor: int, offer_minor: int, floor_minor: int | None, suggested_minor: int | None
) -> None:
    assert counter_suggestion(price_minor, offer_minor, floor_minor) == suggested_minor


@given(price=prices, offer=prices, floor=st.none() | prices)
def test_a_suggested_counter_is_one_that_the_check_lets_through(price: int, offer: int, floor: int | None) -> None:
    suggested = counter_suggestion(price, offer, floor)
    assert (suggested is None) == (offer >= price)
    if suggested is not None:
        assert not check_counter(suggested, price_minor=price, offer_minor=offer, floor_minor=floor).blocks


def test_a_counter_lies_above_the_offer_and_not_above_the_price() -> None:
    def said(counter_minor: int, floor_minor: int | None = None) -> tuple[str, bool]:
        found = check_counter(counter_minor, price_minor=6800, offer_minor=5500, floor_minor=floor_minor)
        return found.sentence, found.blocks

    assert said(5500) == ("$55.00 is offered: accept it or ask more.", True)
    assert said(5501) == ("", False)
    assert said(6800) == ("", False)
    assert said(6801) == ("The price is $68.00: ask no more than that.", True)
    assert said(6000, floor_minor=6001) == ("That is under your floor of $60.01.", False)
    assert said(6000, floor_minor=6000) == ("", False)
