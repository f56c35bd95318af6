"""Compares after a Round how many rows there are here and there; a difference means reading again, never deleting."""

from __future__ import annotations

import logging

from studio.domain.operation import Kind, Op
from studio.storage import cursors
from studio.sync.desk import Desk

log = logging.getLogger(__name__)

# Kinds of which everything that lives there lives here. (Of listings it does not: a draft made elsewhere is not ours.)
_HERE = {
    Kind.CONVERSATION: "SELECT count(*) FROM conversation WHERE account_id = ?",
    Kind.MESSAGE: (
        "SELECT count(*) FROM message JOIN conversation ON conversation.id = conversation_id "
        "WHERE account_id = ? AND message.remote_id <> ''"
    ),
    Kind.ORDER: "SELECT count(*) FROM sale_order WHERE account_id = ?",
}
_SEEN = "counts"
_READ_AGAIN = " read again"


def compare_counts(desk: Desk) -> None:
    """Have the next Round read everything again, once, where the counts differ as they did a Round ago.

    A difference seen for the first time may only be a message that came between the reading and the counting.
    """
    there = desk.connector.counts()
    differs = {
        kind: there[kind].digest
        for kind, sql in _HERE.items()
        if kind in there and there[kind].count != desk.catalog.value(sql, (desk.account.id,))
    }
    if not differs:
        return
    mark = " ".join(f"{kind.value}:{digest}" for kind, digest in sorted(differs.items()))
    with desk.catalog.operation(Op.RECEIVE) as unit:
        seen = cursors.find(unit, desk.account.id, _SEEN)
        if seen == mark:
            log.info("counts differ for %s; everything is read again", ", ".join(sorted(differs)))
            for feed in desk.connector.feeds:
                cursors.forget(unit, desk.account.id, feed)
        if not seen.startswith(mark):
            cursors.keep(unit, desk.account.id, _SEEN, mark)
        else:
            cursors.keep(unit, desk.account.id, _SEEN, mark + _READ_AGAIN)
