"""The Packing page: the day's orders at the left, the bench in the middle, label and card at the right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from studio.base.errors import UserError
from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.operation import Kind, Touched
from studio.domain.order import TO_PACK, Order, OrderState
from studio.printing.stock import Use
from studio.services import listings, orders
from studio.services.listings import Rules
from studio.services.orders import Parcel, Piece
from studio.settings import schema
from studio.ui import metrics
from studio.ui.page import Page, PageContext
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.acts import ACTIONS
from studio.ui.pages.packing.bench import Bench
from studio.ui.pages.packing.hand_over import HandOver
from studio.ui.pages.packing.order_list import OrderList
from studio.ui.pages.packing.paper_desk import PaperDesk
from studio.ui.pages.packing.papers import Papers
from studio.ui.pages.packing.press import Press
from studio.ui.pages.packing.progress import Progress, Step
from studio.ui.widgets import EmptyState, FlowLayout, GhostButton, PrimaryButton, QuietButton, column, row

_LIST_PX = 320
_LIST_TOP_PX = 14
_BIG = "packing.big"
_SHOWN_KINDS = (Kind.ORDER, Kind.ORDER_LINE, Kind.ITEM, Kind.PHOTO, Kind.PERSON)


class PackingPage(Page):
    """One parcel after the other, by scanner and keyboard; what was scanned stays while the window is open."""

    actions_table = ACTIONS

    def __init__(self, context: PageContext, press: Press | None = None) -> None:
        super().__init__(context)
        self._parcels: dict[str, Parcel] = {}
        self._pieces: list[Piece] = []
        self._progress: dict[str, Progress] = {}
        self._current = ""
        self._list = OrderList()
        self._list.setFixedWidth(_LIST_PX)
        self._papers = Papers(context)
        self._desk = PaperDesk(self, self._papers, press or Press(context))
        unit = context.studio.settings.get(schema.WEIGHT_UNIT)
        printing = self._buttons(
            self.button("packing.print", PrimaryButton),
            self.button("packing.label", QuietButton),
            self.button("packing.card", QuietButton),
            self.button("packing.save", GhostButton),
        )
        leaving = self._buttons(self.button("packing.ship", PrimaryButton))
        self._bench = Bench(context.thumbnails, unit, printing, leaving)
        self._hand_over = HandOver(self, gone=self._shipped, stayed=self._stayed)
        self._stack = QStackedLayout()
        self._lay_out()
        self._bind()
        self._show_type()

    # -- what the window asks

    def title(self) -> str:
        """Return the page's name."""
        return _("Packing")

    def subtitle(self) -> str:
        """Return how the day stands."""
        return wording.subtitle(list(self._parcels.values()), self.context.studio.clock.now())

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
        self._take_keys()

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
        if entity_id in self._parcels:
            self._list.set_current(entity_id)
            self._take_keys()
        else:
            order = orders.load(self.context.studio, entity_id)
            self.context.notices.toast(_("Order {number} left this bench already.").format(number=order.number))

    def conditions(self) -> frozenset[str]:
        """Return what can be printed, and how far the parcel is."""
        order, step = self._order, self._bench.step
        printable = order is not None and order.state is not OrderState.CANCELLED
        waiting = order is not None and order.state in TO_PACK and not self._marks.leaving
        ready = waiting and step in (Step.PRINT, Step.HAND_OVER)
        holds = {
            "any": any(parcel.order.state in TO_PACK for parcel in self._parcels.values()),
            "pieces": any(piece.item for piece in self._pieces),
            "papers": printable and bool(self._papers.documents),
            "label": printable and "shipping" in self._papers.documents,
            "card": printable and "card" in self._papers.documents,
            "waiting": ready,
            "ready": ready,
        }
        return frozenset(name for name, whether in holds.items() if whether)

    # -- what is shown

    @property
    def _order(self) -> Order | None:
        parcel = self._parcels.get(self._current)
        return parcel.order if parcel else None

    @property
    def _marks(self) -> Progress:
        return self._progress.setdefault(self._current, Progress())

    def _load(self) -> None:
        had = self._current
        self._parcels = {parcel.order.id: parcel for parcel in orders.bench(self.context.studio)}
        if self._current not in self._parcels:
            waiting = (parcel.order.id for parcel in self._parcels.values() if parcel.order.state in TO_PACK)
            self._current = next(waiting, "")
        self._show()
        if self._current:
            self._list.set_current(self._current)
        else:
            self._list.setCurrentIndex(QModelIndex())
        if self._list.hasFocus() and not had:
            self._take_keys()
        self.bar_changed.emit()

    def _choose(self, order_id: str) -> None:
        if order_id != self._current:
            self._flush()
            self._current = order_id
            self._show()

    def _show(self) -> None:
        studio, now = self.context.studio, self.context.studio.clock.now()
        rows = [wording.row(parcel, self._progress.get(key), now) for key, parcel in self._parcels.items()]
        self._list.set_rows(rows)
        self._list.setVisible(bool(rows))
        parcel = self._parcels.get(self._current)
        self._papers.setVisible(parcel is not None and parcel.order.state is not OrderState.CANCELLED)
        self._stack.setCurrentIndex(0 if parcel else 2 if rows else 1)
        self._pieces = orders.pieces(studio, parcel.order.id) if parcel else []
        if parcel is not None:
            self._bench.show_parcel(parcel, self._pieces, self._marks, self._rules(parcel.order))
            self._papers.show_order(parcel.order, self._marks.line)
        self.setFocusProxy(self._keys())
        self.conditions_changed()

    def _rules(self, order: Order) -> Rules:
        studio = self.context.studio
        account = next((one for one in listings.accounts(studio) if one.id == order.account_id), None)
        return listings.rules_of(studio, account)

    def _keys(self) -> QWidget:
        return self._bench.editor() if self._current else self._list

    def _take_keys(self) -> None:
        self._keys().setFocus()

    def _flush(self) -> None:
        self._bench.weight.flush()
        self._papers.flush()

    def _tell(self, text: str) -> None:
        """Say it at the bench, where a toast would lie over the scanner's field."""
        if self._current:
            self._bench.say(text, "live")
        else:
            self.context.notices.toast(text, state="live")

    # -- scan and weigh

    def _scan(self, code: str) -> None:
        order = self._order
        if order is None:
            return
        if order.state not in TO_PACK:
            self._bench.say(_("This order is not to be packed. Choose one that waits."), "refused")
            return
        try:
            piece = orders.scan(self.context.studio, order.id, code, scanned=self._marks.scanned)
        except UserError as error:
            self._bench.say(str(error), "refused")
            return
        self._tick(piece, scanned=True)

    def _press_piece(self, piece: Piece) -> None:
        if self._order is not None and self._order.state in TO_PACK:
            self._tick(piece, scanned=piece.line.id not in self._marks.scanned)

    def _tick(self, piece: Piece, *, scanned: bool) -> None:
        marks = self._marks
        if scanned:
            marks.scanned.add(piece.line.id)
        else:
            marks.scanned.discard(piece.line.id)
        left = marks.missing(self._pieces)
        more = plural("{n} piece to go.", "{n} pieces to go.", left) if left else _("The parcel is complete.")
        self._bench.say(f"{piece.line.title}: {more}" if scanned else more, "live" if scanned else "")
        self._go_on()

    def _save_weight(self, grams: object) -> None:
        order = self._order
        if order is None or not isinstance(grams, int) or grams == order.weight_g:
            return
        studio, weight = self.context.studio, self._bench.weight
        self.submit(
            _("Saving the weight"),
            Lane.WRITE,
            lambda _job: orders.weigh(studio, order.id, grams),
            on_error=lambda error: weight.refuse(str(error)),
            quiet=True,
        )

    def _weighed(self) -> None:
        self._marks.weighed = True
        self._bench.say("")
        self._go_on()

    def _weigh_again(self) -> None:
        self._marks.weighed = False
        self._show()
        self._take_keys()

    def _go_on(self) -> None:
        """Show the next step and note it down once nothing but handing over is left."""
        self._show()
        self._take_keys()
        order, studio = self._order, self.context.studio
        if order is not None and order.state is OrderState.PAID and self._bench.step is Step.HAND_OVER:
            self.submit(_("Packing"), Lane.WRITE, lambda _job: orders.mark_packed(studio, order.id), quiet=True)

    def _enter(self) -> None:
        acts = {Step.PRINT: "packing.print", Step.HAND_OVER: "packing.ship"}
        if self._bench.step in acts:
            self.action(acts[self._bench.step]).trigger()

    def _move(self, by: int) -> None:
        keys = list(self._parcels)
        place = keys.index(self._current) + by if self._current in keys else 0
        if 0 <= place < len(keys):
            self._list.set_current(keys[place])
            self._take_keys()

    def _print(self, *uses: Use) -> None:
        printed = self._desk.print(uses)
        if printed:
            self._marks.printed.update(printed)
            self._papers.build()
            self._go_on()

    def _save_pdfs(self) -> None:
        order, marks = self._order, self._marks

        def saved(uses: Collection[Use], names: Iterable[str]) -> None:
            marks.printed.update(uses)
            self._go_on()
            self._tell(wording.saved(names))

        if order is not None:
            self._desk.save(order, saved)

    def _print_sku_labels(self) -> None:
        if self._order is not None:
            self._desk.open_sku_labels(self._order, self._pieces)

    def _open_paper(self, use: Use) -> None:
        if self._order is not None:
            self._desk.open_paper(use, self._order)

    # -- hand over

    def _ask_to_ship(self) -> None:
        self._hand_over.ask(self._parcels[self._current], self._marks)

    def _shipped(self, order: Order) -> None:
        if self._current == order.id:
            self._current = ""
        self._load()
        self._take_keys()
        self._tell(_("Order {number} is on its way.").format(number=order.number))

    def _stayed(self, sentence: str) -> None:
        self._load()
        self._bench.say(sentence, "refused")

    # -- parts

    def _toggle_type(self) -> None:
        self.context.state.set(_BIG, not self.context.state.get(_BIG, False))
        self._show_type()

    def _show_type(self) -> None:
        big = bool(self.context.state.get(_BIG, False))
        self._bench.set_big(big=big)
        self.action("packing.big").setText(_("Usual type") if big else _("Big type"))

    def _buttons(self, *buttons: QWidget) -> QWidget:
        beside = QWidget()
        flow = FlowLayout(beside, metrics.GRID_PX)
        for button in buttons:
            flow.addWidget(button)
        return beside

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

    def _bind(self) -> None:
        self._list.current_changed.connect(self._choose)
        self._list.typed.connect(self._bench.take_typed)
        self._list.clicked.connect(lambda _index: self._take_keys())
        self._bench.scanned.connect(self._scan)
        self._bench.ticked.connect(self._press_piece)
        self._bench.scanner.went_on.connect(self._enter)
        self._bench.scanner.moved.connect(self._move)
        self._bench.weight.changed.connect(self._save_weight)
        self._bench.weight.entered.connect(self._weighed)
        self._papers.changed.connect(self.conditions_changed)
        self._papers.asked.connect(self._open_paper)
        self._papers.written.connect(self._write_line)
        self.context.theme.changed.connect(self._show_type)  # a new style sheet puts the type back as it was at first
        self.on("packing.print", lambda: self._print("shipping", "card"))
        self.on("packing.label", lambda: self._print("shipping"))
        self.on("packing.card", lambda: self._print("card"))
        self.on("packing.save", self._save_pdfs)
        self.on("packing.weigh", self._weigh_again)
        self.on("packing.ship", self._ask_to_ship)
        self.on("packing.pick", self._desk.open_pick_list)
        self.on("packing.sku", self._print_sku_labels)
        self.on("packing.big", self._toggle_type)

    def _write_line(self, line: str | None) -> None:
        self._marks.line = line
        if self._order is not None:
            self._papers.show_order(self._order, line)
