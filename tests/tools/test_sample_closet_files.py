"""The sample closet as it is shipped: what closet.json says, and that its photos are what it says."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from studio.domain.item import Condition, Item
from tools.sample_closet.album import roll
from tools.sample_closet.facts import closet

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample"
GROUPING_GAP_S = 90


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SAMPLE / "closet.json").read_text("utf-8"))["items"]
    return found


def test_it_holds_24_items_and_40_photos_under_4_mb(items: list[dict[str, Any]]) -> None:
    named = [photo["file"] for item in items for photo in item["photos"]]
    files = sorted((SAMPLE / "photos").iterdir())
    assert len(items) == 24
    assert len(named) == 40
    assert named == [file.name for file in files]
    assert sum(file.stat().st_size for file in files) < 4_000_000


def test_closet_json_is_what_the_generator_writes() -> None:
    assert (SAMPLE / "closet.json").read_text("utf-8") == closet(roll())


def test_every_photo_is_large_and_carries_the_time_and_camera_it_says(items: list[dict[str, Any]]) -> None:
    for photo in (photo for item in items for photo in item["photos"]):
        with Image.open(SAMPLE / "photos" / photo["file"]) as picture:
            exif = picture.getexif()
            assert max(picture.size) >= 1200
            assert min(picture.size) * 4 == max(picture.size) * 3
        details = exif.get_ifd(ExifTags.IFD.Exif)
        stamp = details[ExifTags.Base.DateTimeOriginal] + details[ExifTags.Base.OffsetTimeOriginal]
        assert datetime.strptime(stamp, "%Y:%m:%d %H:%M:%S%z") == datetime.fromisoformat(photo["taken_at"])
        assert (exif[ExifTags.Base.Make], exif[ExifTags.Base.Model]) == ("Sample", "Closet Cam")
        assert not exif.get_ifd(ExifTags.IFD.GPSInfo)


def test_photos_are_turned_every_way_a_phone_turns_them() -> None:
    turned = set()
    for file in (SAMPLE / "photos").iterdir():
        with Image.open(file) as picture:
            turned.add((picture.getexif()[ExifTags.Base.Orientation], picture.width > picture.height))
    assert turned == {(1, False), (1, True), (6, True), (8, True)}


def test_grouping_by_time_gives_back_the_items(items: list[dict[str, Any]]) -> None:
    shots = sorted(
        (datetime.fromisoformat(photo["taken_at"]), item["key"]) for item in items for photo in item["photos"]
    )
    groups: list[list[str]] = [[shots[0][1]]]
    for (before, _), (at, key) in pairwise(shots):
        if (at - before).total_seconds() > GROUPING_GAP_S:
            groups.append([])
        groups[-1].append(key)
    assert [set(group) for group in groups] == [{item["key"]} for item in items]


def test_what_is_said_fits_the_domain_and_the_marketplaces(items: list[dict[str, Any]]) -> None:
    rules = json.loads((ROOT / "resources" / "marketplaces" / "closet-fair.json").read_text("utf-8"))
    colours = {colour["name"] for colour in rules["colours"]["value"]}
    said_of_the_sample = {"key", "materials", "bought_on", "sample_state", "photos"}
    for item in items:
        assert set(item) - said_of_the_sample <= set(Item.__dataclass_fields__), item["key"]
        assert 10 < len(item["title"]) <= 80
        assert 80 < len(item["description"]) <= 1500
        assert Condition(item["condition"])
        assert 1 <= len(item["colours"]) <= 2
        assert set(item["colours"]) <= colours
        assert item["category"].split(" > ")[0] in {"Women", "Men"}
        assert all(isinstance(mm, int) and 50 < mm < 2500 for mm in item["measurements_mm"].values())
        assert item["cost_minor"] < item["floor_minor"] < item["price_minor"] < item["original_price_minor"]
        assert len(item["bin"].split(" / ")) == 3
        assert date.fromisoformat(item["bought_on"]) < date(2025, 4, 12)
        assert item["photos"][0]["view"] == "front"


def test_categories_are_ones_the_embedded_marketplace_knows(items: list[dict[str, Any]]) -> None:
    rules = json.loads((ROOT / "resources" / "marketplaces" / "closet-fair.json").read_text("utf-8"))
    known = {
        (department["name"], category["name"])
        for department in rules["departments"]["value"]
        for category in department["categories"]
    }
    for item in items:
        assert tuple(item["category"].split(" > ")[:2]) in known, item["category"]


def test_two_drafts_lack_something_and_the_others_lack_nothing(items: list[dict[str, Any]]) -> None:
    needed = {"title", "brand", "category", "size", "price_minor", "weight_g"}
    lacking = {item["key"]: needed - set(item) for item in items if needed - set(item)}
    assert lacking == {"navy-chinos": {"weight_g"}, "roll-neck": {"size"}}
    assert {item["sample_state"] for item in items if item["key"] in lacking} == {"draft"}
    assert {item["sample_state"] for item in items} == {"draft", "ready"}


def test_a_flaw_that_was_photographed_is_also_told(items: list[dict[str, Any]]) -> None:
    shown = [item for item in items if any(photo["view"] == "flaw" for photo in item["photos"])]
    assert len(shown) == 2
    assert all(item["flaws"] for item in shown)
