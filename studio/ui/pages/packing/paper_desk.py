"""PaperDesk: prints and saves what goes with a parcel, and opens the large previews."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from studio.base.texts import _
from studio.domain.order import Order
from studio.printing.stock import Use
from studio.services import orders, printing
from studio.services.orders import Piece
from studio.ui.page import Page
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.paper_dialog import PaperDialog
from studio.ui.pages.packing.papers import Build, Papers
from studio.ui.pages.packing.press import Press


class PaperDesk:
    """Works for one page with the papers that it shows."""

    def __init__(self, page: Page, papers: Papers, press: Press) -> None:
        self._page = page
        self._papers = papers
        self._press = press

    def print(self, uses: Sequence[Use]) -> list[Use]:
        """Print those papers of the parcel that there are; return which went to a printer."""
        built = self._papers.documents
        return [use for use in uses if use in built and self._press.print(self._page, use, built[use])]

    def save(self, order: Order, on_saved: Callable[[Collection[Use], Iterable[str]], None]) -> None:
        """Write the parcel's papers as PDFs; tell which, and what the files are called."""
        built = self._papers.documents
        files = {wording.file_name(use, order): document for use, document in built.items()}
        self._press.save(self._page, files, on_saved=lambda: on_saved(built.keys(), files))

    def open_paper(self, use: Use, order: Order) -> None:
        """Show the label or the card large, with stock and printer."""
        build = self._papers.builder(use)
        if build is not None:
            title = _("Shipping label") if use == "shipping" else _("Thank-you card")
            dialog = self._open(title, use, build, wording.file_name(use, order))
            dialog.finished.connect(lambda _result: self._papers.build())

    def open_pick_list(self) -> None:
        """Show what to fetch for all orders that wait."""
        self._open(
            _("Pick list"),
            "page",
            lambda studio, _skip: printing.pick_list(studio, orders.to_pack(studio)),
            wording.file_name("page"),
        )

    def open_sku_labels(self, order: Order, pieces: Sequence[Piece]) -> None:
        """Show the labels of a parcel's pieces."""
        ids = [piece.item.id for piece in pieces if piece.item]
        self._open(
            _("SKU labels"),
            "sku",
            lambda studio, skip: printing.sku_labels(studio, ids, skip=skip),
            wording.file_name("sku", order),
        )

    def _open(self, title: str, use: Use, build: Build, file_name: str) -> PaperDialog:
        page = self._page
        dialog = PaperDialog(page, page.context, self._press, title=title, use=use, build=build, file_name=file_name)
        dialog.finished.connect(lambda _result: page.setFocus())
        dialog.open()
        return dialog
