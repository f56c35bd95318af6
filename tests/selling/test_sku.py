import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.selling.sku import make_sku


@pytest.mark.parametrize(
    ("brand", "category", "sku"),
    [
        ("Harbour & Pine", "Women > Dresses", "HP-0001"),
        ("Theory", "", "TH-0001"),
        ("Levi's", "", "LE-0001"),
        ("Ångström Örn", "", "AO-0001"),
        ("7 For All Mankind", "", "FA-0001"),
        ("", "Women > Dresses", "DR-0001"),
        ("ユニクロ", "Men > Jackets & Coats", "JC-0001"),
        ("X", "", "IT-0001"),
        ("", "", "IT-0001"),
    ],
)
def test_letters_come_from_the_brand_else_from_the_category(brand: str, category: str, sku: str) -> None:
    assert make_sku(brand=brand, category=category) == sku


def test_the_number_runs_on_over_all_letters() -> None:
    assert make_sku(brand="Theory", known=["HP-0411", "te-0007", "A-17", "", "HP-0500x"]) == "TH-0412"
    assert make_sku(brand="Theory", known=["HP-9999"]) == "TH-10000"


@given(known=st.lists(st.text(max_size=12) | st.from_regex(r"[A-Za-z]{2}-\d{4,6}", fullmatch=True)), brand=st.text())
def test_a_made_sku_is_new_and_can_be_scanned(known: list[str], brand: str) -> None:
    made = make_sku(brand=brand, known=known)
    assert made.casefold() not in {sku.casefold() for sku in known}
    assert re.fullmatch(r"[A-Z]{2}-[0-9]{4,}", made)
