"""Closet Fair's words in ours and back; whatever else answers in its place harms nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from studio.base.jobs import Quiet
from studio.base.paths import Profile
from studio.domain.account import Account
from studio.domain.change import ChangeKind
from studio.domain.feed import BadRow, RemoteConversation, RemoteMessage, RemotePerson, Removed
from studio.domain.ids import AccountId
from studio.domain.interest import Direction
from studio.domain.listing import ListingState
from studio.domain.operation import Kind, Op
from studio.domain.order import OrderState
from studio.storage.catalog import Catalog
from studio.storage.media import MediaStore
from studio.storage.queries import outbox as query
from studio.sync import registry
from studio.sync.connector import (
    Applied,
    AuthNeeded,
    Conflict,
    Outcome,
    Outgoing,
    OwnerKey,
    Rejected,
    Replayed,
    Retry,
    SignedOut,
    Unknown,
    Unreachable,
)
from studio.sync.connectors.closet_fair import mapping
from studio.sync.round import Files, RoundReport, run_round
from tests.fakes.clock import FakeClock
from tests.sync.fake import FakeMarket, FakeShop
from tests.sync.market import Market, Tokens, publish
from tests.sync.scripted import Answer, scripted

BUYER = {"id": "b1", "name": "Dee K.", "first_name": "Dee"}
LISTING: dict[str, Any] = {
    "id": "lst_1",
    "version": 3,
    "status": "active",
    "sku": "A1",
    "title": "Coat",
    "description": "",
    "brand": "",
    "category": "",
    "size": "M",
    "colours": ["Red"],
    "condition": "good",
    "price_minor": 4800,
    "original_price_minor": None,
    "currency": "USD",
    "photos": ["p1"],
    "tags": [],
    "weight_g": 640,
    "counts": {"likes": 2, "views": 0, "shares": 0},
    "url": "/l/lst_1",
    "order_id": None,
    "created_at": "2026-11-23T15:54:11.123Z",
    "updated_at": "2026-11-23T15:54:11.123Z",
    "published_at": "2026-11-23T15:54:11.123Z",
    "ended_at": None,
    "sold_at": None,
}
UPDATE = Outgoing(kind=ChangeKind.LISTING_UPDATE, key="k", remote_id="lst_1", version="3", fields={"title": "Coat"})


def entry(kind: str = "listing", op: str = "put", **data: Any) -> dict[str, Any]:
    return {"seq": 1, "op": op, "kind": kind, "id": "lst_1", "version": 3, "data": {**LISTING, **data}}


def test_a_listing_is_read_in_our_words_and_told_back_in_theirs() -> None:
    found = mapping.listing(LISTING)
    assert (found.id, found.version, found.state, found.like_count) == ("lst_1", "3", ListingState.ACTIVE, 2)
    assert found.fields["condition"] == "ug"
    assert mapping.listing_body(found.fields)["condition"] == "good"
    assert mapping.listing_body({"condition": ""}) == {"condition": None}
    assert mapping.listing({**LISTING, "condition": None}).fields["condition"] == ""


def test_an_address_abroad_names_its_country() -> None:
    address = {
        "name": "Ana",
        "street": "1 Rua",
        "street2": None,
        "city": "Porto",
        "region": "PT",
        "postal_code": "4000",
        "country": "PT",
    }
    row = {
        "id": "o1",
        "number": "7",
        "status": "to_ship",
        "buyer": BUYER,
        "ship_to": address,
        "lines": [],
        "items_minor": 0,
        "fee_minor": 0,
        "currency": "USD",
        "tracking": "CP1",
        "weight_g": 100,
        "shipment": None,
        "ordered_at": "2026-11-23T15:54:11.123Z",
        "ship_by": None,
    }
    order = mapping.order(row)
    assert order.address == ("Ana", "1 Rua", "Porto, PT 4000", "PT")
    assert (order.state, order.tracking, order.weight_g) == (OrderState.PAID, "CP1", 100)


def test_a_tombstone_names_what_is_gone() -> None:
    assert mapping.change({**entry(), "op": "delete", "data": None}) == Removed(Kind.LISTING, "lst_1")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (entry(title=7), "title is not a text"),
        (entry(title=None), "title is not a text"),
        (entry(title="\ud800"), "title has letters that are none"),
        (entry(price_minor="48"), "price_minor is not a whole number"),
        (entry(price_minor=10**30), "price_minor is not a whole number"),
        (entry(price_minor=True), "price_minor is not a whole number"),
        (entry(price_minor=48.5), "price_minor is not a whole number"),
        (entry(colours="Red"), "colours is not a list"),
        (entry(photos=[1]), "photos is not a text"),
        (entry(counts=None), "counts is not an object"),
        (entry(status="stolen"), "status is 'stolen', which this program does not know"),
        (entry(published_at="yesterday"), "published_at is not a time"),
        (entry(published_at="2026-11-23T15:54:11"), "published_at has no time zone"),
        (entry(kind="weather"), "kind is 'weather', which this program does not know"),
        (["not", "an", "object"], "the entry is not an object"),
        ({"kind": "like", "op": "put", "data": None}, "data is not an object"),
    ],
)
def test_a_row_that_makes_no_sense_is_a_bad_row_with_its_reason(row: object, reason: str) -> None:
    found = mapping.change(row)
    assert isinstance(found, BadRow)
    assert found.reason == reason
    assert json.loads(found.row) == row
    assert found.row.isascii()


def pushed(answer: Answer, change: Outgoing = UPDATE) -> Outcome:
    with scripted(answer) as server:
        account = Account(id=AccountId("a"), connector="closet_fair", name="Fair", address=server.address)
        connector = registry.open_connector(account, Tokens(a={"access_token": "t", "refresh_token": "r"}))
        outcome = connector.push(change, lambda _remote: None)
        connector.close()
    return outcome


BODY = json.dumps(LISTING).encode()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(200, BODY), Applied),
        (Answer(200, BODY, {"Idempotency-Replayed": "true"}), Replayed),
        (Answer(412, json.dumps({"detail": "moved", "current": LISTING}).encode()), Conflict),
        (Answer(409, b'{"detail": "sold"}'), Conflict),
        (Answer(409, b"{}", {"Retry-After": "1"}), Unknown),
        (Answer(425), Unknown),
        (Answer(500), Unknown),
        (Answer(503, b"<html>maintenance</html>"), Unknown),
        (Answer(429, b"{}", {"Retry-After": "7"}), Retry),
        (Answer(400), Rejected),
        (Answer(403), Rejected),
        (Answer(404), Rejected),
        (Answer(410), Rejected),
        (Answer(422), Rejected),
        (Answer(307, headers={"Location": "http://127.0.0.1:9"}), Rejected),
        (Answer(200, b"<html>sign in</html>"), Unknown),
        (Answer(200, b'{"id": "lst_1"}'), Unknown),
        (Answer(200, b"[]"), Unknown),
        (Answer(200, BODY[:40], claims=len(BODY)), Unknown),
        (Answer(401, b"{}"), AuthNeeded),
    ],
)
def test_every_answer_to_a_change_has_its_meaning(answer: Answer, kind: type[Outcome]) -> None:
    assert isinstance(pushed(answer), kind)


def test_the_sentence_and_the_pause_of_the_marketplace_are_kept() -> None:
    assert pushed(Answer(429, b'{"detail": "Too fast."}', {"Retry-After": "7"})) == Retry("Too fast.", 7.0)
    rejected = pushed(Answer(410, b'{"detail": "Deleted."}'))
    assert isinstance(rejected, Rejected)
    assert (rejected.problem.sentence, rejected.problem.gone) == ("Deleted.", True)


@pytest.fixture
def listed(catalog: Catalog, profile: Profile, clock: FakeClock) -> Catalog:
    """A catalog in step with a marketplace that then is another."""
    shop = FakeShop(catalog, profile, clock, FakeMarket(clock))
    publish(shop, "coat")
    person = RemotePerson(id="dee", name="Dee K.")
    said = {"conversation_id": "thread", "direction": Direction.IN, "body": "Hi"}
    shop.tell(
        RemoteConversation(id="thread", person=person, last_at=clock.now()),
        RemoteMessage(id="m1", sent_at=clock.now(), **said),  # type: ignore[arg-type]
    )
    shop.round()
    return catalog


WEIRD = {
    "an empty list": Answer(200, b'{"changes": [], "cursor": "x", "has_more": false}'),
    "a page that says nothing": Answer(200, b"{}"),
    "a log-in page": Answer(200, b"<html><form>password</form></html>"),
    "a refusal as a success": Answer(200, b'{"error": "unauthorized"}'),
    "half a page": Answer(200, b'{"changes": [{"seq": 1, "op": "put"', claims=4000),
    "a page without end": Answer(200, b'{"changes": [], "cursor": "x", "has_more": true}'),
    "not found for everything": Answer(404, b'{"detail": "There is nothing at this address."}'),
    "not allowed any more": Answer(403, b'{"detail": "Not yours."}'),
    "every cursor too old": Answer(410, b'{"detail": "Too old."}'),
    "maintenance": Answer(503, b"<html>back soon</html>"),
    "another host": Answer(302, headers={"Location": "http://127.0.0.1:9/"}),
    "an endless document": Answer(200, b"[" * 100_000),
}


@pytest.mark.parametrize("answer", WEIRD.values(), ids=WEIRD.keys())
def test_whatever_answers_in_its_place_nothing_here_is_lost(
    listed: Catalog, profile: Profile, clock: FakeClock, answer: Answer
) -> None:
    tables = ("item", "listing", "person", "conversation", "message")
    before = [[tuple(row) for row in listed.rows(f"SELECT * FROM {table}")] for table in tables]
    with scripted(answer) as elsewhere:
        _exchange(listed, profile, clock, elsewhere.address)
    assert [[tuple(row) for row in listed.rows(f"SELECT * FROM {table}")] for table in tables] == before
    assert query.changes(listed) == []


def _exchange(catalog: Catalog, profile: Profile, clock: FakeClock, address: str) -> RoundReport:
    with catalog.operation(Op.CONNECT) as unit:
        account = unit.find(Account)[0]
        unit.save(replace(account, address=address))
    moved = replace(account, address=address, connector="closet_fair")
    connector = registry.open_connector(moved, Tokens({moved.id: {"access_token": "t", "refresh_token": "r"}}))
    files = Files(outgoing=MediaStore(profile.outgoing), documents=MediaStore(profile.documents))
    try:
        return run_round(catalog, connector, moved, files, clock, Quiet())
    finally:
        connector.close()


def test_a_token_that_stays_refused_after_its_renewal_means_signing_in_again() -> None:
    renewed = Answer(200, b'{"access_token": "new", "token_type": "Bearer"}')
    for ask in ("push", "whoami"):
        with scripted(Answer(401), renewed, Answer(401, b'{"detail": "Still no."}')) as server:
            account = Account(id=AccountId("a"), connector="closet_fair", name="Fair", address=server.address)
            connector = registry.open_connector(account, Tokens(a={"access_token": "t", "refresh_token": "r"}))
            if ask == "push":
                assert connector.push(UPDATE, lambda _remote: None) == AuthNeeded("Still no.")
            else:
                with pytest.raises(SignedOut, match="Still no"):
                    connector.whoami()
            connector.close()


def looked(answer: Answer) -> object:
    with scripted(answer) as server:
        account = Account(id=AccountId("a"), connector="closet_fair", name="Fair", address=server.address)
        connector = registry.open_connector(account, Tokens(a={"access_token": "t", "refresh_token": "r"}))
        try:
            return connector.get(Kind.LISTING, "lst_1")
        finally:
            connector.close()


def test_only_a_plain_no_means_that_something_is_not_there() -> None:
    assert looked(Answer(404)) is None
    assert looked(Answer(410)) is None
    assert looked(Answer(200, BODY)) == mapping.listing(LISTING)
    for answer in (Answer(403), Answer(500), Answer(200, b"{}"), Answer(200, b"<html>")):
        with pytest.raises(Unreachable):
            looked(answer)


def test_putting_up_what_is_not_in_the_expected_state_there_does_what_fits(market: Market) -> None:
    tokens = Tokens()
    account = Account(id=AccountId("a"), connector="closet_fair", name="Fair", address=market.url)
    registry.sign_in(account, tokens, OwnerKey(market.owner_key))
    connector = registry.open_connector(account, tokens)
    market.demo("seed", seed=3, listings=1)
    (there,) = market.get("listings", tokens["a"])["listings"]

    def put_up(kind: ChangeKind, key: str) -> Outcome:
        return connector.push(Outgoing(kind=kind, key=key, remote_id=there["id"]), lambda _remote: None)

    assert isinstance(put_up(ChangeKind.LISTING_RELIST, "k1"), Applied)
    market.demo("edit-from-phone", listing=there["id"], act="end")
    assert isinstance(put_up(ChangeKind.LISTING_CREATE, "k2"), Applied)
    assert market.get(f"listings/{there['id']}", tokens["a"])["status"] == "active"
    market.demo("buy", buyer="Dee K.", listing=there["id"])
    assert isinstance(put_up(ChangeKind.LISTING_RELIST, "k3"), Conflict)
    connector.close()


def test_a_change_whose_key_is_too_old_is_found_by_what_it_made(market: Market) -> None:
    tokens = Tokens()
    account = Account(id=AccountId("a"), connector="closet_fair", name="Fair", address=market.url)
    registry.sign_in(account, tokens, OwnerKey(market.owner_key))
    connector = registry.open_connector(account, tokens)
    market.demo("seed", seed=3, listings=1)
    market.demo("message", buyer="Dee K.", text="Hi")
    (there,) = market.get("listings", tokens["a"])["listings"]
    (thread,) = market.get("conversations", tokens["a"])["conversations"]

    def found(kind: ChangeKind, remote_id: str = "", **said: Any) -> bool:
        fields, payload = said.pop("fields", {}), said
        change = Outgoing(kind=kind, key="k", remote_id=remote_id, fields=fields, payload=payload)
        return connector.find_by_natural_key(change) is not None

    assert found(ChangeKind.LISTING_CREATE, fields={"sku": there["sku"]})
    assert not found(ChangeKind.LISTING_CREATE, fields={"sku": "NEVER-1"})
    assert found(ChangeKind.LISTING_UPDATE, there["id"], fields={"title": there["title"]})
    assert not found(ChangeKind.LISTING_UPDATE, there["id"], fields={"title": "Not told yet"})
    assert not found(ChangeKind.LISTING_END, there["id"])
    assert not found(ChangeKind.MESSAGE_SEND, thread["id"], client_ref="never said")
    connector.push(
        Outgoing(
            kind=ChangeKind.MESSAGE_SEND,
            key="k4",
            remote_id=thread["id"],
            payload={"body": "Hello", "client_ref": "said"},
        ),
        lambda _remote: None,
    )
    assert found(ChangeKind.MESSAGE_SEND, thread["id"], client_ref="said")
    assert not found(ChangeKind.CONVERSATION_READ, thread["id"])
    connector.close()
