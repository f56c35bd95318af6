"""Where a Message is written: goes out at once, or as soon as the seller is online."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QSizePolicy

from studio.base.texts import _
from studio.services.inbox import MESSAGE_MAX
from studio.services.replies import Reply
from studio.ui.widgets import Card, PlainLabel, PrimaryButton, QuietButton, row

_LINES_PX = 56
_COUNT_FROM = MESSAGE_MAX * 3 // 4


class Composer(Card):
    """`sent` tells the text, by button or Ctrl+Enter; `written` tells what stands there after each key."""

    sent = Signal(str)
    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._text = QPlainTextEdit()
        self._text.setFixedHeight(_LINES_PX)
        self._text.setAccessibleName(_("Message"))
        self._text.setTabChangesFocus(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setObjectName("inside")  # the card around it is its border
        self._text.document().setDocumentMargin(0)
        self._text.installEventFilter(self)
        self._text.textChanged.connect(self._typed)
        self._count = PlainLabel(style="caption")
        self._templates = QuietButton(_("Template"))
        self._templates.setToolTip(_("Begin with an answer that was written before"))
        self._send = PrimaryButton(_("Send"))
        self._send.clicked.connect(self._tell)
        self.column.addWidget(self._text)
        self.column.addLayout(row(self._count, None, self._templates, self._send))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._enable()

    def write_to(self, name: str, draft: str) -> None:
        """Write to somebody; `draft` is what was begun before."""
        self._text.setPlaceholderText(_("Write to {name}… (goes out when you are online)").format(name=name))
        self._text.blockSignals(True)
        self._text.setPlainText(draft)
        self._text.blockSignals(False)
        self._enable()

    def offer_replies(self, replies: Sequence[Reply]) -> None:
        """Offer these to begin with; one that cannot be used says why."""
        menu = QMenu(self._templates)
        menu.setToolTipsVisible(True)
        for reply in replies:
            entry = menu.addAction(reply.template.name, partial(self._insert, reply.text))
            entry.setEnabled(reply.usable)
            entry.setToolTip(reply.text if reply.usable else reply.sentence)
        before = self._templates.menu()
        self._templates.setMenu(menu)
        self._templates.setEnabled(bool(replies))
        if before is not None:
            before.deleteLater()

    def draft(self) -> str:
        """Return what is written and not sent."""
        return self._text.toPlainText()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Send by Ctrl+Enter; show on the card where the keyboard is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.set_selected(selected=event.type() == QEvent.Type.FocusIn)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._tell()
                return True
        return super().eventFilter(watched, event)

    def _insert(self, text: str) -> None:
        """Put `text` where the cursor stands: what was written already stays."""
        self._text.insertPlainText(text)
        self._text.setFocus()

    def _tell(self) -> None:
        if self._send.isEnabled():
            self.sent.emit(self.draft())

    def _typed(self) -> None:
        self._enable()
        self.written.emit(self.draft())

    def _enable(self) -> None:
        length = len(self.draft().strip())
        too_long = length > MESSAGE_MAX
        self._count.setText(f"{length:,} / {MESSAGE_MAX:,}" if length >= _COUNT_FROM else "")
        self._count.set_tone("refused" if too_long else "")
        self._send.setEnabled(0 < length <= MESSAGE_MAX)
        why = _("A message has at most {n:,} characters.").format(n=MESSAGE_MAX) if too_long else ""
        self._send.setToolTip(why or ("" if length else _("Write something first.")))
