"""What is listed shows the pictures that the closet has."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from studio.base.ids import new_id
from studio.domain.account import Account
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.services import history, listings, photos
from studio.services.context import Studio
from studio.ui.retelling import Retelling
from tests.ui.pages.photos.conftest import Desk
from tests.ui.pages.photos.test_contact_sheet import click, photo


@pytest.fixture(autouse=True)
def retelling(desk: Desk) -> Retelling:
    """What the window starts once it has been painted."""
    return Retelling(desk.opened.context, desk.window)


def listed(studio: Studio, item_id: ItemId, state: ListingState) -> ListingId:
    """List an Item in an Account, as if it had been published."""
    account = Account(id=AccountId(new_id()), connector="closet_fair", name="Closet Fair", address="http://localhost")
    listing_id = ListingId(new_id())
    with studio.catalog.operation(Op.PUBLISH) as unit:
        unit.save(account)
        unit.save(
            Listing(id=listing_id, item_id=item_id, account_id=account.id, created_at=unit.now, state=state, photos=())
        )
    return listing_id


def alike(sent: Path, rendition: Path) -> bool:
    """Return whether two files show the same picture; what is sent is coded as its marketplace takes it."""
    with Image.open(sent) as one, Image.open(rendition) as other:
        difference = ImageChops.difference(one.convert("RGB").resize((90, 120)), other.convert("RGB").resize((90, 120)))
    return max(ImageStat.Stat(difference).mean) < 2


def pictures(studio: Studio, listing_id: ListingId) -> tuple[str, ...]:
    found = listings.get(studio, listing_id)
    assert found is not None
    return found.photos


def test_a_cleaned_photo_goes_to_the_listing_and_its_undo_too(desk: Desk, studio: Studio) -> None:
    item_id = photo(studio, "skirt.jpg").item_id
    assert item_id is not None
    listing_id = listed(studio, item_id, ListingState.ACTIVE)
    click(desk, studio, "skirt.jpg")
    desk.page.action("photos.clean").trigger()
    desk.until(lambda: len(pictures(studio, listing_id)) == 1)
    cleaned = pictures(studio, listing_id)
    kept = studio.outgoing.find(cleaned[0])
    assert kept is not None
    assert alike(kept, photos.rendition(studio, photo(studio, "skirt.jpg"), "3x4"))
    assert history.next_undo(studio) == "clean 1 photo"
    desk.undo()
    desk.until(lambda: pictures(studio, listing_id) not in ((), cleaned))


def test_a_draft_and_other_pieces_are_left_alone(desk: Desk, studio: Studio) -> None:
    skirt, coat = photo(studio, "skirt.jpg"), photo(studio, "coat.jpg")
    assert skirt.item_id is not None
    assert coat.item_id is not None
    draft, live = listed(studio, skirt.item_id, ListingState.DRAFT), listed(studio, coat.item_id, ListingState.ACTIVE)
    photos.remove(studio, [skirt.id])
    photos.reset(studio, [coat.id])
    photos.arrange(studio, [coat.id], skirt.item_id)
    photos.arrange(studio, [coat.id], coat.item_id)
    desk.until(lambda: len(pictures(studio, live)) == 1)
    assert pictures(studio, draft) == ()
