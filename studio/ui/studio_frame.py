"""What the window says around its pages, read from the open studio.

Services are imported where they are asked, which is after the first paint.
"""

from __future__ import annotations

from collections.abc import Mapping

from studio.base.jobs import Context
from studio.base.texts import plural
from studio.services.context import Studio
from studio.ui.frame import SyncNote

_DOTS = {"in_step": "live", "offline": "needs", "signed_out": "refused", "none": "draft"}


class StudioFrame:
    """A Frame over services."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def sync_note(self) -> SyncNote:
        """Return how it stands with the Accounts."""
        from studio.services import syncing

        status = syncing.status(self._studio)
        return SyncNote(state=_DOTS[status.state], text=status.sentence)

    def counts(self) -> str:
        """Return how many Items and Photos there are."""
        from studio.services import items, photos

        item_count, photo_count = items.count(self._studio), photos.count(self._studio)
        return plural("{n} item", "{n} items", item_count) + " · " + plural("{n} photo", "{n} photos", photo_count)

    def badges(self) -> Mapping[str, int]:
        """Return how many things wait for the seller, by page."""
        from studio.services import inbox, orders, syncing

        studio = self._studio
        return {
            "people": inbox.unread_count(studio) + len(inbox.open_offers(studio)),
            "packing": len(orders.to_pack(studio)),
            "outbox": syncing.status(studio).blocked,
        }

    def undo_title(self) -> str:
        """Return what would be undone."""
        from studio.services import history

        return history.next_undo(self._studio)

    def redo_title(self) -> str:
        """Return what would be done again."""
        from studio.services import history

        return history.next_redo(self._studio)

    def undo(self, job: Context) -> str:
        """Undo the last step and return its title."""
        from studio.services import history

        return history.undo(self._studio).title

    def redo(self, job: Context) -> str:
        """Do the last undone step again and return its title."""
        from studio.services import history

        return history.redo(self._studio).title
