"""What the market answers: the shapes of its nouns, the same in single answers, lists and the change feed."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

ListingStatus = Literal["draft", "active", "sold", "ended"]
OfferStatus = Literal["open", "accepted", "declined", "countered", "expired", "withdrawn"]
OrderStatus = Literal["to_ship", "shipped", "delivered", "cancelled"]
Side = Literal["buyer", "seller"]
Kind = Literal["listing", "like", "offer", "conversation", "message", "order"]


class Answer(BaseModel):
    """Base of all shapes: frozen, so that a built answer stays what was stored."""

    model_config = ConfigDict(frozen=True)


class Buyer(Answer):
    id: str
    name: str
    first_name: str


class Address(Answer):
    name: str
    street: str
    street2: str | None = None
    city: str
    region: str
    postal_code: str
    country: str


class Counts(Answer):
    """Moves without the listing's version: a like must not get in the way of the seller's edit."""

    likes: int
    views: int
    shares: int


class Photo(Answer):
    id: str
    sha256: str
    format: str
    width: int
    height: int
    bytes: int
    url: str
    thumb_url: str
    created_at: str


class Listing(Answer):
    id: str
    version: int
    status: ListingStatus
    sku: str
    title: str
    description: str
    brand: str
    category: str
    size: str
    colours: list[str]
    condition: str | None
    price_minor: int | None
    original_price_minor: int | None
    currency: str
    photos: list[str]
    tags: list[str]
    weight_g: int | None
    counts: Counts
    url: str
    order_id: str | None
    created_at: str
    updated_at: str
    published_at: str | None
    ended_at: str | None
    sold_at: str | None


class Like(Answer):
    id: str
    version: int = 1
    listing_id: str
    buyer: Buyer
    created_at: str


class Offer(Answer):
    id: str
    version: int
    listing_id: str
    buyer: Buyer
    conversation_id: str | None
    sender: Side
    kind: Literal["offer", "counter", "to_likers"]
    status: OfferStatus
    price_minor: int
    currency: str
    parent_id: str | None
    order_id: str | None
    expires_at: str
    created_at: str
    updated_at: str


class Conversation(Answer):
    id: str
    version: int
    buyer: Buyer
    listing_id: str | None
    read: bool
    unread_count: int
    message_count: int
    last_message: str | None
    last_message_at: str | None
    created_at: str
    updated_at: str


class Message(Answer):
    id: str
    version: int = 1
    conversation_id: str
    listing_id: str | None
    sender: Side
    text: str
    client_ref: str | None
    sent_at: str


class OrderLine(Answer):
    listing_id: str
    sku: str
    title: str
    price_minor: int
    photo_id: str | None


class Shipment(Answer):
    id: str
    carrier: str
    service: str
    tracking: str
    weight_g: int
    shipped_at: str


class Order(Answer):
    id: str
    version: int
    number: str
    status: OrderStatus
    buyer: Buyer
    ship_to: Address
    lines: list[OrderLine]
    items_minor: int
    fee_minor: int
    payout_minor: int
    currency: str
    offer_id: str | None
    note: str | None
    tracking: str
    weight_g: int
    label_url: str
    shipment: Shipment | None
    ordered_at: str
    ship_by: str
    updated_at: str


class Seller(Answer):
    id: str
    name: str
    closet_url: str
    address: Address


class Listings(Answer):
    listings: list[Listing]
    next: str | None
    total: int


class Likes(Answer):
    likes: list[Like]


class Offers(Answer):
    offers: list[Offer]


class OffersToLikers(Answer):
    offers: list[Offer]
    reached: int
    price_minor: int
    expires_at: str


class Conversations(Answer):
    conversations: list[Conversation]


class Messages(Answer):
    messages: list[Message]


class Orders(Answer):
    orders: list[Order]


class Change(Answer):
    seq: int
    op: Literal["put", "delete"]
    kind: Kind
    id: str
    version: int
    data: dict[str, Any] | None


class Changes(Answer):
    changes: list[Change]
    cursor: str
    has_more: bool
    server_time: str


class KindCount(Answer):
    """How many rows of a kind live, and the SHA-256 of their sorted `id:version` lines."""

    count: int
    hash: str


class BatchOutcome(Answer):
    key: str
    status: int
    etag: str | None
    body: Any


class BatchOutcomes(Answer):
    outcomes: list[BatchOutcome]


class TokenAnswer(Answer):
    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    refresh_token: str


class TokenRefusal(Answer):
    """The shape of RFC 6749, which clients' OAuth libraries know."""

    error: str
    error_description: str
