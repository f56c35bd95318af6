"""FIELD=VALUE words become values of an item, or one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from studio.base.errors import UserError
from studio.cli.fields import parse_fields
from studio.domain.item import Condition


@pytest.mark.parametrize(
    ("word", "field", "value"),
    [
        ("title= Wool coat = warm ", "title", "Wool coat = warm"),
        ("TITLE=", "title", ""),
        ("price=48", "price_minor", 4800),
        ("price=$1,250.50", "price_minor", 125050),
        ("original-price=120", "original_price_minor", 12000),
        ("cost=", "cost_minor", None),
        ("floor=40,5", "floor_minor", 4050),
        ("weight=400g", "weight_g", 400),
        ("weight=1.5 KG", "weight_g", 1500),
        ("weight=14oz", "weight_g", 397),
        ("weight=2 lb", "weight_g", 907),
        ("weight=", "weight_g", None),
        ("colours=Black, Tan,", "colours", ("Black", "Tan")),
        ("colors=Red", "colours", ("Red",)),
        ("colours=", "colours", ()),
        ("condition=uln", "condition", Condition.LIKE_NEW),
        ("condition=New With Tags", "condition", Condition.NEW_WITH_TAGS),
        ("condition=", "condition", None),
        ("currency=eur", "currency", "EUR"),
        ("measurements=pit_to_pit:18in, length:96cm", "measurements_mm", {"pit_to_pit": 457, "length": 960}),
        ("measurements=", "measurements_mm", {}),
    ],
)
def test_a_word_means_a_value(word: str, field: str, value: Any) -> None:
    assert parse_fields([word], "USD") == {field: value}


def test_the_last_word_of_a_field_counts() -> None:
    assert parse_fields(["bin=A1", "size=M", "bin=B2"], "USD") == {"bin": "B2", "size": "M"}


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("title", "“title” is not FIELD=VALUE. Write it like price=48 or size=M."),
        ("colour=Red", "An item has no field “colour”. It has: bin, brand"),
        ("id=1", "no field “id”"),
        ("state=sold", "no field “state”"),
        ("price=cheap", "“cheap” is not a price. Write it like 48 or 48.50."),
        ("price=-5", "“-5” is not a price"),
        ("price=99999999", "more than a listing can cost"),
        ("weight=400", "“400” has no unit that is known here. Write it like weight=400g or weight=14oz."),
        ("weight=4 stone", "has no unit that is known"),
        ("condition=perfect", "“perfect” is not a condition. It is one of nwt (new with tags), uln (like new)"),
        ("currency=BTC", "“BTC” is not a currency of the studio. It is one of USD, CAD, AUD, EUR, GBP."),
        ("currency=", "“” is not a currency"),
        ("measurements=18in", "“18in” is not a measurement. Write measurements=pit_to_pit:18in"),
        ("measurements=length:long", "“long” has no unit"),
    ],
)
def test_a_word_that_means_nothing_is_one_sentence(word: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_fields(["size=M", word], "USD")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
