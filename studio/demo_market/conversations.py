"""Conversations: one thread with each buyer, and its messages."""

from studio.demo_market import buyers, changes
from studio.demo_market.answers import Conversation, Message, Side
from studio.demo_market.problems import Problem
from studio.demo_market.store import Row, Transaction, new_id


def fetch(tx: Transaction, conversation_id: str) -> Row:
    row = tx.one("SELECT * FROM conversations WHERE id = ?", conversation_id)
    if row is None:
        raise Problem(404, "not-found", "There is no conversation with this id.")
    return row


def answer(tx: Transaction, row: Row) -> Conversation:
    return Conversation(
        id=row["id"],
        version=row["version"],
        buyer=buyers.answer(tx, row["buyer_id"]),
        listing_id=row["listing_id"],
        read=row["unread_count"] == 0,
        unread_count=row["unread_count"],
        message_count=row["message_count"],
        last_message=row["last_message"],
        last_message_at=row["last_message_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def message_answer(row: Row) -> Message:
    return Message(**{name: row[name] for name in Message.model_fields if name != "version"})


def open_with(tx: Transaction, buyer: Row, listing_id: str | None) -> Row:
    """The thread with this buyer, begun now if it is the first."""
    row = tx.one("SELECT * FROM conversations WHERE buyer_id = ?", buyer["id"])
    if row is not None:
        return row
    conversation_id = new_id("conv")
    tx.insert(
        "conversations",
        {
            "id": conversation_id,
            "version": 0,
            "buyer_id": buyer["id"],
            "listing_id": listing_id,
            "unread_count": 0,
            "message_count": 0,
            "created_at": tx.now,
            "updated_at": tx.now,
        },
    )
    return _save(tx, fetch(tx, conversation_id), {})


def messages(tx: Transaction, conversation_id: str) -> list[Row]:
    return tx.all("SELECT * FROM messages WHERE conversation_id = ? ORDER BY place", conversation_id)


def say(
    tx: Transaction,
    conversation: Row,
    sender: Side,
    text: str,
    *,
    listing_id: str | None,
    client_ref: str | None = None,
) -> Row:
    """Add a message. The same `client_ref` with the same text is the same message; with another text it is refused."""
    if client_ref:
        known = tx.one(
            "SELECT * FROM messages WHERE conversation_id = ? AND client_ref = ?", conversation["id"], client_ref
        )
        if known is not None:
            if known["text"] != text:
                raise Problem(422, "ref-reused", "This client_ref already names another message; make a new one.")
            return known
    message_id = new_id("msg")
    tx.insert(
        "messages",
        {
            "id": message_id,
            "conversation_id": conversation["id"],
            "listing_id": listing_id,
            "sender": sender,
            "text": text,
            "client_ref": client_ref,
            "sent_at": tx.now,
        },
    )
    row = tx.one("SELECT * FROM messages WHERE id = ?", message_id)
    assert row is not None
    changes.record(tx, "message", message_id, message_answer(row))
    _save(
        tx,
        conversation,
        {
            "listing_id": listing_id or conversation["listing_id"],
            "unread_count": conversation["unread_count"] + (sender == "buyer"),
            "message_count": conversation["message_count"] + 1,
            "last_message": text,
            "last_message_at": tx.now,
        },
    )
    return row


def mark(tx: Transaction, row: Row, *, read: bool) -> Row:
    """Mark read, or unread again; what already is so stays the same version."""
    if read == (row["unread_count"] == 0):
        return row
    return _save(tx, row, {"unread_count": 0 if read else 1})


def _save(tx: Transaction, row: Row, changed: dict[str, str | int | None]) -> Row:
    tx.update("conversations", row["id"], {**changed, "version": row["version"] + 1, "updated_at": tx.now})
    saved = fetch(tx, row["id"])
    changes.record(tx, "conversation", saved["id"], answer(tx, saved), saved["version"])
    return saved
