"""A piece as a text file: what a seller pastes, field by field, into a marketplace that has no other way in."""

from __future__ import annotations

from collections.abc import Iterator

from studio.base.texts import _
from studio.domain.item import Item
from studio.domain.money import Money
from studio.selling.rules import Rules
from studio.selling.wording import LengthUnit, capitalised, length_text, measurement_name, weight_text


def listing_text(item: Item, *, title: str, description: str, rules: Rules, unit: LengthUnit) -> str:
    """Return the fields of a piece, each under its name; nothing that buyers must not know: no cost, floor or bin."""
    blocks = [f"{name}\n{text}" for name, text in _fields(item, title, description, rules, unit) if text]
    return "\n\n".join(blocks) + "\n"


def _fields(item: Item, title: str, description: str, rules: Rules, unit: LengthUnit) -> Iterator[tuple[str, str]]:
    yield _("TITLE"), title.strip()
    yield _("DESCRIPTION"), description.strip()
    yield _("PRICE"), _money(item.price_minor, item.currency)
    yield _("ORIGINAL PRICE"), _money(item.original_price_minor, item.currency)
    yield _("BRAND"), item.brand.strip()
    yield _("SIZE"), item.size.strip()
    yield _("CATEGORY"), item.category.strip()
    yield _("COLOUR"), ", ".join(item.colours)
    yield _("CONDITION"), rules.conditions.value[item.condition.value] if item.condition else ""
    yield _("FLAWS"), item.flaws.strip()
    yield (
        _("MEASUREMENTS, LAID FLAT"),
        "\n".join(
            f"{capitalised(measurement_name(key))}: {length_text(mm, unit)}" for key, mm in item.measurements_mm.items()
        ),
    )
    yield _("WEIGHT"), weight_text(item.weight_g) if item.weight_g else ""
    yield _("SKU"), item.sku


def _money(minor: int | None, currency: str) -> str:
    return "" if minor is None else str(Money(minor, currency))
