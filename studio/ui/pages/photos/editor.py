"""The editor: one photo large, its neighbours below, its steps in the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.domain.photo import Photo
from studio.services import developing, full_size, listings, photos
from studio.services.previewing import Preview
from studio.ui import metrics, tokens
from studio.ui.page import PageContext
from studio.ui.pages.photos.after_edit import AfterEdit
from studio.ui.pages.photos.closeness import Closeness
from studio.ui.pages.photos.comparing import Comparing
from studio.ui.pages.photos.edit_session import EditSession
from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.sight import Sight
from studio.ui.pages.photos.step_panel import StepPanel
from studio.ui.pages.photos.tools.crop import Crop
from studio.ui.pages.photos.tools.kit import tool_for
from studio.ui.widgets import PhotoStrip, QuietButton, StripPhoto, row

_STRIP_PX = 84


class Editor(QWidget):
    """Holds one Photo; `current_changed` tells which."""

    current_changed = Signal(str)
    reordered = Signal(list)

    def __init__(
        self,
        context: PageContext,
        session: EditSession,
        panel: StepPanel,
        buttons: Sequence[QuietButton],
        why_refused: Callable[[PhotoId], str],
    ) -> None:
        super().__init__()
        self._context = context
        self._panel = panel
        self._why_refused = why_refused
        self._photo: Photo | None = None
        self._small = ""
        self.session = session
        self.after = AfterEdit(context, self)
        self.group: list[Photo] = []
        self._upper = QVBoxLayout()
        self.view = PhotoView()
        self.strip = PhotoStrip(context.thumbnails, height_px=_STRIP_PX)
        bar = QWidget()
        bar.setLayout(row(*buttons))
        self.view.set_bar(bar)
        self.strip.current_changed.connect(self._go)
        self.strip.reordered.connect(self.reordered)
        panel.frames_hidden.connect(self.view.hide_frames)
        session.preview_ready.connect(self._show)
        session.before_ready.connect(lambda image, made: self.view.keep_before(self._sight(image, made)))
        self.closeness = Closeness(context, self.view, session)
        self.comparing = Comparing(self.view)
        panel.hand_wanted.connect(self.take)
        self.view.tool_changed.connect(lambda tool: panel.show_tool(tool.step if tool is not None else ""))
        session.failed.connect(self.view.say)
        self.after.developed.connect(lambda _ids: self._follow())
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
        photo, before = found[0], self._photo
        self._photo = photo
        if before is None or before.id != photo.id:
            self._turn(photo)
        elif before.recipe != photo.recipe:
            self.after.edited([photo.id])
        self._show_group(photo)
        self.session.open(photo)
        self._panel.show_photo(note=photo.note, why_refused=self._why_refused(photo.id))
        self.current_changed.emit(photo.id)
        return True

    def refresh(self) -> bool:
        """Show the same Photo as it is now; return False where it is gone."""
        return self._photo is not None and self.open(self._photo.id)

    def close_photo(self) -> None:
        """Let go of the Photo."""
        self._photo = None
        self.view.use(None)
        self.comparing.split(split=False)
        self.after.begin()
        self.session.close()
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

    def hideEvent(self, event: QHideEvent) -> None:
        """Develop what was edited, now that nobody looks."""
        self.after.begin()
        super().hideEvent(event)

    def _turn(self, photo: Photo) -> None:
        """Begin with another Photo than before."""
        self.after.begin()
        self._small = photo.look
        if developing.is_unjudged(photo):
            self.after.edited([photo.id])
        self.view.use(None)
        self.view.show_outline(outlined=None)
        self.view.show_before(before=False)
        self.view.fit(whole=True)
        self.view.show_photo(None)
        self.view.keep_before(None)
        self.busy()

    def _go(self, photo_id: str) -> None:
        if self._photo is None or self._photo.id != photo_id:
            self.open(PhotoId(photo_id))

    def take(self, step: str) -> None:
        """Take the tool of a step in hand, or put it away where it is there."""
        there = self.view.tool is not None and self.view.tool.step == step
        self.comparing.split(split=False)
        unit = "cm" if listings.length_unit(self._context.studio) == "cm" else "in"
        tool = None if there else tool_for(step, self.session, unit=unit)
        self.view.use(tool)
        tilt = self.session.preview.tilt if self.session.preview is not None else None
        if isinstance(tool, Crop) and tilt is not None:
            tool.propose(tool.angle + tilt.angle_deg)

    def set_banner(self, banner: QWidget) -> None:
        """Let `banner` stand over the photo."""
        self._upper.insertWidget(0, banner)

    def _show_group(self, photo: Photo) -> None:
        """Show the piece's Photos; of the one in hand the last that was developed, lest it is done at every change."""
        studio = self._context.studio
        self.group = photos.of_item(studio, photo.item_id) if photo.item_id else [photo]
        shown = [
            StripPhoto(photo_id=one.id, picture=self._small if one.id == photo.id else one.look, name=one.file_name)
            for one in self.group
        ]
        self.strip.set_photos(shown)
        self.strip.set_current(photo.id)

    def _follow(self) -> None:
        """Show the small picture of what was developed."""
        if self._photo is not None:
            self._small = self._photo.look
            self._show_group(self._photo)

    def _show(self, image: QImage, made: Preview) -> None:
        self.idle()
        self.view.show_photo(self._sight(image, made))
        self._panel.show_preview(made)

    def _sight(self, image: QImage, made: Preview) -> Sight:
        colour = str(self.session.params("background").get("colour", "white"))
        cut_out = self.session.has("cutout") and made.confidence is not None
        ground = QColor(colour) if QColor.isValidColorName(colour) else QColor("white")
        return Sight(
            image=image,
            frames=made.frames,
            background=ground,
            cut_out=cut_out,
            outline=made.outline,
            doubtful=bool(self._photo is not None and self._photo.note and made.outline),
            enlarges=full_size.enlarges(self._photo, made) if self._photo is not None else 1.0,
            stroke_count=made.stroke_count,
            badge_at_left=self.session.has("badge") and self.session.params("badge").get("corner") == "top-left",
        )

    def _lay_out(self) -> None:
        margin = metrics.INSPECTOR_MARGIN_PX
        upper, lower = self._upper, QVBoxLayout()
        upper.setContentsMargins(margin, 16, margin, 16)
        upper.setSpacing(metrics.GRID_PX)
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
