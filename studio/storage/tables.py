"""The tables of the catalog, for those who write; nothing outside storage sees these.

Every column is TEXT, INTEGER or REAL: `rows` turns them into domain objects, so that readers do without SQLAlchemy.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import event

from studio.domain.operation import Kind
from studio.storage import schema

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, primary_key=True)


def _text(name: str, *, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"), unique=unique)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _when(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer)


def _measure(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.REAL)


def _to(name: str, table: str, *, required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.ForeignKey(f"{table}.id"), nullable=not required, index=True)


item = sa.Table(
    "item",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),  # the full-text index needs a lasting integer
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("sku", sa.Text, nullable=False, unique=True),
    _when("created_at"),
    *map(_text, ("title", "description", "brand", "category", "size", "colours")),
    _maybe("condition"),
    *map(_text, ("flaws", "measurements_mm")),
    *map(_count, ("price_minor", "original_price_minor", "cost_minor", "floor_minor")),
    _text("currency"),
    _count("weight_g"),
    *map(_text, ("bin", "notes", "state")),
    _number("revision"),
    sa.Index("ix_item_state_created_at", "state", "created_at"),
    sa.Index("ix_item_created_at", "created_at"),
)
photo = sa.Table(
    "photo",
    metadata,
    _id(),
    _to("item_id", "item", required=False),
    _text("sha256", unique=True),
    *map(_text, ("file_name", "format")),
    *map(_number, ("width", "height", "byte_count")),
    _when("imported_at"),
    _maybe("taken_at"),
    _number("position"),
    *map(_text, ("recipe", "note")),
    _number("revision"),
    _text("flag"),
    _number("rating"),
    _text("phash"),
    *map(_measure, ("sharpness", "brightness", "confidence")),
)
account = sa.Table(
    "account",
    metadata,
    _id(),
    *map(_text, ("connector", "name", "address", "seller_name", "currency", "state")),
    *map(_maybe, ("in_step_at", "unreachable_since")),
    _text("reason"),
    _number("revision"),
)
listing = sa.Table(
    "listing",
    metadata,
    _id(),
    _to("item_id", "item"),
    _to("account_id", "account"),
    _when("created_at"),
    _text("state"),
    *map(_maybe, ("title", "description")),
    _count("price_minor"),
    *map(_text, ("photos", "remote_id", "remote_version", "url", "base", "conflict", "reason")),
    _number("like_count"),
    *map(_maybe, ("published_at", "sold_at")),
    _number("revision"),
    sa.UniqueConstraint("account_id", "item_id"),
    sa.Index("ix_listing_remote_id", "account_id", "remote_id"),
)
person = sa.Table(
    "person",
    metadata,
    _id(),
    _to("account_id", "account"),
    *map(_text, ("remote_id", "name")),
    _when("first_seen"),
    _text("notes"),
    _number("revision"),
    sa.UniqueConstraint("account_id", "remote_id"),
)
like_mark = sa.Table(
    "like_mark",
    metadata,
    _id(),
    _to("account_id", "account"),
    _to("listing_id", "listing"),
    _to("person_id", "person"),
    _when("liked_at"),
    _number("revision"),
    sa.UniqueConstraint("listing_id", "person_id"),
)
offer = sa.Table(
    "offer",
    metadata,
    _id(),
    _to("account_id", "account"),
    _to("listing_id", "listing"),
    _to("person_id", "person"),
    _text("direction"),
    _number("price_minor"),
    _text("currency"),
    _when("made_at"),
    _maybe("expires_at"),
    *map(_text, ("state", "remote_id", "answer")),
    _number("revision"),
    sa.Index("ix_offer_remote_id", "account_id", "remote_id"),
)
conversation = sa.Table(
    "conversation",
    metadata,
    _id(),
    _to("account_id", "account"),
    _to("person_id", "person"),
    _text("remote_id"),
    _when("last_at"),
    _to("listing_id", "listing", required=False),
    _number("unread_count"),
    _number("revision"),
    sa.UniqueConstraint("account_id", "remote_id"),
)
message = sa.Table(
    "message",
    metadata,
    _id(),
    _to("conversation_id", "conversation"),
    *map(_text, ("direction", "body")),
    _when("sent_at"),
    *map(_text, ("state", "remote_id", "client_ref", "reason")),
    _number("revision"),
)
sale_order = sa.Table(
    "sale_order",
    metadata,
    _id(),
    _to("account_id", "account"),
    _to("person_id", "person"),
    *map(_text, ("remote_id", "number")),
    _when("ordered_at"),
    *map(_number, ("total_minor", "fee_minor")),
    *map(_text, ("currency", "state")),
    _maybe("ship_by"),
    *map(_text, ("buyer_first_name", "address", "carrier", "tracking", "label_sha256")),
    _count("weight_g"),
    _maybe("packed_at"),
    _number("revision"),
    sa.UniqueConstraint("account_id", "remote_id"),
)
order_line = sa.Table(
    "order_line",
    metadata,
    _id(),
    _to("order_id", "sale_order"),
    *map(_text, ("title", "sku")),
    _number("price_minor"),
    _to("listing_id", "listing", required=False),
    _to("item_id", "item", required=False),
    _number("revision"),
)

KINDS: dict[Kind, sa.Table] = {kind: metadata.tables[kind.value] for kind in Kind if kind is not Kind.CHANGE}
"""The tables whose rows an Operation changes and undo brings back."""

change = sa.Table(
    "change",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    _text("key", unique=True),
    _to("account_id", "account"),
    *map(_text, ("kind", "entity_id")),
    _when("created_at"),
    *map(_text, ("payload", "state")),
    _number("attempts"),
    _maybe("next_try"),
    *map(_text, ("reason", "title")),
    sa.Index("ix_change_entity_id", "entity_id"),
    sqlite_autoincrement=True,
)
remote_photo = sa.Table(
    "remote_photo",
    metadata,
    sa.Column("account_id", sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    _text("remote_id"),
)
cursor = sa.Table(
    "cursor",
    metadata,
    sa.Column("account_id", sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("feed", sa.Text, primary_key=True),
    _text("mark"),
)
aside = sa.Table(
    "aside",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    _to("account_id", "account"),
    *map(_text, ("feed", "row", "reason")),
    _when("met_at"),
)
step = sa.Table(
    "step",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    *map(_text, ("op", "title", "merge_key")),
    _when("done_at"),
    _number("undone"),
    _number("stale"),
    _text("changes"),
    sqlite_autoincrement=True,
)


@event.listens_for(metadata, "after_create")
def _create_the_rest(_target: object, connection: sa.Connection, **_options: object) -> None:
    for statement in (schema.FTS, *schema.TRIGGERS):
        connection.exec_driver_sql(statement)
