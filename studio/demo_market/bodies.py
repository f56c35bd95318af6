"""What clients may send: strict shapes, so that a wrong type or an unknown field is told and not guessed at."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.demo_market import rules

Word = Annotated[str, Field(max_length=rules.WORD_MAX)]
Price = Annotated[int, Field(ge=rules.PRICE_MIN_MINOR, le=rules.PRICE_MAX_MINOR)]
Text = Annotated[str, Field(min_length=1, max_length=rules.MESSAGE_MAX)]
Name = Annotated[str, Field(min_length=1, max_length=rules.WORD_MAX, pattern=r"\S")]


class Body(BaseModel):
    """Base of all bodies."""

    model_config = ConfigDict(strict=True, extra="forbid")


class ListingFields(Body):
    """All of a listing that its seller chooses. A PATCH sends only what changes."""

    sku: Word = ""
    title: Annotated[str, Field(max_length=rules.TITLE_MAX)] = ""
    description: Annotated[str, Field(max_length=rules.DESCRIPTION_MAX)] = ""
    brand: Word = ""
    category: Word = ""
    size: Word = ""
    colours: Annotated[list[Word], Field(max_length=rules.COLOURS_MAX)] = []
    condition: Literal["new_with_tags", "like_new", "good", "fair"] | None = None
    price_minor: Price | None = None
    original_price_minor: Price | None = None
    currency: Literal["USD"] = "USD"
    photos: Annotated[list[Word], Field(max_length=rules.PHOTOS_MAX)] = []
    tags: Annotated[list[Word], Field(max_length=rules.TAGS_MAX)] = []
    weight_g: Annotated[int, Field(ge=1, le=rules.WEIGHT_MAX_G)] | None = None


class Proposal(Body):
    """A price for the likers or as a counter, with a line to go with it."""

    price_minor: Price
    message: Text | None = None


class NewMessage(Body):
    text: Text
    client_ref: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    listing_id: Word | None = None


class ConversationEdit(Body):
    read: bool


class NewShipment(Body):
    weight_g: Annotated[int, Field(ge=1, le=rules.WEIGHT_MAX_G)]
    tracking: Annotated[str, Field(min_length=4, max_length=40, pattern=r"^[A-Za-z0-9 -]+$")] | None = None
    carrier: Name = "Closet Post"
    service: Name = "Closet Post Ground"


class ConsentQuestion(BaseModel):
    """The query of `/oauth/authorize`. Anything goes here; the checks answer in words that a browser shows."""

    response_type: str = ""
    client_id: str = ""
    redirect_uri: str = ""
    code_challenge: str = ""
    code_challenge_method: str = ""
    state: str = ""


class ConsentDecision(ConsentQuestion):
    approve: str = "yes"
    ticket: str = ""
    owner_key: str = ""


class TokenRequest(BaseModel):
    grant_type: str = ""
    code: str = ""
    code_verifier: str = ""
    client_id: str = ""
    redirect_uri: str = ""
    refresh_token: str = ""


class BatchWrite(Body):
    """One write of a batch, as it would be sent alone."""

    key: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
    method: Literal["POST", "PUT", "PATCH", "DELETE"]
    path: Annotated[str, Field(max_length=300, pattern=r"^/v1/[!-~]*$")]
    if_match: Annotated[str, Field(max_length=100, pattern=r"^[!-~]+$")] | None = None
    body: dict[str, Any] | None = None


class Batch(Body):
    writes: Annotated[list[BatchWrite], Field(min_length=1, max_length=rules.BATCH_MAX)]


class BuyerVerb(Body):
    """A buyer by name and a listing by id or SKU."""

    buyer: Name
    listing: Name


class BuyerOffer(BuyerVerb):
    price_minor: Price
    message: Text | None = None


class BuyerMessage(Body):
    buyer: Name
    listing: Name | None = None
    text: Text


class Purchase(BuyerVerb):
    also: Annotated[list[Name], Field(max_length=20)] = []
    note: Text | None = None


class CounterAnswer(BuyerVerb):
    accept: bool


class PhoneEdit(Body):
    """The seller's own listing, changed elsewhere."""

    listing: Name
    act: Literal["edit", "end", "delete"] = "edit"
    changes: ListingFields = ListingFields()


class ClockStep(Body):
    advance_s: Annotated[int, Field(ge=0, le=400 * rules.DAY_S)]


class Seed(Body):
    seed: int = 1
    listings: Annotated[int, Field(ge=1, le=500)] = 12


class Ticks(Body):
    seed: int = 1
    count: Annotated[int, Field(ge=1, le=500)] = 1


FaultKind = Literal["drop", "429", "5xx", "reply-lost", "slow"]


class FaultPlan(Body):
    """Which share of the requests under `path` goes wrong, and how; rate 0 ends it."""

    rate: Annotated[float, Field(ge=0, le=1, strict=False)]
    kind: FaultKind | Annotated[list[FaultKind], Field(min_length=1)] = "drop"
    path: Word = "/v1/"
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] | None = None
    times: Annotated[int, Field(ge=1)] | None = None
    delay_s: Annotated[float, Field(ge=0, le=60, strict=False)] = 2.0
    seed: int = 1
