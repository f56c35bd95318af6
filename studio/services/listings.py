"""What a seller does with Listings: see what is missing, publish, end, answer conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urljoin

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _
from studio.domain.account import Account
from studio.domain.change import ChangeKind
from studio.domain.ids import AccountId, ItemId, ListingId
from studio.domain.interest import Offer
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState, contents
from studio.domain.money import Money
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.imaging.recipe import Recipe
from studio.selling import describe, fees, offers, readiness
from studio.selling.fees import FeeBreakdown as FeeBreakdown
from studio.selling.offers import OfferPlan as OfferPlan
from studio.selling.readiness import Readiness as Readiness
from studio.selling.rule_file import load_rules
from studio.selling.rules import Rules as Rules
from studio.selling.wording import LengthUnit, capitalised, measurement_name
from studio.services import exporting, inbox
from studio.services.context import Studio
from studio.services.telling import tell, waits
from studio.settings import schema
from studio.storage.queries import accounts as query
from studio.storage.queries import items as item_query

FALLBACK_RATCHET_DAYS = 90
_THERE = {
    ListingState.QUEUED: _("It waits to go out to {account} already."),
    ListingState.SOLD: _("It was sold at {account}."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """What became of the Items: queued for the Account, or refused with what is missing."""

    queued: tuple[ListingId, ...]
    refused: tuple[tuple[ItemId, str], ...]


def accounts(studio: Studio) -> list[Account]:
    """Return the seller's Accounts."""
    return query.accounts(studio.catalog)


def of_item(studio: Studio, item_id: ItemId) -> list[Listing]:
    """Return where an Item is listed."""
    return query.listings_of(studio.catalog, item_id)


def get(studio: Studio, listing_id: ListingId) -> Listing | None:
    """Return one Listing."""
    return query.listing(studio.catalog, listing_id)


def web_address(studio: Studio, listing: Listing) -> str:
    """Return where people find a Listing; "" before it is there."""
    account = query.account(studio.catalog, listing.account_id)
    return urljoin(account.address, listing.url) if account and listing.url else ""


def rules_of(studio: Studio, account: Account | None) -> Rules:
    """Return the rules of an Account's marketplace, or of the one that drafts are written for."""
    name = account.connector.replace("_", "-") if account else studio.settings.get(schema.MARKETPLACE_RULES)
    return load_rules(name)


def rule_packs(studio: Studio) -> list[Rules]:
    """Return the rules that a draft is checked against: those chosen in the settings first."""
    chosen = studio.settings.get(schema.MARKETPLACE_RULES)
    return [load_rules(name) for name in sorted(schema.MARKETPLACE_RULES.choices, key=lambda name: name != chosen)]


def check(studio: Studio, item: Item, rules: Rules, listing: Listing | None = None) -> Readiness:
    """Return what is missing or too long for a marketplace."""
    shown = exporting.going_out(studio, item.id)
    doubtful = [place for place, photo in enumerate(shown) if _may_have_lost_something(photo)]
    return readiness.check(item, len(shown), rules, listing, doubtful=doubtful)


def keep(studio: Studio, item: Item, rules: Rules, price_minor: int | None = None) -> FeeBreakdown | None:
    """Return what is left after fees of a price, or of the Item's own; None without a price there."""
    price_minor = item.price_minor if price_minor is None else price_minor
    if price_minor is None or item.currency not in rules.currencies:
        return None
    return fees.net(
        price_minor,
        rules,
        on=_today(studio),
        currency=item.currency,
        weight_g=item.weight_g,
        cost_minor=item.cost_minor,
    )


def propose(studio: Studio, item: Item, rules: Rules) -> tuple[str, str]:
    """Return a title and a description made of what is known of an Item, and of nothing else."""
    description = describe.propose_description(item, rules, length_unit(studio))
    return describe.propose_title(item, rules), description


def length_unit(studio: Studio) -> LengthUnit:
    """Return the unit in which the seller measures."""
    return "cm" if studio.settings.get(schema.LENGTH_UNIT) == "cm" else "inch"


def measurement_title(name: str) -> str:
    """Return what people call a measurement: "Pit to pit" for "pit_to_pit"."""
    return capitalised(measurement_name(name))


def publish(studio: Studio, item_ids: Sequence[ItemId], account_id: AccountId, context: Context) -> PublishReport:
    """Queue Items for an Account, with their pictures; they go out when it can be reached.

    An Item that is not ready, or is there already, is refused with what to do; the others go.
    """
    account = _account(studio, account_id)
    rules = rules_of(studio, account)
    queued: list[ListingId] = []
    refused: list[tuple[ItemId, str]] = []
    for number, item in enumerate(items := item_query.load(studio.catalog, item_ids)):
        context.report(number, len(items), item.title or item.sku)
        try:
            queued.append(_publish_one(studio, item, account, rules, context))
        except UserError as error:
            refused.append((item.id, str(error)))
    context.report(len(items), len(items))
    return PublishReport(queued=tuple(queued), refused=tuple(refused))


def end(studio: Studio, listing_id: ListingId) -> None:
    """Take a Listing off its marketplace, as soon as that can be reached."""
    with studio.catalog.operation(Op.END_LISTING) as unit:
        listing = unit.load(Listing, listing_id)
        if listing is None or listing.state not in (ListingState.ACTIVE, ListingState.RESERVED):
            raise UserError(_("Only a live listing can be ended."))
        if waits(unit, ChangeKind.LISTING_END, listing.id):
            raise UserError(_("That it ends waits to be told already."))
        item = unit.load(Item, listing.item_id)
        tell(
            unit,
            ChangeKind.LISTING_END,
            account_id=listing.account_id,
            entity_id=listing.id,
            title=_("End {title}").format(title=item.title if item else ""),
        )


def refresh_photos(studio: Studio, item_id: ItemId, context: Context) -> None:
    """Give the Accounts where an Item is live its Photos as they look now; while one is in doubt, the old ones stay."""
    if any(map(_may_have_lost_something, exporting.going_out(studio, item_id))):
        return
    for listing in query.listings_of(studio.catalog, item_id):
        if listing.state in (ListingState.QUEUED, ListingState.ACTIVE):
            promised = _promise_photos(studio, item_id, _account(studio, listing.account_id), context)
            with studio.catalog.operation(Op.PUBLISH) as unit:  # no step of its own: undoing the edit undoes this too
                now = unit.load(Listing, listing.id)
                if now is not None:
                    unit.save(replace(now, photos=promised))


def plan_offer(studio: Studio, listing: Listing, price_minor: int | None = None) -> OfferPlan:
    """Return what an offer to the likers of a Listing would be: whom it reaches, what is left, whether it may be."""
    item = item_query.find(studio.catalog, listing.item_id)
    if item is None or item.price_minor is None:
        raise UserError(_("Say the price of this item first."))
    rules = rules_of(studio, query.account(studio.catalog, listing.account_id))
    days = rules.offers.to_likers_ratchet_days
    lowest = inbox.lowest_offers(studio, listing.id, days=days.value if days else FALLBACK_RATCHET_DAYS)
    price = Money(contents(listing, item)["price_minor"], item.currency)
    return offers.plan_offer_to_likers(
        price, rules, likers=lowest, on=_today(studio), floor_minor=item.floor_minor, offer_minor=price_minor
    )


def counter_suggestion(studio: Studio, offer: Offer) -> int | None:
    """Return a price to counter a buyer's Offer with; None where accepting is as good."""
    listing = query.listing(studio.catalog, offer.listing_id)
    item = item_query.find(studio.catalog, listing.item_id) if listing else None
    price = contents(listing, item)["price_minor"] if listing and item else None
    return offers.counter_suggestion(price, offer.price_minor, item.floor_minor) if price and item else None


def _publish_one(studio: Studio, item: Item, account: Account, rules: Rules, context: Context) -> ListingId:
    known = next((one for one in query.listings_of(studio.catalog, item.id) if one.account_id == account.id), None)
    if known and known.state not in (ListingState.DRAFT, ListingState.REFUSED, ListingState.ENDED):
        raise UserError(_THERE.get(known.state, _("It is at {account} already.")).format(account=account.name))
    found = check(studio, item, rules, known)
    if not found.ready:
        raise UserError(" ".join(problem.sentence for problem in found.problems if problem.blocks))
    promised = _promise_photos(studio, item.id, account, context)
    with studio.catalog.operation(Op.PUBLISH) as unit:
        now = unit.load(Listing, known.id) if known else None
        listing = now or Listing(
            id=ListingId(new_id()), item_id=item.id, account_id=account.id, created_at=unit.now, photos=promised
        )
        kind = ChangeKind.LISTING_RELIST if listing.remote_id else ChangeKind.LISTING_CREATE
        unit.save(replace(listing, state=ListingState.QUEUED, photos=promised, reason=""))
        title = _("Publish {title}").format(title=item.title)
        tell(unit, kind, account_id=account.id, entity_id=listing.id, title=title)
    return listing.id


def _promise_photos(studio: Studio, item_id: ItemId, account: Account, context: Context) -> tuple[str, ...]:
    """Keep what an Account is going to get: the cache may be emptied before it can be reached."""
    marketplace = account.connector.replace("_", "-")
    files = [exporting.ready(studio, photo, marketplace, context) for photo in exporting.going_out(studio, item_id)]
    return tuple(studio.outgoing.add_bytes(file.read_bytes(), file.suffix) for file in files)


def _may_have_lost_something(photo: Photo) -> bool:
    """Return whether a cut-out is in doubt; a photo that keeps its ground, as close-ups do, shows all there is."""
    return bool(photo.note) and Recipe.from_json(photo.recipe).index("cutout") is not None


def _account(studio: Studio, account_id: AccountId) -> Account:
    account = query.account(studio.catalog, account_id)
    if account is None:
        raise UserError(_("There is no such account. Connect one first."))
    return account


def _today(studio: Studio) -> date:
    return studio.clock.now().date()
