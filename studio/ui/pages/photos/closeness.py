"""Closeness: brings the photo in full size when the seller looks at it from near, and not before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.domain.photo import Photo
from studio.services import full_size
from studio.services.context import Studio
from studio.ui.decoding import whole
from studio.ui.page import PageContext
from studio.ui.pages.photos.edit_session import EditSession
from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.sight import Sight

_REST_MS = 300
"""Who is still zooming or painting does not need it yet."""


class Closeness(QObject):
    """At most one picture is in the making; one that was overtaken by an edit is not shown."""

    def __init__(self, context: PageContext, view: PhotoView, session: EditSession) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._session = session
        self._wanted: Sight | None = None
        self._making = False
        self._hopeless: set[int] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._make)
        view.detail_wanted.connect(self._want)

    def _want(self, sight: Sight) -> None:
        if sight.image.cacheKey() not in self._hopeless and (self._wanted is not sight or not self._rest.isActive()):
            self._wanted = sight
            self._rest.start()

    def _make(self) -> None:
        sight, photo = self._wanted, self._session.photo
        if self._making or sight is None or photo is None or not self._is_current(sight):
            return
        self._making = True
        studio: Studio = self._context.studio
        as_shot = sight is self._view.before and sight is not self._view.after

        def work(job: Context) -> QImage:
            image = whole(full_size.full_size(studio, photo, job, as_shot=as_shot))
            if image is None:
                raise UserError(_("The picture cannot be shown. Try again."))
            return image

        self._context.submit(
            _("Looking closely at {name}").format(name=photo.file_name),
            Lane.IMAGE,
            work,
            owner=self,
            on_result=partial(self._show, sight, photo),
            on_error=partial(self._give_up, sight),
            quiet=True,
        )

    def _show(self, sight: Sight, photo: Photo, image: QImage) -> None:
        self._making = False
        now = self._session.photo
        if now is not None and (now.id, now.recipe) == (photo.id, photo.recipe) and self._is_current(sight):
            self._view.show_detail(sight, image)
        elif self._wanted is not None and self._wanted is not sight:
            self._rest.start()

    def _give_up(self, sight: Sight, _error: UserError | TransientError) -> None:
        """Leave it at the pixels that are there: what is wrong with the photo is said elsewhere."""
        self._making = False
        self._hopeless = {sight.image.cacheKey()}

    def _is_current(self, sight: Sight) -> bool:
        return sight in (self._view.after, self._view.before)
