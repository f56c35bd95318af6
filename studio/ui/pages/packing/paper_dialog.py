"""PaperDialog: a large preview with stock, first free label, printer and PDF."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from studio.base.errors import StudioError
from studio.base.jobs import Lane
from studio.base.texts import _
from studio.printing.display_list import Document
from studio.printing.stock import Use
from studio.services import printing
from studio.ui import metrics
from studio.ui.page import PageContext
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.papers import Build
from studio.ui.pages.packing.press import Press
from studio.ui.print.preview import Preview
from studio.ui.widgets import ChoiceField, PlainLabel, PrimaryButton, QuietButton, column, row

_SIZE_PX = (760, 720)
_FIELDS_PX = 264


class PaperDialog(QDialog):
    """Opens at once; the pages come as soon as they are drawn."""

    def __init__(  # noqa: PLR0913 - what is printed, by whom, as what
        self, parent: QWidget, context: PageContext, press: Press, *, title: str, use: Use, build: Build, file_name: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*_SIZE_PX)
        self._context, self._press, self._use = context, press, use
        self._build, self._file_name = build, file_name
        self._document: Document | None = None
        self._preview = Preview()
        self._sentence = PlainLabel(wrap=True)
        self._stock = ChoiceField(_("Stock"), [(stock.key, stock.name) for stock in printing.stocks(use)])
        self._stock.committed.connect(self._take_stock)
        self._start = ChoiceField(_("First free label"))
        self._start.committed.connect(lambda _first: self._draw())
        self._printer = PlainLabel(style="soft", wrap=True)
        self._print, self._save = PrimaryButton(_("Print…")), QuietButton(_("Save as PDF…"))
        self._print.clicked.connect(self._print_it)
        self._save.clicked.connect(self._save_it)
        self._lay_out(title)
        self._show_target()
        self._draw()

    def _lay_out(self, title: str) -> None:
        side = column(PlainLabel(title, style="heading"), self._stock, self._start, self._printer, gap_px=14)
        side.addWidget(self._sentence)
        side.addStretch(1)
        side.addLayout(row(self._save, None, self._print))
        panel = QWidget()
        panel.setFixedWidth(_FIELDS_PX)
        panel.setLayout(side)
        whole = row(self._preview, panel, gap_px=metrics.PAGE_MARGIN_PX)
        whole.setStretch(0, 1)
        margin = metrics.PAGE_MARGIN_PX
        whole.setContentsMargins(0, 0, margin, 0)
        side.setContentsMargins(0, margin, 0, margin)
        self.setLayout(whole)

    def _show_target(self) -> None:
        target = printing.target(self._context.studio, self._use)
        self._stock.set_value(target.stock.key)
        count = target.stock.per_page
        self._start.set_choices([(str(place), str(place + 1)) for place in range(count)])
        self._start.start("0")
        self._start.setVisible(count > 1)
        self._printer.setText(_("Last printed on {printer}").format(printer=target.printer) if target.printer else "")

    def _take_stock(self, key: object) -> None:
        studio, use = self._context.studio, self._use

        def show(_done: object) -> None:
            self._show_target()
            self._draw()

        self._context.submit(
            _("Remembering the stock"),
            Lane.WRITE,
            lambda _job: printing.keep_target(studio, use, stock_key=str(key)),
            owner=self,
            on_result=show,
            on_error=self._refuse,
            quiet=True,
        )

    def _draw(self) -> None:
        studio, build, skip = self._context.studio, self._build, int(str(self._start.value() or 0))
        self._context.submit(
            _("Drawing the pages"),
            Lane.IMAGE,
            lambda _job: build(studio, skip),
            owner=self,
            on_result=self._show,
            on_error=self._refuse,
            key="pages",
            quiet=True,
        )
        self._enable(document=None)
        self._say(_("Drawing the pages…"))

    def _show(self, document: Document) -> None:
        self._preview.show_document(document)
        self._say("")
        self._enable(document=document)

    def _refuse(self, error: StudioError) -> None:
        self._preview.show_document(None)
        self._say(str(error), "refused")

    def _say(self, text: str, tone: str = "") -> None:
        self._sentence.set_tone(tone)
        self._sentence.setText(text)

    def _enable(self, *, document: Document | None) -> None:
        self._document = document
        for button in (self._print, self._save):
            button.setEnabled(document is not None)
            button.setToolTip("" if document else _("The pages are not drawn yet."))

    def _print_it(self) -> None:
        if self._document and self._press.print(self, self._use, self._document, on_chosen_printer=True):
            self.accept()

    def _save_it(self) -> None:
        if self._document:
            self._press.save(self, {self._file_name: self._document}, on_saved=self._saved)

    def _saved(self) -> None:
        self._context.notices.toast(wording.saved([self._file_name]), state="live")
        self.accept()
