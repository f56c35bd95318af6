"""The search field understands words and `name:value`; whatever else is typed is looked for as words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.domain.item import ItemState
from studio.domain.query import ItemQuery, Sort, parse_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", ItemQuery()),
        ("linen shirt", ItemQuery(text="linen shirt")),
        ("  linen   shirt ", ItemQuery(text="linen shirt")),
        ("brand:levi's", ItemQuery(brand="levi's")),
        ('brand:"Free People" dress', ItemQuery(brand="Free People", text="dress")),
        ("BRAND:Hem", ItemQuery(brand="Hem")),
        ("color:navy colour:navy", ItemQuery(colour="navy")),
        ("bin:A3 sku:2026-1 size:M category:Jeans", ItemQuery(bin="A3", sku="2026-1", size="M", category="Jeans")),
        ("state:live", ItemQuery(state=ItemState.LIVE)),
        ("state:SOLD", ItemQuery(state=ItemState.SOLD)),
        ("price:<40", ItemQuery(price_max_minor=4000)),
        ("price:<=$40.50", ItemQuery(price_max_minor=4050)),
        ("price:>40", ItemQuery(price_min_minor=4000)),
        ("price:>10 price:<40", ItemQuery(price_min_minor=1000, price_max_minor=4000)),
        ("price:48", ItemQuery(price_min_minor=4800, price_max_minor=4800)),
        ("coat bin:A3 wool", ItemQuery(text="coat wool", bin="A3")),
        ('"linen shirt"', ItemQuery(text="linen shirt")),
    ],
)
def test_words_and_names_are_understood(typed: str, query: ItemQuery) -> None:
    assert parse_query(typed) == query


@pytest.mark.parametrize(
    "typed", ["state:lost", "price:cheap", "price:<", "price:-5", "http://x", "ratio:16:9", "brand:", ":", "a:b"]
)
def test_a_name_or_a_value_that_means_nothing_is_looked_for_as_a_word(typed: str) -> None:
    assert parse_query(typed) == ItemQuery(text=typed)


def test_a_field_narrows_what_is_shown_already() -> None:
    within = ItemQuery(state=ItemState.DRAFT, sort=Sort.TITLE, bin="A3")
    assert parse_query("bin:B1 coat", within) == replace(within, bin="B1", text="coat")


def test_everything_is_everything_in_any_order() -> None:
    assert ItemQuery(sort=Sort.LIKES).is_everything
    assert not ItemQuery(text="coat").is_everything
    assert not ItemQuery(price_max_minor=0).is_everything


@given(st.text(st.characters(), max_size=40) | st.text("brand:state:price:<>\" '4", max_size=40))
def test_nothing_that_is_typed_is_an_error_or_cannot_be_looked_for(typed: str) -> None:
    query = parse_query(typed)
    for text in (query.text, query.brand, query.colour, query.sku):
        text.encode("utf-8")
    assert parse_query(query.text).text.split() == query.text.split() or ":" in query.text or '"' in query.text
