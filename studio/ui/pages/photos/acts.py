"""What a seller does with photos from this page: each act is a Job, and a toast that can take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.base.jobs import Context, Lane
from studio.base.texts import _, plural
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.services import items, photos, saving
from studio.ui import importing
from studio.ui.page import PageContext
from studio.ui.pages.photos import pushing


class PhotoActs(QObject):
    """`refused` takes the marks off photos that were reset."""

    refused = Signal(dict)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._studio = context.studio

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files and folders."""
        importing.start_import(self._context, self, paths)

    def reset(self, ids: Sequence[PhotoId]) -> None:
        """Show photos as they were shot again."""
        words = plural("{n} photo as it was shot", "{n} photos as they were shot", len(ids))
        self._write(_("Resetting photos"), lambda _job: photos.reset(self._studio, ids), words)
        self.refused.emit(dict.fromkeys(ids, ""))

    def approve(self, ids: Sequence[PhotoId]) -> None:
        """Drop the doubts about photos that the seller found good."""
        self._write(_("Approving"), lambda _job: photos.approve(self._studio, ids), "")

    def arrange(self, ids: Sequence[PhotoId], item_id: ItemId | None, position: int | None, *, told: bool) -> None:
        """Put photos into an Item; moving about within one is not `told`."""
        words = plural("{n} photo moved", "{n} photos moved", len(ids)) if told else ""
        self._write(_("Arranging photos"), lambda _job: photos.arrange(self._studio, ids, item_id, position), words)

    def push(self, ids: Sequence[PhotoId], step: int) -> None:
        """Move photos one place on or back among those of their Item."""
        if ids:
            self._write(_("Arranging photos"), lambda _job: pushing.push(self._studio, ids, step), "")

    def push_over(self, ids: Sequence[PhotoId], step: int) -> None:
        """Move photos into the next or the previous group."""
        if ids:
            words = plural("{n} photo moved", "{n} photos moved", len(ids))
            self._write(_("Arranging photos"), lambda _job: pushing.push_over(self._studio, ids, step), words)

    def split(self, ids: Sequence[PhotoId]) -> None:
        """Make a new Item of photos."""

        def told(item: Item) -> None:
            words = plural("New item {sku} of {n} photo", "New item {sku} of {n} photos", len(ids), sku=item.sku)
            self._context.notices.toast(words, undo=self._context.undo, state="live")

        self._run(_("Making a new item"), Lane.WRITE, lambda _job: photos.split(self._studio, ids), told, quiet=True)

    def merge(self, item_ids: Sequence[ItemId]) -> None:
        """Make one Item of several: what is described comes first, the others go where nothing was written."""
        found = items.load_all(self._studio, item_ids)
        ids = [item.id for item in sorted(found, key=lambda item: not item.title)]
        words = plural("{n} item merged", "{n} items merged into one", len(ids))
        self._write(_("Merging items"), lambda _job: photos.merge(self._studio, ids), words)

    def remove(self, ids: Sequence[PhotoId]) -> None:
        """Take photos out of the closet."""
        words = plural("{n} photo removed", "{n} photos removed", len(ids))
        self._write(_("Removing photos"), lambda _job: photos.remove(self._studio, ids), words)

    def save(self, ids: Sequence[PhotoId], shape: str, folder: Path) -> None:
        """Save pictures into a folder."""

        def told(files: Sequence[Path]) -> None:
            one, many = "{n} picture saved in {folder}", "{n} pictures saved in {folder}"
            self._context.notices.toast(plural(one, many, len(files), folder=folder.name), state="live")
            doubtful = [photo for photo in photos.load(self._studio, ids) if photo.note]
            if doubtful:
                look = plural("{n} of them needs a look.", "{n} of them need a look.", len(doubtful))
                self._context.notices.toast(f"{look} {doubtful[0].file_name}: {doubtful[0].note}", state="needs")

        title = plural("Saving {n} picture", "Saving {n} pictures", len(ids))
        self._run(title, Lane.IMAGE, lambda job: saving.save_pictures(self._studio, ids, shape, folder, job), told)

    def _write(self, title: str, work: Callable[[Context], object], words: str) -> None:
        def told(_done: object) -> None:
            if words:
                self._context.notices.toast(words, undo=self._context.undo)

        self._run(title, Lane.WRITE, work, told, quiet=True)

    def _run(
        self,
        title: str,
        lane: Lane,
        work: Callable[[Context], object],
        on_result: Callable[[Any], None],
        *,
        quiet: bool = False,
    ) -> None:
        self._context.submit(title, lane, work, owner=self, on_result=on_result, quiet=quiet)
