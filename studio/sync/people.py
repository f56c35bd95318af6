"""Takes in what people do: who they are, what they like, offer and write."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from studio.base.ids import new_id
from studio.domain.change import ChangeKind, ChangeState
from studio.domain.conversation import Conversation, Message, MessageState
from studio.domain.feed import RemoteConversation, RemoteLike, RemoteMessage, RemoteOffer, RemotePerson
from studio.domain.ids import AccountId, ConversationId, LikeId, MessageId, OfferId, PersonId
from studio.domain.interest import Direction, Like, Offer, OfferState, Person
from studio.storage import outbox
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.listings import Unfit, find_listing

Entity = TypeVar("Entity")


def receive_person(unit: UnitOfWork, account_id: AccountId, remote: RemotePerson) -> Person:
    """Take in a buyer."""
    known = _first(unit.find(Person, account_id=account_id, remote_id=remote.id))
    person = known or Person(
        id=PersonId(new_id()), account_id=account_id, remote_id=remote.id, name=remote.name, first_seen=unit.now
    )
    person = replace(person, name=remote.name)
    unit.save(person)
    return person


def receive_like(unit: UnitOfWork, account_id: AccountId, remote: RemoteLike) -> Like | None:
    """Take in a like; None for a listing that is nothing to us."""
    listing = find_listing(unit, account_id, remote.listing_id)
    if listing is None:
        return None
    person = receive_person(unit, account_id, remote.person)
    like = Like(
        id=_like_id(account_id, remote.id),
        account_id=account_id,
        listing_id=listing.id,
        person_id=person.id,
        liked_at=remote.liked_at,
    )
    for earlier in unit.find(Like, listing_id=listing.id, person_id=person.id):
        if earlier.id != like.id:  # taken back and given again
            unit.remove(Like, earlier.id)
    unit.save(like)
    return like


def remove_like(unit: UnitOfWork, account_id: AccountId, remote_id: str) -> None:
    """Take in that a like was taken back."""
    unit.remove(Like, _like_id(account_id, remote_id))


def receive_offer(unit: UnitOfWork, account_id: AccountId, remote: RemoteOffer) -> Offer | None:
    """Take in an offer of either side; None for a listing that is nothing to us."""
    listing = find_listing(unit, account_id, remote.listing_id)
    if listing is None:
        return None
    known = _first(unit.find(Offer, account_id=account_id, remote_id=remote.id))
    offer = known or Offer(
        id=OfferId(new_id()),
        account_id=account_id,
        listing_id=listing.id,
        person_id=receive_person(unit, account_id, remote.person).id,
        direction=remote.direction,
        price_minor=remote.price_minor,
        currency=remote.currency,
        made_at=remote.made_at,
        remote_id=remote.id,
    )
    answering = any(c.state is not ChangeState.BLOCKED for c in outbox.of_entity(unit, offer.id))
    offer = replace(
        offer,
        state=offer.state if answering and remote.state is OfferState.OPEN else remote.state,
        price_minor=remote.price_minor,
        expires_at=remote.expires_at,
    )
    unit.save(offer)
    return offer


def find_conversation(unit: UnitOfWork, account_id: AccountId, remote_id: str) -> Conversation | None:
    """Return the thread that an Account calls so."""
    return _first(unit.find(Conversation, account_id=account_id, remote_id=remote_id))


def receive_conversation(unit: UnitOfWork, account_id: AccountId, remote: RemoteConversation) -> Conversation:
    """Take in a thread; what was read here stays read until something newer comes."""
    person = receive_person(unit, account_id, remote.person)
    listing = find_listing(unit, account_id, remote.listing_id)
    known = find_conversation(unit, account_id, remote.id)
    thread = known or Conversation(
        id=ConversationId(new_id()),
        account_id=account_id,
        person_id=person.id,
        remote_id=remote.id,
        last_at=remote.last_at,
    )
    marked = any(c.kind is ChangeKind.CONVERSATION_READ for c in outbox.of_entity(unit, thread.id))
    nothing_new = remote.message_count is not None and remote.message_count <= known_messages(unit, thread.id)
    thread = replace(
        thread,
        last_at=max(remote.last_at, thread.last_at),
        listing_id=listing.id if listing else thread.listing_id,
        unread_count=thread.unread_count if marked and nothing_new else remote.unread_count,
    )
    unit.save(thread)
    return thread


def receive_message(unit: UnitOfWork, account_id: AccountId, remote: RemoteMessage) -> Message:
    """Take in a message; one of ours is found again by the reference that we gave it."""
    thread = find_conversation(unit, account_id, remote.conversation_id)
    if thread is None:
        raise Unfit("it belongs to a conversation that the marketplace does not show")
    mine = remote.direction is Direction.OUT
    known = _first(unit.find(Message, conversation_id=thread.id, remote_id=remote.id))
    if known is None and remote.client_ref:
        known = _first(unit.find(Message, conversation_id=thread.id, client_ref=remote.client_ref))
    message = known or Message(
        id=MessageId(new_id()),
        conversation_id=thread.id,
        direction=remote.direction,
        body=remote.body,
        sent_at=remote.sent_at,
    )
    message = replace(
        message,
        body=remote.body,
        sent_at=remote.sent_at,
        state=MessageState.SENT if mine else MessageState.RECEIVED,
        remote_id=remote.id,
        client_ref=remote.client_ref,
        reason="",
    )
    unit.save(message)
    if remote.sent_at > thread.last_at:
        unit.save(replace(thread, last_at=remote.sent_at))
    return message


def known_messages(unit: UnitOfWork, conversation_id: str) -> int:
    """Return how many Messages of a thread the Account is known to have."""
    return sum(bool(message.remote_id) for message in unit.find(Message, conversation_id=conversation_id))


def _like_id(account_id: AccountId, remote_id: str) -> LikeId:
    """A Like has no life of its own: its id follows from the marketplace's, so that both find it again."""
    return LikeId(f"{account_id}:{remote_id}")


def _first(found: list[Entity]) -> Entity | None:
    return found[0] if found else None
