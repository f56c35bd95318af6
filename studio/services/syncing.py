"""What a seller does with sync: connect, run a Round, see how it stands, settle what needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from studio.base.errors import TransientError, UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _, plural
from studio.domain.account import Account, AccountState
from studio.domain.change import Change
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.listing import Listing
from studio.domain.operation import Op
from studio.services import telling
from studio.services.context import Studio
from studio.services.tokens import market_tokens
from studio.settings import schema
from studio.storage.queries import accounts as account_query
from studio.storage.queries import outbox as query

if TYPE_CHECKING:
    from studio.sync.round import RoundReport

MARKET = "closet_fair"
_MARKET_NAME = "Closet Fair"
_NEWS = {
    "order": ("{n} order", "{n} orders"),
    "offer": ("{n} offer", "{n} offers"),
    "message": ("{n} message", "{n} messages"),
    "like": ("{n} like", "{n} likes"),
    "listing": ("{n} listing", "{n} listings"),
}
"""What a seller is told of, the most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one Round of every Account did."""

    sent: int
    blocked: int
    received: Mapping[str, int]
    """New rows by what they are: "like", "message", "offer", "order" …"""
    unreachable: tuple[str, ...]
    """Why nothing, or not everything, could be exchanged; a sentence each."""
    sold_twice: frozenset[ItemId]
    """Items sold at two marketplaces: one sale has to be cancelled by the seller."""

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        if self.unreachable:
            return " ".join(self.unreachable)
        counts = [(words, self.received.get(name, 0)) for name, words in _NEWS.items()]
        news = ", ".join(plural(one, many, count) for (one, many), count in counts if count)
        sent = plural("{n} change sent", "{n} changes sent", self.sent)
        return f"{sent}; {_('new')}: {news}" if news else f"{sent}; {_('nothing new')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """How it stands: `state` is "in_step", "offline", "signed_out" or "none" (no Account yet)."""

    state: str
    sentence: str
    waiting: int
    blocked: int


def connect_market(studio: Studio) -> Account:
    """Start the embedded marketplace and sign in there; the studio made it, so nobody has to be asked.

    Raises UserError where it cannot start, and TransientError where it does not answer.
    """
    from studio.sync.connector import OwnerKey
    from studio.sync.registry import sign_in

    place = studio.market.start()
    known = _market_account(studio)
    tokens = market_tokens(studio)
    signed_in = known is not None and known.state is AccountState.CONNECTED and tokens.get(known.id) is not None
    if known and signed_in and known.address == place.url:
        return known
    account = known or Account(
        id=AccountId(new_id()), connector=MARKET, name=_MARKET_NAME, address=place.url, currency="USD"
    )
    account = replace(account, address=place.url, state=AccountState.CONNECTED, reason="")
    if not signed_in:
        seller = sign_in(account, tokens, OwnerKey(place.owner_key))
        account = replace(account, seller_name=seller.name)
    with studio.catalog.operation(Op.CONNECT) as unit:
        unit.save(account)
    return account


def first_account(studio: Studio) -> Account:
    """Return the seller's first Account; without one, the embedded marketplace is connected."""
    found = account_query.accounts(studio.catalog)
    return found[0] if found else connect_market(studio)


def sync(studio: Studio, context: Context) -> SyncReport:
    """Run one Round of every Account: send what waits, fetch what is new. Offline is a normal answer.

    Raises UserError or TransientError where there is no Account yet and none can be made.
    """
    if studio.settings.get(schema.WORK_OFFLINE):
        why = _("You work offline, so nothing was sent or fetched. Switch that off in the settings.")
        return SyncReport(sent=0, blocked=0, received={}, unreachable=(why,), sold_twice=frozenset())
    trouble = _reconnect(studio)
    found = account_query.accounts(studio.catalog)
    reports = [_round(studio, one, context) for one in found if one.state is AccountState.CONNECTED]
    due = {account_id for report in reports for account_id in report.also_due}  # a piece sold: the others end it now
    reports += [_round(studio, one, context) for one in found if one.id in due]
    received: Counter[str] = Counter()
    for report in reports:
        received.update({kind.name.lower(): count for kind, count in report.received.items()})
    reasons = tuple(report.reason for report in reports if report.unreachable or report.signed_out)
    return SyncReport(
        sent=sum(report.pushed for report in reports),
        blocked=sum(report.blocked for report in reports),
        received=dict(received),
        unreachable=(trouble,) if trouble else reasons,
        sold_twice=frozenset(item_id for report in reports for item_id in report.sold_twice),
    )


def status(studio: Studio) -> SyncStatus:
    """Return what the status bar says."""
    waits = query.waiting(studio.catalog)
    found = account_query.accounts(studio.catalog)
    state, words = _standing(studio, found)
    parts = [words]
    if waits.count:
        parts.append(plural("{n} change waiting", "{n} changes waiting", waits.count))
    if waits.needs_you:
        parts.append(plural("{n} needs you", "{n} need you", waits.needs_you))
    return SyncStatus(state=state, sentence=" · ".join(parts), waiting=waits.count, blocked=waits.needs_you)


def outbox(studio: Studio) -> list[Change]:
    """Return every Change that no Account has yet, in the order in which they go out."""
    return query.changes(studio.catalog)


def try_again(studio: Studio, key: str) -> None:
    """Put a Change back in line."""
    with studio.catalog.operation(Op.SETTLE) as unit:
        telling.try_again(unit, key)


def discard(studio: Studio, key: str) -> None:
    """Take a Change out of the outbox that its Account has certainly not heard; raise UserError otherwise."""
    with studio.catalog.operation(Op.SETTLE) as unit:
        telling.discard(unit, key)


def conflicts(studio: Studio) -> list[Listing]:
    """Return the Listings of which the same was changed here and at the marketplace."""
    return studio.catalog.all(Listing, "SELECT * FROM listing WHERE conflict <> '' ORDER BY id")


def resolve(studio: Studio, listing_id: ListingId, field: str, keep: str, other: Any = None) -> None:
    """Settle one field of a conflict: keep "mine", "theirs", or the "other" value that is given."""
    from studio.sync.conflict import Keep
    from studio.sync.conflict import resolve as answer

    with studio.catalog.operation(Op.EDIT_LISTING, title=_("settle a conflict")) as unit:
        listing = unit.load(Listing, listing_id)
        if listing is None:
            raise UserError(_("This listing is not there any more."))
        answer(unit, listing, field, Keep(keep), other)


def _reconnect(studio: Studio) -> str:
    """Connect the embedded marketplace, or return why that is not possible now; with no Account at all, raise it."""
    try:
        connect_market(studio)
    except (UserError, TransientError) as error:
        if _market_account(studio) is None:
            raise
        return str(error)
    return ""


def _round(studio: Studio, account: Account, context: Context) -> RoundReport:
    report = _exchange(studio, account, context)
    if report.signed_out and account.connector == MARKET and not _reconnect(studio):
        account = account_query.account(studio.catalog, account.id) or account
        return _exchange(studio, account, context)
    return report


def _exchange(studio: Studio, account: Account, context: Context) -> RoundReport:
    from studio.sync.registry import open_connector
    from studio.sync.round import Files, run_round

    connector = open_connector(account, market_tokens(studio))
    files = Files(outgoing=studio.outgoing, documents=studio.documents)
    try:
        return run_round(studio.catalog, connector, account, files, studio.clock, context)
    finally:
        connector.close()


def _market_account(studio: Studio) -> Account | None:
    return next((one for one in account_query.accounts(studio.catalog) if one.connector == MARKET), None)


def _standing(studio: Studio, accounts: list[Account]) -> tuple[str, str]:
    if studio.settings.get(schema.WORK_OFFLINE):
        return "offline", _("Working offline")
    if not accounts:
        return "none", _("No marketplace connected yet")
    out = next((one for one in accounts if one.state is AccountState.SIGNED_OUT), None)
    if out:
        return "signed_out", _("Sign in at {name} again").format(name=out.name)
    away = next((one for one in accounts if one.unreachable_since), None)
    if away and away.unreachable_since:
        return "offline", _("Offline since {when}").format(when=_clock_time(studio, away.unreachable_since))
    names = ", ".join(one.name for one in accounts)
    ages = [studio.clock.now() - one.in_step_at for one in accounts if one.in_step_at]
    if not ages:
        return "none", _("Not in step with {names} yet").format(names=names)
    return "in_step", _("In step with {names}, {age}").format(names=names, age=_age(max(ages)))


def _clock_time(studio: Studio, when: datetime) -> str:
    local, now = when.astimezone(), studio.clock.now().astimezone()
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%a %H:%M}"


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    return _("{n} min ago").format(n=minutes) if minutes < 60 else _("{n} h ago").format(n=minutes // 60)
