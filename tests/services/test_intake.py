"""An import in batches ends as one at once would, whatever the seller does meanwhile."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.base.ids import new_id
from studio.domain.account import Account
from studio.domain.grouping import Shot, group_shots
from studio.domain.ids import AccountId, ListingId, PhotoId
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.services import history, items, photos
from studio.services.context import Studio
from studio.services.intake import Intake

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
_numbers = itertools.count()


def a_photo(at_s: int | None, name: str = "") -> Photo:
    number = next(_numbers)
    return Photo(
        id=PhotoId(new_id()),
        item_id=None,
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        file_name=name or f"{number:06}.jpg",
        format="JPEG",
        width=3,
        height=4,
        byte_count=5,
        imported_at=START,
        taken_at=None if at_s is None else START + timedelta(seconds=at_s),
    )


def enter(intake: Intake, *batch: Photo, card: str | None = None) -> None:
    for photo in batch:
        intake.add(photo, card)
    intake.enter()


def names_by_item(studio: Studio, intake: Intake) -> list[list[str]]:
    return [[photo.file_name for photo in photos.of_item(studio, item_id)] for item_id in intake.items]


ARRIVALS = st.lists(
    st.tuples(st.none() | st.integers(0, 4_000), st.sampled_from([None, None, None, "", "ZZ-1"])), max_size=12
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=ARRIVALS, batch=st.integers(1, 5), data=st.data())
def test_any_order_and_any_batches_group_as_all_at_once_and_one_undo_takes_all_back(
    studio: Studio, arrivals: list[tuple[int | None, str | None]], batch: int, data: st.DataObject
) -> None:
    while studio.catalog.history():
        history.undo(studio)  # what an example before this one left
    came = [(a_photo(at_s), card) for at_s, card in arrivals]
    mixed = data.draw(st.permutations(came))
    intake = Intake(studio)
    for number, (photo, card) in enumerate(mixed, 1):
        intake.add(photo, card)
        if number % batch == 0:
            intake.enter()
    intake.enter()
    shots = [Shot(photo.id, photo.file_name, photo.taken_at, card) for photo, card in came]
    expected: dict[str, list[str]] = {}
    for number, group in enumerate(group_shots(shots, gap_s=90)):
        expected.setdefault(group.sku or str(number), []).extend(shot.file_name for shot in group.shots)
    assert names_by_item(studio, intake) == list(expected.values())
    assert items.count(studio) == len(expected)
    assert {item.sku for item in items.load_all(studio, intake.items)} >= {"ZZ-1"} & expected.keys()
    assert photos.count(studio) == len(came)
    assert intake.cards == sum(card is not None for _photo, card in came)
    if came:
        assert studio.catalog.history() == [history.next_undo(studio)]
        history.undo(studio)
        history.redo(studio)
        assert names_by_item(studio, intake) == list(expected.values())
        history.undo(studio)
    assert (items.count(studio), photos.count(studio)) == (0, 0)


def test_the_photos_after_a_card_with_a_known_sku_join_that_item(studio: Studio) -> None:
    first = Intake(studio)
    enter(first, a_photo(0, "front"))
    (item,) = items.load_all(studio, first.items)
    items.edit(studio, [item.id], {"title": "Navy dress"})
    second = Intake(studio)
    enter(second, a_photo(5_000, "card"), card=item.sku.lower())
    enter(second, a_photo(5_010, "back"), a_photo(5_020, "label"))
    assert [photo.file_name for photo in photos.of_item(studio, item.id)] == ["front", "back", "label"]
    assert items.count(studio) == 1


def test_the_picture_of_a_card_is_kept_in_no_item_and_says_so(studio: Studio) -> None:
    intake = Intake(studio)
    enter(intake, a_photo(0, "card"), card="IT-7")
    enter(intake, a_photo(9, "plain"), card="")
    kept = photos.contact_sheet(studio)
    assert [[photo.note for photo in group.photos] for group in kept] == [
        ["Separator card IT-7: it is in no item.", "Separator card: it is in no item."]
    ]
    assert items.count(studio) == 0
    assert (intake.cards, intake.items) == (2, ())


def test_a_card_that_the_seller_removed_still_parts_what_comes_later(studio: Studio) -> None:
    intake = Intake(studio)
    card = a_photo(10)
    enter(intake, a_photo(0, "a"))
    enter(intake, card, card="")
    photos.remove(studio, [card.id])
    enter(intake, a_photo(20, "b"))
    assert names_by_item(studio, intake) == [["a"], ["b"]]


def test_what_the_seller_moved_or_removed_meanwhile_stays_as_it_is(studio: Studio) -> None:
    intake = Intake(studio)
    moved, removed, left = a_photo(0, "moved"), a_photo(10, "removed"), a_photo(20, "left")
    enter(intake, moved, removed, left)
    own = photos.split(studio, [moved.id])
    photos.remove(studio, [removed.id])
    enter(intake, a_photo(30, "later"))
    assert [photo.file_name for photo in photos.of_item(studio, own.id)] == ["moved"]
    assert names_by_item(studio, intake) == [["left", "later"]]
    assert photos.count(studio) == 3
    assert history.next_undo(studio) == "import 1 photo"


def test_the_order_that_the_seller_gave_meanwhile_stays(studio: Studio) -> None:
    intake = Intake(studio)
    first, second = a_photo(0, "first"), a_photo(10, "second")
    enter(intake, first, second)
    photos.arrange(studio, [second.id], intake.items[0], 0)
    enter(intake, a_photo(20, "third"))
    assert names_by_item(studio, intake) == [["second", "first", "third"]]


def test_an_undo_in_the_middle_of_an_import_takes_back_what_has_come_and_the_rest_goes_on(studio: Studio) -> None:
    intake = Intake(studio)
    enter(intake, a_photo(0, "a"), a_photo(10, "b"))
    history.undo(studio)
    enter(intake, a_photo(20, "c"))
    assert names_by_item(studio, intake) == [["c"]]
    assert studio.catalog.history() == ["import 1 photo"]


def test_a_bridge_between_two_groups_makes_one_item_of_them_and_the_empty_one_goes(studio: Studio) -> None:
    intake = Intake(studio)
    enter(intake, a_photo(0, "a"))
    enter(intake, a_photo(160, "c"))
    assert items.count(studio) == 2
    enter(intake, a_photo(80, "b"))
    assert names_by_item(studio, intake) == [["a", "b", "c"]]
    assert items.count(studio) == 1


def test_an_item_that_the_seller_described_is_not_removed_when_its_photos_join_another(studio: Studio) -> None:
    intake = Intake(studio)
    enter(intake, a_photo(0, "a"))
    enter(intake, a_photo(160, "c"))
    items.edit(studio, [intake.items[1]], {"title": "Skirt"})
    enter(intake, a_photo(80, "b"))
    assert items.count(studio) == 2


def test_a_photo_that_another_import_brought_first_is_known(studio: Studio) -> None:
    photo = a_photo(0)
    one, other = Intake(studio), Intake(studio)
    one.add(photo)
    enter(other, photo)
    one.enter()
    assert (one.twice, one.photos, photos.count(studio)) == (1, [], 1)


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_that_waits_is_no_step_of_the_history(studio: Studio, count: int) -> None:
    intake = Intake(studio)
    enter(intake, *[a_photo(0) for _ in range(count)])
    intake.enter()
    assert len(studio.catalog.history()) == count


def test_what_comes_joins_the_photos_that_were_there_before_and_they_stay(studio: Studio) -> None:
    first = Intake(studio)
    enter(first, a_photo(0, "a"), a_photo(60, "c"))
    known = photos.of_item(studio, first.items[0])
    own = photos.split(studio, [known[1].id])
    again = Intake(studio)
    for photo in photos.load(studio, [one.id for one in known]):
        again.adopt(photo)
    enter(again, a_photo(30, "b"), a_photo(90, "d"))
    assert [photo.file_name for photo in photos.of_item(studio, first.items[0])] == ["a", "b", "d"]
    assert [photo.file_name for photo in photos.of_item(studio, own.id)] == ["c"]
    assert history.next_undo(studio) == "import 2 photos"


def test_what_comes_before_a_known_photo_joins_it_too_and_leaves_the_item_it_had(studio: Studio) -> None:
    first = Intake(studio)
    enter(first, a_photo(60, "b"))
    (known,) = photos.of_item(studio, first.items[0])
    again = Intake(studio)
    enter(again, a_photo(0, "a"))
    assert items.count(studio) == 2
    again.adopt(known)
    enter(again, a_photo(500, "z"))
    assert [photo.file_name for photo in photos.of_item(studio, first.items[0])] == ["b", "a"]
    assert items.count(studio) == 2


def test_what_is_listed_takes_no_photos_by_itself(studio: Studio) -> None:
    first = Intake(studio)
    enter(first, a_photo(0, "a"))
    (known,) = photos.of_item(studio, first.items[0])
    account = Account(id=AccountId("fair"), connector="closet_fair", name="Fair", address="http://127.0.0.1:1")
    place = {"item_id": first.items[0], "account_id": account.id, "created_at": START}
    listing = Listing(id=ListingId("l"), state=ListingState.ACTIVE, **place)
    with studio.catalog.operation(Op.RECEIVE) as unit:
        unit.save(account)
        unit.save(listing)
    again = Intake(studio)
    again.adopt(known)
    enter(again, a_photo(30, "b"))
    assert [photo.file_name for photo in photos.of_item(studio, first.items[0])] == ["a"]
    assert items.count(studio) == 2
