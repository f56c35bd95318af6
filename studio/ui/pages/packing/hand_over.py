"""HandOver: marks the parcel in hand as shipped, once, after the seller said so."""

from __future__ import annotations

from studio.base.errors import StudioError
from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.order import Order
from studio.services import orders
from studio.ui import confirm
from studio.ui.page import Page
from studio.ui.pages.packing.day import Day
from studio.ui.pages.packing.packer import Packer
from studio.ui.pages.packing.progress import Progress


class HandOver:
    """Ends what the packer began; the next parcel of the day comes up."""

    def __init__(self, page: Page, day: Day, packer: Packer) -> None:
        self._page = page
        self._day = day
        self._packer = packer

    def ask(self) -> None:
        """Ask, because others hear of it and it cannot be taken back."""
        parcel, marks = self._day.parcel, self._day.marks
        if parcel is None:
            return
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
        studio, title = self._page.context.studio, _("Marking as shipped")
        self._page.submit(
            title,
            Lane.WRITE,
            lambda _job: orders.ship(studio, order.id),
            on_result=lambda _done: self._gone(order),
            on_error=self._stayed,
            quiet=True,
        )

        def ended(_nothing: object) -> None:
            marks.leaving = False
            self._page.conditions_changed()

        # Next in a lane of one, so it runs however shipping ended: of a bug the window hears, but no `on_error`.
        self._page.submit(title, Lane.WRITE, lambda _job: None, on_result=ended, quiet=True)

    def _gone(self, order: Order) -> None:
        self._day.finish(order.id)
        self._page.setFocus()
        self._packer.tell(_("Order {number} is on its way.").format(number=order.number))

    def _stayed(self, error: StudioError) -> None:
        self._day.load()
        self._packer.refuse(str(error))
