"""Where a Message is written: goes out at once, or as soon as the seller is online."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy

from studio.base.texts import _
from studio.services.replies import Reply
from studio.ui.widgets import Card, PrimaryButton, QuietButton, row

_LINES_PX = 64


class Composer(Card):
    """`sent` tells the text; Ctrl+Enter sends too."""

    sent = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._text = QPlainTextEdit()
        self._text.setFixedHeight(_LINES_PX)
        self._text.setAccessibleName(_("Message"))
        self._text.setTabChangesFocus(True)
        self._text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._text.installEventFilter(self)
        self._text.textChanged.connect(self._enable)
        self._templates = QuietButton(_("Template"))
        self._send = PrimaryButton(_("Send"))
        self._send.clicked.connect(self._tell)
        self.column.addWidget(self._text)
        self.column.addLayout(row(None, self._templates, self._send))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._enable()

    def write_to(self, name: str, replies: Sequence[Reply], draft: str) -> None:
        """Write to somebody; `draft` is what was begun before."""
        self._text.setPlaceholderText(_("Write to {name}… (goes out when you are online)").format(name=name))
        self._text.setPlainText(draft)
        menu = QMenu(self._templates)
        menu.setToolTipsVisible(True)
        for reply in replies:
            entry = menu.addAction(reply.template.name, partial(self._text.setPlainText, reply.text))
            entry.setEnabled(reply.usable)
            entry.setToolTip(reply.text if reply.usable else reply.sentence)
        self._templates.setMenu(menu)

    def draft(self) -> str:
        """Return what is written and not sent."""
        return self._text.toPlainText()

    def clear(self) -> None:
        """Begin anew."""
        self._text.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Send by Ctrl+Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._tell()
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        if self.draft().strip():
            self.sent.emit(self.draft())

    def _enable(self) -> None:
        self._send.setEnabled(bool(self.draft().strip()))
        self._send.setToolTip("" if self._send.isEnabled() else _("Write something first."))
