"""Puts Changes into the outbox for the use cases; SQLAlchemy comes with that, so it is imported with the first one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from studio.domain.change import ChangeKind, ChangeState
from studio.domain.ids import AccountId
from studio.services.taking_back import take_back, wait_again

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork


def tell(
    unit: UnitOfWork,
    kind: ChangeKind,
    *,
    account_id: AccountId,
    entity_id: str,
    payload: Mapping[str, Any] | None = None,
    title: str = "",
) -> None:
    """Let an Account hear of something, in the Operation `unit`, as soon as it can be reached."""
    from studio.storage import outbox

    outbox.queue(unit, kind, account_id=account_id, entity_id=entity_id, payload=payload, title=title)


def waits(unit: UnitOfWork, kind: ChangeKind, entity_id: str) -> bool:
    """Return whether just this waits to be told already."""
    from studio.storage import outbox

    return any(one.kind is kind for one in outbox.of_entity(unit, entity_id) if one.state is not ChangeState.BLOCKED)


def try_again(unit: UnitOfWork, key: str) -> None:
    """Put a parked or waiting Change back in line."""
    from studio.storage import outbox

    change = outbox.load(unit, key)
    if change is not None and change.state is ChangeState.BLOCKED:
        wait_again(unit, change)
    outbox.try_again(unit, key)


def discard(unit: UnitOfWork, key: str) -> None:
    """Take out a Change that has certainly not been heard."""
    from studio.storage import outbox

    take_back(unit, outbox.discard(unit, key))
