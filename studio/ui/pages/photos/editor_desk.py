"""EditorDesk: what the seller does with the photo in the editor."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import editing
from studio.services.context import Studio
from studio.services.editing import PastEdit
from studio.ui.page import PageContext
from studio.ui.pages.photos import words
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.sheet_model import SheetModel
from studio.ui.pages.photos.step_panel import StepPanel


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
        editor.current_changed.connect(lambda _id: self._show_history())
        steps.approved.connect(self._approve)
        steps.history.chosen.connect(self._go_back)

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
        self._context.submit(
            _("Copying settings"),
            Lane.WRITE,
            lambda _job: editing.copy_settings(self._studio, photo.id, others),
            owner=self,
            on_result=lambda count: self._copied(others, count),
            quiet=True,
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

    def _show_history(self) -> None:
        photo = self._editor.photo
        edits = editing.past_edits(self._studio, photo.id) if photo is not None else []
        self._steps.history.show_edits(edits)
        done = plural("{n} edit", "{n} edits", len(edits)) if edits else _("nothing yet")
        self._steps.cards["history"].summarise(done)

    def _go_back(self, past: PastEdit) -> None:
        photo = self._editor.photo
        if photo is None:
            return
        self._context.submit(
            _("Going back"),
            Lane.WRITE,
            lambda _job: editing.go_back(self._studio, photo.id, past),
            owner=self,
            quiet=True,
        )

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
