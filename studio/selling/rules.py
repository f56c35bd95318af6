"""Rules: what one marketplace asks for, charges and allows, as dated rows with a source each."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from studio.base.errors import UserError
from studio.base.texts import _
from studio.domain.money import percent_of

T = TypeVar("T")

PATH_SEPARATOR = " > "


class Severity(enum.StrEnum):
    """Whether breaking a rule stops a Listing or only earns a warning (where sources disagree)."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[T]):
    """A value with the day it is known to hold from and where it was read."""

    value: T
    since: date
    source: str
    severity: Severity = Severity.BLOCK
    note: str = ""

    @property
    def blocks(self) -> bool:
        """Whether breaking it stops a Listing."""
        return self.severity is Severity.BLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes; None is "no limit known". Characters are Unicode code points: most emoji are one, some are several."""

    title_max: Rule[int] | None = None
    description_max: Rule[int] | None = None
    word_max: Rule[int] | None = None
    """Of brand, category, size and each colour."""
    photos_max: Rule[int] | None = None
    colours_max: Rule[int] | None = None
    style_tags_max: Rule[int] | None = None
    price_min_minor: Rule[int] | None = None
    price_max_minor: Rule[int] | None = None
    weight_max_g: Rule[int] | None = None
    message_max: Rule[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRules:
    """What offers must keep to."""

    to_likers_percent_min: Rule[int] | None = None
    to_likers_lasts_h: Rule[int] | None = None
    to_likers_ratchet_days: Rule[int] | None = None
    """A liker is reached only by a price that far below our lowest offer to them in so many days."""
    to_likers_delay_min: Rule[int] | None = None
    buyer_floor_percent: Rule[int] | None = None
    """A buyer cannot offer less than this share of the asking price."""
    price_drop_percent_min: Rule[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """How long everybody has."""

    ship_within_days: Rule[int] | None = None
    buyer_may_cancel_after_days: Rule[int] | None = None
    cancelled_after_days: Rule[int] | None = None
    buyer_may_undo_h: Rule[int] | None = None
    accepted_after_h: Rule[int] | None = None
    answer_return_within_h: Rule[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overweight:
    """What the seller pays for a parcel over the covered weight, up to `up_to_g`."""

    up_to_g: int
    seller_pays_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingRules:
    """What the prepaid label covers."""

    buyer_pays_minor: Rule[int] | None = None
    covers_g: Rule[int] | None = None
    overweight: Rule[tuple[Overweight, ...]] | None = None

    def seller_pays_minor(self, weight_g: int) -> int:
        """Return what a parcel of this weight costs the seller; past the last row, what the last row costs."""
        if self.covers_g is None or self.overweight is None or weight_g <= self.covers_g.value:
            return 0
        rows = self.overweight.value
        return next((row.seller_pays_minor for row in rows if weight_g <= row.up_to_g), rows[-1].seller_pays_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTier:
    """A flat fee plus a share, for prices below `below_minor` (None: for all the rest)."""

    below_minor: int | None = None
    flat_minor: int = 0
    percent: Decimal = Decimal(0)
    edge_disputed: bool = False
    """Whether sources disagree which tier a price of exactly `below_minor` is in."""

    def fee_minor(self, price_minor: int) -> int:
        """Return the fee on a price of this tier, halves of a cent rounded up."""
        return self.flat_minor + percent_of(price_minor, self.percent)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSchedule:
    """The tiers for one currency, lowest prices first; the last has no upper end."""

    currency: str
    tiers: tuple[FeeTier, ...]

    def tier(self, price_minor: int) -> FeeTier:
        """Return the tier that a price falls into."""
        return next(tier for tier in self.tiers if tier.below_minor is None or price_minor < tier.below_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour as the marketplace names it, and the shade that stands for it on screen."""

    name: str
    hex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A sort of garment: what one piece is called, which sizes it comes in, what is measured on it."""

    path: str
    """"Women > Dresses"."""
    noun: str
    """"dress"; empty where one word would not fit all of them."""
    sizes: tuple[str, ...]
    measure: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A marketplace's whole rule pack."""

    id: str
    name: str
    currency: str
    limits: Limits
    asks: tuple[Rule[str], ...]
    """Fields a Listing should have, in the order of the form: those that block are needed, the others advised."""
    conditions: Rule[Mapping[str, str]]
    """Condition code to the marketplace's own name of it."""
    fees: tuple[Rule[FeeSchedule], ...]
    offers: OfferRules
    shipping: ShippingRules
    clocks: Clocks
    colours: Rule[tuple[Colour, ...]]
    categories: Rule[Mapping[str, Category]]
    """By path: departments without categories, categories, and kinds of them ("Women > Dresses > Midi")."""

    @property
    def currencies(self) -> tuple[str, ...]:
        """What it sells in: the currencies that it has fees for."""
        return tuple(dict.fromkeys(rule.value.currency for rule in self.fees))

    def fee_schedule(self, currency: str, on: date) -> Rule[FeeSchedule]:
        """Return the fees in force on a day (before the first known row: that row); raise UserError if it has none."""
        known = sorted((rule for rule in self.fees if rule.value.currency == currency), key=lambda rule: rule.since)
        if not known:
            raise UserError(_("{name} has no fees in {currency}.").format(name=self.name, currency=currency))
        return next((rule for rule in reversed(known) if rule.since <= on), known[0])

    def category(self, path: str) -> Category | None:
        """Return the category, or the nearest known one above it; None for one that the pack does not know."""
        parts = [part.strip() for part in path.split(PATH_SEPARATOR.strip())]
        known = self.categories.value
        tried = (PATH_SEPARATOR.join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((known[path] for path in tried if path in known), None)
