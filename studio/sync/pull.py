"""Reads the Feeds of one Account: each page becomes rows in one transaction together with its Cursor."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace

from studio.domain.feed import (
    BadRow,
    Feed,
    Page,
    Remote,
    RemoteConversation,
    RemoteLike,
    RemoteListing,
    RemoteMessage,
    RemoteOffer,
    RemoteOrder,
    Removed,
)
from studio.domain.ids import AccountId
from studio.domain.operation import Kind, Op, RowChange
from studio.domain.order import TO_PACK, Order
from studio.storage import cursors, remote_photos
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.connector import CursorTooOld
from studio.sync.desk import Desk
from studio.sync.listings import Unfit, find_listing, receive_listing, remove_listing
from studio.sync.orders import receive_order
from studio.sync.people import receive_conversation, receive_like, receive_message, receive_offer, remove_like

PAGES_MAX = 500
"""A Feed that goes on for longer has lost its way; the next Round resumes where this one stopped."""

REMOVALS_MAX = 20
REMOVALS_SHARE = 0.1
REMOVALS_FREE = 5

# What others refer to comes first, whatever the order in which a page brings it.
_ORDER = (RemoteListing, RemoteConversation, RemoteLike, RemoteOffer, RemoteMessage, RemoteOrder)


def pull_all(desk: Desk) -> None:
    """Read every Feed to its end; raises Unreachable and SignedOut."""
    for feed in desk.connector.feeds:
        try:
            _pull(desk, feed)
        except CursorTooOld:  # read it all again: a row that is missing then is no reason to delete anything
            with desk.catalog.operation(Op.RECEIVE) as unit:
                cursors.forget(unit, desk.account.id, feed)
            _pull(desk, feed)


def fetch_labels(desk: Desk) -> None:
    """Fetch the shipping labels of the Orders that wait to be packed and have none; raises as `pull_all`."""
    marks = ", ".join("?" * len(TO_PACK))
    sql = f"SELECT * FROM sale_order WHERE account_id = ? AND label_sha256 = '' AND state IN ({marks}) ORDER BY id"
    for order in desk.catalog.all(Order, sql, (desk.account.id, *TO_PACK)):
        desk.context.check()
        label = desk.connector.fetch_label(order.remote_id)
        if label is None:
            continue
        sha256 = desk.files.documents.add_bytes(label, ".pdf")
        with desk.catalog.operation(Op.RECEIVE) as unit:
            now = unit.load(Order, order.id)
            if now is not None:
                unit.save(replace(now, label_sha256=sha256))


def _pull(desk: Desk, feed: Feed) -> None:
    for _number in range(PAGES_MAX):
        desk.context.check()
        mark = _mark(desk, feed)
        page = desk.connector.pull(feed, mark)
        missing = _fetch_missing(desk, page)
        with desk.catalog.operation(Op.RECEIVE) as unit:
            _apply(desk, unit, feed, [*missing, *page.rows])
            cursors.keep(unit, desk.account.id, feed, page.cursor)
            _count(desk, unit.changes)
        if not page.has_more or page.cursor == mark:
            return


def _mark(desk: Desk, feed: Feed) -> str:
    found = desk.catalog.rows(
        "SELECT mark FROM cursor WHERE account_id = ? AND feed = ?", (desk.account.id, feed.value)
    )
    return str(found[0]["mark"]) if found else ""


def _fetch_missing(desk: Desk, page: Page) -> list[Remote]:
    """Fetch what the rows of a page refer to and nobody has told of yet: threads, listings, their pictures."""
    here = {row.id for row in page.rows if isinstance(row, RemoteListing | RemoteConversation)}
    fetched: list[Remote] = []
    for kind, remote_id in sorted(_references(page.rows)):
        if remote_id and remote_id not in here and not _is_known(desk, kind, remote_id):
            desk.context.check()
            found = desk.connector.get(kind, remote_id)
            fetched += [] if found is None else [found]
    for row in [*fetched, *page.rows]:
        if isinstance(row, RemoteListing):
            _fetch_photos(desk, row)
    return fetched


def _references(rows: Iterable[object]) -> set[tuple[Kind, str]]:
    found: set[tuple[Kind, str]] = set()
    for row in rows:
        match row:
            case RemoteMessage():
                found.add((Kind.CONVERSATION, row.conversation_id))
            case RemoteLike() | RemoteOffer() | RemoteConversation():
                found.add((Kind.LISTING, row.listing_id))
            case RemoteOrder():
                found.update((Kind.LISTING, line.listing_id) for line in row.lines)
    return found


def _is_known(desk: Desk, kind: Kind, remote_id: str) -> bool:
    sql = f"SELECT count(*) FROM {kind.value} WHERE account_id = ? AND remote_id = ?"
    return bool(desk.catalog.value(sql, (desk.account.id, remote_id)))


def _fetch_photos(desk: Desk, listing: RemoteListing) -> None:
    """Fetch the pictures that were added elsewhere, so that they can be told apart by their content like ours."""
    marks = ", ".join("?" * len(listing.photos))
    sql = f"SELECT remote_id FROM remote_photo WHERE account_id = ? AND remote_id IN ({marks})"
    known = {row["remote_id"] for row in desk.catalog.rows(sql, (desk.account.id, *listing.photos))}
    for remote_id in (name for name in listing.photos if name not in known):
        desk.context.check()
        picture = desk.connector.fetch_photo(remote_id)
        if picture is None:
            continue
        sha256 = desk.files.outgoing.add_bytes(picture, ".jpg")
        with desk.catalog.operation(Op.RECEIVE) as unit:
            remote_photos.keep(unit, desk.account.id, sha256, remote_id)


def _apply(desk: Desk, unit: UnitOfWork, feed: Feed, rows: list[Remote | Removed | BadRow]) -> None:
    account_id = desk.account.id
    for row in sorted((r for r in rows if isinstance(r, _ORDER)), key=lambda r: _ORDER.index(type(r))):
        try:
            _receive(unit, account_id, row)
        except Unfit as unfit:
            _set_aside(desk, unit, feed, BadRow(_text(row), str(unfit)))
    for bad in (r for r in rows if isinstance(r, BadRow)):
        _set_aside(desk, unit, feed, bad)
    removed = [r for r in rows if isinstance(r, Removed)]
    for like in (r for r in removed if r.kind is Kind.LIKE):
        remove_like(unit, account_id, like.id)
    _remove_listings(desk, unit, feed, [r.id for r in removed if r.kind is Kind.LISTING])


def _receive(unit: UnitOfWork, account_id: AccountId, row: Remote) -> None:
    match row:
        case RemoteListing():
            receive_listing(unit, account_id, row)
        case RemoteConversation():
            receive_conversation(unit, account_id, row)
        case RemoteLike():
            receive_like(unit, account_id, row)
        case RemoteOffer():
            receive_offer(unit, account_id, row)
        case RemoteMessage():
            receive_message(unit, account_id, row)
        case RemoteOrder():
            receive_order(unit, account_id, row)


def _remove_listings(desk: Desk, unit: UnitOfWork, feed: Feed, remote_ids: list[str]) -> None:
    """Take in what was deleted there, unless it is so much that a fault is likelier than a will."""
    live = set(
        unit.connection.exec_driver_sql(
            "SELECT remote_id FROM listing WHERE account_id = ? AND state IN ('queued', 'active', 'reserved')",
            (desk.account.id,),
        ).scalars()
    )
    hit = [remote_id for remote_id in remote_ids if remote_id in live]
    if len(hit) > REMOVALS_MAX or (len(hit) > REMOVALS_FREE and len(hit) > len(live) * REMOVALS_SHARE):
        reason = f"{desk.connector.name} says that {len(hit)} of your listings were deleted. Nothing was changed here."
        desk.course.reason = reason
        for remote_id in hit:
            _set_aside(desk, unit, feed, BadRow(remote_id, reason))
        return
    for remote_id in remote_ids:
        listing = find_listing(unit, desk.account.id, remote_id)
        if listing is not None:
            remove_listing(unit, listing, f"Deleted at {desk.connector.name}.")


def _set_aside(desk: Desk, unit: UnitOfWork, feed: Feed, bad: BadRow) -> None:
    cursors.set_aside(unit, desk.account.id, feed, bad)
    desk.course.aside += 1


def _count(desk: Desk, changes: list[RowChange]) -> None:
    """Count what is new to the seller: not what she did herself, and nothing twice."""
    for change in changes:
        if change.before is not None or change.after is None:
            continue
        if change.after.get("direction", "in") == "in":
            desk.course.received[change.kind] += 1
        if change.kind is Kind.PERSON:
            desk.course.new_people.add(change.after["id"])


def _text(row: Remote) -> str:
    return json.dumps(asdict(row), default=str, sort_keys=True)
