"""A Round: push, pull and verify for one Account. Offline is one of its normal ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from studio.base.clock import Clock
from studio.base.jobs import Context
from studio.domain.account import Account, AccountState
from studio.domain.ids import AccountId, ItemId, PersonId
from studio.domain.operation import Kind, Op
from studio.storage.catalog import Catalog
from studio.storage.queries import outbox as query
from studio.sync import throttle
from studio.sync.connector import Connector, CursorTooOld, SignedOut, Unreachable
from studio.sync.desk import Course, Desk, Files

__all__ = ["Files", "RoundReport", "run_round"]

_running: set[tuple[Path, AccountId]] = set()
_turn = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReport:
    """What a Round did, and what it leaves to do."""

    pushed: int = 0
    blocked: int = 0
    """Changes that this Round parked under "Needs you"."""
    received: Mapping[Kind, int]
    """New rows by kind: LIKE, OFFER, MESSAGE, ORDER, PERSON …; what we sent ourselves is not counted."""
    new_people: frozenset[PersonId] = frozenset()
    aside: int = 0
    """Rows that could not be taken in."""
    sold_twice: frozenset[ItemId] = frozenset()
    """Items that were sold at two marketplaces: one sale has to be cancelled. Said in every Round until it is."""
    also_due: frozenset[AccountId] = frozenset()
    """Accounts that have to be told at once, because a piece of theirs sold here."""
    unreachable: bool = False
    signed_out: bool = False
    already_running: bool = False
    """Another Round of this Account was under way, so that this one did nothing."""
    asked_to_wait_until: datetime | None = None
    waits_until: datetime | None = None
    """When the next Change in the outbox may go; None where nothing waits for the Account."""
    reason: str = ""
    """One sentence for the seller, where something was in the way."""


def run_round(
    catalog: Catalog, connector: Connector, account: Account, files: Files, clock: Clock, context: Context
) -> RoundReport:
    """Bring one Account and the catalog into step as far as that goes now.

    Raises Cancelled, and UserError where catalog or files cannot be written; whatever the marketplace does, does not.
    """
    desk = Desk(catalog=catalog, connector=connector, account=account, files=files, clock=clock, context=context)
    if account.state is AccountState.SIGNED_OUT:
        return RoundReport(received={}, signed_out=True, reason=account.reason)
    with _alone(catalog, account) as alone:
        if not alone:
            return RoundReport(received={}, already_running=True)
        _exchange(desk)
        _note_standing(desk)
    return _report(desk)


@contextmanager
def _alone(catalog: Catalog, account: Account) -> Iterator[bool]:
    mine = (catalog.path, account.id)
    with _turn:
        alone = mine not in _running
        _running.add(mine)
    try:
        yield alone
    finally:
        if alone:
            with _turn:
                _running.discard(mine)


def _exchange(desk: Desk) -> None:
    # What sends and receives brings SQLAlchemy along, which nothing needs before the first Round.
    from studio.storage import outbox
    from studio.sync import pull, push, verify

    with desk.catalog.operation(Op.SETTLE) as unit:
        outbox.recover(unit, desk.account.id)
    try:
        push.push_all(desk)
        if desk.course.stopped:
            return
        pull.pull_all(desk)
        pull.fetch_labels(desk)
        verify.compare_counts(desk)
    except Unreachable as error:
        _stop(desk, error)
    except CursorTooOld as error:
        desk.course.stop(str(error), unreachable=True)
    except SignedOut as error:
        push.sign_out(desk, str(error))


def _stop(desk: Desk, error: Unreachable) -> None:
    if error.retry_after_s is None:
        desk.course.stop(str(error), unreachable=True)
    else:
        until = throttle.next_try(desk.clock.now(), 1, desk.noise, after_s=error.retry_after_s)
        desk.course.stop(str(error), asked_to_wait_until=until)


def _note_standing(desk: Desk) -> None:
    course, now = desk.course, desk.clock.now()
    with desk.catalog.operation(Op.SETTLE) as unit:
        account = unit.load(Account, desk.account.id)
        if account is None or course.signed_out:
            return
        if course.stopped:
            since = account.unreachable_since or now
            account = replace(account, unreachable_since=since if course.unreachable else None, reason=course.reason)
        else:
            account = replace(account, in_step_at=now, unreachable_since=None, reason=course.reason)
        unit.save(account)


def _report(desk: Desk) -> RoundReport:
    course: Course = desk.course
    sold_twice = desk.catalog.rows(
        "SELECT item_id FROM listing WHERE state = 'sold' GROUP BY item_id HAVING count(*) > 1"
    )
    also_due = desk.catalog.rows(
        "SELECT DISTINCT account_id FROM change WHERE state = 'pending' AND payload LIKE '%sold_elsewhere%' "
        "AND account_id <> ?",
        (desk.account.id,),
    )
    return RoundReport(
        pushed=course.pushed,
        blocked=course.blocked,
        received=dict(course.received),
        new_people=frozenset(course.new_people),
        aside=course.aside,
        sold_twice=frozenset(ItemId(row["item_id"]) for row in sold_twice),
        also_due=frozenset(AccountId(row["account_id"]) for row in also_due),
        unreachable=course.unreachable,
        signed_out=course.signed_out,
        asked_to_wait_until=course.asked_to_wait_until,
        waits_until=query.next_try(desk.catalog, desk.account.id),
        reason=course.reason,
    )
