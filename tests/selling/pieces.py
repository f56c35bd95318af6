"""Pieces for the tests: one of which nothing is known, one of which all is, and any."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from studio.domain.ids import ItemId
from studio.domain.item import Condition, Item


def piece(**known: Any) -> Item:
    """A piece of which only the given is known."""
    return Item(id=ItemId("1"), sku="HP-0412", created_at=datetime(2026, 11, 1, tzinfo=UTC), **known)


def ready_piece(**other: Any) -> Item:
    """A piece of which everything is known that any marketplace asks for."""
    known: dict[str, Any] = {
        "title": "Harbour & Pine wool shift dress, navy, size 6",
        "description": "A shift dress.",
        "brand": "Harbour & Pine",
        "category": "Women > Dresses",
        "size": "6",
        "colours": ("Blue",),
        "condition": Condition.GOOD,
        "measurements_mm": {"pit_to_pit": 457},
        "price_minor": 6800,
        "original_price_minor": 12000,
        "weight_g": 400,
    }
    return piece(**(known | other))


pieces = st.builds(
    piece,
    title=st.text(max_size=100),
    description=st.text(max_size=1600),
    brand=st.text(max_size=70),
    category=st.sampled_from(["", "Women > Dresses", "Women > Jewelry", "Other", "Boats > Sails"])
    | st.text(max_size=70),
    size=st.text(max_size=70),
    colours=st.lists(st.sampled_from(["Red", "tan", "Teal", ""]), max_size=5).map(tuple),
    condition=st.none() | st.sampled_from(Condition),
    measurements_mm=st.dictionaries(st.just("length"), st.integers(0, 3000)),
    price_minor=st.none() | st.integers(0, 20_000_000),
    floor_minor=st.none() | st.integers(0, 20_000_000),
    original_price_minor=st.none() | st.integers(0, 20_000_000),
    currency=st.sampled_from(["USD", "CAD", "EUR"]),
    weight_g=st.none() | st.integers(0, 50_000),
)
