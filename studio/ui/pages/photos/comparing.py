"""Comparing: a key that shows the photo as it was shot, while it is held or until it is pressed again; or a curtain."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from studio.ui.pages.photos.photo_view import PhotoView
from studio.ui.pages.photos.split_curtain import SplitCurtain

_HELD_MS = 350


class Comparing(QObject):
    """A short press turns the photo over, a long one shows it as it was shot until it is let go."""

    def __init__(self, view: PhotoView) -> None:
        super().__init__(view)
        self._view = view
        self._since = QElapsedTimer()
        self._window: QWidget | None = None
        self.curtain = SplitCurtain(view)

    def turn(self) -> None:
        """Show the other of before and after; were it held, letting go turns it back."""
        self._listen()
        self._since.start()
        self.split(split=False)
        self._view.show_before(before=not self._view.shows_before)

    def split(self, *, split: bool) -> None:
        """Show both, side by side."""
        if split:
            self._view.show_before(before=False)
        self.curtain.draw(drawn=split)

    def turn_split(self) -> None:
        """Show both side by side, or one again."""
        self.split(split=self.curtain.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Hear of the key that is let go, which no shortcut tells."""
        released = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat()
        if released and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backslash:
            if self._since.isValid() and self._since.elapsed() >= _HELD_MS:
                self._view.show_before(before=not self._view.shows_before)
            self._since.invalidate()
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        window = self._view.window()
        if window is not self._window:
            self._window = window
            window.installEventFilter(self)
