"""CullDesk: what the seller decides on the contact sheet, and in its large look, photo after photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.culling import Sieve
from studio.domain.ids import PhotoId
from studio.domain.operation import Kind, Touched
from studio.domain.photo import RATINGS, Flag
from studio.services import culling, photos
from studio.services.darkroom import SCREEN_PX
from studio.settings import schema
from studio.ui.page import PageContext
from studio.ui.pages.photos.alike_finder import AlikeFinder, in_groups
from studio.ui.pages.photos.contact_sheet import ContactSheet
from studio.ui.pages.photos.culler import Culler
from studio.ui.pages.photos.loupe import Loupe
from studio.ui.pages.photos.sheet_model import SheetModel
from studio.ui.pages.photos.sieve_bar import SieveBar
from studio.ui.thumbnails import ThumbnailCache

_COUNT_MS = 60
_FLAGS = {"photos.pick": Flag.PICK, "photos.reject": Flag.REJECT, "photos.unflag": Flag.NONE}


class CullDesk(QObject):
    """`changed` tells that another face is to be shown, or that other things can be done."""

    changed = Signal()

    def __init__(
        self, context: PageContext, *, model: SheetModel, sheet: ContactSheet, bar: SieveBar, page: QWidget
    ) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._model = model
        self._sheet = sheet
        self._bar = bar
        self._counts: dict[Sieve, int] = {}
        self._row = 0
        self.looking = False
        """Whether the large look is in front of the sheet."""
        large = ThumbnailCache(context.submit, partial(_large, context), limit_bytes=160_000_000)
        self.loupe = Loupe(large, context.thumbnails)
        self._culler = Culler(context, model, self)
        self._finder = AlikeFinder(context, page)
        self._count_soon = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._count_soon.timeout.connect(self._count_if_seen)
        self._finder.found.connect(self._show_alike)
        bar.narrowed.connect(self.narrow)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._keep_looking)
        model.dataChanged.connect(lambda *_what: self._show_in_loupe())
        sheet.selection_changed.connect(lambda _ids: self._show_in_loupe())
        self.loupe.stepped.connect(self._step)
        self.loupe.closed.connect(lambda: self.look(on=False))

    def bindings(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do."""
        flags: dict[str, Callable[[], object]] = {one: partial(self._decide, flag) for one, flag in _FLAGS.items()}
        stars = {f"photos.rate_{number}": partial(self._decide, number) for number in RATINGS}
        return {
            **flags,
            **stars,
            "photos.loupe": lambda: self.look(on=not self.looking),
            "photos.keep_best": self._keep_best,
            "photos.remove_rejects": self._remove_rejects,
        }

    def conditions(self) -> dict[str, object]:
        """Return what can be done."""
        chosen = self._sheet.chosen_ids()
        alike = self._model.sieve is Sieve.ALIKE and self._model.alike_to(chosen)
        return {"alike": alike, "rejects": self._counts.get(Sieve.REJECTS, 0)}

    def begin(self) -> None:
        """Count, and look for what can be told of the photos."""
        self.count()
        self._finder.begin()

    def refresh(self, touched: Touched) -> None:
        """Count anew what changed."""
        if touched.of(Kind.PHOTO):
            self._count_soon.start()
            self._finder.look()

    def count(self) -> None:
        """Show how many photos each sieve lets pass."""
        alike = in_groups(self._model.alike)
        self._counts = {**culling.counts(self._context.studio, at_least=self._model.at_least), Sieve.ALIKE: alike}
        self._bar.show_counts(self._counts)
        self.changed.emit()

    def _count_if_seen(self) -> None:
        if self._page.isVisible():  # else `begin` counts when the page comes; the window may be closing, too
            self.count()

    def narrow(self, sieve: Sieve, at_least: int = 0) -> None:
        """Show only what passes; what is chosen stays so where it is still shown."""
        self._model.narrow(sieve, at_least)
        self._bar.show_chosen(sieve, at_least)
        self.count()

    def look(self, *, on: bool) -> None:
        """Show the photo that the keyboard stands on large, or the sheet again."""
        row = self._sheet.currentIndex().row()
        self.looking = on and bool(self._model.ids)
        if self.looking:
            self._sheet.stand_on(max(0, row))
            self._show_in_loupe()
        self.changed.emit()
        (self.loupe if self.looking else self._sheet).setFocus()

    # -- deciding

    def _decide(self, what: Flag | int) -> None:
        ids = self._sheet.chosen_ids()
        self._culler.decide(ids, what)
        if len(ids) == 1 and self._context.studio.settings.get(schema.CULL_ADVANCE):
            self._step(1)

    def _step(self, step: int) -> None:
        row = self._sheet.currentIndex().row() + step
        if 0 <= row < len(self._model.ids):
            self._sheet.stand_on(row)

    def _keep_best(self) -> None:
        together = self._model.alike_to(self._sheet.chosen_ids())

        def told(kept: Sequence[PhotoId]) -> None:
            others = in_groups(together) - len(kept)
            words = plural("Best kept, {n} other rejected", "Best kept, {n} others rejected", others)
            self._context.notices.toast(words, undo=self._context.undo)

        self._write(_("Keeping the best"), lambda: culling.keep_best(self._context.studio, together), told)

    def _remove_rejects(self) -> None:
        def told(count: int) -> None:
            words = plural("{n} rejected photo removed", "{n} rejected photos removed", count)
            self._context.notices.toast(words, undo=self._context.undo if count else None)

        self._write(_("Removing rejects"), lambda: culling.remove_rejects(self._context.studio), told)

    def _write(self, title: str, work: Callable[[], object], told: Callable[[Any], None]) -> None:
        self._context.submit(title, Lane.WRITE, lambda _job: work(), owner=self, on_result=told, quiet=True)

    # -- showing

    def _show_alike(self, groups: list[list[PhotoId]]) -> None:
        self._model.alike = groups
        if self._model.sieve is Sieve.ALIKE:
            self._model.load()
        self.count()

    def _keep_place(self) -> None:
        self._row = self._sheet.currentIndex().row()

    def _keep_looking(self) -> None:
        """Go on where the photo was that the sheet does not show any more."""
        if self.looking and not self._model.ids:
            self.look(on=False)
        elif self.looking and not self._sheet.chosen_ids():
            self._sheet.stand_on(min(max(0, self._row), len(self._model.ids) - 1))

    def _show_in_loupe(self) -> None:
        row = self._sheet.currentIndex().row()
        photo = self._model.photo(row) if self.looking and 0 <= row < len(self._model.ids) else None
        if photo is None:
            return
        beside = (self._model.photo(one) for one in (row + 1, row - 1) if 0 <= one < len(self._model.ids))
        place = _("{n} of {count}").format(n=f"{row + 1:,}", count=f"{len(self._model.ids):,}")
        self.loupe.show_photo(photo, place, tuple(one for one in beside if one is not None))


def _large(context: PageContext, look: str) -> Path | None:
    return photos.picture(context.studio, look, SCREEN_PX)
