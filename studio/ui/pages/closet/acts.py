"""What can be done with the pieces chosen in the closet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import ItemId
from studio.domain.operation import Kind
from studio.services import items
from studio.ui.page import Page

if TYPE_CHECKING:
    from studio.services.batch import BatchReport


class ClosetActs:
    """Each act takes what `chosen` says at that moment; the result is told by a notice."""

    def __init__(self, page: Page, chosen: Callable[[], Sequence[ItemId]]) -> None:
        self._page = page
        self._chosen = chosen

    def add(self, on_added: Callable[[ItemId], None]) -> None:
        """Add an Item about which nothing is known yet."""
        studio = self._page.context.studio
        self._page.submit(
            _("New item"),
            Lane.WRITE,
            lambda _job: items.add(studio),
            on_result=lambda item: on_added(item.id),
            quiet=True,
        )

    def clean(self) -> None:
        """Clean the photos of the pieces."""
        from studio.services import photos  # brings more along than the grid needs

        studio = self._page.context.studio
        wanted = [photo.id for item_id in self._chosen() for photo in photos.of_item(studio, item_id)]
        self._page.submit(
            plural("Cleaning {n} photo", "Cleaning {n} photos", len(wanted)),
            Lane.IMAGE,
            lambda job: photos.clean(studio, wanted, job),
            on_result=self._cleaned,
        )

    def _cleaned(self, report: BatchReport) -> None:
        notices, done, refused = self._page.context.notices, len(report.done), len(report.refused)
        if done:
            words = plural("{n} photo cleaned", "{n} photos cleaned", done)
            notices.toast(words, undo=self._page.context.undo, state="live")
        if refused:
            left = plural("{n} photo stayed as it was.", "{n} photos stayed as they were.", refused)
            notices.toast(f"{left} {report.refused[0][1]}", state="refused")

    def export(self) -> None:
        """Open the dialog that saves the pictures of the pieces as a marketplace takes them."""
        from studio.services import exporting
        from studio.ui.export_dialog import ExportDialog  # not before it is asked for

        wanted = exporting.of_items(self._page.context.studio, self._chosen())
        ExportDialog(self._page.context, wanted, self._page).open()

    def publish(self) -> None:
        """Ask whether to publish the pieces."""
        from studio.ui.publishing import ask_to_publish  # brings the rules of marketplaces along

        ask_to_publish(self._page, self._chosen())

    def remove(self) -> None:
        """Remove the pieces from the closet."""
        context, wanted = self._page.context, list(self._chosen())
        removed = plural("{n} item removed", "{n} items removed", len(wanted))
        self._page.submit(
            _("Removing"),
            Lane.WRITE,
            lambda _job: items.remove(context.studio, wanted),
            on_result=lambda _done: context.notices.toast(removed, undo=context.undo),
            quiet=True,
        )

    def go(self, page_id: str) -> None:
        """Take the first of the pieces to another page."""
        self._page.context.navigator.open(Kind.ITEM, self._chosen()[0], page_id)
