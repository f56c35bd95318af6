"""Keeps the pictures of live Listings what they are in the closet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.domain.ids import ItemId
from studio.domain.operation import Kind, Op, Touched
from studio.services import listings
from studio.ui.page import PageContext

_OPS = frozenset({Op.EDIT_PHOTOS, Op.ARRANGE_PHOTOS, Op.DELETE_PHOTOS, Op.UNDO, Op.REDO})


class Retelling(QObject):
    """Hears of every change of Photos, undone ones too, and gives the Accounts that show them the new pictures."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        context.events.touched.connect(self._touched)

    def _touched(self, touched: Touched) -> None:
        item_ids = [ItemId(one) for one in sorted(touched.of(Kind.ITEM))]
        if touched.op in _OPS and touched.of(Kind.PHOTO) and item_ids and listings.accounts(self._context.studio):
            self._context.submit(
                _("Updating pictures of listings"),
                Lane.IMAGE,
                lambda job: self._retell(item_ids, job),
                owner=self,
                quiet=True,
            )

    def _retell(self, item_ids: Sequence[ItemId], job: Context) -> None:
        for item_id in item_ids:
            job.check()
            listings.refresh_photos(self._context.studio, item_id, job)
