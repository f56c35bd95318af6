"""The right of the bench: the label and the card of the parcel as they will be printed, and the seller's line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from studio.base.errors import StudioError
from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.order import Order
from studio.printing.display_list import Document
from studio.printing.stock import Use
from studio.services import printing
from studio.services.context import Studio
from studio.settings import schema
from studio.ui.page import PageContext
from studio.ui.pages.packing.paper_view import PaperView
from studio.ui.widgets import ChoiceField, GhostButton, InspectorColumn, TextField, row

_NAMES: dict[Use, str] = {"shipping": _("Label"), "card": _("Card")}
Build = Callable[[Studio, int], Document]


class Papers(InspectorColumn):
    """`changed` says that a Document came or went, `asked` which paper to see large, `written` the line of a card."""

    changed = Signal()
    asked = Signal(str)
    written = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._order: Order | None = None
        self._line: str | None = None
        self._built: dict[Use, Document] = {}
        self._views: dict[Use, PaperView] = {use: PaperView(name) for use, name in _NAMES.items()}
        self._text = TextField(_("Your line on this card"), limit=schema.THANK_YOU_LINE.length_max, lines=2)
        self._text.committed.connect(self._write)
        self._always = GhostButton(_("Use for every order"))
        self._always.clicked.connect(self._keep_line)
        self._design = ChoiceField(_("Card design"), list(schema.CARD_DESIGN.choices.items()))
        self._design.committed.connect(self._choose_design)
        for use, view in self._views.items():
            view.asked.connect(lambda use=use: self.asked.emit(use))
            self.add(view)
        self.add(self._text)
        self.column.addLayout(row(None, self._always))
        self.add(self._design)

    @property
    def documents(self) -> dict[Use, Document]:
        """What can be printed now."""
        return {use: self._built[use] for use in _NAMES if use in self._built}

    def show_order(self, order: Order, line: str | None) -> None:
        """Show the papers of an Order; `line` is what was written on its card, None for the usual."""
        other = self._order is None or order.id != self._order.id
        shown = self._looks
        self._order, self._line = order, line
        if other:
            self._built.clear()
            self._text.start(line if line is not None else self._usual_line())
            for view in self._views.values():
                view.show_sentence(_("One moment…"))
        if self._looks != shown:
            self.build()

    def build(self) -> None:
        """Draw both anew, in the background."""
        self._design.set_value(self._context.studio.settings.get(schema.CARD_DESIGN))
        for use in self._views:
            self._show_caption(use)
            self._submit(use)
        self._allow_keeping()

    def builder(self, use: Use) -> Build | None:
        """Return what draws a paper of this Order, with so many used labels left out; None without an Order."""
        order, line = self._order, self._line
        if order is None:
            return None
        if use == "shipping":
            return lambda studio, skip: printing.shipping_label(studio, order, skip=skip)
        return lambda studio, skip: printing.card(studio, order, line=line or "", skip=skip)

    def flush(self) -> None:
        """Take what was typed."""
        self._text.flush()

    @property
    def _looks(self) -> tuple[str | None, ...]:
        """What the papers follow from; the weight, for one, changes nothing on them."""
        order = self._order
        return (order.id, order.label_sha256, order.buyer_first_name, self._line) if order else ()

    def _submit(self, use: Use) -> None:
        build, studio = self.builder(use), self._context.studio
        if build is None:
            return

        def came(document: Document) -> None:
            self._built[use] = document
            self._views[use].show_document(document)
            self.changed.emit()

        def failed(error: StudioError) -> None:
            self._built.pop(use, None)
            self._views[use].show_sentence(str(error))
            self.changed.emit()

        self._context.submit(
            _("Drawing {name}").format(name=_NAMES[use]),
            Lane.IMAGE,
            lambda _job: build(studio, 0),
            owner=self,
            on_result=came,
            on_error=failed,
            key=use,
            quiet=True,
        )

    def _show_caption(self, use: Use) -> None:
        target = printing.target(self._context.studio, use)
        parts = (_NAMES[use], target.stock.name, target.printer)
        self._views[use].show_caption(" · ".join(part for part in parts if part))

    def _usual_line(self) -> str:
        line: str = self._context.studio.settings.get(schema.THANK_YOU_LINE)
        return line

    def _write(self, text: object) -> None:
        self.written.emit(str(text or "") or None)

    def _keep_line(self) -> None:
        self._text.flush()
        text, settings = self._text.read(), self._context.studio.settings
        self._set(lambda: settings.set(schema.THANK_YOU_LINE, text), self._allow_keeping)

    def _allow_keeping(self) -> None:
        new = bool(self._text.read()) and self._text.read() != self._usual_line()
        self._always.setEnabled(new)
        self._always.setToolTip("" if new else _("This is your usual line."))

    def _choose_design(self, design: object) -> None:
        settings = self._context.studio.settings
        self._set(lambda: settings.set(schema.CARD_DESIGN, str(design)), self.build)

    def _set(self, change: Callable[[], None], after: Callable[[], None]) -> None:
        self._context.submit(
            _("Saving"),
            Lane.WRITE,
            lambda _job: change(),
            owner=self,
            on_result=lambda _done: after(),
            on_error=lambda error: self._text.set_error(str(error)),
            quiet=True,
        )
