"""How times, messages and answers are put into words in a conversation."""

from __future__ import annotations

from datetime import datetime

from studio.base.texts import _
from studio.domain.conversation import Message, MessageState
from studio.domain.interest import Direction, Offer
from studio.domain.item import Item
from studio.domain.money import Money
from studio.ui.widgets import Bubble

_STATES = {MessageState.QUEUED: _("waiting"), MessageState.SENT: _("sent"), MessageState.REFUSED: _("refused")}


def day(when: datetime, now: datetime) -> str:
    """Return "14:02" for today, "Mon" within a week, else the date."""
    local, today = when.astimezone(), now.astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%a}" if (today - local).days < 7 else f"{local.day} {local:%b}"


def bubble(message: Message, now: datetime) -> Bubble:
    """Return a Message as a bubble: when it was said, and what became of it for ours."""
    mine = message.direction is Direction.OUT
    local = message.sent_at.astimezone()
    when = f"{local:%H:%M}" if local.date() == now.astimezone().date() else f"{local:%a %H:%M}"
    state = _STATES.get(message.state, "") if mine else ""
    caption = " · ".join(part for part in (when, state, message.reason) if part)
    return Bubble(message_id=message.id, text=message.body, caption=caption, mine=mine)


def standing(offer: Offer, item: Item) -> str:
    """Return how it stands with an Offer that waits for somebody else: ours for a buyer, or our answer to go out."""
    price = Money(offer.price_minor, offer.currency)
    if offer.direction is Direction.OUT:
        return _("You offered {price} for {title}.").format(price=price, title=item.title)
    verb, _space, minor = offer.answer.partition(" ")
    answers = {
        "accept": _("You accept {price} for {title}. This goes out as soon as you are online."),
        "decline": _("You decline {price} for {title}. This goes out as soon as you are online."),
        "counter": _("You ask {ours} for {title} instead of {price}. This goes out as soon as you are online."),
    }
    ours = Money(int(minor), offer.currency) if minor else ""
    return answers[verb].format(price=price, title=item.title, ours=ours)
