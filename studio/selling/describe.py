"""Drafts a title and a description from what is known of an Item; what is not known is left out, never guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studio.base.texts import _
from studio.domain.item import Condition, Item
from studio.selling.rules import PATH_SEPARATOR, Rules
from studio.selling.wording import LengthUnit, capitalised, length_text, listed, measurement_name


def propose_title(item: Item, rules: Rules) -> str:
    """Return "Harbour & Pine wool shift dress, navy, size 6" from brand, category, colours, size and condition.

    Within the marketplace's limit: parts are left out whole, the last first; empty where too little is known.
    """
    garment = " ".join(filter(None, (item.brand.strip(), noun(item.category, rules))))
    parts = [garment, listed([colour.lower() for colour in item.colours]), _size(item.size)]
    if item.condition is Condition.NEW_WITH_TAGS:
        parts.append(_("new with tags"))
    parts = [part for part in parts if part] if garment else []
    limit = rules.limits.title_max.value if rules.limits.title_max else None
    while parts and limit is not None and len(", ".join(parts)) > limit:
        parts.pop()
    return capitalised(", ".join(parts))


def propose_description(item: Item, rules: Rules, unit: LengthUnit = "inch") -> str:
    """Return a description of short paragraphs: what it is, the facts, the flaws, the measurements laid flat.

    Within the marketplace's limit as far as possible: facts that the form shows anyway go first, the flaws never go,
    because a buyer who was not told of them sends the piece back.
    """
    paragraphs = {
        "facts": "\n".join(_facts(item, rules)),
        "opening": _ended(item.title.strip() or propose_title(item, rules)),
        "measurements": _measurements(item.measurements_mm, unit),
        "flaws": _ended(_("Flaws: {flaws}").format(flaws=item.flaws.strip())) if item.flaws.strip() else "",
    }
    limit = rules.limits.description_max.value if rules.limits.description_max else None
    for dispensable in ("facts", "opening", "measurements"):
        if limit is not None and len(_joined(paragraphs)) > limit:
            paragraphs[dispensable] = ""
    return _joined(paragraphs)


def noun(category: str, rules: Rules) -> str:
    """Return what one piece of a category is called ("midi dress"); for an unknown one the last part of its path."""
    known = rules.category(category)
    return known.noun if known else category.rsplit(PATH_SEPARATOR.strip(), 1)[-1].strip().lower()


def _joined(paragraphs: Mapping[str, str]) -> str:
    order = ("opening", "facts", "flaws", "measurements")
    return "\n\n".join(paragraphs[name] for name in order if paragraphs[name])


def _facts(item: Item, rules: Rules) -> Iterator[str]:
    if item.brand.strip():
        yield _("Brand: {brand}").format(brand=item.brand.strip())
    if item.size.strip():
        yield _("Size on the label: {size}").format(size=item.size.strip())
    if item.colours:
        yield _("Colour: {colours}").format(colours=listed([colour.lower() for colour in item.colours]))
    if item.condition:
        yield _("Condition: {condition}").format(condition=rules.conditions.value[item.condition.value])


def _measurements(measurements_mm: Mapping[str, int], unit: LengthUnit) -> str:
    if not measurements_mm:
        return ""
    lengths = [f"{measurement_name(key)} {length_text(mm, unit)}" for key, mm in measurements_mm.items()]
    return _ended(_("Laid flat: {lengths}").format(lengths=", ".join(lengths)))


def _size(size: str) -> str:
    size = size.strip()
    if size.casefold() == "one size":
        return _("one size")
    return _("size {size}").format(size=size) if size else ""


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
