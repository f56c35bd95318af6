"""EditorDesk: what the seller does with the photo in the editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import editing, presets, previewing
from studio.services.context import Studio
from studio.services.editing import PastEdit
from studio.ui.page import PageContext
from studio.ui.pages.photos import words
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.sheet_model import SheetModel
from studio.ui.pages.photos.step_panel import StepPanel

_MOST_DEG = 45.0


class EditorDesk(QObject):
    """Copies settings, goes back in the history, and goes from photo to photo in the order of the sheet."""

    def __init__(
        self,
        context: PageContext,
        *,
        acts: PhotoActs,
        model: SheetModel,
        editor: Editor,
        steps: StepPanel,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._studio: Studio = context.studio
        self._acts = acts
        self._model = model
        self._editor = editor
        self._steps = steps
        editor.reordered.connect(self._reorder)
        editor.current_changed.connect(lambda _id: self._read_history())
        steps.approved.connect(self._approve)
        steps.history.chosen.connect(self._go_back)
        steps.straighten_wanted.connect(self._straighten)

    def open(self, photo_id: str) -> None:
        """Take a photo in hand; where there is none of this id, all stays as it is."""
        if self._editor.open(PhotoId(photo_id)):
            self._editor.strip.setFocus()

    def can_turn(self, step: int) -> bool:
        """Return whether there is another photo `step` places on."""
        return self._beside(step) is not None

    def turn(self, step: int) -> bool:
        """Go to the photo `step` places on; return False where there is none."""
        photo_id = self._beside(step)
        if photo_id is None:
            return False
        self.open(photo_id)
        return True

    def caption(self) -> str:
        """Return what the photo in hand is, and where it stands; empty where there is none."""
        photo = self._editor.photo
        group = self._model.group_of(photo.id) if photo is not None else None
        if photo is None or group is None:
            return ""
        ids = [one.id for one in self._editor.group]
        place = _("photo {n} of {count}").format(n=ids.index(photo.id) + 1, count=len(ids))
        return " · ".join((words.group_title(self._model.item_of(group)), place, photo.file_name, words.size(photo)))

    def copy(self) -> None:
        """Give the settings of the photo in hand to the others of its piece; each keeps what is its own."""
        photo, others = self._editor.photo, self._editor.others()
        if photo is None or not others:
            return
        self._write(
            _("Copying settings"),
            lambda: editing.copy_settings(self._studio, photo.id, others),
            lambda count: self._copied(others, count),
        )

    def use_preset(self, name: str) -> None:
        """Do with the photo in hand what a preset does."""
        photo = self._editor.photo
        if photo is not None:
            self._write(_("Using a preset"), lambda: presets.use(self._studio, [photo.id], name), self._used)

    def keep_preset(self, title: str) -> None:
        """Keep what is done with the photo in hand as a preset."""
        photo = self._editor.photo
        if photo is not None:
            self._write(
                _("Keeping a preset"),
                lambda: presets.save(self._studio, photo.id, title),
                lambda kept: self._context.notices.toast(
                    _("“{title}” is kept as a preset").format(title=kept.title), state="live"
                ),
            )

    def remove_preset(self, name: str) -> None:
        """Remove a preset of the seller's own."""
        done = _("The preset is removed; photos stay as they are")
        self._write(
            _("Removing a preset"),
            lambda: presets.remove(self._studio, name),
            lambda _none: self._context.notices.toast(done),
        )

    def show_outcome(self) -> None:
        """Show the photo in hand as a cleaning left it, be it as it was."""
        if self._editor.photo is not None:
            self._editor.idle()
            self._editor.refresh()

    def _copied(self, others: list[PhotoId], count: int) -> None:
        words = plural("Settings copied to {n} photo", "Settings copied to {n} photos", count)
        self._context.notices.toast(words, undo=self._context.undo if count else None, state="live")
        self._editor.after.edited(others)
        self._editor.after.begin()

    def _used(self, count: int) -> None:
        if not count:
            self._context.notices.toast(_("This photo looks like that already"))

    def _write(self, title: str, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        self._context.submit(title, Lane.WRITE, lambda _job: work(), owner=self, on_result=then, quiet=True)

    def _straighten(self) -> None:
        """Set the piece upright by the angle that was found in the picture on screen."""
        photo, session = self._editor.photo, self._editor.session
        tilt = session.preview.tilt if session.preview is not None else None
        if photo is None or tilt is None:
            return
        crop = session.params("crop")
        angle = max(-_MOST_DEG, min(_MOST_DEG, float(crop.get("angle_deg", 0)) + tilt.angle_deg))
        turned = previewing.straightened(crop, angle, photo, cut_out=session.has("cutout"))
        session.set_params("crop", turned, apart=True)

    def _read_history(self) -> None:
        """Read what was done to the photo: a history of batches is long, so that the window does not wait for it."""
        photo = self._editor.photo
        if photo is None:
            return
        self._context.submit(
            _("Reading the history"),
            Lane.SCREEN,
            lambda _job: editing.past_edits(self._studio, photo.id),
            owner=self,
            on_result=lambda edits: self._show_history(photo.id, edits),
            key="history",
            quiet=True,
        )

    def _show_history(self, photo_id: PhotoId, edits: list[PastEdit]) -> None:
        if self._editor.photo is None or self._editor.photo.id != photo_id:
            return
        self._steps.history.show_edits(edits)
        done = plural("{n} edit", "{n} edits", len(edits)) if edits else _("nothing yet")
        self._steps.cards["history"].summarise(done)

    def _go_back(self, past: PastEdit) -> None:
        photo = self._editor.photo
        if photo is None:
            return
        self._write(_("Going back"), lambda: editing.go_back(self._studio, photo.id, past), lambda _none: None)

    def _approve(self) -> None:
        if self._editor.photo is not None:
            self._acts.approve([self._editor.photo.id])

    def _reorder(self, ids: list[str]) -> None:
        if self._editor.photo is not None and self._editor.photo.item_id is not None:
            self._acts.arrange([PhotoId(one) for one in ids], self._editor.photo.item_id, 0, told=False)

    def _beside(self, step: int) -> str | None:
        row = self._model.row_of(self._editor.photo.id) if self._editor.photo is not None else None
        if row is None or not 0 <= row + step < len(self._model.ids):
            return None
        return self._model.id_at(row + step)
