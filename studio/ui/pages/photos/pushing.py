"""Moves photos by the keyboard: computed from the catalog when their turn has come, so that no press is lost."""

from __future__ import annotations

from collections.abc import Sequence

from studio.domain.ids import PhotoId
from studio.services import photos
from studio.services.context import Studio


def push(studio: Studio, ids: Sequence[PhotoId], step: int) -> None:
    """Move photos one place on (1) or back (-1) in the Item of the first; at its end they stay."""
    found = photos.load(studio, ids[:1])
    item_id = found[0].item_id if found else None
    if item_id is None:
        return
    order = [photo.id for photo in photos.of_item(studio, item_id)]
    moving = [one for one in order if one in ids]
    place = order.index(moving[0]) - 1 if step < 0 else order.index(moving[-1]) + 2
    if 0 <= place <= len(order):
        photos.arrange(studio, moving, item_id, place)


def push_over(studio: Studio, ids: Sequence[PhotoId], step: int) -> None:
    """Move photos to the end of the group after (1) or before (-1) that of the first."""
    groups = photos.groups(studio)
    here = next((number for number, (_item_id, there) in enumerate(groups) if ids[0] in there), None)
    if here is not None and 0 <= here + step < len(groups):
        photos.arrange(studio, ids, groups[here + step][0])
