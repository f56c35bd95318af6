"""The Connector of Closet Fair."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from studio.domain.account import Account
from studio.domain.change import ChangeKind
from studio.domain.feed import Counts, Feed, Page, Remote, RemoteConversation, RemoteListing, Seller
from studio.domain.interest import OfferState
from studio.domain.listing import ListingState
from studio.domain.operation import Kind
from studio.domain.order import OrderState
from studio.sync.connector import (
    Applied,
    Capability,
    Conflict,
    CursorTooOld,
    Limits,
    Outcome,
    Outgoing,
    Replayed,
    StepDone,
    TokenStore,
    Unreachable,
)
from studio.sync.connectors.closet_fair import mapping
from studio.sync.connectors.closet_fair.client import Client
from studio.sync.http import Request, problem_of
from studio.sync.shapes import BadShape, objects, text

PAGE = 100

_CAPABILITIES = (
    Capability.LISTINGS_READ
    | Capability.LISTINGS_WRITE
    | Capability.PHOTO_UPLOAD
    | Capability.LIKE_COUNTS
    | Capability.LIKE_EVENTS
    | Capability.OFFERS_IN
    | Capability.OFFERS_OUT
    | Capability.MESSAGES_READ
    | Capability.MESSAGES_SEND
    | Capability.ORDERS
    | Capability.SHIPMENTS
    | Capability.IDEMPOTENT
    | Capability.CONDITIONAL_WRITE
    | Capability.CHANGE_FEED
    | Capability.TOMBSTONES
    | Capability.NATURAL_KEY
)
_LIMITS = Limits(
    title_max=80,
    description_max=1500,
    photos_max=16,
    photo_bytes_max=10 * 1024 * 1024,
    message_max=2000,
    currency="USD",
    key_kept=timedelta(days=29),  # the market keeps them for 30; its clock is not ours
)


class ClosetFair:
    """One Account at Closet Fair."""

    name = "Closet Fair"
    capabilities = _CAPABILITIES
    limits = _LIMITS
    feeds = (Feed.JOURNAL,)

    def __init__(self, client: Client) -> None:
        self._client = client
        self._acts: dict[ChangeKind, Callable[[Outgoing], Outcome]] = {
            ChangeKind.LISTING_UPDATE: self._edit,
            ChangeKind.LISTING_END: self._end,
            ChangeKind.OFFER_TO_LIKERS: self._offer_to_likers,
            ChangeKind.OFFER_ACCEPT: partial(self._answer_offer, "accept"),
            ChangeKind.OFFER_DECLINE: partial(self._answer_offer, "decline"),
            ChangeKind.OFFER_COUNTER: self._counter_offer,
            ChangeKind.MESSAGE_SEND: self._send_message,
            ChangeKind.ORDER_SHIP: self._ship,
        }

    def whoami(self) -> Seller:
        """Return who the seller is there."""
        me = self._client.fetch_document("/v1/me")
        with _understood():
            return Seller(id=text(me, "id"), name=text(me, "name"), closet_url=text(me, "closet_url"))

    def pull(self, feed: Feed, cursor: str) -> Page:
        """Return the next page of the journal."""
        asked = {"limit": str(PAGE), **({"cursor": cursor} if cursor else {})}
        reply = self._client.fetch("/v1/changes", asked)
        if cursor and reply.status in (410, 422):
            raise CursorTooOld(problem_of(reply).sentence)
        if not reply.ok:
            raise Unreachable(problem_of(reply).sentence)
        page = reply.document()
        with _understood():
            rows = [mapping.change(row) for row in objects(page, "changes")]
            return Page(rows=rows, cursor=text(page, "cursor"), has_more=page.get("has_more") is True)

    def get(self, kind: Kind, remote_id: str) -> Remote | None:
        """Return one row as it stands, or None where it is not there."""
        reply = self._client.fetch(f"{mapping.PATHS[kind]}/{remote_id}")
        if reply.status in (404, 410):
            return None
        if not reply.ok:
            raise Unreachable(problem_of(reply).sentence)
        with _understood():
            return mapping.read(kind, reply.document())

    def counts(self) -> Counts:
        """Return how many rows live there, of every kind."""
        found = self._client.fetch_document("/v1/counts")
        with _understood():
            return mapping.counts(found)

    def find_by_natural_key(self, change: Outgoing) -> Remote | None:
        """Return what this Change has made already: the listing with its SKU, the message with its `client_ref` …"""
        if change.kind is ChangeKind.MESSAGE_SEND:
            found = self._list(Kind.MESSAGE, f"/v1/conversations/{change.remote_id}/messages")
            return next((m for m in found if m.client_ref == change.payload["client_ref"]), None)  # type: ignore[union-attr]
        if change.kind is ChangeKind.LISTING_CREATE and not change.remote_id:
            return next(iter(self._list(Kind.LISTING, "/v1/listings", {"sku": change.fields["sku"]})), None)
        if change.kind not in _DONE:
            return None
        kind, is_done = _DONE[change.kind]
        row = self.get(kind, change.remote_id)
        return row if row is not None and is_done(change, row) else None

    def push(self, change: Outgoing, step_done: StepDone) -> Outcome:
        """Tell one Change."""
        if change.kind is ChangeKind.CONVERSATION_READ:
            return self._mark_read(change)
        if change.kind in (ChangeKind.LISTING_CREATE, ChangeKind.LISTING_RELIST):
            return self._bring_up(change, step_done)
        return self._acts[change.kind](change)

    def upload_photo(self, file: Path, key: str) -> str | Outcome:
        """Upload a picture; the same one twice is the same there."""
        named: list[str] = []
        request = Request("POST", "/v1/photos", file=file.read_bytes())
        outcome = self._client.write(request, key=key, read=lambda row: named.append(text(row, "id")))
        return named[0] if named else outcome

    def fetch_photo(self, remote_id: str) -> bytes | None:
        """Return a picture."""
        reply = self._client.fetch(f"/v1/photos/{remote_id}")
        return reply.body if reply.ok else None

    def fetch_label(self, order_id: str) -> bytes | None:
        """Return the shipping label of an Order."""
        reply = self._client.fetch(f"/v1/orders/{order_id}/label.pdf")
        return reply.body if reply.ok and reply.body.startswith(b"%PDF") else None

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    def _bring_up(self, change: Outgoing, step_done: StepDone) -> Outcome:
        """Make or mend the listing, then put it up: each call with a key of its own, made from the Change's."""
        outcome: Outcome
        if not change.remote_id:
            outcome = self._create(change)
        elif change.fields and change.version:
            outcome = self._edit(change)
        else:
            outcome = Applied()
        if not isinstance(outcome, Applied | Replayed):
            return outcome
        listing_id = change.remote_id
        if isinstance(outcome.remote, RemoteListing):
            step_done(outcome.remote)
            listing_id = outcome.remote.id
        return self._put_up(change, listing_id)

    def _put_up(self, change: Outgoing, listing_id: str) -> Outcome:
        verb = "relist" if change.kind is ChangeKind.LISTING_RELIST else "publish"
        outcome = self._step(change, listing_id, verb)
        if isinstance(outcome, Conflict) and isinstance(outcome.current, RemoteListing):
            if outcome.current.state is ListingState.ACTIVE:
                return Applied(outcome.current)
            other = "publish" if outcome.current.state is ListingState.DRAFT else "relist"
            if outcome.current.state is not ListingState.SOLD:
                return self._step(change, listing_id, other)
        return outcome

    def _step(self, change: Outgoing, listing_id: str, verb: str) -> Outcome:
        path = f"/v1/listings/{listing_id}/{verb}"
        return self._client.write(Request("POST", path), key=f"{change.key}:{verb}", read=mapping.listing)

    def _create(self, change: Outgoing) -> Outcome:
        request = Request("POST", "/v1/listings", json=mapping.listing_body(change.fields))
        return self._client.write(request, key=change.key, read=mapping.listing)

    def _edit(self, change: Outgoing) -> Outcome:
        request = Request("PATCH", f"/v1/listings/{change.remote_id}", json=mapping.listing_body(change.fields))
        return self._client.write(request, key=change.key, read=mapping.listing, version=change.version)

    def _end(self, change: Outgoing) -> Outcome:
        return self._step(change, change.remote_id, "end")

    def _offer_to_likers(self, change: Outgoing) -> Outcome:
        path = f"/v1/listings/{change.remote_id}/offers-to-likers"
        return self._client.write(Request("POST", path, json=_proposal(change)), key=change.key, read=_nothing)

    def _answer_offer(self, verb: str, change: Outgoing) -> Outcome:
        path = f"/v1/offers/{change.remote_id}/{verb}"
        return self._client.write(Request("POST", path), key=change.key, read=mapping.offer)

    def _counter_offer(self, change: Outgoing) -> Outcome:
        path = f"/v1/offers/{change.remote_id}/counter"
        return self._client.write(Request("POST", path, json=_proposal(change)), key=change.key, read=mapping.offer)

    def _send_message(self, change: Outgoing) -> Outcome:
        path = f"/v1/conversations/{change.remote_id}/messages"
        body = {"text": change.payload["body"], "client_ref": change.payload["client_ref"]}
        return self._client.write(Request("POST", path, json=body), key=change.key, read=mapping.message)

    def _mark_read(self, change: Outgoing) -> Outcome:
        """Mark a thread as read, unless something came that has not been seen here: then it stays unread."""
        thread = self.get(Kind.CONVERSATION, change.remote_id)
        if not isinstance(thread, RemoteConversation) or not thread.unread_count:
            return Applied(thread)
        if thread.message_count != change.payload["known"]:
            return Conflict(thread, "Something was written that has not been seen yet.")
        request = Request("PATCH", f"/v1/conversations/{change.remote_id}", json={"read": True})
        key = f"{change.key}:{thread.version}"
        return self._client.write(request, key=key, read=mapping.conversation, version=thread.version)

    def _ship(self, change: Outgoing) -> Outcome:
        said = {name: change.payload[name] for name in ("weight_g", "tracking", "carrier") if change.payload.get(name)}
        path = f"/v1/orders/{change.remote_id}/shipments"
        return self._client.write(Request("POST", path, json=said), key=change.key, read=mapping.order)

    def _list(self, kind: Kind, path: str, params: Mapping[str, str] | None = None) -> list[Remote]:
        found = self._client.fetch_document(path, params)
        with _understood():
            return [mapping.read(kind, row) for row in objects(found, path.rpartition("/")[2])]


@contextmanager
def _understood() -> Iterator[None]:
    """Take an answer of another shape for none at all."""
    try:
        yield
    except BadShape as error:
        raise Unreachable(f"Closet Fair answered something that is not understood ({error}).") from error


def open_connector(account: Account, tokens: TokenStore) -> ClosetFair:
    """Return the Connector of an Account."""
    return ClosetFair(Client(account.address, account.id, tokens))


def _nothing(_row: object) -> None:
    """The new offers come by the journal."""


def _proposal(change: Outgoing) -> dict[str, Any]:
    message = change.payload.get("message")
    return {"price_minor": change.payload["price_minor"], **({"message": message} if message else {})}


def _is(state: object) -> Callable[[Outgoing, Any], bool]:
    return lambda _change, row: row.state is state


def _has_fields(change: Outgoing, row: Any) -> bool:
    told = {**row.fields, "photos": list(row.photos)}
    return all(told[name] == value for name, value in change.fields.items())


# By what it can be seen that a Change was carried out, when its key is too old to prove anything.
_DONE: Mapping[ChangeKind, tuple[Kind, Callable[[Outgoing, Any], bool]]] = {
    ChangeKind.LISTING_UPDATE: (Kind.LISTING, _has_fields),
    ChangeKind.LISTING_END: (Kind.LISTING, _is(ListingState.ENDED)),
    ChangeKind.OFFER_ACCEPT: (Kind.OFFER, _is(OfferState.ACCEPTED)),
    ChangeKind.OFFER_DECLINE: (Kind.OFFER, _is(OfferState.DECLINED)),
    ChangeKind.OFFER_COUNTER: (Kind.OFFER, _is(OfferState.COUNTERED)),
    ChangeKind.ORDER_SHIP: (Kind.ORDER, _is(OrderState.SHIPPED)),
}
