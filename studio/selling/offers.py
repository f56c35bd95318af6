"""Offers: which price to propose to likers or to counter with, and what speaks against one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from studio.base.texts import _
from studio.domain.money import Money
from studio.selling.fees import net
from studio.selling.rules import Rules

_STEP_MINOR = 50
_ROUND_FROM_MINOR = 2000
"""Below this, rounding down to a step would give away more than a fortieth of the price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPlan:
    """A price for the likers of a Listing: whom it reaches, what is left, and whether it can go out."""

    price_minor: int
    highest_minor: int
    """The highest price that the marketplace lets go to likers."""
    reaches: int
    of: int
    reach_all_minor: int
    """The price that would reach all of them, whatever the floor."""
    keep_minor: int
    sentences: tuple[str, ...]
    allowed: bool
    reason: str
    """Why it cannot go out; empty where it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterCheck:
    """What is said about a counter-offer; one under the seller's own floor is warned of, not blocked."""

    sentence: str = ""
    blocks: bool = False


def plan_offer_to_likers(
    price: Money,
    rules: Rules,
    *,
    likers: Sequence[int | None],
    on: date,
    floor_minor: int | None = None,
    offer_minor: int | None = None,
) -> OfferPlan:
    """Return the plan for an offer of `offer_minor`, or of the highest round price that the rule and the floor allow.

    `likers` has an entry for each liker: our lowest offer to them within the ratchet's days, None where there was none.
    Raises UserError where the marketplace has no fees in the currency of `price`.
    """
    currency = price.currency
    percent = rules.offers.to_likers_percent_min.value if rules.offers.to_likers_percent_min else 0
    highest = _below(price.minor, percent)
    offered = _default(highest, floor_minor) if offer_minor is None else offer_minor
    ratchet = rules.offers.to_likers_ratchet_days
    bounds = [_below(lowest, percent) for lowest in likers if lowest is not None] if ratchet else []
    reaches = len(likers) - sum(offered > bound for bound in bounds)
    reach_all = min([highest, *bounds])
    keep_minor = net(offered, rules, on=on, currency=currency).keep_minor
    reason = _objection(Money(offered, currency), highest, floor_minor, rules)
    reason = reason or _nobody(reaches, len(likers), Money(reach_all, currency))
    sentences = [
        _("An offer of {price} reaches {n} of {all}. You keep {keep}.").format(
            price=Money(offered, currency), n=reaches, all=len(likers), keep=Money(keep_minor, currency)
        )
    ]
    if ratchet and reaches < len(likers):
        held = _("The others had an offer in the last {days} days that this is not {n} % below.")
        sentences.append(held.format(days=ratchet.value, n=percent))
        if reach_all >= (floor_minor or 1):
            sentences.append(_("{price} would reach everybody.").format(price=Money(reach_all, currency)))
    if rules.offers.to_likers_lasts_h:
        sentences.append(_("It lasts {n} hours.").format(n=rules.offers.to_likers_lasts_h.value))
    return OfferPlan(
        price_minor=offered,
        highest_minor=highest,
        reaches=reaches,
        of=len(likers),
        reach_all_minor=reach_all,
        keep_minor=keep_minor,
        sentences=tuple(sentences),
        allowed=not reason,
        reason=reason,
    )


def counter_suggestion(price_minor: int, offer_minor: int, floor_minor: int | None = None) -> int | None:
    """Return a price between the asked and the offered one: the midpoint, which is agreed to most often.

    Rounded to a step of 50 where that stays between them, never under the floor; None where the offer is as good as
    the price, so that there is nothing to counter.
    """
    if offer_minor >= price_minor:
        return None
    middle = -(-(price_minor + offer_minor) // 2)
    stepped = (middle + _STEP_MINOR // 2) // _STEP_MINOR * _STEP_MINOR
    suggested = stepped if offer_minor < stepped <= price_minor else middle
    return min(price_minor, max(suggested, floor_minor or 0))


def check_counter(
    counter_minor: int, *, price_minor: int, offer_minor: int, floor_minor: int | None = None, currency: str = "USD"
) -> CounterCheck:
    """Return what speaks against countering an offer with a price."""
    if counter_minor <= offer_minor:
        offer = Money(offer_minor, currency)
        return CounterCheck(sentence=_("{offer} is offered: accept it or ask more.").format(offer=offer), blocks=True)
    if counter_minor > price_minor:
        price = Money(price_minor, currency)
        return CounterCheck(sentence=_("The price is {price}: ask no more than that.").format(price=price), blocks=True)
    if floor_minor is not None and counter_minor < floor_minor:
        floor = Money(floor_minor, currency)
        return CounterCheck(sentence=_("That is under your floor of {floor}.").format(floor=floor))
    return CounterCheck()


def _below(minor: int, percent: int) -> int:
    """Return the highest whole price at least so many percent below another."""
    return minor * (100 - percent) // 100


def _default(highest_minor: int, floor_minor: int | None) -> int:
    rounded = highest_minor // _STEP_MINOR * _STEP_MINOR if highest_minor >= _ROUND_FROM_MINOR else highest_minor
    return min(highest_minor, max(rounded, floor_minor or 0))


def _objection(offered: Money, highest_minor: int, floor_minor: int | None, rules: Rules) -> str:
    percent, least = rules.offers.to_likers_percent_min, rules.limits.price_min_minor
    if percent is None:
        return _("{market} has no offers to likers.").format(market=rules.name)
    if offered.minor > highest_minor:
        highest = Money(highest_minor, offered.currency)
        return _("{market} wants at least {n} % off: {highest} or less.").format(
            market=rules.name, n=percent.value, highest=highest
        )
    if floor_minor is not None and offered.minor < floor_minor:
        floor = Money(floor_minor, offered.currency)
        return _("{price} is under your floor of {floor}. Lower the floor, or leave it.").format(
            price=offered, floor=floor
        )
    lowest_minor = least.value if least and least.blocks else 1
    if offered.minor < lowest_minor:
        lowest = Money(lowest_minor, offered.currency)
        return _("{market} takes no offers under {lowest}.").format(market=rules.name, lowest=lowest)
    return ""


def _nobody(reaches: int, of: int, reach_all: Money) -> str:
    if not of:
        return _("Nobody likes it yet.")
    if not reaches:
        return _("It would reach nobody: all had a better offer. {price} would reach everybody.").format(
            price=reach_all
        )
    return ""
