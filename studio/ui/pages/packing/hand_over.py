"""HandOver: marks a parcel as shipped, once, after the seller said so."""

from __future__ import annotations

from collections.abc import Callable

from studio.base.errors import StudioError
from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.order import Order
from studio.services import orders
from studio.services.orders import Parcel
from studio.ui import confirm
from studio.ui.page import Page
from studio.ui.pages.packing.progress import Progress


class HandOver:
    """`gone` hears of an Order that is on its way, `stayed` why it is not."""

    def __init__(self, page: Page, *, gone: Callable[[Order], None], stayed: Callable[[str], None]) -> None:
        self._page = page
        self._gone = gone
        self._stayed = stayed

    def ask(self, parcel: Parcel, marks: Progress) -> None:
        """Ask, because others hear of it and it cannot be taken back."""
        confirm.ask(
            self._page,
            title=_("Mark order {number} as shipped?").format(number=parcel.order.number),
            text=_("{buyer} is told that the parcel is on its way. It cannot be taken back.").format(
                buyer=parcel.buyer
            ),
            act=_("Mark shipped"),
            on_act=lambda: self._ship(parcel.order, marks),
        )

    def _ship(self, order: Order, marks: Progress) -> None:
        if marks.leaving:
            return
        marks.leaving = True
        self._page.conditions_changed()
        studio = self._page.context.studio

        def stay(error: StudioError) -> None:
            marks.leaving = False
            self._stayed(str(error))

        self._page.submit(
            _("Marking as shipped"),
            Lane.WRITE,
            lambda _job: orders.ship(studio, order.id),
            on_result=lambda _done: self._gone(order),
            on_error=stay,
            quiet=True,
        )
