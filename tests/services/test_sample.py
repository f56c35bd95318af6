"""The sample closet goes into an empty catalog, whole and ready to be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.services import items, listings, photos, sample, syncing
from studio.services.context import Studio
from tests.services.closets import OwnMarket, imported


def test_the_sample_is_refused_by_a_closet_with_something_in_it(studio: Studio, tmp_path: Path) -> None:
    (item_id,) = imported(studio, tmp_path / "shoot", 1)
    with pytest.raises(UserError, match="into an empty catalog only"):
        sample.fill(studio, Quiet())
    photos.arrange(studio, [photos.of_item(studio, ItemId(item_id))[0].id], None)
    items.remove(studio, [item_id])
    with pytest.raises(UserError, match="into an empty catalog only"):
        sample.fill(studio, Quiet())
    assert (items.count(studio), photos.count(studio)) == (0, 1)


def test_the_shop_opens_with_the_sample_and_half_of_it_on_offer(online: Studio, market: OwnMarket) -> None:
    sample.open_shop(online, Quiet())
    found = items.load_all(online, items.ids(online, items.ItemQuery()))
    assert (len(found), photos.count(online)) == (24, 40)
    assert len({item.sku for item in found}) == 24
    assert all(item.title for item in found)
    assert len(syncing.outbox(online)) == 12
    rules = listings.rules_of(online, None)
    live = [item for item in found if listings.of_item(online, item.id)]
    assert all(listings.check(online, item, rules).ready for item in live)
