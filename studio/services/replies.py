"""Replies that a seller can start from, filled with the facts of an Item and with nothing invented."""

from __future__ import annotations

from studio.domain.item import Item
from studio.selling.replies import Reply as Reply
from studio.selling.replies import fill, load_replies
from studio.services.context import Studio
from studio.services.listings import length_unit


def replies(studio: Studio, buyer_name: str, item: Item | None) -> list[Reply]:
    """Return every reply for a buyer; one that lacks a fact says which, and is not usable."""
    return [fill(template, buyer_name, item, unit=length_unit(studio)) for template in load_replies()]
