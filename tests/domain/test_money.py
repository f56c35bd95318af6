"""Amounts are read as people write them and written as people read them, never by way of a float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.base.errors import UserError
from studio.domain.money import MAX_MINOR, Money, minor_digits, parse_minor, percent_of

CURRENCIES = st.sampled_from(["USD", "CAD", "AUD", "EUR", "GBP", "JPY", "KRW", "CHF", "SEK"])
AMOUNTS = st.integers(0, MAX_MINOR)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(4800), "$48.00"),
        (Money(123_450), "$1,234.50"),
        (Money(-5), "-$0.05"),
        (Money(0), "$0.00"),
        (Money(7, "EUR"), "€0.07"),
        (Money(1234, "JPY"), "¥1,234"),
        (Money(100_00, "CHF"), "CHF 100.00"),
        (Money(1500, "CAD"), "C$15.00"),
    ],
)
def test_an_amount_is_shown_as_people_write_it(money: Money, text: str) -> None:
    assert str(money) == text


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("48", 4800),
        ("$48", 4800),
        ("$ 48", 4800),
        (" 48.5 ", 4850),
        ("48,5", 4850),
        ("48,50", 4850),
        ("1,250", 125_000),
        ("1,250.00", 125_000),
        ("USD 48", 4800),
        ("0", 0),
        ("0.01", 1),
        ("1,000,000", 100_000_000),
        ("٤٨", 4800),
    ],
)
def test_a_price_is_understood_as_it_is_typed(text: str, minor: int) -> None:
    assert parse_minor(text) == minor


@pytest.mark.parametrize(
    "text", ["", " ", "free", "-5", "48.500", "1,25,0", "1,2500", "4 8", "$", "48$", "1e3", "NaN", "0x10", "48..5", "½"]
)
def test_what_is_no_price_is_told_with_an_example(text: str) -> None:
    with pytest.raises(UserError, match=r"is not a price. Write it like 48 or 48\.50"):
        parse_minor(text)


@pytest.mark.parametrize("text", ["1000000.01", "9" * 60, "999,999,999"])
def test_more_than_a_million_is_a_slip_of_the_finger(text: str) -> None:
    with pytest.raises(UserError, match="more than a listing can cost"):
        parse_minor(text)


@given(minor=AMOUNTS, currency=CURRENCIES)
def test_what_is_shown_can_be_typed_back(minor: int, currency: str) -> None:
    assert parse_minor(str(Money(minor, currency)), currency) == minor


@given(minor=AMOUNTS)
def test_plain_digits_with_a_point_or_a_comma_mean_the_same(minor: int) -> None:
    plain = f"{minor // 100}.{minor % 100:02}"
    assert parse_minor(plain) == parse_minor(plain.replace(".", ",")) == minor


@given(text=st.text(max_size=20) | st.text("0123456789.,$ ", max_size=20), currency=CURRENCIES)
@example(text="9" * 20_000, currency="USD")
def test_anything_typed_is_a_price_or_a_sentence(text: str, currency: str) -> None:
    try:
        minor, told = parse_minor(text, currency), ""
    except UserError as error:
        minor, told = 0, str(error)
    assert 0 <= minor <= MAX_MINOR
    assert len(told) < 120


def test_a_currency_without_a_minor_unit_has_no_decimals() -> None:
    assert (minor_digits("JPY"), minor_digits("USD"), minor_digits("XXX")) == (0, 2, 2)
    assert parse_minor("1,234", "JPY") == 1234


@pytest.mark.parametrize(
    ("minor", "percent", "part"),
    [(1000, 20, 200), (1, 50, 1), (3, 50, 2), (1999, Decimal("2.9"), 58), (-10, 25, -3), (0, 100, 0), (5, 10, 1)],
)
def test_halves_of_a_cent_are_rounded_away_from_zero(minor: int, percent: Decimal | int, part: int) -> None:
    assert percent_of(minor, percent) == part


@given(minor=AMOUNTS, percent=st.integers(0, 100))
def test_a_part_and_the_rest_are_the_whole_to_a_cent(minor: int, percent: int) -> None:
    assert abs(percent_of(minor, percent) + percent_of(minor, 100 - percent) - minor) <= 1


@given(st.lists(st.integers(-MAX_MINOR, MAX_MINOR)))
def test_amounts_of_one_currency_sort_by_size(amounts: list[int]) -> None:
    assert [money.minor for money in sorted(map(Money, amounts))] == sorted(amounts)
