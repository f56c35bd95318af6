"""PaperDesk: prints and saves what goes with a parcel, and opens the large previews."""

from __future__ import annotations

from studio.base.texts import _
from studio.printing.stock import Use
from studio.services import orders, printing
from studio.ui.page import Page
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.day import Day
from studio.ui.pages.packing.packer import Packer
from studio.ui.pages.packing.paper_dialog import PaperDialog
from studio.ui.pages.packing.papers import Build, Papers
from studio.ui.pages.packing.press import Press


class PaperDesk:
    """Works with the papers of the parcel in hand; the packer goes on once they are printed or saved."""

    def __init__(self, page: Page, day: Day, papers: Papers, press: Press, packer: Packer) -> None:
        self._page = page
        self._day = day
        self._papers = papers
        self._press = press
        self._packer = packer
        papers.asked.connect(self._open_paper)
        papers.written.connect(self._write_line)

    def print(self, *uses: Use) -> None:
        """Print those papers of the parcel that there are."""
        built = self._papers.documents
        printed = [use for use in uses if use in built and self._press.print(self._page, use, built[use])]
        if printed:
            self._day.marks.printed.update(printed)
            self._papers.build()
            self._packer.go_on()

    def save(self) -> None:
        """Write the parcel's papers as PDFs and say what the files are called."""
        order, marks, built = self._day.order, self._day.marks, self._papers.documents
        if order is None:
            return
        files = {wording.file_name(use, order): document for use, document in built.items()}

        def saved() -> None:
            marks.printed.update(built)  # of the parcel they were saved for; another may be in hand by now
            self._packer.go_on()
            self._packer.tell(wording.saved(files))

        self._press.save(self._page, files, on_saved=saved)

    def open_pick_list(self) -> None:
        """Show what to fetch for all orders that wait."""
        self._open(
            _("Pick list"),
            "page",
            lambda studio, _skip: printing.pick_list(studio, orders.to_pack(studio)),
            wording.file_name("page"),
        )

    def open_sku_labels(self) -> None:
        """Show the labels of the parcel's pieces."""
        order, ids = self._day.order, [piece.item.id for piece in self._day.pieces if piece.item]
        if order is not None:
            self._open(
                _("SKU labels"),
                "sku",
                lambda studio, skip: printing.sku_labels(studio, ids, skip=skip),
                wording.file_name("sku", order),
            )

    def _open_paper(self, use: Use) -> None:
        """Show the label or the card large, with stock and printer."""
        order, build = self._day.order, self._papers.builder(use)
        if order is not None and build is not None:
            title = _("Shipping label") if use == "shipping" else _("Thank-you card")
            dialog = self._open(title, use, build, wording.file_name(use, order))
            dialog.finished.connect(lambda _result: self._papers.build())

    def _write_line(self, line: str | None) -> None:
        self._day.marks.line = line
        if self._day.order is not None:
            self._papers.show_order(self._day.order, line)

    def _open(self, title: str, use: Use, build: Build, file_name: str) -> PaperDialog:
        page = self._page
        dialog = PaperDialog(page, page.context, self._press, title=title, use=use, build=build, file_name=file_name)
        dialog.finished.connect(lambda _result: page.setFocus())
        dialog.open()
        return dialog
