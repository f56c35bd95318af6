"""Listings: what is missing, what is left, published, ended, offered; every refusal is a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.change import ChangeKind
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.interest import Direction
from studio.domain.item import ItemState
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.photo import Flag
from studio.services import history, inbox, items, listings, photos, syncing
from studio.services.context import Studio
from studio.services.listings import PublishReport
from studio.settings import schema
from studio.storage import outbox
from tests.services.closets import doubted, imported, size_of, written
from tests.services.dealings import ACCOUNT, connected, liked, listed, met, offered


@pytest.fixture
def dress(studio: Studio, tmp_path: Path) -> ItemId:
    """A piece with two photos of which all is known, and an Account to list it at."""
    connected(studio)
    (item_id,) = imported(studio, tmp_path / "shoot", 2)
    written(studio, item_id)
    return item_id


def publish(studio: Studio, *item_ids: ItemId) -> PublishReport:
    return listings.publish(studio, item_ids, ACCOUNT, Quiet())


def waiting(studio: Studio) -> list[ChangeKind]:
    return [change.kind for change in syncing.outbox(studio)]


def test_rules_are_those_of_the_account_or_of_the_chosen_marketplace(studio: Studio) -> None:
    assert listings.rules_of(studio, connected(studio)).id == "closet-fair"
    studio.settings.set(schema.MARKETPLACE_RULES, "poshmark")
    assert listings.rules_of(studio, None).id == "poshmark"
    assert [pack.id for pack in listings.rule_packs(studio)] == ["poshmark", "closet-fair"]
    assert [account.id for account in listings.accounts(studio)] == [ACCOUNT]


def test_what_is_missing_is_said_and_counted(studio: Studio) -> None:
    item = items.add(studio, title="Coat")
    found = listings.check(studio, item, listings.rules_of(studio, None))
    assert not found.ready
    assert {problem.field for problem in found.problems if problem.blocks} == {"photos", "price"}


def test_what_is_left_follows_the_price_and_the_fees(studio: Studio) -> None:
    item = items.add(studio, price_minor=5000, cost_minor=1000)
    rules = listings.rules_of(studio, connected(studio))
    kept = listings.keep(studio, item, rules)
    assert kept is not None
    assert (kept.keep_minor, kept.profit_minor) == (4500, 3500)
    offer = listings.keep(studio, item, rules, price_minor=4000)
    assert offer is not None
    assert offer.keep_minor == 3600


@pytest.mark.parametrize("fields", [{}, {"price_minor": 5000, "currency": "EUR"}])
def test_without_a_price_that_the_marketplace_takes_nothing_is_left_to_say(
    studio: Studio, fields: dict[str, object]
) -> None:
    item = items.add(studio, **fields)
    assert listings.keep(studio, item, listings.rules_of(studio, None)) is None


def test_texts_are_proposed_of_what_is_known_in_the_sellers_unit(studio: Studio) -> None:
    item = items.add(studio, brand="Harbour", category="Women > Tops", measurements_mm={"pit_to_pit": 508})
    rules = listings.rules_of(studio, None)
    title, description = listings.propose(studio, item, rules)
    assert "Harbour" in title
    assert "20" in description
    studio.settings.set(schema.LENGTH_UNIT, "cm")
    assert "51 cm" in listings.propose(studio, item, rules)[1] or "50.8" in listings.propose(studio, item, rules)[1]
    assert listings.measurement_title("pit_to_pit") == "Pit to pit"


def test_publishing_promises_the_pictures_and_queues_one_change(studio: Studio, dress: ItemId) -> None:
    report = publish(studio, dress)
    assert (len(report.queued), report.refused) == (1, ())
    (listing,) = listings.of_item(studio, dress)
    assert listings.get(studio, listing.id) == listing
    assert (listing.id, listing.state, len(listing.photos)) == (report.queued[0], ListingState.QUEUED, 2)
    for sha256 in listing.photos:
        file = studio.outgoing.find(sha256)
        assert file is not None
        assert size_of(file) == (1080, 1440)
    (change,) = syncing.outbox(studio)
    assert (change.kind, change.entity_id) == (ChangeKind.LISTING_CREATE, listing.id)
    assert change.title == "Publish Harbour & Pine wool shift dress, navy"
    assert items.load(studio, dress).state is ItemState.WAITING


def test_publishing_is_no_step_that_could_be_undone(studio: Studio, dress: ItemId) -> None:
    steps = studio.catalog.history()
    publish(studio, dress)
    assert studio.catalog.history() == steps


def test_what_is_not_ready_is_refused_with_what_to_do_and_the_others_go(studio: Studio, dress: ItemId) -> None:
    bare = items.add(studio, title="Bare")
    report = publish(studio, bare.id, dress)
    assert len(report.queued) == 1
    ((refused, sentence),) = report.refused
    assert refused == bare.id
    assert "photo" in sentence
    assert "price" in sentence
    assert waiting(studio) == [ChangeKind.LISTING_CREATE]


def test_a_missing_original_refuses_the_item(studio: Studio, dress: ItemId) -> None:
    original = studio.originals.find(photos.of_item(studio, dress)[1].sha256)
    assert original is not None
    original.unlink()
    ((_item, sentence),) = publish(studio, dress).refused
    assert sentence == "The original of IMG_0002.jpg is missing from the media folder."
    assert waiting(studio) == []


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (ListingState.QUEUED, "It waits to go out to Closet Fair already."),
        (ListingState.ACTIVE, "It is at Closet Fair already."),
        (ListingState.RESERVED, "It is at Closet Fair already."),
        (ListingState.SOLD, "It was sold at Closet Fair."),
    ],
)
def test_what_is_there_already_is_not_published_twice(
    studio: Studio, dress: ItemId, state: ListingState, sentence: str
) -> None:
    listed(studio, items.load(studio, dress), state=state)
    assert publish(studio, dress).refused == ((dress, sentence),)
    assert waiting(studio) == []


def test_an_ended_listing_goes_up_again_as_the_one_it_was(studio: Studio, dress: ItemId) -> None:
    before = listed(studio, items.load(studio, dress), state=ListingState.ENDED)
    assert publish(studio, dress).queued == (before.id,)
    assert waiting(studio) == [ChangeKind.LISTING_RELIST]


def test_a_refused_listing_is_tried_again_in_the_place_of_the_refused_change(studio: Studio, dress: ItemId) -> None:
    publish(studio, dress)
    (change,) = syncing.outbox(studio)
    with studio.catalog.operation(Op.SETTLE) as unit:
        outbox.block(unit, change, "The price is too low.")
        listing = unit.load(Listing, change.entity_id)
        assert listing is not None
        unit.save(replace(listing, state=ListingState.REFUSED, reason="The price is too low."))
    assert items.load(studio, dress).state is ItemState.REFUSED
    assert len(publish(studio, dress).queued) == 1
    assert waiting(studio) == [ChangeKind.LISTING_CREATE]
    (again,) = listings.of_item(studio, dress)
    assert (again.state, again.reason) == (ListingState.QUEUED, "")


def test_people_find_a_listing_at_its_web_address(studio: Studio, dress: ItemId) -> None:
    listing = listed(studio, items.load(studio, dress), url="/l/1")
    assert listings.web_address(studio, listing) == "http://127.0.0.1:9/l/1"
    assert listings.web_address(studio, replace(listing, url="")) == ""
    assert listings.web_address(studio, replace(listing, account_id=AccountId("gone"))) == ""


def test_there_is_nowhere_to_publish_without_an_account(studio: Studio) -> None:
    with pytest.raises(UserError, match="Connect one first"):
        listings.publish(studio, [], AccountId("nowhere"), Quiet())


def test_ending_waits_to_be_told_and_is_asked_for_once(studio: Studio, dress: ItemId) -> None:
    listing = listed(studio, items.load(studio, dress))
    listings.end(studio, listing.id)
    with pytest.raises(UserError, match="waits to be told already"):
        listings.end(studio, listing.id)
    (change,) = syncing.outbox(studio)
    assert (change.kind, change.title) == (ChangeKind.LISTING_END, "End Harbour & Pine wool shift dress, navy")


def test_only_a_live_listing_ends(studio: Studio, dress: ItemId) -> None:
    ended = listed(studio, items.load(studio, dress), state=ListingState.ENDED)
    for listing_id in (ended.id, ListingId("nowhere")):
        with pytest.raises(UserError, match="Only a live listing"):
            listings.end(studio, listing_id)


def test_a_live_listing_gets_its_photos_as_they_look_now(studio: Studio, dress: ItemId) -> None:
    listed(studio, items.load(studio, dress))
    (first, _second) = photos.of_item(studio, dress)
    photos.clean(studio, [first.id], Quiet(), backend="classic")
    listings.refresh_photos(studio, dress, Quiet())
    (listing,) = listings.of_item(studio, dress)
    assert len(listing.photos) == 2
    assert waiting(studio) == [ChangeKind.LISTING_UPDATE]
    listings.refresh_photos(studio, dress, Quiet())
    assert listings.of_item(studio, dress) == [listing]


@pytest.mark.parametrize(("place", "said"), [(0, "The cover's cut-out needs a look"), (1, "1 cut-out needs a look")])
def test_a_photo_in_doubt_is_not_published_until_somebody_has_looked(
    studio: Studio, dress: ItemId, place: int, said: str
) -> None:
    photo = photos.of_item(studio, dress)[place]
    doubted(studio, photo.id)
    ((_item, sentence),) = publish(studio, dress).refused
    assert sentence.startswith(said)
    assert waiting(studio) == []
    photos.approve(studio, [photo.id])
    assert publish(studio, dress).refused == ()


def test_a_photo_that_keeps_its_ground_may_go_out_although_somebody_should_look_at_it(
    studio: Studio, dress: ItemId
) -> None:
    photo = photos.of_item(studio, dress)[1]
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="doubt") as unit:
        unit.save(replace(photo, note="The piece could not be told from its ground, so it keeps it."))
    assert publish(studio, dress).refused == ()
    assert [one.id for one in photos.in_doubt(studio)] == [photo.id]


def test_a_live_listing_keeps_its_photos_while_one_of_the_new_ones_is_in_doubt(studio: Studio, dress: ItemId) -> None:
    listed(studio, items.load(studio, dress))
    (first, _second) = photos.of_item(studio, dress)
    photos.clean(studio, [first.id], Quiet(), backend="classic")
    doubted(studio, first.id)
    listings.refresh_photos(studio, dress, Quiet())
    assert listings.of_item(studio, dress)[0].photos == ()
    photos.approve(studio, [first.id])
    listings.refresh_photos(studio, dress, Quiet())
    assert len(listings.of_item(studio, dress)[0].photos) == 2


def test_an_ended_listing_keeps_the_photos_it_had(studio: Studio, dress: ItemId) -> None:
    before = listed(studio, items.load(studio, dress), state=ListingState.ENDED)
    listings.refresh_photos(studio, dress, Quiet())
    assert listings.get(studio, before.id).photos == ()  # type: ignore[union-attr]
    assert waiting(studio) == []


def test_an_edit_of_a_live_item_is_told_and_so_is_its_undo(studio: Studio, dress: ItemId) -> None:
    listed(studio, items.load(studio, dress))
    items.edit(studio, [dress], {"price_minor": 6000})
    assert waiting(studio) == [ChangeKind.LISTING_UPDATE]
    history.undo(studio)
    assert items.load(studio, dress).price_minor == 6800
    assert waiting(studio) == [ChangeKind.LISTING_UPDATE]


def test_an_offer_to_likers_is_planned_by_the_rules(studio: Studio, dress: ItemId) -> None:
    listing = listed(studio, items.load(studio, dress))
    for name in ("Marisol R.", "Dee K."):
        liked(studio, met(studio, name), listing)
    plan = listings.plan_offer(studio, listing)
    assert (plan.price_minor, plan.reaches, plan.of, plan.allowed) == (6100, 2, 2, True)
    assert plan.keep_minor == 5490
    too_much = listings.plan_offer(studio, listing, 6500)
    assert (too_much.allowed, "10 % off" in too_much.reason) == (False, True)


def test_lower_offers_that_were_made_lately_are_remembered(studio: Studio, dress: ItemId) -> None:
    listing = listed(studio, items.load(studio, dress))
    heard, long_ago, never = met(studio, "Marisol R."), met(studio, "Dee K."), met(studio, "Ana P.")
    for person in (heard, long_ago, never):
        liked(studio, person, listing)
    offered(studio, heard, listing, 5500, direction=Direction.OUT)
    offered(studio, heard, listing, 5800, direction=Direction.OUT)
    made_at = studio.clock.now() - timedelta(days=91)
    offered(studio, long_ago, listing, 5000, direction=Direction.OUT, made_at=made_at)
    offered(studio, never, listing, 4000)
    assert sorted(inbox.lowest_offers(studio, listing.id, days=90), key=str) == [5500, None, None]


def test_an_item_without_a_price_is_offered_to_nobody(studio: Studio) -> None:
    connected(studio)
    listing = listed(studio, items.add(studio, title="Coat"))
    with pytest.raises(UserError, match="Say the price"):
        listings.plan_offer(studio, listing)


def test_a_counter_offer_is_suggested_between_both_prices(studio: Studio, dress: ItemId) -> None:
    listing = listed(studio, items.load(studio, dress))
    person = met(studio)
    suggested = listings.counter_suggestion(studio, offered(studio, person, listing, 5000))
    assert suggested is not None
    assert 5000 < suggested < 6800
    assert listings.counter_suggestion(studio, offered(studio, person, listing, 6800)) is None
    items.edit(studio, [dress], {"price_minor": None})
    assert listings.counter_suggestion(studio, offered(studio, person, listing, 5000)) is None


def test_a_rejected_photo_is_not_promised_to_a_marketplace(studio: Studio, dress: ItemId) -> None:
    first = photos.of_item(studio, dress)[0]
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="test") as unit:
        unit.save(replace(first, flag=Flag.REJECT))
    (listing_id,) = publish(studio, dress).queued
    listing = listings.get(studio, listing_id)
    assert listing is not None
    (promised,) = listing.photos
    file = studio.outgoing.find(promised)
    assert file is not None
    assert size_of(file) == (1080, 1440)
