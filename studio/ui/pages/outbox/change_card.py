"""One Change: what it is, where it stands, what can be done about it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal

from studio.base.texts import _, plural
from studio.domain.change import Change, ChangeKind, ChangeState
from studio.ui.widgets import Badge, Card, GhostButton, PlainLabel, QuietButton, column, row, state_of

_WORDS = {
    ChangeKind.LISTING_CREATE: _("New listing"),
    ChangeKind.LISTING_UPDATE: _("Edited listing"),
    ChangeKind.LISTING_END: _("End of a listing"),
    ChangeKind.LISTING_RELIST: _("Listing again"),
    ChangeKind.OFFER_TO_LIKERS: _("Offer to likers"),
    ChangeKind.OFFER_ACCEPT: _("Accepted offer"),
    ChangeKind.OFFER_DECLINE: _("Declined offer"),
    ChangeKind.OFFER_COUNTER: _("Counter-offer"),
    ChangeKind.MESSAGE_SEND: _("Message"),
    ChangeKind.CONVERSATION_READ: _("Read mark"),
    ChangeKind.ORDER_SHIP: _("Shipment"),
}


class ChangeCard(Card):
    """The signals tell the Change."""

    try_again = Signal(object)
    discard = Signal(object)
    copy = Signal(object)

    def __init__(self, change: Change, now: datetime) -> None:
        super().__init__()
        state, word = state_of(change.state.value)
        words = column(
            PlainLabel(change.title or _WORDS[change.kind], style="strong"),
            PlainLabel(_fate(change, now), style="soft", wrap=True),
            gap_px=3,
        )
        line = row(gap_px=14)
        line.addLayout(words, 1)
        if change.state in (ChangeState.BLOCKED, ChangeState.PENDING) and (change.attempts or change.reason):
            again = QuietButton(_("Try again"))
            again.clicked.connect(lambda: self.try_again.emit(change))
            line.addWidget(again)
        if change.state is ChangeState.BLOCKED:
            drop, copy = GhostButton(_("Discard")), GhostButton(_("Copy details"))
            drop.clicked.connect(lambda: self.discard.emit(change))
            copy.clicked.connect(lambda: self.copy.emit(change))
            line.addWidget(drop)
            line.addWidget(copy)
        line.addWidget(Badge(state, word))
        self.column.addLayout(line)


def _fate(change: Change, now: datetime) -> str:
    parts = [_WORDS[change.kind], _("since {when}").format(when=f"{change.created_at.astimezone():%a %H:%M}")]
    if change.attempts:
        parts.append(plural("tried {n} time", "tried {n} times", change.attempts))
    if change.reason:
        parts.append(change.reason)
    if change.next_try and change.next_try > now:
        parts.append(_("again at {when}").format(when=f"{change.next_try.astimezone():%H:%M}"))
    return " · ".join(parts)
