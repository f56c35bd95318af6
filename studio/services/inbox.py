"""What people say and offer, and what the seller answers; everything works offline and goes out later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.texts import _
from studio.domain.change import ChangeKind
from studio.domain.conversation import Conversation, Message, MessageState
from studio.domain.ids import ConversationId, ListingId, MessageId, OfferId, PersonId
from studio.domain.interest import Direction, Like, Offer, OfferState, Person
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState, contents
from studio.domain.money import Money
from studio.domain.operation import Op
from studio.domain.order import Order
from studio.selling.offers import check_counter
from studio.services.context import Studio
from studio.services.telling import tell, waits
from studio.storage.queries import accounts as account_query
from studio.storage.queries import items as item_query
from studio.storage.queries import orders as order_query
from studio.storage.queries import people as query

if TYPE_CHECKING:
    from studio.storage.unit_of_work import UnitOfWork

MESSAGE_MAX = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One line of the people list: who, what they said or did last, what waits for an answer."""

    person: Person
    conversation: Conversation | None
    last_text: str
    last_at: datetime
    unread_count: int
    open_offer: Offer | None
    like_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """Everything known of one person."""

    person: Person
    likes: Sequence[Like]
    offers: Sequence[Offer]
    orders: Sequence[Order]
    conversations: Sequence[Conversation]


def people(studio: Studio) -> list[PersonLine]:
    """Return everybody who was heard of, the latest first."""
    lines = [_line(studio, person) for person in query.people(studio.catalog)]
    return sorted(lines, key=lambda line: (line.open_offer is not None, line.last_at), reverse=True)


def person(studio: Studio, person_id: PersonId) -> PersonCard | None:
    """Return all that is known of one person, or None where they are not known."""
    found = query.person(studio.catalog, person_id)
    if found is None:
        return None
    return PersonCard(
        person=found,
        likes=query.likes_of(studio.catalog, person_id),
        offers=query.offers_of(studio.catalog, person_id),
        orders=order_query.of_person(studio.catalog, person_id),
        conversations=query.conversations_with(studio.catalog, person_id),
    )


def messages(studio: Studio, conversation_id: ConversationId) -> list[Message]:
    """Return the Messages of a Conversation, the oldest first."""
    return query.messages(studio.catalog, conversation_id)


def conversation(studio: Studio, conversation_id: ConversationId) -> Conversation | None:
    """Return one Conversation."""
    return query.conversation(studio.catalog, conversation_id)


def open_offers(studio: Studio) -> list[Offer]:
    """Return the buyers' Offers that wait for an answer, those that run out first at the front."""
    return [offer for offer in query.offers(studio.catalog, OfferState.OPEN) if offer.direction is Direction.IN]


def unread_count(studio: Studio) -> int:
    """Return how many Messages have not been read."""
    return query.unread_count(studio.catalog)


def item_of(studio: Studio, listing_id: ListingId) -> Item | None:
    """Return the Item that a Listing is about."""
    listing = account_query.listing(studio.catalog, listing_id)
    return item_query.find(studio.catalog, listing.item_id) if listing else None


def reply(studio: Studio, conversation_id: ConversationId, body: str) -> Message:
    """Send a Message in a Conversation, as soon as its Account can be reached."""
    body = _message_body(body)
    with studio.catalog.operation(Op.SEND_MESSAGE) as unit:
        thread = unit.load(Conversation, conversation_id)
        if thread is None:
            raise UserError(_("This conversation is not there any more."))
        message = Message(
            id=MessageId(new_id()),
            conversation_id=thread.id,
            direction=Direction.OUT,
            body=body,
            sent_at=unit.now,
            state=MessageState.QUEUED,
            client_ref=new_id(),
        )
        unit.save(message)
        unit.save(replace(thread, last_at=unit.now))
        _read(unit, thread.id)
        tell(
            unit,
            ChangeKind.MESSAGE_SEND,
            account_id=thread.account_id,
            entity_id=thread.id,
            payload={"message_id": message.id, "body": body, "client_ref": message.client_ref},
            title=_("Message"),
        )
    return message


def mark_read(studio: Studio, conversation_id: ConversationId) -> None:
    """Note that the seller has read a Conversation, here and there."""
    with studio.catalog.operation(Op.READ) as unit:
        _read(unit, conversation_id)


def accept(studio: Studio, offer_id: OfferId) -> None:
    """Accept a buyer's Offer: a sale, as soon as the marketplace has heard of it."""
    _answer(studio, offer_id, ChangeKind.OFFER_ACCEPT, "accept")


def decline(studio: Studio, offer_id: OfferId) -> None:
    """Decline a buyer's Offer."""
    _answer(studio, offer_id, ChangeKind.OFFER_DECLINE, "decline")


def counter(studio: Studio, offer_id: OfferId, price_minor: int) -> None:
    """Answer a buyer's Offer with a price of ours; raise UserError where that is no answer."""
    offer = _answerable(query.offer(studio.catalog, offer_id), studio.clock.now())
    price = _listed_price(studio, offer)
    if price is None:
        raise UserError(_("What this offer is about is not listed any more."))
    found = check_counter(price_minor, price_minor=price, offer_minor=offer.price_minor, currency=offer.currency)
    if found.blocks:
        raise UserError(found.sentence)
    _answer(studio, offer_id, ChangeKind.OFFER_COUNTER, f"counter {price_minor}", price_minor=price_minor)


def offer_to_likers(studio: Studio, listing_id: ListingId, price_minor: int) -> None:
    """Offer a Listing to everybody who likes it; `listings.plan_offer` says which prices the rules allow."""
    with studio.catalog.operation(Op.SEND_OFFER) as unit:
        listing = unit.load(Listing, listing_id)
        item = unit.load(Item, listing.item_id) if listing else None
        if listing is None or item is None or listing.state is not ListingState.ACTIVE:
            raise UserError(_("Only a live listing can be offered to its likers."))
        if not 0 < price_minor < (contents(listing, item)["price_minor"] or 0):
            raise UserError(_("{price} is not less than the listed price.").format(price=Money(price_minor)))
        if waits(unit, ChangeKind.OFFER_TO_LIKERS, listing.id):
            raise UserError(_("An offer for “{title}” waits to go out already.").format(title=item.title))
        tell(
            unit,
            ChangeKind.OFFER_TO_LIKERS,
            account_id=listing.account_id,
            entity_id=listing.id,
            payload={"price_minor": price_minor},
            title=_("Offer to likers: {title}").format(title=item.title),
        )


def lowest_offers(studio: Studio, listing_id: ListingId, *, days: int) -> list[int | None]:
    """Return for each liker of a Listing the lowest price we offered them within `days`, or None."""
    since = studio.clock.now() - timedelta(days=days)
    lowest: list[int | None] = []
    for like in query.likes(studio.catalog, listing_id):
        ours = [
            offer.price_minor
            for offer in query.offers_of(studio.catalog, like.person_id)
            if offer.listing_id == listing_id and offer.direction is Direction.OUT and offer.made_at >= since
        ]
        lowest.append(min(ours, default=None))
    return lowest


def note(studio: Studio, person_id: PersonId, text: str) -> None:
    """Keep a note about a person; it stays on this machine."""
    with studio.catalog.operation(Op.EDIT_PERSON, title=_("edit note"), merge_key=f"note:{person_id}") as unit:
        found = unit.load(Person, person_id)
        if found is not None:
            unit.save(replace(found, notes=text))


def _read(unit: UnitOfWork, conversation_id: ConversationId) -> None:
    thread = unit.load(Conversation, conversation_id)
    if thread is None or not thread.unread_count:
        return
    unit.save(replace(thread, unread_count=0))
    tell(
        unit,
        ChangeKind.CONVERSATION_READ,
        account_id=thread.account_id,
        entity_id=thread.id,
        title=_("Mark as read"),
    )


def _answer(studio: Studio, offer_id: OfferId, kind: ChangeKind, answer: str, price_minor: int | None = None) -> None:
    with studio.catalog.operation(Op.ANSWER_OFFER) as unit:
        offer = _answerable(unit.load(Offer, offer_id), unit.now)
        unit.save(replace(offer, state=OfferState.ANSWERING, answer=answer))
        tell(
            unit,
            kind,
            account_id=offer.account_id,
            entity_id=offer.id,
            payload={} if price_minor is None else {"price_minor": price_minor},
            title=_("{answer} the offer of {price}").format(
                answer=answer.split()[0].capitalize(), price=_money(offer.price_minor, offer)
            ),
        )


def _answerable(offer: Offer | None, now: datetime) -> Offer:
    if offer is None:
        raise UserError(_("There is no such offer."))
    if offer.direction is not Direction.IN or offer.state is not OfferState.OPEN:
        raise UserError(_("This offer was answered already."))
    if offer.expires_at is not None and offer.expires_at <= now:
        raise UserError(_("This offer has run out."))
    return offer


def _listed_price(studio: Studio, offer: Offer) -> int | None:
    listing = account_query.listing(studio.catalog, offer.listing_id)
    item = item_query.find(studio.catalog, listing.item_id) if listing else None
    return contents(listing, item)["price_minor"] if listing and item else None


def _money(minor: int, offer: Offer) -> str:
    return str(Money(minor, offer.currency))


def _message_body(body: str) -> str:
    body = body.strip()
    if not body:
        raise UserError(_("Write something first."))
    if len(body) > MESSAGE_MAX:
        raise UserError(
            _("This message has {n} characters; {most} is the most.").format(
                n=f"{len(body):,}", most=f"{MESSAGE_MAX:,}"
            )
        )
    return body


def _line(studio: Studio, found: Person) -> PersonLine:
    catalog = studio.catalog
    threads = query.conversations_with(catalog, found.id)
    last = query.last_message(catalog, threads[0].id) if threads else None
    offers = query.offers_of(catalog, found.id)
    likes = query.likes_of(catalog, found.id)
    waiting = next((o for o in offers if o.state is OfferState.OPEN and o.direction is Direction.IN), None)
    times = [
        found.first_seen,
        *(m.sent_at for m in (last,) if m),
        *(o.made_at for o in offers),
        *(x.liked_at for x in likes),
    ]
    return PersonLine(
        person=found,
        conversation=threads[0] if threads else None,
        last_text=last.body if last else "",
        last_at=max(times),
        unread_count=sum(thread.unread_count for thread in threads),
        open_offer=waiting,
        like_count=len(likes),
    )
