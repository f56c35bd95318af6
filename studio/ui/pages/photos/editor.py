"""The editor: one photo large, its neighbours below, its steps in the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.services import developing, photos
from studio.services.context import Studio
from studio.services.developing import Look, Screen
from studio.ui import metrics, tokens
from studio.ui.page import PageContext
from studio.ui.pages.photos.photo_view import PhotoView, Sight
from studio.ui.pages.photos.step_panel import StepPanel
from studio.ui.widgets import PhotoStrip, QuietButton, StripPhoto, row

_STRIP_PX = 84


class Editor(QWidget):
    """Holds one Photo; `current_changed` tells which."""

    current_changed = Signal(str)
    reordered = Signal(list)

    def __init__(
        self,
        context: PageContext,
        panel: StepPanel,
        buttons: Sequence[QuietButton],
        why_refused: Callable[[PhotoId], str],
    ) -> None:
        super().__init__()
        self._context = context
        self._panel = panel
        self._why_refused = why_refused
        self._photo: Photo | None = None
        self._shown = ""
        self._screen: Screen | None = None
        self.group: list[Photo] = []
        self.view = PhotoView()
        self.strip = PhotoStrip(context.thumbnails, height_px=_STRIP_PX)
        bar = QWidget()
        bar.setLayout(row(*buttons))
        self.view.set_bar(bar)
        self.strip.current_changed.connect(self._go)
        self.strip.reordered.connect(self.reordered)
        panel.frames_hidden.connect(self.view.hide_frames)
        self._lay_out()

    @property
    def photo(self) -> Photo | None:
        """The Photo in hand, as it was read last."""
        return self._photo

    def open(self, photo_id: PhotoId) -> bool:
        """Take a Photo in hand; return False where there is none of this id."""
        found = photos.load(self._context.studio, [photo_id])
        if not found:
            return False
        photo = found[0]
        turned = self._photo is None or self._photo.id != photo.id
        self._photo = photo
        self._show_group(photo)
        if turned:
            self.view.show_before(before=False)
            self.view.fit(whole=True)
        if turned or photo.look != self._shown:
            self._develop(photo, turned=turned)
        self._panel.show_photo(
            photo, self._screen if photo.look == self._shown else None, why_refused=self._why_refused(photo.id)
        )
        self.current_changed.emit(photo.id)
        return True

    def refresh(self) -> bool:
        """Show the same Photo as it is now; return False where it is gone."""
        return self._photo is not None and self.open(self._photo.id)

    def close_photo(self) -> None:
        """Let go of the Photo."""
        self._photo = None
        self._shown = ""
        self.view.show_photo(None)

    def others(self) -> list[PhotoId]:
        """Return the other Photos of the same piece."""
        return [one.id for one in self.group if self._photo is not None and one.id != self._photo.id]

    def busy(self) -> None:
        """Say that the Photo is being developed anew."""
        self.view.say(_("Developing…"))

    def idle(self) -> None:
        """Say nothing over the Photo."""
        self.view.say("")

    def _go(self, photo_id: str) -> None:
        if self._photo is None or self._photo.id != photo_id:
            self.open(PhotoId(photo_id))

    def _show_group(self, photo: Photo) -> None:
        studio = self._context.studio
        self.group = photos.of_item(studio, photo.item_id) if photo.item_id else [photo]
        shown = [StripPhoto(photo_id=one.id, picture=one.look, name=one.file_name) for one in self.group]
        self.strip.set_photos(shown)
        self.strip.set_current(photo.id)

    def _develop(self, photo: Photo, *, turned: bool) -> None:
        if turned:
            self.view.show_photo(None)
            self.view.keep_before(None)
        self.busy()
        self._render(photo, self._show)

    def _render(self, photo: Photo, then: Callable[[Photo, Screen, Sight], None]) -> None:
        studio: Studio = self._context.studio

        def work(job: Context) -> tuple[Screen, Sight]:
            screen = developing.screen(studio, photo, job)
            return screen, _sight(screen, developing.look_of(photo.recipe))

        self._context.submit(
            _("Showing {name}").format(name=photo.file_name),
            Lane.IMAGE,
            work,
            owner=self,
            on_result=lambda found: then(photo, *found),
            on_error=self._tell,
            key="screen",
            quiet=True,
        )

    def _show(self, photo: Photo, screen: Screen, sight: Sight) -> None:
        if self._photo is None or self._photo.look != photo.look:
            return
        self._shown = photo.look
        self.idle()
        self.view.show_photo(sight)
        self._screen = screen
        self._panel.show_photo(self._photo, screen, why_refused=self._why_refused(photo.id))
        if photo.recipe:
            self._render(replace(photo, recipe=""), self._keep_before)
        else:
            self.view.keep_before(sight)

    def _keep_before(self, photo: Photo, _screen: Screen, sight: Sight) -> None:
        if self._photo is not None and self._photo.id == photo.id:
            self.view.keep_before(sight)

    def _tell(self, error: UserError | TransientError) -> None:
        self.view.say(str(error))

    def _lay_out(self) -> None:
        margin = metrics.INSPECTOR_MARGIN_PX
        upper, lower = QVBoxLayout(), QVBoxLayout()
        upper.setContentsMargins(margin, 16, margin, 16)
        upper.addWidget(self.view)
        lower.setContentsMargins(margin - 4, 8, margin - 4, 2)
        lower.addWidget(self.strip)
        below = _Below()
        below.setLayout(lower)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(below)


class _Below(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, tokens.current().line)


def _sight(screen: Screen, look: Look) -> Sight:
    image: QImage = QImageReader(str(screen.file)).read()
    if image.isNull():
        raise UserError(_("The picture cannot be shown. Try again."))
    background = QColor(look.background)
    return Sight(image=image, frames=screen.frames, background=background, cut_out=bool(look.backend))
