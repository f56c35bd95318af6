"""Packer: packs the parcel in hand, from the first scan until only handing over is left."""

from __future__ import annotations

from studio.base.errors import UserError
from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.order import TO_PACK, OrderState
from studio.services import orders
from studio.services.orders import Piece
from studio.ui.page import Page
from studio.ui.pages.packing.bench import Bench
from studio.ui.pages.packing.day import Day
from studio.ui.pages.packing.progress import Step

_ENTER = {Step.PRINT: "packing.print", Step.HAND_OVER: "packing.ship"}


class Packer:
    """Does what scanner, scale and Enter ask for at the bench, and says there what came of it."""

    def __init__(self, page: Page, day: Day, bench: Bench) -> None:
        self._page = page
        self._day = day
        self._bench = bench
        bench.scanned.connect(self._scan)
        bench.ticked.connect(self._press)
        bench.scanner.went_on.connect(self._enter)
        bench.weight.changed.connect(self._save_weight)
        bench.weight.entered.connect(self._weighed)

    def go_on(self) -> None:
        """Show the next step and note the parcel down once nothing but handing over is left."""
        self._day.marked()
        self._page.setFocus()
        order, studio = self._day.order, self._page.context.studio
        if order is not None and order.state is OrderState.PAID and self._bench.step is Step.HAND_OVER:
            self._page.submit(_("Packing"), Lane.WRITE, lambda _job: orders.mark_packed(studio, order.id), quiet=True)

    def weigh_again(self) -> None:
        """Go back to the scale."""
        self._day.marks.weighed = False
        self._day.marked()
        self._page.setFocus()

    def tell(self, text: str) -> None:
        """Say it at the bench, where a toast would lie over the scanner's field."""
        if self._day.current:
            self._bench.say(text, "live")
        else:
            self._page.context.notices.toast(text, state="live")

    def refuse(self, sentence: str) -> None:
        """Say at the bench why something cannot be."""
        self._bench.say(sentence, "refused")

    def _scan(self, code: str) -> None:
        order = self._day.order
        if order is None:
            return
        if order.state not in TO_PACK:
            self.refuse(_("This order is not to be packed. Choose one that waits."))
            return
        try:
            piece = orders.scan(self._page.context.studio, order.id, code, scanned=self._day.marks.scanned)
        except UserError as error:
            self.refuse(str(error))
            return
        self._tick(piece, scanned=True)

    def _press(self, piece: Piece) -> None:
        order = self._day.order
        if order is not None and order.state in TO_PACK:
            self._tick(piece, scanned=piece.line.id not in self._day.marks.scanned)

    def _tick(self, piece: Piece, *, scanned: bool) -> None:
        marks = self._day.marks
        if scanned:
            marks.scanned.add(piece.line.id)
        else:
            marks.scanned.discard(piece.line.id)
        left = marks.missing(self._day.pieces)
        more = plural("{n} piece to go.", "{n} pieces to go.", left) if left else _("The parcel is complete.")
        self._bench.say(f"{piece.line.title}: {more}" if scanned else more, "live" if scanned else "")
        self.go_on()

    def _save_weight(self, grams: object) -> None:
        order = self._day.order
        if order is None or not isinstance(grams, int) or grams == order.weight_g:
            return
        studio, weight = self._page.context.studio, self._bench.weight
        self._page.submit(
            _("Saving the weight"),
            Lane.WRITE,
            lambda _job: orders.weigh(studio, order.id, grams),
            on_error=lambda error: weight.refuse(str(error)),
            quiet=True,
        )

    def _weighed(self) -> None:
        self._day.marks.weighed = True
        self._bench.say("")
        self.go_on()

    def _enter(self) -> None:
        if self._bench.step in _ENTER:
            self._page.action(_ENTER[self._bench.step]).trigger()
