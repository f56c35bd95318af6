"""How far a parcel is on the bench: what was scanned, weighed and printed while the window is open."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.domain.ids import OrderLineId
from studio.domain.order import Order, OrderState
from studio.printing.stock import Use
from studio.services.orders import Piece


def papers_of(order: Order) -> frozenset[Use]:
    """Return what is printed for a parcel: no label where the marketplace has sent none."""
    return frozenset({"shipping", "card"} if order.label_sha256 else {"card"})


class Step(enum.IntEnum):
    """The steps at the bench, in their order; DONE is after the last."""

    SCAN = 1
    WEIGH = 2
    PRINT = 3
    HAND_OVER = 4
    DONE = 5


@dataclass(slots=True, kw_only=True)
class Progress:
    """One parcel's marks; the catalog knows only what outlives the day: the weight, packed, shipped."""

    scanned: set[OrderLineId] = field(default_factory=set)
    weighed: bool = False
    printed: set[Use] = field(default_factory=set)
    line: str | None = None
    """What the seller wrote on this buyer's card; None is the usual line."""
    leaving: bool = False
    """Whether it is being marked as shipped this moment, so that it is told once only."""

    @property
    def begun(self) -> bool:
        """Whether something of it was done."""
        return bool(self.scanned or self.weighed or self.printed)

    def step(self, order: Order, pieces: Sequence[Piece]) -> Step:
        """Return what comes next; what was packed before the window opened is not asked for again."""
        if order.state in (OrderState.SHIPPED, OrderState.DELIVERED):
            return Step.DONE
        if order.state is OrderState.PACKED:
            return Step.HAND_OVER
        if self.missing(pieces):
            return Step.SCAN
        if not self.weighed:
            return Step.WEIGH
        return Step.HAND_OVER if self.printed >= papers_of(order) else Step.PRINT

    def missing(self, pieces: Sequence[Piece]) -> int:
        """Return how many pieces are not scanned yet."""
        return sum(piece.line.id not in self.scanned for piece in pieces)
