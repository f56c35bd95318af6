"""Operation: one thing the seller did, what it changed, and whether it can be taken back."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


class Kind(enum.StrEnum):
    """The sorts of rows that Operations change; the value is the table's name."""

    ITEM = "item"
    PHOTO = "photo"
    ACCOUNT = "account"
    LISTING = "listing"
    PERSON = "person"
    LIKE = "like_mark"  # LIKE is a word of SQL
    OFFER = "offer"
    CONVERSATION = "conversation"
    MESSAGE = "message"
    ORDER = "sale_order"  # so is ORDER
    ORDER_LINE = "order_line"
    CHANGE = "change"  # only ever touched; the outbox has rules of its own


class Op(enum.StrEnum):
    """Every sort of thing that is done to a catalog."""

    IMPORT_PHOTOS = "import photos"
    ADD_ITEM = "add item"
    EDIT_ITEM = "edit item"
    DELETE_ITEMS = "delete items"
    ARRANGE_PHOTOS = "arrange photos"
    EDIT_PHOTOS = "edit photos"
    CULL_PHOTOS = "cull photos"
    DELETE_PHOTOS = "delete photos"
    EDIT_LISTING = "edit listing"
    EDIT_PERSON = "edit person"
    PACK_ORDER = "pack order"
    CONNECT = "connect account"
    PUBLISH = "publish"
    END_LISTING = "end listing"
    SEND_MESSAGE = "send message"
    SEND_OFFER = "send offer"
    ANSWER_OFFER = "answer offer"
    SHIP_ORDER = "ship order"
    READ = "mark as read"
    NOTICE = "notice"  # what the machine saw in a Photo; nobody decided anything
    SETTLE = "settle"  # what an Account answered to a Change
    RECEIVE = "receive"  # what an Account told by itself
    UNDO = "undo"
    REDO = "redo"

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back: what others have heard cannot."""
        return self not in _FINAL

    @property
    def from_outside(self) -> bool:
        """Whether an Account is the origin, so that nothing of it is sent back there."""
        return self in (Op.RECEIVE, Op.SETTLE)


_FINAL = frozenset(
    {
        Op.CONNECT,
        Op.PUBLISH,
        Op.END_LISTING,
        Op.SEND_MESSAGE,
        Op.SEND_OFFER,
        Op.ANSWER_OFFER,
        Op.SHIP_ORDER,
        Op.READ,
        Op.NOTICE,
        Op.SETTLE,
        Op.RECEIVE,
    }
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; None stands for absent."""

    kind: Kind
    id: str
    before: Row | None
    after: Row | None

    @property
    def fields(self) -> frozenset[str] | None:
        """The fields that changed; None if the row came or went."""
        if self.before is None or self.after is None:
            return None
        before = self.before
        return frozenset(k for k, value in self.after.items() if k != "revision" and before.get(k) != value)

    def overlaps(self, other: RowChange) -> bool:
        """Return whether both changed the same field, or one of them made or removed the row."""
        if (self.kind, self.id) != (other.kind, other.id):
            return False
        mine, theirs = self.fields, other.fields
        return mine is None or theirs is None or bool(mine & theirs)


def merged(earlier: Iterable[RowChange], later: Iterable[RowChange]) -> list[RowChange]:
    """Return both as one list with one entry a row: the first before and the last after."""
    found: dict[tuple[Kind, str], RowChange] = {}
    for change in (*earlier, *later):
        key = (change.kind, change.id)
        before = found[key].before if key in found else change.before
        found[key] = RowChange(change.kind, change.id, before, change.after)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Touched:
    """Kinds and ids that an Operation changed; views refresh from this and from nothing else."""

    op: Op
    ids: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    title: str = ""
    """What the seller did, for "Undo …"; empty where it cannot be undone."""

    def of(self, kind: Kind) -> frozenset[str]:
        """Return the touched ids of one kind."""
        return self.ids.get(kind, frozenset())

    def __bool__(self) -> bool:
        """Return whether anything changed at all."""
        return any(self.ids.values())
