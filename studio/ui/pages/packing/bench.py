"""The bench: one parcel with its pieces, its steps and the scanner's field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from studio.base.texts import _, plural
from studio.domain.order import Order, OrderState
from studio.services.listings import Rules
from studio.services.orders import Parcel, Piece
from studio.ui import fonts, metrics
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.piece_card import PieceCard, Place
from studio.ui.pages.packing.progress import Progress, Step
from studio.ui.pages.packing.scanner_field import ScannerField
from studio.ui.pages.packing.step_row import StepRow
from studio.ui.pages.packing.weight_entry import WeightEntry
from studio.ui.thumbnails import ThumbnailCache
from studio.ui.widgets import Card, FlowLayout, PlainLabel, ScrollColumn, column, row

_BIG = 1.5
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_SCAN = {1: _("Scan the piece"), 2: _("Scan both pieces")}
_WAITS = {
    Step.SCAN: _("waiting for the scanner…"),
    Step.WEIGH: _("waiting for the scale…"),
    Step.PRINT: _("Enter prints label and card"),
    Step.HAND_OVER: _("Enter marks it as shipped"),
    Step.DONE: _("on its way · arrow keys go to another order"),
}
_ELSEWHERE = _("arrow keys go to another order")


class Bench(QWidget):
    """`scanned` tells a code, `ticked` a Piece that was pressed."""

    scanned = Signal(str)
    ticked = Signal(object)

    def __init__(self, thumbnails: ThumbnailCache, unit: str, printing: QWidget, leaving: QWidget) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._cards: list[PieceCard] = []
        self._order_id = ""
        self._step = Step.SCAN
        self._big = False
        self._name = PlainLabel(style="bench_title")
        self._about = PlainLabel(style="soft")
        self._cancelled = Card(style="sunken")
        words = _("This order was cancelled. Put its pieces back into their bins.")
        self._cancelled.column.addWidget(PlainLabel(words, style="bench", wrap=True))
        self.weight = WeightEntry(unit)
        self.scanner = ScannerField()
        self._said = PlainLabel(wrap=True)
        bodies = {Step.WEIGH: self.weight, Step.PRINT: printing, Step.HAND_OVER: leaving}
        self._steps = [StepRow(step, bodies.get(step)) for step in Step if step is not Step.DONE]
        self._lay_out()
        self.scanner.scanned.connect(self.scanned)
        self.weight.scanned.connect(self.scanned)

    def show_parcel(self, parcel: Parcel, pieces: Sequence[Piece], progress: Progress, rules: Rules) -> None:
        """Show a parcel; one that is shown already keeps what is being typed."""
        order = parcel.order
        other = order.id != self._order_id
        self._order_id = order.id
        if other:
            self.say("")
        self._name.setText(parcel.buyer)
        self._about.setText(wording.about(parcel))
        self._show_pieces(pieces, order, progress)
        self.weight.show_weight(order.weight_g, rules, order.currency, other_parcel=other)
        gone = order.state is OrderState.CANCELLED
        self._cancelled.setVisible(gone)
        before, self._step = self._step, Step.DONE if gone else progress.step(order, pieces)
        for line in self._steps:
            line.setVisible(not gone)
            line.show_step(self._step, self._words(line.step, pieces, rules))
        if other or self._step is not before:
            if self._step is Step.WEIGH:
                self.weight.choose()
            QTimer.singleShot(0, self, self._bring_up)  # when the layout knows of the step's body
        self.scanner.setPlaceholderText(_ELSEWHERE if gone else _WAITS[self._step])

    def say(self, text: str, tone: str = "") -> None:
        """Say what came of the last scan, in place."""
        self._said.set_tone(tone)
        self._said.setText(text)
        self.scanner.setAccessibleDescription(text)

    def take_typed(self, text: str) -> None:
        """Give the scanner's field what was typed elsewhere, and everything that follows."""
        self.scanner.setFocus()
        self.scanner.insert(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed while a button has the focus."""
        if event.text().isprintable() and event.text() and not event.modifiers() & _COMMANDS:
            self.take_typed(event.text())
        else:
            super().keyPressEvent(event)

    def editor(self) -> QWidget:
        """Return where the next keys belong."""
        return self.weight if self._step is Step.WEIGH else self.scanner

    @property
    def step(self) -> Step:
        """The step in hand."""
        return self._step

    def set_big(self, *, big: bool) -> None:
        """Write so that it is read from two steps away, or as at a desk."""
        self._big = big
        factor = _BIG if big else 1
        self._name.setFont(fonts.strong(round(metrics.BENCH_TITLE_TYPE_PX * factor)))
        body_px = round(metrics.BENCH_TYPE_PX * factor)
        for line in self._steps:
            line.set_type(body_px)
        self.scanner.setFont(fonts.font(body_px))
        self._about.setFont(fonts.font(round((metrics.BODY_TYPE_PX + 1) * factor)))
        self._said.setFont(fonts.strong(round((metrics.BODY_TYPE_PX + 1) * factor)))
        for card in self._cards:
            card.set_big(big=big)

    def _bring_up(self) -> None:
        """Scroll to what comes next, past the pieces of a large bundle once they are scanned."""
        if self._step is Step.SCAN:
            self._content.verticalScrollBar().setValue(0)
        for line in self._steps:
            if line.step is self._step and self._step is not Step.SCAN:
                self._content.ensureWidgetVisible(line)

    def _show_pieces(self, pieces: Sequence[Piece], order: Order, progress: Progress) -> None:
        if [card.piece for card in self._cards] != list(pieces):
            for card in self._cards:
                self._flow.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = [PieceCard(piece, self._thumbnails) for piece in pieces]
            for card in self._cards:
                card.set_big(big=self._big)
                card.clicked.connect(partial(self.ticked.emit, card.piece))
                self._flow.addWidget(card)
        for card in self._cards:
            card.set_place(_place(card.piece, order, progress))

    def _words(self, step: Step, pieces: Sequence[Piece], rules: Rules) -> str:
        unit = self.weight.unit
        if step is Step.SCAN:
            if self._step > step:
                return plural("{n} piece scanned", "{n} pieces scanned", len(pieces))
            return _SCAN.get(len(pieces)) or plural("Scan {n} piece", "Scan all {n} pieces", len(pieces))
        if step is Step.WEIGH:
            if self._step > step and self.weight.grams is not None:
                return _("Weighed · {weight}").format(weight=wording.weight(self.weight.grams, unit))
            return " · ".join(part for part in (_("Weigh"), wording.covered(rules, unit)) if part)
        if step is Step.PRINT:
            return _("Label and card printed") if self._step > step else _("Print label and card")
        return _("Handed over") if self._step > step else _("Hand over")

    def _lay_out(self) -> None:
        pieces = QWidget()
        self._flow = FlowLayout(pieces, metrics.CARD_PADDING_PX)
        head = row(self._name, gap_px=10)
        head.addWidget(self._about, 1)
        self._content = ScrollColumn(metrics.PAGE_MARGIN_PX, gap_px=metrics.CARD_PADDING_PX)
        self._content.column.addLayout(head)
        self._content.add(pieces, self._cancelled, *self._steps)
        foot = column(self._said, self.scanner)
        foot.setContentsMargins(metrics.PAGE_MARGIN_PX, 0, metrics.PAGE_MARGIN_PX, 20)
        whole = column(self._content, gap_px=0)
        whole.addLayout(foot)
        self.setLayout(whole)


def _place(piece: Piece, order: Order, progress: Progress) -> Place:
    """Return where a piece is: what was packed before the window opened went through the scanner then."""
    if order.state is OrderState.CANCELLED:
        return Place.BACK
    inside = order.state is not OrderState.PAID or piece.line.id in progress.scanned
    return Place.PARCEL if inside else Place.SHELF
