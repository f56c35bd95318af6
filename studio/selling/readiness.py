"""Readiness: what keeps an Item from one marketplace's shop window, in a sentence each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from studio.base.texts import _, plural
from studio.domain.item import Item
from studio.domain.listing import Listing
from studio.domain.money import Money
from studio.selling.rules import Rule, Rules
from studio.selling.wording import listed, weight_text

_WEIGHT_OF_NEED = 3
"""A needed field counts as much in the score as so many advised ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to mend in one field; `lacks` is what is missing there ("a weight"), empty where something is wrong."""

    field: str
    sentence: str
    blocks: bool
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is to mend, and how far the Item is, from 0 to 100 (which is: nothing to mend)."""

    problems: tuple[Problem, ...]
    score: int

    @property
    def ready(self) -> bool:
        """Whether it can be published: nothing blocks, though there may be warnings."""
        return not any(problem.blocks for problem in self.problems)

    @property
    def summary(self) -> str:
        """One short line: "misses a size and a weight"; empty where all is well."""
        urgent = sorted(self.problems, key=lambda problem: not problem.blocks)
        lacks = [problem.lacks for problem in urgent if problem.lacks]
        if not lacks:
            return urgent[0].sentence if urgent else ""
        more = [_("{n} more").format(n=len(lacks) - 2)] if len(lacks) > 2 else []
        return _("misses {things}").format(things=listed(lacks[:2] + more))

    def sentence(self, field: str) -> str:
        """Return what to say beside a field; empty where it is in order."""
        return next((problem.sentence for problem in self.problems if problem.field == field), "")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What would be published, and by whose rules."""

    item: Item
    photo_count: int
    rules: Rules
    doubtful: Collection[int] = ()

    def price_text(self, minor: int) -> str:
        return str(Money(minor, self.item.currency))


def check(
    item: Item, photo_count: int, rules: Rules, listing: Listing | None = None, *, doubtful: Collection[int] = ()
) -> Readiness:
    """Return what is missing, too long or out of bounds; the Listing's own text and price win over the Item's.

    `doubtful` are the places, the cover's being 0, of photos whose result nobody has looked at although it is in doubt.
    """
    if listing is not None:
        item = replace(
            item,
            title=item.title if listing.title is None else listing.title,
            description=item.description if listing.description is None else listing.description,
            price_minor=item.price_minor if listing.price_minor is None else listing.price_minor,
        )
    draft = _Draft(item, photo_count, rules, doubtful)
    asks = [rule for rule in rules.asks if _applies(rule.value, draft)]
    problems = [_lack(rule) for rule in asks if not _HAS[rule.value](draft)]
    problems += [problem for found in _CHECKS for problem in found(draft)]
    order = [rule.value for rule in rules.asks]
    problems.sort(key=lambda problem: order.index(problem.field) if problem.field in order else len(order))
    return Readiness(problems=tuple(problems), score=_score(asks, problems))


def _score(asks: list[Rule[str]], problems: list[Problem]) -> int:
    full = sum(_WEIGHT_OF_NEED if rule.blocks else 1 for rule in asks)
    spoilt = sum(_WEIGHT_OF_NEED if problem.blocks else 1 for problem in problems)
    return max(0, 100 * (full - spoilt) // full) if full else 0 if spoilt else 100


_HAS: dict[str, Callable[[_Draft], bool]] = {
    "photos": lambda draft: draft.photo_count > 0,
    "title": lambda draft: bool(draft.item.title.strip()),
    "description": lambda draft: bool(draft.item.description.strip()),
    "brand": lambda draft: bool(draft.item.brand.strip()),
    "category": lambda draft: bool(draft.item.category.strip()),
    "size": lambda draft: bool(draft.item.size.strip()),
    "colours": lambda draft: bool(draft.item.colours),
    "condition": lambda draft: draft.item.condition is not None,
    "measurements": lambda draft: bool(draft.item.measurements_mm),
    "price": lambda draft: bool(draft.item.price_minor),
    "original_price": lambda draft: bool(draft.item.original_price_minor),
    "weight": lambda draft: bool(draft.item.weight_g),
}

_LACKS: dict[str, tuple[str, str]] = {
    "photos": (_("a photo"), _("Add at least one photo.")),
    "title": (_("a title"), _("Write a title.")),
    "description": (_("a description"), _("Write a description.")),
    "brand": (_("a brand"), _("Say the brand, or “Unbranded”.")),
    "category": (_("a category"), _("Choose a category.")),
    "size": (_("a size"), _("Say the size, or “One size”.")),
    "colours": (_("a colour"), _("Choose a colour.")),
    "condition": (_("a condition"), _("Choose the condition.")),
    "measurements": (_("a measurement"), _("Give a measurement, laid flat: buyers ask for it.")),
    "price": (_("a price"), _("Set a price.")),
    "original_price": (_("an original price"), _("Give the original price.")),
    "weight": (_("a weight"), _("Weigh it: the shipping label depends on it.")),
}


def _lack(rule: Rule[str]) -> Problem:
    lacks, sentence = _LACKS[rule.value]
    return Problem(field=rule.value, sentence=sentence, blocks=rule.blocks, lacks=lacks)


def _applies(field: str, draft: _Draft) -> bool:
    """Nobody measures earrings: measurements are asked for where the category has some, or is not known."""
    category = draft.rules.category(draft.item.category)
    return field != "measurements" or category is None or bool(category.measure)


def _check_lengths(draft: _Draft) -> Iterator[Problem]:
    item, limits = draft.item, draft.rules.limits
    texts = [
        ("title", _("Title"), item.title, limits.title_max),
        ("description", _("Description"), item.description, limits.description_max),
        ("brand", _("Brand"), item.brand, limits.word_max),
        ("category", _("Category"), item.category, limits.word_max),
        ("size", _("Size"), item.size, limits.word_max),
    ]
    texts += [("colours", _("Colour"), colour, limits.word_max) for colour in item.colours]
    for field, name, text, limit in texts:
        if limit and len(text) > limit.value:
            sentence = _("{what} has {n} characters, {market} takes {most}.").format(
                what=name, n=f"{len(text):,}", market=draft.rules.name, most=f"{limit.value:,}"
            )
            yield Problem(field=field, sentence=sentence, blocks=limit.blocks)


def _check_counts(draft: _Draft) -> Iterator[Problem]:
    item, limits, market = draft.item, draft.rules.limits, draft.rules.name
    if limits.photos_max and draft.photo_count > limits.photos_max.value:
        sentence = _("There are {n} photos, {market} takes {most}.").format(
            n=draft.photo_count, market=market, most=limits.photos_max.value
        )
        yield Problem(field="photos", sentence=sentence, blocks=limits.photos_max.blocks)
    if limits.colours_max and len(item.colours) > limits.colours_max.value:
        most = plural("{n} colour", "{n} colours", limits.colours_max.value)
        sentence = _("{market} takes {most}, not {n}.").format(n=len(item.colours), market=market, most=most)
        yield Problem(field="colours", sentence=sentence, blocks=limits.colours_max.blocks)


def _check_doubts(draft: _Draft) -> Iterator[Problem]:
    """No marketplace asks for it: a cut-out that may have lost a sleeve is not shown to buyers unseen."""
    if 0 in draft.doubtful:
        sentence = _("The cover's cut-out needs a look: open it in Photos, and press Enter if it is good.")
        yield Problem(field="photos", sentence=sentence, blocks=True, lacks=_("a look at the cover"))
    elif draft.doubtful:
        sentence = plural(
            "{n} cut-out needs a look: open it in Photos, and press Enter if it is good.",
            "{n} cut-outs need a look: open them in Photos, and press Enter where they are good.",
            len(draft.doubtful),
        )
        lacks = plural("a look at {n} photo", "a look at {n} photos", len(draft.doubtful))
        yield Problem(field="photos", sentence=sentence, blocks=True, lacks=lacks)


def _check_words(draft: _Draft) -> Iterator[Problem]:
    """Words that a marketplace has a list for; case does not matter."""
    rules = draft.rules
    known = {colour.name.casefold() for colour in rules.colours.value}
    for colour in draft.item.colours:
        if colour.casefold() not in known:
            sentence = _("“{word}” is not one of {market}'s colours.").format(word=colour, market=rules.name)
            yield Problem(field="colours", sentence=sentence, blocks=rules.colours.blocks)
    category = draft.item.category.strip()
    if category and rules.category(category) is None:
        sentence = _("“{word}” is not one of {market}'s categories.").format(word=category, market=rules.name)
        yield Problem(field="category", sentence=sentence, blocks=rules.categories.blocks)


def _check_price(draft: _Draft) -> Iterator[Problem]:
    item, limits, market = draft.item, draft.rules.limits, draft.rules.name
    if not item.price_minor:
        return
    price = draft.price_text(item.price_minor)
    if item.currency not in draft.rules.currencies:
        sentence = _("{market} does not sell in {currency}.").format(market=market, currency=item.currency)
        yield Problem(field="price", sentence=sentence, blocks=True)
        return
    if limits.price_min_minor and item.price_minor < limits.price_min_minor.value:
        least = draft.price_text(limits.price_min_minor.value)
        sentence = _("The price is {price}, {market} begins at {least}.").format(
            price=price, market=market, least=least
        )
        yield Problem(field="price", sentence=sentence, blocks=limits.price_min_minor.blocks)
    if limits.price_max_minor and item.price_minor > limits.price_max_minor.value:
        most = draft.price_text(limits.price_max_minor.value)
        sentence = _("The price is {price}, {market} ends at {most}.").format(price=price, market=market, most=most)
        yield Problem(field="price", sentence=sentence, blocks=limits.price_max_minor.blocks)
    if item.floor_minor is not None and item.floor_minor > item.price_minor:
        sentence = _("Your floor of {floor} is above the price of {price}.").format(
            floor=draft.price_text(item.floor_minor), price=price
        )
        yield Problem(field="floor", sentence=sentence, blocks=False)


def _check_weight(draft: _Draft) -> Iterator[Problem]:
    rules, weight_g = draft.rules, draft.item.weight_g or 0
    heaviest, covers = rules.limits.weight_max_g, rules.shipping.covers_g
    if heaviest and weight_g > heaviest.value:
        sentence = _("It is too heavy: {market} takes parcels up to {most}.").format(
            market=rules.name, most=weight_text(heaviest.value)
        )
        yield Problem(field="weight", sentence=sentence, blocks=heaviest.blocks)
    elif covers and rules.shipping.seller_pays_minor(weight_g):
        extra = Money(rules.shipping.seller_pays_minor(weight_g), rules.currency)
        sentence = _("Over {most} the label costs you {extra}.").format(most=weight_text(covers.value), extra=extra)
        yield Problem(field="weight", sentence=sentence, blocks=False)


_CHECKS = (_check_lengths, _check_counts, _check_doubts, _check_words, _check_price, _check_weight)
