"""How parcels, days and weights are put into words at the bench."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from studio.base.texts import _, plural
from studio.domain.money import Money
from studio.domain.order import TO_PACK, Order, OrderState
from studio.printing.stock import Use
from studio.services.listings import Rules
from studio.services.orders import Parcel
from studio.ui.pages.packing.progress import Progress
from studio.ui.widgets import WEIGHT_UNITS, Row

_GONE = frozenset({OrderState.SHIPPED, OrderState.DELIVERED})
_OTHER_SIGNS = re.compile(r"[^0-9A-Za-z-]+")
_FILES: Mapping[Use, str] = {"shipping": "label", "card": "card", "sku": "sku-labels", "page": "pick-list"}


def subtitle(parcels: Sequence[Parcel], now: datetime) -> str:
    """Return "2 of 5 done · next must leave by 17:00"."""
    counted = [parcel.order for parcel in parcels if parcel.order.state is not OrderState.CANCELLED]
    if not counted:
        return ""
    waiting = [order for order in counted if order.state in TO_PACK]
    done = _("{done} of {all} done").format(done=len(counted) - len(waiting), all=len(counted))
    due = min((order.ship_by for order in waiting if order.ship_by), default=None)
    if due is None:
        return done
    if due <= now:
        return f"{done} · " + _("one should have left {when}").format(when=moment(due, now))
    return f"{done} · " + _("next must leave by {when}").format(when=moment(due, now))


def row(parcel: Parcel, progress: Progress | None, now: datetime) -> Row:
    """Return a parcel as a row of the list."""
    order = parcel.order
    state, note = _mark(order, progress, now)
    return Row(
        row_id=order.id,
        title=parcel.buyer,
        subtitle=pieces(parcel.piece_count),
        note=note,
        state=state,
        icon="check" if order.state in _GONE else "",
    )


def pieces(count: int) -> str:
    """Return "1 piece", "bundle of 3"."""
    return plural("{n} piece", "bundle of {n}", count)


def about(parcel: Parcel) -> str:
    """Return what stands beside the buyer's name."""
    number = _("order {number}").format(number=parcel.order.number)
    return f"{number} · " + _("first order in your closet") if parcel.first else number


def moment(when: datetime, now: datetime) -> str:
    """Return "17:00" for today, "tomorrow 17:00", else with the day."""
    local, today = when.astimezone(), now.astimezone().date()
    days = {today: "", today + timedelta(days=1): _("tomorrow"), today - timedelta(days=1): _("yesterday")}
    day = days.get(local.date(), f"{local:%a} {local.day} {local:%b}")
    return f"{day} {local:%H:%M}".strip()


def weight(grams: int, unit: str) -> str:
    """Return a weight as scales show it: "5 lb", "14 oz", "380 g"; ounces from a pound on are pounds."""
    if unit == "oz" and grams >= 453:
        unit = "lb"
    chosen = next(known for known in WEIGHT_UNITS if known.text == unit)
    number = f"{grams / float(chosen.factor):.{chosen.digits}f}"
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} {unit}"


def covered(rules: Rules, unit: str) -> str:
    """Return "label covers 5 lb", or nothing where the marketplace does not say."""
    covers = rules.shipping.covers_g
    return _("label covers {weight}").format(weight=weight(covers.value, unit)) if covers else ""


def overweight(rules: Rules, grams: int | None, unit: str, currency: str) -> str:
    """Return what a parcel over the covered weight means; nothing for one that is not."""
    covers = rules.shipping.covers_g
    if covers is None or grams is None or grams <= covers.value:
        return ""
    over = weight(grams - covers.value, unit)
    pays = rules.shipping.seller_pays_minor(grams)
    if pays:
        return _("{over} more than the label covers: the larger label costs you {price}.").format(
            over=over, price=Money(pays, currency)
        )
    return _("{over} more than the label covers: ask the marketplace for a larger label.").format(over=over)


def file_name(use: Use, order: Order | None = None) -> str:
    """Return a PDF's name: the order's number at most, nobody's name or address."""
    if order is None:
        return f"{_FILES[use]}.pdf"
    number = _OTHER_SIGNS.sub("-", order.number)[:40].strip("-") or "x"
    return f"order-{number}-{_FILES[use]}.pdf"


def saved(names: Iterable[str]) -> str:
    """Return "Saved order-10442-label.pdf, order-10442-card.pdf"."""
    return _("Saved {names}").format(names=", ".join(names))


def _mark(order: Order, progress: Progress | None, now: datetime) -> tuple[str, str]:
    if order.state is OrderState.CANCELLED:
        return "refused", _("cancelled")
    if order.state in _GONE:
        return "", _("shipped")
    if order.ship_by is not None and order.ship_by <= now:
        return "needs", _("late")
    if order.state is OrderState.PACKED:
        return "", _("packed")
    if progress is not None and progress.begun:
        return "", _("packing")
    if order.ship_by is None:
        return "", ""
    local = order.ship_by.astimezone()
    today = local.date() == now.astimezone().date()
    return "", _("today {time}").format(time=f"{local:%H:%M}") if today else _day(order.ship_by, now)


def _day(when: datetime, now: datetime) -> str:
    return moment(when, now).rpartition(" ")[0]
