"""The outbox coalesces what only says how things look, and never loses or rewords what may have gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from studio.base.errors import UserError
from studio.domain.account import Account
from studio.domain.change import TRANSITIONS, Change, ChangeKind, ChangeState
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Kind, Op
from studio.storage import outbox
from studio.storage.catalog import Catalog
from studio.storage.queries import outbox as query
from tests.fakes.clock import FakeClock

HERE = AccountId("here")
THERE = AccountId("there")


@pytest.fixture(autouse=True)
def listed(catalog: Catalog) -> None:
    with catalog.operation(Op.CONNECT) as unit:
        for account_id in (HERE, THERE):
            unit.save(Account(id=account_id, connector="closet_fair", name=account_id, address="http://127.0.0.1"))
        unit.save(Item(id=ItemId("coat"), sku="C1", created_at=unit.now, title="coat", price_minor=100))
        unit.save(
            Listing(
                id=ListingId("l"),
                item_id=ItemId("coat"),
                account_id=HERE,
                created_at=unit.now,
                state=ListingState.ACTIVE,
                remote_id="r",
            )
        )


def queue(catalog: Catalog, kind: ChangeKind, entity: str = "l", **more: object) -> str:
    with catalog.operation(Op.PUBLISH) as unit:
        return outbox.queue(unit, kind, account_id=HERE, entity_id=entity, payload=more)


def edit(catalog: Catalog, **fields: object) -> None:
    with catalog.operation(Op.EDIT_ITEM, title="edit") as unit:
        item = unit.load(Item, "coat")
        assert item
        unit.save(replace(item, **fields))  # type: ignore[arg-type]


def sending(catalog: Catalog, key: str) -> Change:
    """Mark a Change as being sent, and return it as it was before."""
    with catalog.operation(Op.SETTLE) as unit:
        change = outbox.load(unit, key)
        assert change
        outbox.mark_sending(unit, change, {"fields": {"title": "coat"}, "version": "1"})
        return change


def the(catalog: Catalog, key: str) -> Change:
    change = query.change(catalog, key)
    assert change
    return change


def test_a_change_is_queued_with_a_key_and_waits(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="m")
    change = the(catalog, key)
    assert (change.state, change.attempts, change.payload) == (ChangeState.PENDING, 0, {"message_id": "m"})


def test_edits_made_while_an_update_is_under_way_wait_as_one_more(catalog: Catalog) -> None:
    edit(catalog, title="wool coat")
    first = query.changes(catalog)[0]
    sending(catalog, first.key)
    edit(catalog, title="red coat")
    edit(catalog, title="blue coat")
    assert [change.state for change in query.changes(catalog)] == [ChangeState.SENDING, ChangeState.PENDING]


def test_an_edit_that_marketplaces_do_not_hear_of_queues_nothing(catalog: Catalog) -> None:
    edit(catalog, bin="A3", notes="mend the hem", cost_minor=5)
    assert query.changes(catalog) == []


def test_what_never_arrived_waits_as_it_was(catalog: Catalog, clock: FakeClock) -> None:
    edit(catalog, title="wool coat")
    before = sending(catalog, query.changes(catalog)[0].key)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.postpone(unit, before, until=clock.now() + timedelta(seconds=5), reason="nobody there")
    change = the(catalog, before.key)
    assert (change.state, change.attempts, change.payload) == (ChangeState.PENDING, 0, {})
    edit(catalog, title="red coat")
    assert len(query.changes(catalog)) == 1


def test_what_may_have_arrived_keeps_its_words_even_if_the_next_attempt_does_not_arrive(catalog: Catalog) -> None:
    edit(catalog, title="wool coat")
    before = sending(catalog, query.changes(catalog)[0].key)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.leave_unknown(unit, before, until=unit.now, reason="no answer")
    again = sending(catalog, before.key)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.postpone(unit, again, until=None, reason="nobody there")
    change = the(catalog, before.key)
    assert change.state is ChangeState.UNKNOWN
    assert change.payload == {"fields": {"title": "coat"}, "version": "1"}


def test_only_the_sendings_of_one_account_are_recovered(catalog: Catalog) -> None:
    mine = queue(catalog, ChangeKind.LISTING_END)
    with catalog.operation(Op.PUBLISH) as unit:
        other = outbox.queue(unit, ChangeKind.LISTING_END, account_id=THERE, entity_id="x")
    sending(catalog, mine)
    sending(catalog, other)
    with catalog.operation(Op.SETTLE) as unit:
        assert outbox.recover(unit, HERE) == 1
    assert the(catalog, mine).state is ChangeState.UNKNOWN
    assert the(catalog, other).state is ChangeState.SENDING


def test_a_refused_update_is_replaced_by_the_next_edit(catalog: Catalog) -> None:
    edit(catalog, title="x" * 200)
    refused = query.changes(catalog)[0]
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, refused, "The title is too long.")
    edit(catalog, title="coat again")
    assert [change.state for change in query.changes(catalog)] == [ChangeState.PENDING]


def test_an_edit_does_not_push_out_a_parked_publication(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.LISTING_CREATE)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, the(catalog, key), "in conflict")
    edit(catalog, title="red coat")
    assert [change.key for change in query.changes(catalog)] == [key]


def test_trying_again_what_was_refused_says_it_anew_under_a_new_key(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.LISTING_CREATE)
    before = sending(catalog, key)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, before, "no")
        again = outbox.try_again(unit, key)
    assert again != key
    assert query.change(catalog, key) is None
    assert (the(catalog, again).payload, the(catalog, again).attempts) == ({}, 0)


def test_trying_a_message_again_keeps_its_key(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="m")
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, the(catalog, key), "no")
        assert outbox.try_again(unit, key) == key
    assert the(catalog, key).state is ChangeState.PENDING


def test_what_may_have_arrived_cannot_be_discarded(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="m")
    before = sending(catalog, key)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.leave_unknown(unit, before, until=unit.now, reason="no answer")
    with pytest.raises(UserError, match="may have reached"), catalog.operation(Op.SETTLE) as unit:
        outbox.discard(unit, key)
    assert the(catalog, key)


def test_what_waits_can_be_discarded(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="m")
    with catalog.operation(Op.SETTLE) as unit:
        assert outbox.discard(unit, key).key == key
    assert query.changes(catalog) == []
    with pytest.raises(UserError, match="no longer in the outbox"), catalog.operation(Op.SETTLE) as unit:
        outbox.discard(unit, key)


def test_only_the_first_change_of_each_entity_may_go(catalog: Catalog) -> None:
    first = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="1")
    queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="2")
    other = queue(catalog, ChangeKind.MESSAGE_SEND, "other thread", message_id="3")
    assert [change.key for change in query.heads(catalog, HERE)] == [first, other]


def test_behind_a_parked_publication_everything_about_the_listing_waits(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.LISTING_CREATE)
    queue(catalog, ChangeKind.LISTING_END)
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, the(catalog, key), "no")
    assert query.heads(catalog, HERE) == []
    assert query.next_try(catalog, HERE) is None


def test_a_parked_message_holds_up_nothing(catalog: Catalog) -> None:
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="1")
    after = queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="2")
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, the(catalog, key), "no")
    assert [change.key for change in query.heads(catalog, HERE)] == [after]


def test_taking_a_sold_piece_off_goes_before_everything_else(catalog: Catalog) -> None:
    queue(catalog, ChangeKind.MESSAGE_SEND, "thread", message_id="1")
    end = queue(catalog, ChangeKind.LISTING_END, sold_elsewhere=True)
    assert query.heads(catalog, HERE)[0].key == end


def test_the_status_bar_counts_what_waits_and_what_needs_the_seller(catalog: Catalog, clock: FakeClock) -> None:
    since = clock.now()
    queue(catalog, ChangeKind.MESSAGE_SEND, "a", message_id="1")
    clock.advance(minutes=5)
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "b", message_id="2")
    with catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, the(catalog, key), "no")
    assert query.waiting(catalog, HERE) == query.Waiting(count=1, needs_you=1, since=since)
    assert query.waiting(catalog, THERE) == query.Waiting(count=0, needs_you=0, since=None)
    assert [change.entity_id for change in query.of_entity(catalog, "b")] == ["b"]


def test_the_views_of_the_outbox_hear_of_every_step(catalog: Catalog) -> None:
    heard: list[frozenset[str]] = []
    catalog.events.subscribe(lambda touched: heard.append(touched.of(Kind.CHANGE)))
    key = queue(catalog, ChangeKind.MESSAGE_SEND, "a", message_id="1")
    sending(catalog, key)
    assert heard == [{key}, {key}]


def test_every_state_of_a_change_leads_somewhere() -> None:
    assert set(TRANSITIONS) == set(ChangeState)
    assert all(found <= set(ChangeState) for found in TRANSITIONS.values())
