import copy
import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from studio.base import resources
from studio.base.errors import UserError
from studio.demo_market import rules as market
from studio.domain.item import Condition
from studio.selling.rule_file import ASKABLE, load_rules, read_rules
from studio.selling.rules import Clocks, Limits, OfferRules, Rules, ShippingRules

PACKS = ("closet-fair", "poshmark")


def schema() -> dict[str, Any]:
    content: dict[str, Any] = resources.load_json("schema/marketplace.schema.json")
    return content


def pack(name: str) -> dict[str, Any]:
    content: dict[str, Any] = copy.deepcopy(resources.load_json(f"marketplaces/{name}.json"))
    return content


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_is_valid_by_the_schema_and_loads(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(pack(name), schema())
    assert load_rules(name).id == name


def test_the_schema_and_the_code_know_the_same_names() -> None:
    known = schema()["properties"]
    for name, group in {"limits": Limits, "offers": OfferRules, "clocks": Clocks, "shipping": ShippingRules}.items():
        assert set(known[name]["properties"]) == {field.name for field in fields(group)}
    assert tuple(known["asks"]["items"]["properties"]["value"]["enum"]) == ASKABLE


@pytest.mark.parametrize("name", PACKS)
def test_every_row_has_a_source_and_every_disputed_one_only_warns(name: str) -> None:
    def rows(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [row for entry in value for row in rows(entry)]
        if not isinstance(value, dict):
            return []
        inside = [row for entry in value.values() for row in rows(entry)]
        return [value, *inside] if "since" in value else inside

    found = rows(pack(name))
    assert len(found) > 20
    assert all(row["source"] for row in found)
    assert all(row.get("severity") == "warn" for row in found if "not found" in row["source"])


def test_the_rules_for_closet_fair_are_those_that_closet_fair_keeps(fair: Rules) -> None:
    limits, asked = fair.limits, market.limits()
    for name in ("title_max", "description_max", "word_max", "photos_max", "colours_max", "message_max"):
        assert getattr(limits, name).value == asked[name]
    for name in ("price_min_minor", "price_max_minor", "weight_max_g"):
        assert getattr(limits, name).value == asked[name]
    assert limits.style_tags_max is not None
    assert limits.style_tags_max.value == asked["tags_max"]
    assert fair.currencies == (asked["currency"],)
    assert fair.offers.to_likers_percent_min is not None
    assert fair.offers.to_likers_percent_min.value == asked["to_likers_discount_percent"]
    assert fair.offers.to_likers_lasts_h is not None
    assert fair.offers.to_likers_lasts_h.value * 3600 == asked["offer_lasts_s"]
    assert fair.clocks.ship_within_days is not None
    assert fair.clocks.ship_within_days.value * 86_400 == asked["ship_within_s"]
    schedule = fair.fee_schedule("USD", date(2026, 11, 1)).value
    for price_minor in (300, 305, 1499, 6800, 10_000_000):
        assert schedule.tier(price_minor).fee_minor(price_minor) == market.fee_minor(price_minor)


def test_the_words_for_closet_fair_are_those_that_closet_fair_suggests(fair: Rules) -> None:
    suggested = market.taxonomy()
    assert list(fair.categories.value) == suggested["categories"]
    assert [colour.name for colour in fair.colours.value] == suggested["colours"]
    assert list(fair.conditions.value.values()) == [condition["label"] for condition in suggested["conditions"]]
    offered = {size for menu in suggested["sizes"].values() for size in menu}
    assert {size for category in fair.categories.value.values() for size in category.sizes} <= offered


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_knows_15_colours_every_condition_and_no_category_twice(name: str) -> None:
    rules = load_rules(name)
    assert len({colour.name for colour in rules.colours.value}) == 15
    assert set(rules.conditions.value) == {condition.value for condition in Condition}
    assert all(path == category.path for path, category in rules.categories.value.items())


def test_a_category_is_found_by_its_nearest_known_part(posh: Rules) -> None:
    midi = posh.category("Women > Dresses > Midi")
    assert midi is not None
    assert (midi.noun, midi.measure) == ("midi dress", ("pit_to_pit", "waist", "length"))
    assert posh.category("Women>Dresses>Sari") is posh.categories.value["Women > Dresses"]
    assert posh.category("Boats") is None
    assert posh.category("") is None


def test_an_unknown_marketplace_is_one_sentence() -> None:
    with pytest.raises(UserError, match=r"There are no rules for “nowhere”\."):
        load_rules("nowhere")


@pytest.mark.parametrize("name", ["../schema/marketplace.schema", "", "a/b", "Poshmark", "x" * 41])
def test_a_name_cannot_lead_out_of_the_folder_of_rules(name: str) -> None:
    with pytest.raises(UserError, match="cannot be the name"):
        load_rules(name)


def test_a_pack_of_the_sellers_own_wins_and_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_user_folders", [tmp_path])
    own = tmp_path / "marketplaces" / "my-fair.json"
    own.parent.mkdir()
    own.write_text(json.dumps(pack("closet-fair") | {"id": "my-fair", "name": "My Fair"}))
    assert load_rules("my-fair").name == "My Fair"
    load_rules.cache_clear()
    own.write_text("{")
    with pytest.raises(UserError, match=r"my-fair\.json is not valid JSON"):
        load_rules("my-fair")


def broken(path: str, value: Any) -> dict[str, Any]:
    """The Closet Fair pack with one value replaced, or removed where it is `...`."""
    content = pack("closet-fair")
    *way, last = path.split("/")
    place: Any = content
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("limits", ..., "limits must be given"),
        ("limits", 7, "limits must be an object"),
        ("limits/title_mx", {}, "limits.title_mx must be left out"),
        ("limits/title_max/value", "80", "limits.title_max.value must be a whole number"),
        ("limits/title_max/value", True, "limits.title_max.value must be a whole number"),
        ("limits/title_max/value", -1, "limits.title_max.value must be a whole number"),
        ("limits/title_max/since", "yesterday", "limits.title_max.since must be a date"),
        ("limits/title_max/since", 2026, "limits.title_max.since must be a text"),
        ("limits/title_max/source", ..., "limits.title_max.source must be given"),
        ("limits/title_max/severity", "maybe", "limits.title_max.severity must be “block” or “warn”"),
        ("asks/0/value", "shoe", r"asks\[0\].value must be one of photos"),
        ("asks", {}, "asks must be a list"),
        ("conditions/value/uf", ..., "conditions.value.uf must be given"),
        ("fees/0/value/tiers", [], "tiers must be tiers with rising below_minor"),
        ("fees/0/value/tiers/0/below_minor", 5, "tiers must be tiers with rising below_minor"),
        ("fees/0/value/tiers/0/percent", ..., r"tiers\[0\] must be a tier with flat_minor, percent or both"),
        ("fees/0/value/tiers/0/percent", 10.5, "percent must be a whole number or a text"),
        ("fees/0/value/tiers/0/percent", "101", "percent must be from 0 to 100"),
        ("fees/0/value/tiers/0/edge_disputed", 1, "edge_disputed must be true or false"),
        ("shipping/overweight", {"value": [], "since": "2026-11-01", "source": "x"}, "value must be at least one row"),
        ("colours/value/0/hex", "black", r"colours.value\[0\].hex must be a colour such as"),
        ("departments/value/0/categories/0/sizes/0", "hats", "must be one of the size_menus"),
        ("name", None, "name must be a text"),
    ],
)
def test_a_broken_pack_is_refused_with_the_place_and_what_belongs_there(path: str, value: Any, sentence: str) -> None:
    with pytest.raises(UserError, match=rf"mine\.json: .*{sentence}.* Correct the file or remove it\."):
        read_rules(broken(path, value), file="mine.json")


@pytest.mark.parametrize("content", [None, [], 3, "x", {}])
def test_something_else_than_a_pack_is_refused(content: Any) -> None:
    with pytest.raises(UserError, match=r"mine\.json"):
        read_rules(content, file="mine.json")


def test_rising_tiers_with_a_share_and_a_flat_part_are_read() -> None:
    tiers = [{"below_minor": 1000, "flat_minor": 30, "percent": "13.25"}, {"percent": "12.5"}]
    rules = read_rules(broken("fees/0/value/tiers", tiers), file="mine.json")
    schedule = rules.fee_schedule("USD", date(2026, 11, 1)).value
    assert schedule.tier(999).fee_minor(200) == 57  # 26.5 rounded up, and 30
    assert schedule.tier(1000).fee_minor(1000) == 125
