"""Drains the outbox of one Account: what each Change says is frozen, sent, and written down, in this order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from studio.domain.account import Account, AccountState
from studio.domain.change import Change, ChangeState
from studio.domain.feed import Remote, RemoteListing, RemoteOffer, RemoteOrder
from studio.domain.listing import ListingState
from studio.domain.operation import Kind, Op
from studio.storage import outbox, remote_photos
from studio.storage.queries import outbox as query
from studio.sync import settle, throttle
from studio.sync.connector import (
    Applied,
    AuthNeeded,
    Capability,
    Conflict,
    Outcome,
    Outgoing,
    Problem,
    Rejected,
    Replayed,
    Retry,
    SignedOut,
    Unknown,
    Unreachable,
)
from studio.sync.desk import Desk
from studio.sync.plan import Park, Pointless, Send, plan

UNANSWERED_MAX = 3
ATTEMPTS_A_ROUND = 4
"""How often one entity is told anew in a Round, because its row moved on there between look and word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A Change whose words are frozen; `change` is it as it was before."""

    change: Change
    outgoing: Outgoing
    payload: Mapping[str, Any]


def push_all(desk: Desk) -> None:
    """Send what is due, entity by entity in its order, until nothing is due or going on makes no sense."""
    tried: Counter[str] = Counter()
    while due := _due(desk, tried):
        for number, change in enumerate(due):
            desk.context.report(number, len(due), change.title)
            tried[change.entity_id] += change.kind in settle.LOOKS
            _push(desk, change)
            if desk.course.stopped:
                return


def sign_out(desk: Desk, reason: str) -> None:
    """Let the Account rest until the seller has signed in again."""
    desk.course.signed_out = True
    desk.course.reason = reason
    with desk.catalog.operation(Op.SETTLE) as unit:
        account = unit.load(Account, desk.account.id)
        if account is not None:
            unit.save(replace(account, state=AccountState.SIGNED_OUT, reason=reason))


def _due(desk: Desk, tried: Counter[str]) -> list[Change]:
    now = desk.clock.now()
    heads = query.heads(desk.catalog, desk.account.id)
    return [c for c in heads if (c.next_try or now) <= now and tried[c.entity_id] < ATTEMPTS_A_ROUND]


def _push(desk: Desk, change: Change) -> None:
    prepared = _prepare(desk, change)
    if prepared is not None:
        outcome = _send(desk, prepared)
        _keep_books(desk, prepared.change, prepared.payload, outcome)


def _prepare(desk: Desk, change: Change) -> Prepared | None:
    """Upload the pictures that a Change needs, then freeze it as being sent; None where it is not to be sent now."""
    while True:
        with desk.catalog.operation(Op.SETTLE) as unit:
            now = outbox.load(unit, change.key)
            if now is None or now.state not in (ChangeState.PENDING, ChangeState.UNKNOWN):
                return None
            wanted = plan(unit, now)
            match wanted:
                case Send(outgoing, payload):
                    outbox.mark_sending(unit, now, payload)
                    return Prepared(change=now, outgoing=outgoing, payload=payload)
                case Pointless():
                    settle.settle_pointless(unit, now)
                    return None
                case Park(reason):
                    outbox.block(unit, now, reason)
                    desk.course.blocked += 1
                    return None
        if not all(_upload(desk, now, sha256) for sha256 in wanted.sha256s):
            return None


def _upload(desk: Desk, change: Change, sha256: str) -> bool:
    desk.context.check()
    file = desk.files.outgoing.find(sha256)
    if file is None:
        outcome: str | Outcome = Rejected(Problem(sentence="A picture of it is missing here. Publish it again."))
    else:
        outcome = desk.connector.upload_photo(file, f"photo:{sha256}:{desk.account.id}")
    if not isinstance(outcome, str):
        _keep_books(desk, change, None, outcome)
        return False
    with desk.catalog.operation(Op.SETTLE) as unit:
        remote_photos.keep(unit, desk.account.id, sha256, outcome)
    return True


def _send(desk: Desk, prepared: Prepared) -> Outcome:
    """Send a Change, or find out first whether an earlier attempt got through where sending again is not harmless."""
    outgoing = prepared.outgoing
    try:
        if _proves_nothing(desk, prepared.change):
            if Capability.NATURAL_KEY not in desk.connector.capabilities:
                sentence = "It may have arrived or not. Look on the site, then try again or discard it."
                return Rejected(Problem(sentence=sentence))
            found = desk.connector.find_by_natural_key(outgoing)
            if isinstance(found, RemoteListing) and outgoing.kind in settle.BRING_UP:
                _keep_step(desk, prepared, found)
                outgoing = replace(outgoing, remote_id=found.id)
                found = found if found.state in (ListingState.ACTIVE, ListingState.SOLD) else None
            if found is not None:
                return Applied(found)
        outcome = desk.connector.push(outgoing, lambda remote: _keep_step(desk, prepared, remote))
    except Unreachable as error:  # while looking; what was written on the way would have said so in its Outcome
        return Retry(str(error), error.retry_after_s, unreachable=error.retry_after_s is None)
    except SignedOut as error:
        return AuthNeeded(str(error))
    return _looked_at(desk, outcome) if isinstance(outcome, Replayed) else outcome


def _proves_nothing(desk: Desk, change: Change) -> bool:
    """Return whether the key of a Change that may have arrived does not keep a second sending from doing it twice."""
    if change.state is not ChangeState.UNKNOWN:
        return False
    old = desk.clock.now() - change.created_at > desk.connector.limits.key_kept
    return old or Capability.IDEMPOTENT not in desk.connector.capabilities


def _looked_at(desk: Desk, outcome: Replayed) -> Outcome:
    """Return what stands there now: a replayed answer says what stood there then."""
    kinds: dict[type[Remote], Kind] = {
        RemoteListing: Kind.LISTING,
        RemoteOffer: Kind.OFFER,
        RemoteOrder: Kind.ORDER,
    }
    if outcome.remote is None or type(outcome.remote) not in kinds:
        return Applied(outcome.remote)
    try:
        current = desk.connector.get(kinds[type(outcome.remote)], outcome.remote.id)
    except (Unreachable, SignedOut) as error:
        return Unknown(str(error))
    if current is None:
        return Rejected(Problem(status=410, sentence="It was deleted at the marketplace."))
    return Applied(current)


def _keep_step(desk: Desk, prepared: Prepared, remote: RemoteListing) -> None:
    with desk.catalog.operation(Op.SETTLE) as unit:
        settle.keep_step(unit, prepared.change, prepared.payload, remote)


def _keep_books(desk: Desk, change: Change, payload: Mapping[str, Any] | None, outcome: Outcome) -> None:
    """Write down how a sending ended; without `payload` nothing of the Change itself was said yet."""
    course = desk.course
    course.unanswered = course.unanswered + 1 if isinstance(outcome, Unknown) else 0
    with desk.catalog.operation(Op.SETTLE) as unit:
        match outcome:
            case Applied(remote) | Replayed(remote):
                settle.settle_applied(unit, change, payload or {}, remote)
                course.pushed += 1
            case Conflict():
                course.blocked += settle.settle_conflict(unit, change, outcome)
            case Rejected(problem):
                course.blocked += settle.settle_rejected(unit, change, problem)
            case Unknown(reason, after_s):
                until = _next_try(desk, change, after_s)
                if payload is None:
                    outbox.postpone(unit, change, until=until, reason=reason)
                else:
                    outbox.leave_unknown(unit, change, until=until, reason=reason)
            case Retry(reason, after_s, unreachable):
                asked = None if unreachable else _next_try(desk, change, after_s)
                outbox.postpone(unit, change, until=asked, reason=reason)
                course.stop(reason, unreachable=unreachable, asked_to_wait_until=asked)
            case AuthNeeded(reason):
                outbox.postpone(unit, change, until=None, reason=reason)
    if isinstance(outcome, AuthNeeded):
        sign_out(desk, outcome.reason)
    if course.unanswered >= UNANSWERED_MAX and isinstance(outcome, Unknown):
        course.stop(outcome.reason, unreachable=True)


def _next_try(desk: Desk, change: Change, after_s: float | None) -> datetime:
    return throttle.next_try(desk.clock.now(), change.attempts + 1, desk.noise, after_s=after_s)
