"""Whatever a person types finds what has those words, and never fails."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

import pytest

from studio.domain.ids import ItemId
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.query import parse_query
from studio.storage.catalog import Catalog
from studio.storage.queries import items
from studio.storage.search import match_text
from tests.storage.items import add, an_item

SEED = 20261123
TITLES = {
    "jeans": "Levi's 501 jeans straight leg",
    "tee": "Plain t-shirt, organic cotton",
    "sale": "Linen dress 50% off",
    "cafe": "Café au lait jacket",
    "quote": 'Jacket "vintage" 90s',
    "size": "Boots size 8.5 / EU 39",
    "mixed": "A&F hoodie (navy)",
    "umlaut": "Grünes Kleid von H&M",
    "japanese": "着物 絹",
    "and": "Rock AND roll tee NOT worn NEAR new",
    "path": "SKU-2026/00017_A",
    "shirt": "Linen shirt",
}
SELLERS_TYPE = [
    ("levi's 501", {"jeans"}),
    ("LEVI’S", {"jeans"}),
    ("t-shirt", {"tee"}),
    ("t shi", {"tee"}),
    ("50% off", {"sale"}),
    ("cafe", {"cafe"}),
    ("CAFÉ", {"cafe"}),
    (unicodedata.normalize("NFD", "café"), {"cafe"}),
    ('"vintage"', {"quote"}),
    ('90s "vint', {"quote"}),
    ("8.5", {"size"}),
    ("size 8.5 / eu", {"size"}),
    ("a&f", {"mixed"}),
    ("(navy)", {"mixed"}),
    ("grun", {"umlaut"}),
    ("h&m", {"umlaut"}),
    ("着物", {"japanese"}),
    ("rock AND roll", {"and"}),
    ("NOT worn", {"and"}),
    ("NEAR(new", {"and"}),
    ("2026/00017_A", {"path"}),
    ("linen", {"sale", "shirt"}),
    ("linen *", {"sale", "shirt"}),
]
WORDS = ["linen", "lin", "shirt", "dress", "coat", "co", "wool", "wo", "navy", "red"]
SIGNS = [*" \"'*-():^+%\\", "", "  ", ";--", " AND ", " OR ", " NOT ", " NEAR "]
RANGES = [
    (0, 0x7F),
    (0x80, 0x24F),
    (0x300, 0x36F),  # accents of their own
    (0x900, 0xDFF),
    (0x2000, 0x2BFF),
    (0x3040, 0x9FFF),
    (0xD800, 0xDFFF),  # halves of characters
    (0x1E900, 0x1E95F),  # letters that SQLite's index does not know yet
    (0x1F300, 0x1FAFF),
]


@pytest.fixture
def closet(catalog: Catalog) -> Catalog:
    add(catalog, *(an_item(id=id_, title=title) for id_, title in TITLES.items()))
    return catalog


def found(catalog: Catalog, text: str) -> set[str]:
    return set(items.ids(catalog, parse_query(text)))


@pytest.mark.parametrize(("typed", "expected"), SELLERS_TYPE)
def test_what_sellers_type_finds_what_they_mean(closet: Catalog, typed: str, expected: set[str]) -> None:
    assert found(closet, typed) == expected


@pytest.mark.parametrize("typed", ["*", "-", "' OR 1=1 --", "\\", "%", "_", "__", "^", "{}", "&&&", "🧥"])
def test_signs_alone_find_nothing(closet: Catalog, typed: str) -> None:
    assert found(closet, typed) == set()


def test_an_empty_search_shows_everything(closet: Catalog) -> None:
    assert found(closet, "") == found(closet, "   ") == found(closet, '"') == set(TITLES)


def test_two_thousand_random_strings_never_fail_and_agree_with_a_plain_comparison(catalog: Catalog) -> None:
    chance = random.Random(SEED)
    titles = {f"i{n}": " ".join(chance.sample(WORDS, 3)) for n in range(60)}
    add(catalog, *(an_item(id=id_, sku=id_, title=title) for id_, title in titles.items()))
    hits = 0
    for _ in range(2_000):
        typed = "".join(chance.choice(SIGNS) + chance.choice(WORDS) for _ in range(chance.randint(1, 4)))
        typed += chance.choice(SIGNS)
        matched = {row[0] for row in catalog.rows(SEARCH, (match_text(typed),))}
        assert matched == like_oracle(catalog, typed), typed
        hits += bool(matched)
    assert hits > 200


SEARCH = "SELECT id FROM item WHERE number IN (SELECT rowid FROM item_text WHERE item_text MATCH ?)"


def like_oracle(catalog: Catalog, typed: str) -> set[str]:
    """Return the Items whose title has every word of `typed`, the last one as a beginning, by LIKE alone."""
    words = re.findall(r"[a-z0-9]+", typed.lower())
    if not words:
        return set()
    patterns = [f"% {word} %" for word in words[:-1]] + [f"% {words[-1]}%"]
    where = " AND ".join(["' ' || title || ' ' LIKE ?"] * len(patterns))
    return {row[0] for row in catalog.rows(f"SELECT id FROM item WHERE {where}", patterns)}


def test_two_thousand_strings_of_any_characters_never_fail(closet: Catalog) -> None:
    chance = random.Random(SEED)
    for _ in range(2_000):
        typed = "".join(chr(chance.randint(*chance.choice(RANGES))) for _ in range(chance.randint(1, 12)))
        assert found(closet, typed) <= set(TITLES)


def test_the_index_follows_edits_removals_and_undo(closet: Catalog) -> None:
    with closet.operation(Op.EDIT_ITEM, title="edit title") as unit:
        item = unit.load(Item, "shirt")
        assert item
        unit.save(replace(item, title="Silk blouse", notes="for Robin"))
    assert found(closet, "linen") == {"sale"}
    assert found(closet, "robin blouse") == {"shirt"}
    with closet.operation(Op.DELETE_ITEMS) as unit:
        unit.remove(Item, ItemId("shirt"))
    assert found(closet, "robin") == set()
    closet.undo()
    assert found(closet, "robin") == {"shirt"}
    closet.undo()
    assert found(closet, "linen") == {"sale", "shirt"}


def test_a_name_may_have_a_percent_or_an_underscore_that_means_itself(closet: Catalog) -> None:
    add(closet, an_item(id="odd", brand="100%_Wool"), an_item(id="even", brand="100 Wool"))
    assert found(closet, "brand:100%") == {"odd"}
    assert found(closet, 'brand:"100%_w"') == {"odd"}
    assert found(closet, "brand:_") == {"odd"}


def test_a_part_of_a_bin_finds_it_and_an_equals_sign_means_all_of_it(closet: Catalog) -> None:
    add(closet, an_item(id="one", bin="A / A3 / blue box", size="1"), an_item(id="ten", bin="A / A30", size="10"))
    assert found(closet, "bin:A3") == {"one", "ten"}
    assert found(closet, 'bin:"blue box"') == {"one"}
    assert found(closet, "size:1") == {"one", "ten"}
    assert found(closet, "size:=1") == {"one"}
    assert found(closet, 'bin:"=A / A30"') == {"ten"}
