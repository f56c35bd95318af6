"""Answers a Conflict: the seller chooses what a Listing says in a field that was changed here and there."""

from __future__ import annotations

import enum
from dataclasses import replace
from typing import Any

from studio.base.errors import UserError
from studio.domain.change import ChangeState
from studio.domain.listing import Listing
from studio.storage import outbox
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.fields import write_fields
from studio.sync.settle import LOOKS


class Keep(enum.StrEnum):
    """What to keep."""

    MINE = "mine"
    THEIRS = "theirs"
    OTHER = "other"
    """Neither: what the seller wrote instead."""


def resolve(unit: UnitOfWork, listing: Listing, field: str, keep: Keep, value: Any = None) -> Listing:
    """Answer one field of a Conflict and return the Listing; with the last one answered, it is told again.

    Raises UserError where nothing is in conflict in that field.
    """
    if field not in listing.conflict:
        raise UserError("This is no longer in conflict.")
    both = listing.conflict[field]
    chosen = {Keep.MINE: both["mine"], Keep.THEIRS: both["theirs"], Keep.OTHER: value}[keep]
    if keep is not Keep.MINE:
        listing = write_fields(unit, listing, {field: chosen})
    listing = replace(
        listing,
        base={**listing.base, field: both["theirs"]},
        conflict={name: sides for name, sides in listing.conflict.items() if name != field},
    )
    unit.save(listing)
    if not listing.conflict:
        _tell_again(unit, listing)
    return listing


def _tell_again(unit: UnitOfWork, listing: Listing) -> None:
    parked = [c for c in outbox.of_entity(unit, listing.id) if c.kind in LOOKS and c.state is ChangeState.BLOCKED]
    for change in parked:
        outbox.renew(unit, change)
    if not parked:
        outbox.queue_update(unit, listing)
