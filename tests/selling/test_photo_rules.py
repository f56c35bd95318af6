"""What marketplaces take as photos is data that says where it was read."""

from __future__ import annotations

from typing import Any

import pytest

from studio.base.errors import UserError
from studio.selling.photo_rules import PhotoRules, all_photo_rules, photo_rules, read_photo_rules
from studio.selling.rule_file import load_rules


def row(value: object, **more: object) -> dict[str, object]:
    return {"value": value, "since": "2026-11-01", "source": "a page", **more}


def market(**more: object) -> dict[str, object]:
    return {
        "id": "fair",
        "name": "Fair",
        "shape": row("1x1"),
        "format": row("JPEG"),
        "photos_max": row(4),
        "cover": row("first"),
        **more,
    }


def read(*markets: dict[str, object]) -> tuple[PhotoRules, ...]:
    return read_photo_rules({"marketplaces": list(markets)}, file="photos.json")


def test_the_marketplaces_that_sellers_use_are_there() -> None:
    known = {rules.id for rules in all_photo_rules()}
    assert known >= {"closet-fair", "poshmark", "ebay", "etsy", "depop", "vinted"}


@pytest.mark.parametrize("rules", all_photo_rules(), ids=lambda rules: rules.id)
def test_every_row_says_where_it_was_read(rules: PhotoRules) -> None:
    for rule in rules.rows:
        assert rule.source
        assert rule.since.year == 2026
    assert rules.sentence


def test_what_is_known_of_a_marketplace_is_said_in_a_sentence() -> None:
    assert photo_rules("vinted").sentence == "3:4, long edge 1440 px, JPEG under 10 MB, 20 photos at most"
    assert photo_rules("etsy").sentence == ("as photographed, long edge 2000 px, JPEG under 1 MB, 10 photos at most")
    assert (photo_rules("vinted").short, photo_rules("etsy").short) == ("3:4 · 1440 px", "as photographed · 2000 px")
    assert photo_rules("depop").doubts == ("8 photos are rolling out; some sellers have them.",)


@pytest.mark.parametrize("name", ["closet-fair", "poshmark"])
def test_the_photo_rules_agree_with_the_rule_pack(name: str) -> None:
    limit = load_rules(name).limits.photos_max
    assert limit is not None
    assert photo_rules(name).photos_max.value == limit.value


def test_a_marketplace_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UserError, match=r"no photo rules for “shop”\. There are: closet-fair, poshmark, ebay"):
        photo_rules("shop")


def test_what_is_left_out_has_no_known_limit() -> None:
    (rules,) = read(market())
    assert (rules.bytes_max, rules.long_edge_px, rules.short_edge_min_px) == (None, None, None)
    assert rules.sentence == "1:1, JPEG, 4 photos at most"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"shape": row("16x9")}, r"marketplaces\[0\]\.shape\.value must be one of 3x4"),
        ({"format": row("GIF")}, r"format\.value must be one of JPEG, PNG"),
        ({"cover": row("middle")}, r"cover\.value must be one of first, last"),
        ({"photos_max": row(0)}, r"photos_max\.value must be 1 or more"),
        ({"bytes_max": row("1 MB")}, r"bytes_max\.value must be a whole number"),
        ({"bytes": row(1)}, r"\.bytes must be left out"),
        ({"photos_max": {"value": 3, "since": "2026-11-01"}}, r"photos_max\.source must be given"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(wrong: dict[str, Any], place: str) -> None:
    with pytest.raises(UserError, match=place):
        read(market(**wrong))


def test_a_marketplace_stands_there_once() -> None:
    for markets in ([], [market(), market()]):
        with pytest.raises(UserError, match="at least one marketplace, each once"):
            read(*markets)
