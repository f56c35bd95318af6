"""Files are named by SKU, in names that every file system takes, no two the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.selling.file_names import LENGTH_MAX, safe_stem, safe_stems

RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@pytest.mark.parametrize(
    ("sku", "name"),
    [
        ("HP-0101", "HP-0101"),
        ("  a/b\\c:d*e?f  ", "a-b-c-d-e-f"),
        ("..", "item"),
        ("", "item"),
        ("Kjóll no 7", "Kjoll-no-7"),
        ("con", "item-con"),
        ("LPT1", "item-LPT1"),
        ("日本", "item"),
        ("x" * 200, "x" * LENGTH_MAX),
    ],
)
def test_a_sku_becomes_a_name(sku: str, name: str) -> None:
    assert safe_stem(sku) == name


@given(st.lists(st.text(), max_size=12))
def test_every_name_is_safe_and_none_is_there_twice(texts: list[str]) -> None:
    names = list(safe_stems(dict(enumerate(texts))).values())
    assert len({name.casefold() for name in names}) == len(texts)
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,60}", name)
        assert not RESERVED.fullmatch(name)
        assert name == name.strip("-")


def test_skus_that_differ_in_capitals_or_in_what_no_name_can_hold_get_numbers() -> None:
    named = safe_stems({1: "A/1", 2: "a-1", 3: "A 1", 4: "B"})
    assert named == {1: "A-1", 2: "a-1-2", 3: "A-1-3", 4: "B"}
