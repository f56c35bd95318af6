"""What the command palette finds besides actions: items and people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from studio.domain.money import Money
from studio.domain.operation import Kind
from studio.domain.query import parse_query
from studio.services import inbox, items
from studio.services.context import Studio
from studio.ui.entry import Entry, Provider
from studio.ui.navigator import Navigator

_MOST = 6


def finders(studio: Studio, navigator: Navigator) -> list[Provider]:
    """Return the providers of one open studio."""

    def find_items(text: str) -> Iterator[Entry]:
        found = items.ids(studio, parse_query(text))[:_MOST]
        for item in items.covers(studio, found):
            price = "" if item.price_minor is None else str(Money(item.price_minor, item.currency))
            yield Entry(
                text=item.title or item.sku,
                detail=" · ".join(part for part in (item.sku, price) if part),
                icon="closet",
                act=partial(navigator.open, Kind.ITEM, item.id),
            )

    def find_people(text: str) -> Iterator[Entry]:
        wanted = text.strip().casefold()
        lines = [line for line in inbox.people(studio) if wanted in line.person.name.casefold()]
        for line in lines[:_MOST]:
            yield Entry(
                text=line.person.name,
                detail=line.last_text[:40],
                icon="person",
                act=partial(navigator.open, Kind.PERSON, line.person.id),
            )

    return [find_items, find_people]
