"""Separator cards on paper: how many, on which paper, and what they will look like."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from studio.base.errors import StudioError, UserError
from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.printing.display_list import Document
from studio.services import printing
from studio.ui import metrics
from studio.ui.page import PageContext
from studio.ui.print.pdf import write_pdf
from studio.ui.print.preview import Preview
from studio.ui.print.printer import Ask, ask_system, print_document
from studio.ui.widgets import ChoiceField, PlainLabel, PrimaryButton, QuietButton, column, row

_SIZE_PX = (820, 720)
_FIELDS_PX = 300
_CHOSEN = "chosen"
_SHEETS = ("1", "2", "5")


class SeparatorDialog(QDialog):
    """Opens at once; the pages come as soon as they are drawn. `skus` are those of the items that are chosen."""

    def __init__(
        self, context: PageContext, skus: Sequence[str], parent: QWidget | None, *, ask: Ask = ask_system
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Separator cards"))
        self.resize(*_SIZE_PX)
        self._context, self._skus, self._ask = context, tuple(skus), ask
        self._document: Document | None = None
        self._preview = Preview()
        self._sentence = PlainLabel(wrap=True)
        self._cards = ChoiceField(_("Cards"), _offers(len(self._skus)))
        self._cards.start(_CHOSEN if skus else _SHEETS[0])
        self._stock = ChoiceField(_("Paper"), [(stock.key, stock.name) for stock in printing.stocks("separator")])
        self._stock.start(printing.target(context.studio, "separator").stock.key)
        self._cards.committed.connect(lambda _which: self._draw())
        self._stock.committed.connect(self._take_stock)
        self._print, self._save = PrimaryButton(_("Print…")), QuietButton(_("Save as PDF…"))
        self._print.clicked.connect(lambda _on: self._print_it())
        self._save.clicked.connect(lambda _on: self._ask_file())
        self._lay_out()
        self._draw()

    def _lay_out(self) -> None:
        words = _(
            "Photograph a card, then the piece. Everything after it becomes one item, until the next card. "
            "A card with an SKU names the item, or adds the photos to the one that has it."
        )
        side = column(PlainLabel(_("Separator cards"), style="heading"), PlainLabel(words, wrap=True), gap_px=14)
        for widget in (self._cards, self._stock, self._sentence):
            side.addWidget(widget)
        side.addStretch(1)
        side.addLayout(row(self._save, None, self._print))
        margin = metrics.PAGE_MARGIN_PX
        side.setContentsMargins(0, margin, 0, margin)
        panel = QWidget()
        panel.setFixedWidth(_FIELDS_PX)
        panel.setLayout(side)
        whole = row(self._preview, panel, gap_px=margin)
        whole.setStretch(0, 1)
        whole.setContentsMargins(0, 0, margin, 0)
        self.setLayout(whole)

    def _take_stock(self, key: object) -> None:
        studio = self._context.studio
        self._context.submit(
            _("Remembering the paper"),
            Lane.WRITE,
            lambda _job: printing.keep_target(studio, "separator", stock_key=str(key)),
            owner=self,
            on_result=lambda _done: self._draw(),
            on_error=self._refuse,
            quiet=True,
        )

    def _draw(self) -> None:
        studio, which = self._context.studio, str(self._cards.value())
        skus = self._skus if which == _CHOSEN else ()
        per_page = printing.target(studio, "separator").stock.per_page
        count = 0 if which == _CHOSEN else int(which) * per_page
        self._context.submit(
            _("Drawing the cards"),
            Lane.IMAGE,
            lambda _job: printing.separator_cards(studio, skus=skus, count=count),
            owner=self,
            on_result=self._show,
            on_error=self._refuse,
            key="pages",
            quiet=True,
        )
        self._enable(None)

    def _show(self, document: Document) -> None:
        self._preview.show_document(document)
        self._say("")
        self._enable(document)

    def _refuse(self, error: StudioError) -> None:
        self._preview.show_document(None)
        self._say(str(error), "refused")

    def _say(self, text: str, tone: str = "") -> None:
        self._sentence.set_tone(tone)
        self._sentence.setText(text)

    def _enable(self, document: Document | None) -> None:
        self._document = document
        for button in (self._print, self._save):
            button.setEnabled(document is not None)
            button.setToolTip("" if document else _("The cards are not drawn yet."))

    def _print_it(self) -> None:
        last = printing.target(self._context.studio, "separator").printer
        try:
            if self._document and print_document(
                self._document, self, last_printer=last, remember=self._remember, ask=self._ask
            ):
                self.accept()
        except UserError as error:
            self._say(str(error), "refused")

    def _remember(self, printer: str) -> None:
        studio = self._context.studio
        self._context.submit(
            _("Remembering the printer"),
            Lane.WRITE,
            lambda _job: printing.keep_target(studio, "separator", printer=printer),
            owner=self._context.notices,
            quiet=True,
        )

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Save the cards as PDF"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("separator-cards.pdf")
        dialog.fileSelected.connect(lambda file: self.save(Path(file)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write the cards into `file`."""
        document = self._document
        if document is not None:
            self._context.submit(
                _("Saving the cards"),
                Lane.IMAGE,
                lambda _job: write_pdf(document, file),
                owner=self,
                on_result=lambda _done: self._saved(file),
                on_error=self._refuse,
            )

    def _saved(self, file: Path) -> None:
        self._context.notices.toast(_("Saved as {file}").format(file=file.name), state="live")
        self.accept()


def _offers(chosen: int) -> list[tuple[str, str]]:
    sheets = [(count, plural("{n} sheet without SKU", "{n} sheets without SKU", int(count))) for count in _SHEETS]
    named = plural("The {n} chosen item, with its SKU", "The {n} chosen items, with their SKUs", chosen)
    return [*([(_CHOSEN, named)] if chosen else []), *sheets]
