"""What can be done on the Packing page, and why it cannot be while it cannot."""

from __future__ import annotations

from collections.abc import Collection

from studio.base.texts import _
from studio.domain.order import TO_PACK, OrderState
from studio.printing.stock import Use
from studio.ui.actions import Action
from studio.ui.pages.packing.day import Day
from studio.ui.pages.packing.progress import Step

_NO_PAPER = _("There is nothing to print for this order yet.")
_NOT_READY = _("Scan every piece and weigh the parcel first.")
_NO_ORDER = _("No order waits to be packed.")
_NO_PIECE = _("Choose an order whose pieces are in your closet.")

ACTIONS = (
    Action(
        id="packing.print",
        text=_("Print label and card"),
        icon="printer",
        shortcut="Ctrl+P",
        needs="papers",
        why=_NO_PAPER,
    ),
    Action(id="packing.label", text=_("Print label"), icon="label", needs="label", why=_NO_PAPER),
    Action(id="packing.card", text=_("Print card"), icon="card", needs="card", why=_NO_PAPER),
    Action(id="packing.save", text=_("Save PDFs…"), icon="pdf", shortcut="Ctrl+S", needs="papers", why=_NO_PAPER),
    Action(id="packing.weigh", text=_("Weigh again"), icon="weigh", shortcut="Ctrl+G", needs="waiting", why=_NOT_READY),
    Action(
        id="packing.ship",
        text=_("Mark shipped"),
        icon="ship",
        shortcut="Ctrl+Return",
        needs="ready",
        why=_NOT_READY,
    ),
    Action(id="packing.pick", text=_("Pick list"), icon="pick", shortcut="Ctrl+L", needs="any", why=_NO_ORDER),
    Action(id="packing.sku", text=_("SKU labels"), icon="qr", shortcut="Ctrl+Shift+P", needs="pieces", why=_NO_PIECE),
    Action(id="packing.big", text=_("Big type"), icon="big", shortcut="Ctrl+B"),
)


def conditions(day: Day, step: Step, papers: Collection[Use]) -> frozenset[str]:
    """Return what holds for the day, the step in hand and the papers that are drawn."""
    order = day.order
    printable = order is not None and order.state is not OrderState.CANCELLED
    waiting = order is not None and order.state in TO_PACK and not day.marks.leaving
    ready = waiting and step in (Step.PRINT, Step.HAND_OVER)
    holds = {
        "any": any(parcel.order.state in TO_PACK for parcel in day.parcels.values()),
        "pieces": any(piece.item for piece in day.pieces),
        "papers": printable and bool(papers),
        "label": printable and "shipping" in papers,
        "card": printable and "card" in papers,
        "waiting": ready,
        "ready": ready,
    }
    return frozenset(name for name, whether in holds.items() if whether)
