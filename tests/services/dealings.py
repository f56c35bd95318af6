"""What buyers do, written into a catalog as a Round would have received it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from studio.base.ids import new_id
from studio.domain.account import Account
from studio.domain.conversation import Conversation, Message, MessageState
from studio.domain.ids import (
    AccountId,
    ConversationId,
    LikeId,
    ListingId,
    MessageId,
    OfferId,
    OrderId,
    OrderLineId,
    PersonId,
)
from studio.domain.interest import Direction, Like, Offer, Person
from studio.domain.item import Item
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.order import Order, OrderLine
from studio.services.context import Studio

ACCOUNT = AccountId("fair")


def receive(studio: Studio, *rows: object) -> None:
    """Save rows as news from outside."""
    with studio.catalog.operation(Op.RECEIVE) as unit:
        for row in rows:
            unit.save(row)


def connected(studio: Studio, **other: Any) -> Account:
    """Have an Account at the marketplace that cannot be reached."""
    account = Account(
        id=ACCOUNT, connector="closet_fair", name="Closet Fair", address="http://127.0.0.1:9", seller_name="Robin"
    )
    account = replace(account, **other)
    receive(studio, account)
    return account


def listed(studio: Studio, item: Item, **other: Any) -> Listing:
    """Have an Item live at the Account."""
    listing = Listing(
        id=ListingId(f"l-{item.id}"),
        item_id=item.id,
        account_id=ACCOUNT,
        created_at=studio.clock.now(),
        state=ListingState.ACTIVE,
        remote_id=f"there-{item.id}",
    )
    listing = replace(listing, **other)
    receive(studio, listing)
    return listing


def met(studio: Studio, name: str = "Marisol R.", **other: Any) -> Person:
    """Have heard of somebody."""
    person = Person(
        id=PersonId(f"p-{name}"), account_id=ACCOUNT, remote_id=name, name=name, first_seen=studio.clock.now()
    )
    person = replace(person, **other)
    receive(studio, person)
    return person


def liked(studio: Studio, person: Person, listing: Listing) -> Like:
    """Let somebody like a Listing."""
    like = Like(
        id=LikeId(new_id()),
        account_id=ACCOUNT,
        listing_id=listing.id,
        person_id=person.id,
        liked_at=studio.clock.now(),
    )
    receive(studio, like, replace(listing, like_count=listing.like_count + 1))
    return like


def offered(studio: Studio, person: Person, listing: Listing, price_minor: int = 5000, **other: Any) -> Offer:
    """Let somebody offer a price, good for a day."""
    offer = Offer(
        id=OfferId(new_id()),
        account_id=ACCOUNT,
        listing_id=listing.id,
        person_id=person.id,
        direction=Direction.IN,
        price_minor=price_minor,
        currency="USD",
        made_at=studio.clock.now(),
        expires_at=studio.clock.now() + timedelta(hours=24),
        remote_id=new_id(),
    )
    offer = replace(offer, **other)
    receive(studio, offer)
    return offer


def wrote(studio: Studio, person: Person, *texts: str, listing: Listing | None = None) -> Conversation:
    """Let somebody write; nothing of it has been read."""
    thread = Conversation(
        id=ConversationId(f"c-{person.id}"),
        account_id=ACCOUNT,
        person_id=person.id,
        remote_id=f"there-{person.id}",
        last_at=studio.clock.now(),
        listing_id=listing.id if listing else None,
        unread_count=len(texts),
    )
    messages = [
        Message(
            id=MessageId(new_id()),
            conversation_id=thread.id,
            direction=Direction.IN,
            body=text,
            sent_at=studio.clock.now() + timedelta(seconds=number),
            state=MessageState.RECEIVED,
            remote_id=new_id(),
        )
        for number, text in enumerate(texts)
    ]
    receive(studio, thread, *messages)
    return thread


def bought(studio: Studio, person: Person, *items: Item, number: str = "10441", **other: Any) -> Order:
    """Let somebody buy Items, listed or not."""
    order = Order(
        id=OrderId(f"o-{number}"),
        account_id=ACCOUNT,
        person_id=person.id,
        remote_id=f"there-{number}",
        number=number,
        ordered_at=studio.clock.now(),
        ship_by=studio.clock.now() + timedelta(days=3),
        total_minor=sum(item.price_minor or 0 for item in items),
        fee_minor=sum(item.price_minor or 0 for item in items) // 10,
        buyer_first_name=person.name.partition(" ")[0],
        address=("Marisol Reyes", "12 Elm Street", "Portland, OR 97201", "USA"),
    )
    order = replace(order, **other)
    lines = [
        OrderLine(
            id=OrderLineId(f"{order.id}-{place:03}"),
            order_id=order.id,
            title=item.title,
            sku=item.sku,
            price_minor=item.price_minor or 0,
            item_id=item.id,
        )
        for place, item in enumerate(items)
    ]
    receive(studio, order, *lines)
    return order
