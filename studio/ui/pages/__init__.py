"""The pages of the window: what each is called, and where its code is found when it is first gone to."""

from __future__ import annotations

from studio.base.texts import _
from studio.domain.operation import Kind
from studio.ui.page import Page, PageSpec


def _today() -> type[Page]:
    from studio.ui.pages.today.page import TodayPage

    return TodayPage


def _closet() -> type[Page]:
    from studio.ui.pages.closet.page import ClosetPage

    return ClosetPage


def _photos() -> type[Page]:
    from studio.ui.pages.photos.page import PhotosPage

    return PhotosPage


def _listings() -> type[Page]:
    from studio.ui.pages.listings.page import ListingsPage

    return ListingsPage


def _people() -> type[Page]:
    from studio.ui.pages.people.page import PeoplePage

    return PeoplePage


def _packing() -> type[Page]:
    from studio.ui.pages.packing.page import PackingPage

    return PackingPage


def _outbox() -> type[Page]:
    from studio.ui.pages.outbox.page import OutboxPage

    return OutboxPage


PAGES = (
    PageSpec(id="today", title=_("Today"), icon="today", load=_today),
    PageSpec(id="closet", title=_("Closet"), icon="closet", load=_closet, opens=frozenset({Kind.ITEM})),
    PageSpec(id="photos", title=_("Photos"), icon="photos", load=_photos, opens=frozenset({Kind.PHOTO})),
    PageSpec(id="listings", title=_("Listings"), icon="listings", load=_listings, opens=frozenset({Kind.LISTING})),
    PageSpec(
        id="people",
        title=_("People"),
        icon="people",
        load=_people,
        opens=frozenset({Kind.PERSON, Kind.CONVERSATION, Kind.OFFER}),
    ),
    PageSpec(id="packing", title=_("Packing"), icon="packing", load=_packing, opens=frozenset({Kind.ORDER})),
    PageSpec(id="outbox", title=_("Outbox"), icon="outbox", load=_outbox, opens=frozenset({Kind.CHANGE})),
)
"""The rail, from top to bottom."""
