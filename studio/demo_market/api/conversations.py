"""`/v1/conversations`: read, answer and mark."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from studio.demo_market import conversations, listings
from studio.demo_market.answers import Conversation, Conversations, Message, Messages
from studio.demo_market.api.writing import IfMatch, Key, MarketHere, Reply, check_version, show, write
from studio.demo_market.bodies import ConversationEdit, NewMessage
from studio.demo_market.store import Transaction

router = APIRouter(prefix="/v1/conversations", tags=["conversations"])


@router.get("", response_model=Conversations)
def list_conversations(market: MarketHere) -> Response:
    """The thread with the newest message first."""
    with market.store.reading() as tx:
        rows = tx.all("SELECT * FROM conversations ORDER BY coalesce(last_message_at, created_at) DESC, id")
        return show(Conversations(conversations=[conversations.answer(tx, row) for row in rows]))


@router.get("/{conversation_id}", response_model=Conversation)
def get_conversation(market: MarketHere, conversation_id: str) -> Response:
    with market.store.reading() as tx:
        row = conversations.fetch(tx, conversation_id)
        return show(conversations.answer(tx, row), row["version"])


@router.patch("/{conversation_id}", response_model=Conversation)
def patch_conversation(
    request: Request, conversation_id: str, edit: ConversationEdit, if_match: IfMatch = None, key: Key = None
) -> Response:
    """Mark read or unread. A message that came in the meantime makes it 412, so that nothing unseen is marked read."""

    def act(tx: Transaction) -> Reply:
        row = conversations.fetch(tx, conversation_id)
        check_version(if_match, conversations.answer(tx, row), row["version"], needed=True)
        row = conversations.mark(tx, row, read=edit.read)
        return Reply(body=conversations.answer(tx, row), version=row["version"])

    return write(request, act, [edit.model_dump(), if_match])


@router.get("/{conversation_id}/messages", response_model=Messages)
def list_messages(market: MarketHere, conversation_id: str) -> Response:
    with market.store.reading() as tx:
        rows = conversations.messages(tx, conversations.fetch(tx, conversation_id)["id"])
        return show(Messages(messages=[conversations.message_answer(row) for row in rows]))


@router.post("/{conversation_id}/messages", response_model=Message, status_code=201)
def send_message(request: Request, conversation_id: str, message: NewMessage, key: Key = None) -> Response:
    """Write to the buyer. `client_ref` makes it safe to send again, with or without an Idempotency-Key."""

    def act(tx: Transaction) -> Reply:
        thread = conversations.fetch(tx, conversation_id)
        listing_id = listings.fetch(tx, message.listing_id)["id"] if message.listing_id else None
        row = conversations.say(
            tx, thread, "seller", message.text, listing_id=listing_id, client_ref=message.client_ref
        )
        return Reply(status=201, body=conversations.message_answer(row))

    return write(request, act, message.model_dump())
