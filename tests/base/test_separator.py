"""What a separator card's code says is read back, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.base.separator import card_text, sku_on


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60))
def test_any_sku_comes_back(sku: str) -> None:
    assert sku_on(card_text(sku)) == sku.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.com/closet-studio:item",
        "x closet-studio:item:IT-1",
        "closet-studio:items",
        "closet-studio:item:",
        "closet-studio:item:" + "x" * 61,
        "closet-studio:item:a\nb",
        "IT-0042",
    ],
)
def test_another_text_is_no_card(text: str) -> None:
    assert sku_on(text) is None
