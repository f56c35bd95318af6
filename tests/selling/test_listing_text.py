"""What is pasted into a marketplace holds all that buyers may know, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from studio.domain.ids import ItemId
from studio.domain.item import Condition, Item
from studio.selling.listing_text import listing_text
from studio.selling.rule_file import load_rules

ITEM = Item(
    id=ItemId("1"),
    sku="HP-0101",
    created_at=datetime(2026, 11, 1, tzinfo=UTC),
    brand="Harbour & Pine",
    category="Women > Dresses",
    size="6",
    colours=("Blue", "White"),
    condition=Condition.GOOD,
    flaws="A small mark at the hem",
    measurements_mm={"pit_to_pit": 457},
    price_minor=6800,
    original_price_minor=12_000,
    cost_minor=777,
    floor_minor=5555,
    weight_g=400,
    bin="SECRET-BIN",
    notes="from my aunt in Elm Street 4",
)


def test_the_fields_stand_there_each_under_its_name() -> None:
    text = listing_text(ITEM, title="A dress ", description="Soft.", rules=load_rules("poshmark"), unit="inch")
    blocks = dict(block.split("\n", 1) for block in text.strip().split("\n\n"))
    assert blocks["TITLE"] == "A dress"
    assert blocks["DESCRIPTION"] == "Soft."
    assert (blocks["PRICE"], blocks["ORIGINAL PRICE"]) == ("$68.00", "$120.00")
    assert (blocks["BRAND"], blocks["SIZE"], blocks["COLOUR"]) == ("Harbour & Pine", "6", "Blue, White")
    assert blocks["MEASUREMENTS, LAID FLAT"] == "Pit to pit: 18 in"
    assert blocks["FLAWS"] == "A small mark at the hem"
    assert blocks["WEIGHT"] == "400 g (0.9 lb)"
    assert blocks["SKU"] == "HP-0101"


def test_what_only_the_seller_may_know_is_not_there() -> None:
    text = listing_text(ITEM, title="A", description="B", rules=load_rules("closet-fair"), unit="cm")
    for secret in ("7.77", "55.55", "SECRET-BIN", "Elm Street", "aunt"):
        assert secret not in text
    assert "Pit to pit: 45.5 cm" in text


def test_what_was_not_said_is_left_out() -> None:
    blank = replace(
        ITEM,
        brand="",
        size="",
        colours=(),
        condition=None,
        flaws="",
        measurements_mm={},
        price_minor=None,
        weight_g=None,
    )
    text = listing_text(blank, title="", description="", rules=load_rules("closet-fair"), unit="cm")
    assert text.startswith("ORIGINAL PRICE\n")
    assert "None" not in text
