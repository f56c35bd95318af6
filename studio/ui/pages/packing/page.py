"""The Packing page: the day's orders at the left, the bench in the middle, label and card at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.base.texts import _
from studio.domain.operation import Kind, Touched
from studio.domain.order import OrderState
from studio.services import orders
from studio.settings import schema
from studio.ui import metrics
from studio.ui.page import Page, PageContext
from studio.ui.pages.packing import acts
from studio.ui.pages.packing.bench import Bench
from studio.ui.pages.packing.day import Day
from studio.ui.pages.packing.hand_over import HandOver
from studio.ui.pages.packing.order_list import OrderList
from studio.ui.pages.packing.packer import Packer
from studio.ui.pages.packing.paper_desk import PaperDesk
from studio.ui.pages.packing.papers import Papers
from studio.ui.pages.packing.press import Press
from studio.ui.widgets import EmptyState, FlowLayout, GhostButton, PrimaryButton, QuietButton, column, row

_LIST_PX = 320
_LIST_TOP_PX = 14
_BIG = "packing.big"
_SHOWN_KINDS = (Kind.ORDER, Kind.ORDER_LINE, Kind.ITEM, Kind.PHOTO, Kind.PERSON)


class PackingPage(Page):
    """Shows one parcel after the other and takes the keyboard to where the next scan, weight or Enter belongs."""

    actions_table = acts.ACTIONS

    def __init__(self, context: PageContext, press: Press | None = None) -> None:
        super().__init__(context)
        self._day = Day(context.studio, self)
        self._list = OrderList()
        self._list.setFixedWidth(_LIST_PX)
        self._papers = Papers(context)
        printing = _beside_each_other(
            self.button("packing.print", PrimaryButton),
            self.button("packing.label", QuietButton),
            self.button("packing.card", QuietButton),
            self.button("packing.save", GhostButton),
        )
        leaving = _beside_each_other(self.button("packing.ship", PrimaryButton))
        unit = context.studio.settings.get(schema.WEIGHT_UNIT)
        self._bench = Bench(context.thumbnails, unit, printing, leaving)
        self._packer = Packer(self, self._day, self._bench)
        self._desk = PaperDesk(self, self._day, self._papers, press or Press(context), self._packer)
        self._hand_over = HandOver(self, self._day, self._packer)
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()
        self._bind()
        self._show_type()

    # -- what the window asks

    def title(self) -> str:
        """Return the page's name."""
        return _("Packing")

    def subtitle(self) -> str:
        """Return how the day stands."""
        return self._day.in_words()

    def page_bar_widgets(self) -> Sequence[QWidget]:
        """Return what is for the whole day."""
        buttons = [self.button(name, QuietButton) for name in ("packing.pick", "packing.sku", "packing.big")]
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard to the scanner
        return buttons

    def inspector(self) -> QWidget:
        """Return the papers."""
        return self._papers

    def shown(self) -> None:
        """Show the day's parcels, the scanner ready."""
        self._load()
        self.setFocus()

    def hidden(self) -> None:
        """Save what was typed."""
        self._flush()

    def refresh(self, touched: Touched) -> None:
        """Show what changed."""
        if any(touched.of(kind) for kind in _SHOWN_KINDS):
            self._load()

    def open_entity(self, kind: Kind, entity_id: str) -> None:
        """Take an order in hand; one of another day is only told of."""
        self._load()
        if entity_id in self._day.parcels:
            self._list.set_current(entity_id)
            self.setFocus()
        else:
            order = orders.load(self.context.studio, entity_id)
            self.context.notices.toast(_("Order {number} left this bench already.").format(number=order.number))

    def conditions(self) -> frozenset[str]:
        """Return what can be printed, and how far the parcel is."""
        return acts.conditions(self._day, self._bench.step, self._papers.documents)

    # -- what is shown

    @property
    def _current(self) -> str:
        return self._day.current

    def _load(self) -> None:
        had = self._current
        self._day.load()
        if self._list.hasFocus() and not had:
            self.setFocus()

    def _choose(self, order_id: str) -> None:
        if order_id != self._current:
            self._flush()
            self._day.choose(order_id)

    def _move(self, by: int) -> None:
        order_id = self._day.beside(by)
        if order_id:
            self._list.set_current(order_id)
            self.setFocus()

    def _show(self) -> None:
        day, parcel, rows = self._day, self._day.parcel, self._day.rows()
        self._list.set_rows(rows)
        self._list.setVisible(bool(rows))
        self._papers.setVisible(parcel is not None and parcel.order.state is not OrderState.CANCELLED)
        self._stack.setCurrentIndex(0 if parcel else 2 if rows else 1)
        if parcel is not None:
            self._bench.show_parcel(parcel, day.pieces, day.marks, day.rules(parcel.order))
            self._papers.show_order(parcel.order, day.marks.line)
            self._list.set_current(self._current)
        else:
            self._list.setCurrentIndex(QModelIndex())
        self.setFocusProxy(self._bench.editor() if parcel else self._list)  # where the next keys belong
        self.conditions_changed()
        self.bar_changed.emit()

    def _flush(self) -> None:
        self._bench.weight.flush()
        self._papers.flush()

    def _toggle_type(self) -> None:
        self.context.state.set(_BIG, not self.context.state.get(_BIG, False))
        self._show_type()

    def _show_type(self) -> None:
        big = bool(self.context.state.get(_BIG, False))
        self._bench.set_big(big=big)
        self.action("packing.big").setText(_("Usual type") if big else _("Big type"))

    # -- parts

    def _lay_out(self) -> None:
        self._stack.addWidget(self._bench)
        self._stack.addWidget(
            EmptyState(
                "packing",
                _("Nothing to pack"),
                _("When a piece sells, its order comes here: what to fetch, its label and a card for the buyer."),
            )
        )
        self._stack.addWidget(
            EmptyState("happy", _("All packed"), _("Every parcel of today is done. Time for a cup of tea."))
        )
        beside = column(self._list)
        beside.setContentsMargins(0, _LIST_TOP_PX, 0, 0)
        whole = row(gap_px=0)
        whole.addLayout(beside)
        whole.addLayout(self._stack, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self._day.changed.connect(self._show)
        self._list.current_changed.connect(self._choose)
        self._list.typed.connect(self._bench.take_typed)
        self._list.clicked.connect(lambda _index: self.setFocus())
        self._bench.scanner.moved.connect(self._move)
        self._papers.changed.connect(self.conditions_changed)
        self.context.theme.changed.connect(self._show_type)  # a new style sheet puts the type back as it was at first

    def _bind(self) -> None:
        self.on("packing.print", lambda: self._desk.print("shipping", "card"))
        self.on("packing.label", lambda: self._desk.print("shipping"))
        self.on("packing.card", lambda: self._desk.print("card"))
        self.on("packing.save", self._desk.save)
        self.on("packing.weigh", self._packer.weigh_again)
        self.on("packing.ship", self._hand_over.ask)
        self.on("packing.pick", self._desk.open_pick_list)
        self.on("packing.sku", self._desk.open_sku_labels)
        self.on("packing.big", self._toggle_type)


def _beside_each_other(*buttons: QWidget) -> QWidget:
    beside = QWidget()
    flow = FlowLayout(beside, metrics.GRID_PX)
    for button in buttons:
        flow.addWidget(button)
    return beside
