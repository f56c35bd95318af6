"""Loads a marketplace's rule file, refusing what is not valid with the place of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _
from studio.domain.item import Condition
from studio.selling.reading import Value
from studio.selling.rules import (
    PATH_SEPARATOR,
    Category,
    Clocks,
    Colour,
    FeeSchedule,
    FeeTier,
    Limits,
    OfferRules,
    Overweight,
    Rule,
    Rules,
    Severity,
    ShippingRules,
)

T = TypeVar("T")
Group = TypeVar("Group", Limits, OfferRules, Clocks)

ASKABLE = (
    "photos", "title", "description", "brand", "category", "size", "colours", "condition",
    "measurements", "price", "original_price", "weight",
)  # fmt: skip
_NEEDED = (
    "id", "name", "currency", "limits", "asks", "conditions", "fees", "offers", "shipping", "clocks", "colours",
    "size_menus", "departments",
)  # fmt: skip
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


@cache
def load_rules(marketplace: str) -> Rules:
    """Return the rule pack of a marketplace ("closet-fair", "poshmark").

    Raises UserError where there is none, and where a pack of the seller's own is not valid, naming the place in it.
    """
    if not re.fullmatch(r"[a-z0-9-]{1,40}", marketplace):
        raise UserError(_("“{name}” cannot be the name of a marketplace.").format(name=marketplace[:40]))
    try:
        content = resources.load_json(f"marketplaces/{marketplace}.json")
    except FileNotFoundError as error:
        raise UserError(_("There are no rules for “{name}”.").format(name=marketplace)) from error
    return read_rules(content, file=f"{marketplace}.json")


def read_rules(content: Any, *, file: str) -> Rules:
    """Return the Rules that a parsed rule file holds; raise UserError naming the first thing that is wrong."""
    pack = Value(content, file).fields(_NEEDED, optional=("$schema",))
    menus = read_rule(
        pack["size_menus"], lambda value: {name: menu.texts() for name, menu in value.fields().items()}
    ).value
    return Rules(
        id=pack["id"].text(),
        name=pack["name"].text(),
        currency=pack["currency"].text(),
        limits=_group(Limits, pack["limits"]),
        asks=tuple(read_rule(entry, _asked) for entry in pack["asks"].entries()),
        conditions=read_rule(pack["conditions"], _conditions),
        fees=tuple(read_rule(entry, _fee_schedule) for entry in pack["fees"].entries()),
        offers=_group(OfferRules, pack["offers"]),
        shipping=_shipping(pack["shipping"]),
        clocks=_group(Clocks, pack["clocks"]),
        colours=read_rule(pack["colours"], lambda value: tuple(map(_colour, value.entries()))),
        categories=read_rule(pack["departments"], lambda value: _categories(value, menus)),
    )


def read_rule(value: Value, read: Callable[[Value], T]) -> Rule[T]:
    """Return a row: its value as `read` takes it, its day, its source; raise UserError naming what is wrong."""
    row = value.fields(("value", "since", "source"), optional=("severity", "note"))
    severity = Severity.BLOCK
    if "severity" in row:
        given = row["severity"].text()
        if given not in set(Severity):
            row["severity"].refuse(_("“block” or “warn”"))
        severity = Severity(given)
    return Rule(
        value=read(row["value"]),
        since=row["since"].day(),
        source=row["source"].text(),
        severity=severity,
        note=row["note"].text() if "note" in row else "",
    )


def _group(group: type[Group], value: Value) -> Group:
    rows = value.fields(optional=[field.name for field in fields(group)])
    rules: dict[str, Any] = {name: read_rule(row, Value.whole) for name, row in rows.items()}
    return group(**rules)


def _asked(value: Value) -> str:
    name = value.text()
    if name not in ASKABLE:
        value.refuse(_("one of {names}").format(names=", ".join(ASKABLE)))
    return name


def _conditions(value: Value) -> dict[str, str]:
    named = value.fields([condition.value for condition in Condition], optional=())
    return {code: name.text() for code, name in named.items()}


def _fee_schedule(value: Value) -> FeeSchedule:
    schedule = value.fields(("currency", "tiers"), optional=())
    tiers = tuple(_fee_tier(entry) for entry in schedule["tiers"].entries())
    ends = [tier.below_minor for tier in tiers]
    rising = [end for end in ends[:-1] if end is not None]
    if not ends or ends[-1] is not None or len(rising) != len(ends) - 1 or rising != sorted(set(rising)):
        schedule["tiers"].refuse(_("tiers with rising below_minor, the last one without it"))
    return FeeSchedule(currency=schedule["currency"].text(), tiers=tiers)


def _fee_tier(value: Value) -> FeeTier:
    tier = value.fields(optional=("below_minor", "flat_minor", "percent", "edge_disputed"))
    if "flat_minor" not in tier and "percent" not in tier:
        value.refuse(_("a tier with flat_minor, percent or both"))
    return FeeTier(
        below_minor=tier["below_minor"].whole() if "below_minor" in tier else None,
        flat_minor=tier["flat_minor"].whole() if "flat_minor" in tier else 0,
        percent=_percent(tier["percent"]) if "percent" in tier else Decimal(0),
        edge_disputed="edge_disputed" in tier and tier["edge_disputed"].flag(),
    )


def _percent(value: Value) -> Decimal:
    """A number from 0 to 100; a fraction as text ("13.25"), since JSON's own would come as binary."""
    raw = value.raw
    exact = isinstance(raw, int) and not isinstance(raw, bool)
    if not exact and not (isinstance(raw, str) and re.fullmatch(r"\d{1,3}(\.\d{1,4})?", raw)):
        value.refuse(_("a whole number or a text such as “13.25”"))
    percent = Decimal(raw)
    if not 0 <= percent <= 100:
        value.refuse(_("from 0 to 100"))
    return percent


def _shipping(value: Value) -> ShippingRules:
    rows = value.fields(optional=[field.name for field in fields(ShippingRules)])
    numbers = {name: read_rule(row, Value.whole) for name, row in rows.items() if name != "overweight"}
    overweight = read_rule(rows["overweight"], _overweight) if "overweight" in rows else None
    return ShippingRules(**numbers, overweight=overweight)


def _overweight(value: Value) -> tuple[Overweight, ...]:
    steps = [entry.fields(("up_to_g", "seller_pays_minor"), optional=()) for entry in value.entries()]
    weights = [step["up_to_g"].whole() for step in steps]
    if not weights or weights != sorted(set(weights)):
        value.refuse(_("at least one row, with rising up_to_g"))
    return tuple(
        Overweight(up_to_g=weight, seller_pays_minor=step["seller_pays_minor"].whole())
        for weight, step in zip(weights, steps, strict=True)
    )


def _colour(value: Value) -> Colour:
    colour = value.fields(("name", "hex"), optional=())
    if not _HEX.fullmatch(colour["hex"].text()):
        colour["hex"].refuse(_("a colour such as #34639F"))
    return Colour(name=colour["name"].text(), hex=colour["hex"].text())


def _categories(value: Value, menus: dict[str, tuple[str, ...]]) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for entry in value.entries():
        department = entry.fields(("name", "categories"), optional=())
        name, inside = department["name"].text(), department["categories"].entries()
        if not inside:
            found[name] = Category(path=name, noun="", sizes=(), measure=())
        for category in inside:
            found |= _kinds(category, name, menus)
    return found


def _kinds(value: Value, department: str, menus: dict[str, tuple[str, ...]]) -> dict[str, Category]:
    """Return a category and the kinds below it, which share its sizes and measurements."""
    category = value.fields(("name", "noun", "sizes", "measure", "kinds"), optional=())
    path = PATH_SEPARATOR.join((department, category["name"].text()))
    for menu in category["sizes"].entries():
        if menu.text() not in menus:
            menu.refuse(_("one of the size_menus"))
    sizes = tuple(dict.fromkeys(size for menu in category["sizes"].texts() for size in menus[menu]))
    nouns = {path: category["noun"].text()}
    nouns |= {PATH_SEPARATOR.join((path, name)): noun.text() for name, noun in category["kinds"].fields().items()}
    measure = category["measure"].texts()
    return {path: Category(path=path, noun=noun, sizes=sizes, measure=measure) for path, noun in nouns.items()}
