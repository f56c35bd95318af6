"""What the closet's grid says of an Item."""

from __future__ import annotations

from studio.base.texts import _
from studio.domain.item import ItemCover
from studio.domain.money import Money
from studio.ui.widgets import Cover, state_of


def cover_of(item: ItemCover) -> Cover:
    """Return the card of an Item: price, state, title, and brand · size · likes."""
    state, word = state_of(item.state.value)
    likes = f"♥ {item.like_count:,}" if item.like_count else ""
    return Cover(
        picture=item.look,
        headline=str(Money(item.price_minor, item.currency)) if item.price_minor is not None else _("No price"),
        state=state,
        state_word=word,
        title=item.title or _("Not described yet"),
        caption=" · ".join(part for part in (item.brand, item.size, likes) if part) or item.sku,
    )
