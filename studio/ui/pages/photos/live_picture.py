"""LivePicture: draws the photo in hand after its steps, the latest wish first, without anybody waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.domain.photo import Photo
from studio.services import previewing
from studio.services.context import Studio
from studio.services.previewing import Preview
from studio.ui.page import PageContext
from studio.ui.pages.photos import raw_picture


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the next picture on screen is to show."""

    photo: Photo
    recipe: str
    closely: bool


class LivePicture(QObject):
    """`ready` brings a QImage and its Preview, `before_ready` the photo as it was shot, `failed` one sentence.

    Of several wishes only the last is drawn. At most one picture is in the making, and it is never ended: that would
    end the process that holds the photo.
    """

    ready = Signal(object, object)
    before_ready = Signal(object, object)
    failed = Signal(str)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._studio: Studio = context.studio
        self._wish: _Wish | None = None
        self._drawn: _Wish | None = None
        self._drawing = False
        self._cutting = False
        self._before: tuple[str, str] | None = None

    def draw(self, photo: Photo, recipe: str, *, closely: bool) -> None:
        """Draw `photo` after `recipe`; not `closely` while something moves."""
        self._wish = _Wish(photo=photo, recipe=recipe, closely=closely)
        self._draw()

    def clear(self) -> None:
        """Draw nothing any more; what is in the making is not shown."""
        self._wish = self._drawn = self._before = None

    def _draw(self) -> None:
        wish = self._wish
        if self._drawing or wish is None or wish == self._drawn:
            return
        self._drawing = True

        def work(job: Context) -> tuple[QImage, Preview]:
            made = previewing.preview(self._studio, wish.photo, wish.recipe, job, closely=wish.closely)
            return raw_picture.read(made.file, made.width, made.height), made

        title = _("Showing {name}").format(name=wish.photo.file_name)
        self._submit(title, work, partial(self._show, wish), on_error=partial(self._fail, wish))

    def _show(self, wish: _Wish, found: tuple[QImage, Preview]) -> None:
        self._drawing = False
        self._drawn = wish
        if self._wants(wish.photo):
            self.ready.emit(*found)
            if wish == self._wish and wish.closely:
                self._find_cut(wish, found[1])
                self._draw_before(wish)
        self._draw()

    def _fail(self, wish: _Wish, error: UserError | TransientError) -> None:
        self._drawing = False
        self._drawn = wish
        if wish == self._wish:
            self.failed.emit(str(error))
        self._draw()

    def _draw_before(self, wish: _Wish) -> None:
        """Draw the photo as it was shot, from where it is seen now."""
        recipe = previewing.geometry(wish.recipe)
        if self._before == (wish.photo.id, recipe):
            return
        self._before = (wish.photo.id, recipe)

        def work(job: Context) -> tuple[QImage, Preview]:
            made = previewing.preview(self._studio, wish.photo, recipe, job)
            return raw_picture.read(made.file, made.width, made.height), made

        self._submit(_("Showing {name}").format(name=wish.photo.file_name), work, partial(self._show_before, wish))

    def _show_before(self, wish: _Wish, found: tuple[QImage, Preview]) -> None:
        if self._wants(wish.photo):
            self.before_ready.emit(*found)

    def _find_cut(self, wish: _Wish, made: Preview) -> None:
        """Find the mask of the cut-out in the background, and draw anew with it."""
        if self._cutting or not made.awaits_cut:
            return
        self._cutting = True
        self._context.submit(
            _("Cutting out {name}").format(name=wish.photo.file_name),
            Lane.IMAGE,
            lambda job: previewing.find_cut(self._studio, wish.photo, wish.recipe, job),
            owner=self,
            on_result=lambda _done: self._cut_found(),
            on_error=partial(self._cut_failed, wish),
            quiet=True,
        )

    def _cut_found(self) -> None:
        self._cutting = False
        self._drawn = None
        self._draw()

    def _cut_failed(self, wish: _Wish, error: UserError | TransientError) -> None:
        self._cutting = False
        if self._wants(wish.photo):
            self.failed.emit(str(error))

    def _wants(self, photo: Photo) -> bool:
        return self._wish is not None and self._wish.photo.id == photo.id

    def _submit(
        self,
        title: str,
        work: Callable[[Context], object],
        on_result: Callable[[Any], None],
        *,
        on_error: Callable[[UserError | TransientError], None] | None = None,
    ) -> None:
        self._context.submit(
            title,
            Lane.SCREEN,
            work,
            owner=self,
            on_result=on_result,
            on_error=on_error or (lambda error: self.failed.emit(str(error))),
            quiet=True,
        )
