"""What to do next: one line a reason, the most pressing first."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from studio.base.texts import _, plural
from studio.domain.change import ChangeState
from studio.domain.interest import Offer
from studio.domain.item import ItemState
from studio.domain.listing import ListingState
from studio.domain.money import Money
from studio.domain.operation import Kind
from studio.domain.order import OrderState
from studio.domain.photo import Flag
from studio.domain.query import ItemQuery
from studio.services import inbox, items, listings, orders, photos
from studio.services.context import Studio
from studio.settings import schema
from studio.storage.queries import accounts as account_query
from studio.storage.queries import people as people_query
from studio.storage.queries import photos as photo_query

_NEARLY_READY = 60
_DRAFTS_LOOKED_AT = 200


class Urge(enum.StrEnum):
    """Why a line is there; also the colour of its dot."""

    OFFERS = "needs"
    MESSAGES = "waiting"
    PARCELS = "sold"
    LIKES = "live"
    DRAFTS = "draft"
    DOUBTS = "needs"  # the amber of OFFERS, too: both need the seller
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A reason and one button; the button leads to a page, and there to one thing where `entity_id` names it."""

    urge: Urge
    title: str
    detail: str
    button: str
    page: str
    kind: Kind | None = None
    entity_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The last seven days: what was kept of each day's sales, oldest first."""

    kept_minor: tuple[int, ...]
    days: tuple[datetime, ...]
    sales: int
    currency: str

    @property
    def total_minor(self) -> int:
        """What was kept in all."""
        return sum(self.kept_minor)


def lines(studio: Studio) -> list[Line]:
    """Return what to do next; empty when all is done."""
    sources = (_offers, _messages, _parcels, _likes, _refused, _conflicts, _doubts, _drafts, _loose_photos)
    return [line for source in sources for line in source(studio)]


def week(studio: Studio) -> Week:
    """Return the last seven days of sales."""
    today = studio.clock.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=back) for back in range(6, -1, -1)]
    kept = [0] * len(days)
    there = [order for order in orders.orders(studio) if order.state is not OrderState.CANCELLED]
    sold = [order for order in there if order.ordered_at.astimezone() >= days[0]]
    for order in sold:
        day = sum(order.ordered_at.astimezone() >= start for start in days) - 1
        kept[day] += order.total_minor - order.fee_minor
    currency = studio.settings.get(schema.CURRENCY)
    return Week(kept_minor=tuple(kept), days=tuple(days), sales=len(sold), currency=currency)


def _offers(studio: Studio) -> Iterator[Line]:
    waiting = [offer for offer in inbox.open_offers(studio) if not _over(studio, offer)]
    if not waiting:
        return
    first = waiting[0]
    person = people_query.person(studio.catalog, first.person_id)
    item = inbox.item_of(studio, first.listing_id)
    detail = _("{name} offers {price} for {title}").format(
        name=person.name if person else _("Somebody"),
        price=Money(first.price_minor, first.currency),
        title=item.title if item else _("an item"),
    )
    if first.expires_at:
        hours = max(0, int((first.expires_at - studio.clock.now()).total_seconds() // 3600))
        detail = _("the first runs out in {hours} h").format(hours=hours) + " · " + detail
    yield Line(
        urge=Urge.OFFERS,
        title=plural("{n} offer waits for you", "{n} offers wait for you", len(waiting)),
        detail=detail,
        button=_("Answer"),
        page="people",
        kind=Kind.PERSON,
        entity_id=first.person_id,
    )


def _messages(studio: Studio) -> Iterator[Line]:
    unread = [line for line in inbox.people(studio) if line.unread_count]
    if unread:
        first = unread[0]
        yield Line(
            urge=Urge.MESSAGES,
            title=plural("{n} message", "{n} messages", sum(line.unread_count for line in unread)),
            detail=f"{first.person.name}: {first.last_text[:80]}",
            button=_("Read"),
            page="people",
            kind=Kind.PERSON,
            entity_id=first.person.id,
        )


def _parcels(studio: Studio) -> Iterator[Line]:
    waiting = orders.to_pack(studio)
    if waiting:
        first = waiting[0]
        by = (
            _("the first must leave by {when}").format(when=f"{first.ship_by.astimezone():%A %H:%M}")
            if first.ship_by
            else ""
        )
        yield Line(
            urge=Urge.PARCELS,
            title=plural("{n} parcel to pack", "{n} parcels to pack", len(waiting)),
            detail=by or first.buyer_first_name,
            button=_("Pack"),
            page="packing",
            kind=Kind.ORDER,
            entity_id=first.id,
        )


def _likes(studio: Studio) -> Iterator[Line]:
    live = account_query.listings(studio.catalog, [ListingState.ACTIVE])
    liked = max((one for one in live if one.like_count), key=lambda one: one.like_count, default=None)
    if liked is None:
        return
    item = items.get(studio, liked.item_id)
    rules = listings.rules_of(studio, account_query.account(studio.catalog, liked.account_id))
    if item is None or item.price_minor is None or item.currency not in rules.currencies:
        return
    plan = listings.plan_offer(studio, liked)
    if plan.allowed and plan.reaches:
        detail = _("an offer of {price} reaches {reaches} of {of}, you keep {keep}").format(
            price=Money(plan.price_minor, item.currency),
            reaches=plan.reaches,
            of=plan.of,
            keep=Money(plan.keep_minor, item.currency),
        )
        yield Line(
            urge=Urge.LIKES,
            title=_people_like(liked.like_count, item.title),
            detail=detail,
            button=_("Plan"),
            page="closet",
            kind=Kind.ITEM,
            entity_id=item.id,
        )


def _refused(studio: Studio) -> Iterator[Line]:
    parked = studio.catalog.rows(
        "SELECT title, reason FROM change WHERE state = ? ORDER BY seq", (ChangeState.BLOCKED.value,)
    )
    if parked:
        yield Line(
            urge=Urge.REFUSED,
            title=plural("{n} change was refused", "{n} changes were refused", len(parked)),
            detail=f"{parked[0]['title']}: {parked[0]['reason']}",
            button=_("Mend"),
            page="outbox",
        )


def _conflicts(studio: Studio) -> Iterator[Line]:
    found = studio.catalog.rows("SELECT id, item_id FROM listing WHERE conflict <> ''")
    if found:
        yield Line(
            urge=Urge.REFUSED,
            title=plural(
                "{n} listing was changed on both sides", "{n} listings were changed on both sides", len(found)
            ),
            detail=_("Choose what is to stand; until then it is not sent."),
            button=_("Choose"),
            page="outbox",
            kind=Kind.LISTING,
            entity_id=found[0]["id"],
        )


def _drafts(studio: Studio) -> Iterator[Line]:
    rules = listings.rules_of(studio, None)
    drafts = items.load_all(studio, items.ids(studio, ItemQuery(state=ItemState.DRAFT))[:_DRAFTS_LOOKED_AT])
    found = [(item, listings.check(studio, item, rules)) for item in drafts if item.title]
    ready = [item for item, readiness in found if readiness.ready]
    near = [(item, readiness) for item, readiness in found if not readiness.ready and readiness.score >= _NEARLY_READY]
    if ready:
        yield Line(
            urge=Urge.DRAFTS,
            title=plural("{n} draft is ready to publish", "{n} drafts are ready to publish", len(ready)),
            detail=", ".join(item.title for item in ready[:3]),
            button=_("Publish"),
            page="listings",
            kind=Kind.ITEM,
            entity_id=ready[0].id,
        )
    if near:
        yield Line(
            urge=Urge.DRAFTS,
            title=plural("{n} draft is nearly ready", "{n} drafts are nearly ready", len(near)),
            detail=" · ".join(f"{item.title} {readiness.summary}" for item, readiness in near[:2]),
            button=_("Finish"),
            page="listings",
            kind=Kind.ITEM,
            entity_id=near[0][0].id,
        )


def _doubts(studio: Studio) -> Iterator[Line]:
    doubtful = photos.in_doubt(studio)
    if doubtful:
        first = doubtful[0]
        yield Line(
            urge=Urge.DOUBTS,
            title=plural("{n} cut-out needs a look", "{n} cut-outs need a look", len(doubtful)),
            detail=f"{first.file_name}: {first.note}",
            button=_("Look"),
            page="photos",
            kind=Kind.PHOTO,
            entity_id=photos.REVIEW_LIST,
        )


def _loose_photos(studio: Studio) -> Iterator[Line]:
    loose = [photo for photo in photo_query.without_item(studio.catalog) if photo.flag is not Flag.REJECT]
    if loose:
        yield Line(
            urge=Urge.DRAFTS,
            title=plural("{n} photo has no item yet", "{n} photos have no item yet", len(loose)),
            detail=loose[0].file_name,
            button=_("Group"),
            page="photos",
        )


def _people_like(count: int, title: str) -> str:
    return plural("{n} person likes", "{n} people like", count) + f" {title}"


def _over(studio: Studio, offer: Offer) -> bool:
    return offer.expires_at is not None and offer.expires_at <= studio.clock.now()
