"""Fees: what a marketplace keeps of a price, what is left and what that earns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from studio.base.texts import _
from studio.domain.money import Money
from studio.selling.rules import FeeSchedule, FeeTier, Rules
from studio.selling.wording import weight_text


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One line of the sum; what goes away is negative."""

    label: str
    amount_minor: int
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeBreakdown:
    """price = keep + fee + label; profit = keep - cost, where the cost is known."""

    currency: str
    price_minor: int
    fee_minor: int
    label_minor: int
    """What an overweight label costs the seller."""
    keep_minor: int
    cost_minor: int | None
    lines: tuple[FeeLine, ...]
    """Price, fee, perhaps label, perhaps cost: they add up to the profit, or to what is kept where no cost is known."""

    @property
    def profit_minor(self) -> int | None:
        """What is left after the cost."""
        return None if self.cost_minor is None else self.keep_minor - self.cost_minor

    @property
    def sentence(self) -> str:
        """The sum in words: "You keep $54.40; $40.40 more than it cost you."."""
        keep = Money(self.keep_minor, self.currency)
        if self.profit_minor is None:
            return _("You keep {keep}.").format(keep=keep)
        profit = Money(abs(self.profit_minor), self.currency)
        if self.profit_minor < 0:
            return _("You keep {keep}; {profit} less than it cost you.").format(keep=keep, profit=profit)
        return _("You keep {keep}; {profit} more than it cost you.").format(keep=keep, profit=profit)


def net(
    price_minor: int,
    rules: Rules,
    *,
    on: date,
    currency: str = "",
    weight_g: int | None = None,
    cost_minor: int | None = None,
) -> FeeBreakdown:
    """Return what is left of a price by the fees in force on a day.

    `currency` is the marketplace's own where it is not given; raises UserError for one that the pack has no fees in.
    """
    currency = currency or rules.currency
    rule = rules.fee_schedule(currency, on)
    tier = rule.value.tier(price_minor)
    fee_minor = tier.fee_minor(price_minor)
    label_minor = rules.shipping.seller_pays_minor(weight_g or 0) if currency == rules.currency else 0
    sentence = " ".join(filter(None, (_tier_sentence(tier, rules, currency), _edge(rule.value, price_minor))))
    lines = [
        FeeLine(label=_("Price"), amount_minor=price_minor),
        FeeLine(label=_("Fee of {market}").format(market=rules.name), amount_minor=-fee_minor, sentence=sentence),
    ]
    if label_minor and rules.shipping.covers_g:
        heavy = _("The label covers {weight}.").format(weight=weight_text(rules.shipping.covers_g.value))
        lines.append(FeeLine(label=_("Overweight label"), amount_minor=-label_minor, sentence=heavy))
    if cost_minor is not None:
        lines.append(FeeLine(label=_("What it cost you"), amount_minor=-cost_minor))
    return FeeBreakdown(
        currency=currency,
        price_minor=price_minor,
        fee_minor=fee_minor,
        label_minor=label_minor,
        keep_minor=price_minor - fee_minor - label_minor,
        cost_minor=cost_minor,
        lines=tuple(lines),
    )


def _tier_sentence(tier: FeeTier, rules: Rules, currency: str) -> str:
    shares = [str(Money(tier.flat_minor, currency))] if tier.flat_minor else []
    shares += [f"{tier.percent.normalize():f} %"] if tier.percent else []
    if not shares:
        return _("{market} takes no fee.").format(market=rules.name)
    if tier.below_minor is None:
        return _("{market} keeps {shares}.").format(market=rules.name, shares=" + ".join(shares))
    return _("{market} keeps {shares} of a price below {end}.").format(
        market=rules.name, shares=" + ".join(shares), end=Money(tier.below_minor, currency)
    )


def _edge(schedule: FeeSchedule, price_minor: int) -> str:
    """Say so where the price stands on an edge that sources put into different tiers."""
    for tier in schedule.tiers:
        if tier.edge_disputed and tier.below_minor == price_minor:
            other = Money(tier.fee_minor(price_minor), schedule.currency)
            price = Money(price_minor, schedule.currency)
            return _("Sources disagree at exactly {price}: it may be {other}.").format(price=price, other=other)
    return ""
