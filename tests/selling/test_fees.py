from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.selling.fees import net
from studio.selling.rule_file import load_rules
from studio.selling.rules import FeeSchedule, FeeTier, Rule, Rules

TODAY = date(2026, 11, 1)
RULES = [load_rules("closet-fair"), load_rules("poshmark")]
prices = st.integers(0, 20_000_000)


def test_closet_fair_keeps_a_tenth(fair: Rules) -> None:
    sums = net(6800, fair, on=TODAY, cost_minor=1400)
    assert (sums.fee_minor, sums.keep_minor, sums.profit_minor) == (680, 6120, 4720)
    assert sums.sentence == "You keep $61.20; $47.20 more than it cost you."
    assert [line.sentence for line in sums.lines] == ["", "Closet Fair keeps 10 %.", ""]


@pytest.mark.parametrize(("price_minor", "fee_minor"), [(304, 30), (305, 31), (314, 31), (315, 32)])
def test_half_a_cent_goes_to_the_marketplace(fair: Rules, price_minor: int, fee_minor: int) -> None:
    assert net(price_minor, fair, on=TODAY).fee_minor == fee_minor


@pytest.mark.parametrize(
    ("price_minor", "fee_minor", "keep_minor"),
    [(300, 295, 5), (1499, 295, 1204), (1500, 300, 1200), (1501, 300, 1201), (6800, 1360, 5440), (10_000, 2000, 8000)],
)
def test_poshmark_is_flat_below_15_dollars_and_a_fifth_from_there(
    posh: Rules, price_minor: int, fee_minor: int, keep_minor: int
) -> None:
    sums = net(price_minor, posh, on=TODAY)
    assert (sums.fee_minor, sums.keep_minor) == (fee_minor, keep_minor)


def test_the_disputed_edge_is_said_there_and_only_there(posh: Rules) -> None:
    said = {price: net(price, posh, on=TODAY).lines[1].sentence for price in (1499, 1500, 1501)}
    assert said == {
        1499: "Poshmark keeps $2.95 of a price below $15.00.",
        1500: "Poshmark keeps 20 %. Sources disagree at exactly $15.00: it may be $2.95.",
        1501: "Poshmark keeps 20 %.",
    }


def test_canada_has_fees_of_its_own(posh: Rules) -> None:
    assert net(1999, posh, on=TODAY, currency="CAD").fee_minor == 395
    assert net(2000, posh, on=TODAY, currency="CAD").fee_minor == 400
    assert net(2000, posh, on=TODAY, currency="CAD", weight_g=3000).label_minor == 0
    with pytest.raises(UserError, match=r"Poshmark has no fees in EUR\."):
        net(2000, posh, on=TODAY, currency="EUR")


def test_an_overweight_label_is_taken_off(posh: Rules) -> None:
    sums = net(6800, posh, on=TODAY, weight_g=2269)
    assert (sums.label_minor, sums.keep_minor) == (500, 4940)
    assert sums.lines[-1].sentence == "The label covers 2,268 g (5 lb)."


def test_a_loss_is_called_one(fair: Rules) -> None:
    assert net(1000, fair, on=TODAY, cost_minor=1200).sentence == "You keep $9.00; $3.00 less than it cost you."
    assert net(1000, fair, on=TODAY).sentence == "You keep $9.00."


def test_the_fees_of_the_day_are_used_and_before_all_rows_the_first(fair: Rules) -> None:
    def row(percent: int, since: date) -> Rule[FeeSchedule]:
        schedule = FeeSchedule(currency="USD", tiers=(FeeTier(percent=Decimal(percent)),))
        return Rule(value=schedule, since=since, source="a letter")

    rules = replace(fair, fees=(row(12, date(2027, 1, 1)), row(10, date(2026, 1, 1))))
    days = (date(2020, 1, 1), date(2026, 12, 31), date(2027, 1, 1), date(2030, 1, 1))
    assert [net(1000, rules, on=day).fee_minor for day in days] == [100, 100, 120, 120]


def test_a_marketplace_without_fees_says_so(fair: Rules) -> None:
    free = Rule(value=FeeSchedule(currency="USD", tiers=(FeeTier(),)), since=TODAY, source="a letter")
    sums = net(1000, replace(fair, fees=(free,)), on=TODAY)
    assert (sums.keep_minor, sums.lines[1].sentence) == (1000, "Closet Fair takes no fee.")


@given(price=prices, rules=st.sampled_from(RULES), weight_g=st.none() | st.integers(0, 9000), cost=st.none() | prices)
def test_the_lines_always_add_up(price: int, rules: Rules, weight_g: int | None, cost: int | None) -> None:
    sums = net(price, rules, on=TODAY, weight_g=weight_g, cost_minor=cost)
    assert sums.keep_minor + sums.fee_minor + sums.label_minor == price
    left = sums.keep_minor if sums.profit_minor is None else sums.profit_minor
    assert sum(line.amount_minor for line in sums.lines) == left


@given(price=st.integers(0, 1_000_000), rules=st.sampled_from(RULES))
def test_within_a_tier_a_higher_price_never_keeps_less(price: int, rules: Rules) -> None:
    schedule = rules.fee_schedule(rules.currency, TODAY).value
    lower, higher = (net(minor, rules, on=TODAY) for minor in (price, price + 1))
    assert higher.fee_minor >= lower.fee_minor
    if schedule.tier(price) is schedule.tier(price + 1):
        assert higher.keep_minor >= lower.keep_minor
