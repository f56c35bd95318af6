"""The text of a piece for a marketplace that it is brought to by hand."""

from __future__ import annotations

from studio.domain.item import Item
from studio.selling import describe
from studio.selling import listing_text as text
from studio.selling.rule_file import load_rules
from studio.selling.rules import Rules
from studio.selling.wording import LengthUnit
from studio.services.context import Studio
from studio.settings import schema


def listing_text(studio: Studio, item: Item, marketplace: str) -> str:
    """Return what to paste, field by field; what was not written yet is proposed from what is known."""
    rules = _rules(studio, marketplace)
    unit: LengthUnit = "cm" if studio.settings.get(schema.LENGTH_UNIT) == "cm" else "inch"
    title = item.title.strip() or describe.propose_title(item, rules)
    description = item.description.strip() or describe.propose_description(item, rules, unit)
    return text.listing_text(item, title=title, description=description, rules=rules, unit=unit)


def _rules(studio: Studio, marketplace: str) -> Rules:
    """Return the rules of the marketplace, or of the one that drafts are written for where it has none yet."""
    known = marketplace in schema.MARKETPLACE_RULES.choices
    return load_rules(marketplace if known else studio.settings.get(schema.MARKETPLACE_RULES))
