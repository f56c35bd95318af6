"""Reads people, what they wrote, liked and offered."""

from __future__ import annotations

from studio.domain.conversation import Conversation, Message
from studio.domain.ids import ConversationId, ListingId, OfferId, PersonId
from studio.domain.interest import Like, Offer, OfferState, Person
from studio.storage.catalog import Catalog


def people(catalog: Catalog) -> list[Person]:
    """Return every person, those last heard of first."""
    sql = """SELECT person.* FROM person ORDER BY MAX(
               first_seen,
               COALESCE((SELECT MAX(last_at) FROM conversation WHERE person_id = person.id), ''),
               COALESCE((SELECT MAX(liked_at) FROM like_mark WHERE person_id = person.id), ''),
               COALESCE((SELECT MAX(made_at) FROM offer WHERE person_id = person.id), '')) DESC, id"""
    return catalog.all(Person, sql)


def person(catalog: Catalog, person_id: PersonId) -> Person | None:
    """Return one person."""
    return catalog.one(Person, "SELECT * FROM person WHERE id = ?", (person_id,))


def conversations(catalog: Catalog) -> list[Conversation]:
    """Return every Conversation, the latest first."""
    return catalog.all(Conversation, "SELECT * FROM conversation ORDER BY last_at DESC, id")


def conversations_with(catalog: Catalog, person_id: PersonId) -> list[Conversation]:
    """Return the Conversations with one person, the latest first."""
    sql = "SELECT * FROM conversation WHERE person_id = ? ORDER BY last_at DESC, id"
    return catalog.all(Conversation, sql, (person_id,))


def conversation(catalog: Catalog, conversation_id: ConversationId) -> Conversation | None:
    """Return one Conversation."""
    return catalog.one(Conversation, "SELECT * FROM conversation WHERE id = ?", (conversation_id,))


def messages(catalog: Catalog, conversation_id: ConversationId) -> list[Message]:
    """Return the Messages of a Conversation, the oldest first."""
    sql = "SELECT * FROM message WHERE conversation_id = ? ORDER BY sent_at, id"
    return catalog.all(Message, sql, (conversation_id,))


def last_message(catalog: Catalog, conversation_id: ConversationId) -> Message | None:
    """Return the latest Message of a Conversation."""
    sql = "SELECT * FROM message WHERE conversation_id = ? ORDER BY sent_at DESC, id DESC LIMIT 1"
    return catalog.one(Message, sql, (conversation_id,))


def offer(catalog: Catalog, offer_id: OfferId) -> Offer | None:
    """Return one Offer."""
    return catalog.one(Offer, "SELECT * FROM offer WHERE id = ?", (offer_id,))


def offers(catalog: Catalog, *states: OfferState) -> list[Offer]:
    """Return the Offers in one of these states (all, where none is named), those that run out first at the front."""
    marks = ",".join("?" * len(states))
    where = f"WHERE state IN ({marks})" if states else ""
    return catalog.all(Offer, f"SELECT * FROM offer {where} ORDER BY COALESCE(expires_at, made_at), id", states)


def offers_of(catalog: Catalog, person_id: PersonId) -> list[Offer]:
    """Return the Offers between one person and us, the oldest first."""
    return catalog.all(Offer, "SELECT * FROM offer WHERE person_id = ? ORDER BY made_at, id", (person_id,))


def likes_of(catalog: Catalog, person_id: PersonId) -> list[Like]:
    """Return what one person likes, the latest first."""
    return catalog.all(Like, "SELECT * FROM like_mark WHERE person_id = ? ORDER BY liked_at DESC", (person_id,))


def likes(catalog: Catalog, listing_id: ListingId) -> list[Like]:
    """Return who likes a Listing, the latest first."""
    return catalog.all(Like, "SELECT * FROM like_mark WHERE listing_id = ? ORDER BY liked_at DESC", (listing_id,))


def unread_count(catalog: Catalog) -> int:
    """Return how many Messages have not been read."""
    return int(catalog.value("SELECT COALESCE(SUM(unread_count), 0) FROM conversation"))
