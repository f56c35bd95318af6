"""Field: a label over an editor, saved while it is typed, with its error beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.base.errors import UserError
from studio.base.texts import _
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import row

SAVE_AFTER_MS = 400
_NOT_ONE = object()  # several subjects that differ: equal to no value


class Field(QWidget):
    """The base of every field: subclasses bring an editor, `read` and `write`, and call `_typed` at every key.

    `committed` tells a value that differs from the last one, 400 ms after the last key, on Enter and when the focus
    leaves; `edited` tells every value in between, for live counts and sums.
    """

    committed = Signal(object)
    edited = Signal(object)

    def __init__(self, label: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._hint = hint
        self._saved: object = None
        self._dirty = False
        self._writing = False
        self._wrong = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAVE_AFTER_MS)
        self._pause.timeout.connect(self.flush)
        self._label = PlainLabel(label, style="caption")
        self._counter = PlainLabel("", style="caption")
        self._foot = PlainLabel("", style="caption", wrap=True)
        self._foot.hide()
        self._lay_out(editor)
        self.watch(editor)
        self.set_error("")

    def read(self) -> object:
        """Return the value in the editor; raise UserError where it is none."""
        raise NotImplementedError

    def write(self, value: object) -> None:
        """Show `value` in the editor; None is nothing."""
        raise NotImplementedError

    def show_mixed(self, text: str) -> None:
        """Show `text` in an editor that has no one value."""
        raise NotImplementedError

    def value(self) -> object:
        """Return the last value that was set or told."""
        return self._saved if self._saved is not _NOT_ONE else None

    def set_value(self, value: object) -> None:
        """Show what is stored now; a seller who is typing is not interrupted."""
        if not self._dirty and value != self._saved:
            self.start(value)

    def start(self, value: object) -> None:
        """Take up another subject with this `value`; `flush` the last one before."""
        self._forget_typing()
        self._saved = value
        self._write(value)
        self.set_error("")

    def set_mixed(self) -> None:
        """Show that the subjects differ; whatever is typed goes to all of them."""
        self._forget_typing()
        self._saved = _NOT_ONE
        self._write(None)
        self.show_mixed(_("mixed"))
        self.set_error("")

    def flush(self) -> None:
        """Tell now what was typed since the last time."""
        self._pause.stop()
        if not self._dirty:
            return
        try:
            value = self.read()
        except UserError as error:
            self.set_error(str(error))
            return
        self._dirty = False
        self.set_error("")
        if value != self._saved:
            self._saved = value
            self.committed.emit(value)

    def set_error(self, text: str) -> None:
        """Say what is wrong below the editor; an empty text takes it away."""
        self._foot.set_tone("refused" if text else "")
        self._foot.setText(text or self._hint)
        self._foot.setVisible(bool(text or self._hint))
        self._editor.setAccessibleDescription(text or self._hint)
        if self._wrong != bool(text):
            self._wrong = bool(text)
            self._editor.setProperty("wrong", "true" if text else "false")
            self._editor.style().unpolish(self._editor)
            self._editor.style().polish(self._editor)

    def set_hint(self, text: str) -> None:
        """Say something about the field below the editor, while nothing is wrong."""
        self._hint = text
        self.set_error("")

    def watch(self, editor: QWidget) -> None:
        """Name a widget that takes keys, and mind its focus."""
        editor.setAccessibleName(self.label)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Save when the focus leaves; leave Ctrl+Z to the catalog once everything typed is saved."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not self._dirty:
            undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if undo:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if self._writing:
            return
        self._dirty = True
        self._pause.start()
        try:
            self.edited.emit(self.read())
        except UserError:
            return  # said when the typing pauses: half a price is not yet wrong

    def _count(self, text: str, *, over: bool = False) -> None:
        self._counter.setText(text)
        self._counter.set_tone("refused" if over else "")

    def _forget_typing(self) -> None:
        self._pause.stop()
        self._dirty = False

    def _write(self, value: object) -> None:
        self._writing = True
        self.write(value)
        self._writing = False

    def _lay_out(self, editor: QWidget) -> None:
        self._editor = editor
        self._label.setBuddy(editor)
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)  # more room than needed is left below, not shared out
        column.addLayout(row(self._label, None, self._counter))
        column.addWidget(editor)
        column.addWidget(self._foot)
