"""Reviewing: from one cut-out in doubt to the next, by a key each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.domain.ids import PhotoId
from studio.services import photos
from studio.ui.page import PageContext
from studio.ui.pages.photos.acts import PhotoActs
from studio.ui.pages.photos.editor import Editor
from studio.ui.pages.photos.editor_desk import EditorDesk
from studio.ui.pages.photos.review_bar import ReviewBar


class Reviewing(QObject):
    """Its keys work while the focus is in the editor: Enter typed into a field of the inspector approves nothing."""

    def __init__(
        self, context: PageContext, *, acts: PhotoActs, desk: EditorDesk, editor: Editor, buttons: Sequence[QWidget]
    ) -> None:
        super().__init__(editor)
        self._context = context
        self._acts = acts
        self._desk = desk
        self._editor = editor
        self._bar = ReviewBar(buttons)
        editor.set_banner(self._bar)
        editor.current_changed.connect(lambda _id: self.show_doubt())
        editor.view.tool_changed.connect(lambda _tool: self.show_doubt())

    @property
    def doubtful(self) -> bool:
        """Whether the photo in hand is in doubt, and no tool is at work on it."""
        photo = self._editor.photo
        return photo is not None and bool(photo.note) and self._editor.view.tool is None

    def own(self, actions: Sequence[QAction], page: QWidget) -> None:
        """Let the keys of `actions` work in the editor alone."""
        for action in actions:
            page.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._editor.addAction(action)

    def begin(self) -> None:
        """Take the first photo in doubt in hand; without one there is nothing to do."""
        found = photos.in_doubt(self._context.studio)
        if found:
            self._desk.open(found[0].id)

    def approve(self) -> None:
        """Say that the cut-out in hand is good, and go on to the next in doubt."""
        self._settle(self._acts.approve)

    def use_original(self) -> None:
        """Show the photo in hand as it was shot, and go on to the next in doubt."""
        self._settle(self._acts.reset)

    def show_doubt(self) -> None:
        """Show why the photo in hand is in doubt, and how many wait."""
        photo = self._editor.photo
        if photo is None or not self.doubtful:
            self._bar.show_doubt("", 0, 0)
            return
        ids = [one.id for one in photos.in_doubt(self._context.studio)]
        place = ids.index(photo.id) + 1 if photo.id in ids else 1
        self._bar.show_doubt(photo.note, place, len(ids))

    def _settle(self, act: Callable[[list[PhotoId]], None]) -> None:
        photo = self._editor.photo
        if photo is None:
            return
        following = self._after(photo.id)
        act([photo.id])
        if following is not None:
            self._desk.open(following)
        else:
            self._context.notices.toast(_("No other cut-out needs a look."), state="live")

    def _after(self, photo_id: PhotoId) -> PhotoId | None:
        """Return the next photo in doubt, the first again after the last; None where there is no other."""
        ids = [one.id for one in photos.in_doubt(self._context.studio)]
        place = ids.index(photo_id) if photo_id in ids else -1
        others = [*ids[place + 1 :], *ids[: max(0, place)]]
        return others[0] if others else None
