"""What may become of a Listing and of a Change, whole."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from studio.domain import change, listing
from studio.domain.change import ChangeKind, ChangeState
from studio.domain.ids import AccountId, ListingId
from studio.domain.item import Condition
from studio.domain.listing import Listing, ListingState, contents, may_become
from studio.domain.operation import Op
from studio.domain.order import TO_PACK, OrderState
from tests.storage.items import NOW, an_item

LISTING = """
  draft     queued
  queued    draft active refused ended
  active    reserved sold ended refused
  reserved  active sold ended
  sold      active ended
  ended     queued active
  refused   queued draft active ended
"""
CHANGE = """
  pending   sending blocked
  sending   pending unknown blocked
  unknown   sending pending blocked
  blocked   pending
"""


def table(text: str) -> dict[str, set[str]]:
    return {first: set(rest) for first, *rest in (line.split() for line in text.strip().splitlines())}


@pytest.mark.parametrize(
    ("transitions", "states", "text"),
    [(listing.TRANSITIONS, ListingState, LISTING), (change.TRANSITIONS, ChangeState, CHANGE)],
    ids=["listing", "change"],
)
def test_the_transitions_are_these_and_no_others(
    transitions: Mapping[str, frozenset[str]], states: type[ListingState | ChangeState], text: str
) -> None:
    assert {str(now): {str(then) for then in later} for now, later in transitions.items()} == table(text)
    assert set(transitions) == set(states)


@pytest.mark.parametrize(("now", "then"), list(itertools.product(ListingState, ListingState)))
def test_a_listing_may_stay_or_take_a_transition(now: ListingState, then: ListingState) -> None:
    assert may_become(now, then) is (now is then or then.value in table(LISTING)[now.value])


def test_a_listing_is_sold_only_where_buyers_could_see_it() -> None:
    assert {
        now.value for now in ListingState if now is not ListingState.SOLD and may_become(now, ListingState.SOLD)
    } == {
        "active",
        "reserved",
    }


def test_what_an_account_must_hear_of_is_what_it_has_or_will_have() -> None:
    assert {state.value for state in listing.TOLD} == {"queued", "active", "reserved"}


def test_a_listing_says_what_its_item_says_unless_it_has_words_of_its_own() -> None:
    item = an_item(title="Coat", price_minor=100, colours=("Tan",), condition=Condition.GOOD, description="Warm.")
    plain = Listing(id=ListingId("l"), item_id=item.id, account_id=AccountId("m"), created_at=NOW)
    own = Listing(
        id=ListingId("l"), item_id=item.id, account_id=AccountId("m"), created_at=NOW, title="", price_minor=0
    )
    assert contents(plain, item) | {"sku": ""} == {
        "sku": "",
        "title": "Coat",
        "description": "Warm.",
        "brand": "",
        "category": "",
        "size": "",
        "colours": ["Tan"],
        "condition": "ug",
        "price_minor": 100,
        "original_price_minor": None,
        "currency": "USD",
        "weight_g": None,
    }
    assert (contents(own, item)["title"], contents(own, item)["price_minor"]) == ("", 0)


def test_changes_that_say_how_something_looks_coalesce_and_acts_do_not() -> None:
    assert {kind for kind in ChangeKind if kind.is_state} == {ChangeKind.LISTING_CREATE, ChangeKind.LISTING_UPDATE}


def test_what_others_have_heard_cannot_be_taken_back() -> None:
    assert {op.value for op in Op if op.undoable} == {
        "import photos",
        "add item",
        "edit item",
        "delete items",
        "arrange photos",
        "edit photos",
        "cull photos",
        "delete photos",
        "edit listing",
        "edit person",
        "pack order",
        "undo",
        "redo",
    }
    assert {op.value for op in Op if op.from_outside} == {"receive", "settle"}


def test_a_condition_has_words_and_an_order_has_to_be_packed_until_it_is_on_its_way() -> None:
    assert [condition.wording for condition in Condition] == ["New with tags", "Like new", "Good", "Fair"]
    assert {OrderState.PAID, OrderState.PACKED} == TO_PACK
