"""Where notices are shown: toasts at the foot of the page, bars under the page bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.base.texts import _
from studio.ui import icons, metrics, tokens
from studio.ui.notices import Act, Bar, Notices, Toast
from studio.ui.widgets.buttons import GhostButton, IconButton
from studio.ui.widgets.labels import PlainLabel

_MOST_TOASTS = 3
_WIDEST_PX = 560


class ToastStack(QWidget):
    """The latest toasts, above the foot of `host`; the newest is the lowest."""

    def __init__(self, host: QWidget, notices: Notices) -> None:
        super().__init__(host)
        self._host = host
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.GRID_PX)
        host.installEventFilter(self)
        notices.toasted.connect(self.show_toast)
        self.hide()

    def show_toast(self, toast: Toast) -> None:
        """Show one more; the oldest makes room."""
        while len(self.toasts()) >= _MOST_TOASTS:
            self.toasts()[0].dismiss()
        card = ToastCard(toast, self)
        self._column.addWidget(card)
        card.show()
        self.place()

    def toasts(self) -> list[ToastCard]:
        """Return what is shown, the oldest first."""
        widgets = (self._column.itemAt(number) for number in range(self._column.count()))
        return [w for w in (entry.widget() for entry in widgets if entry) if isinstance(w, ToastCard)]

    def focus_newest(self) -> None:
        """Take the keyboard to the newest toast."""
        if self.toasts():
            self.toasts()[-1].take_focus()

    def place(self) -> None:
        """Stand in the middle of the foot."""
        self._column.activate()
        size = self._column.totalSizeHint().boundedTo(self._host.size())
        left = (self._host.width() - size.width()) // 2
        self.setGeometry(
            left, self._host.height() - size.height() - metrics.PAGE_MARGIN_PX, size.width(), size.height()
        )
        self.setVisible(bool(self.toasts()))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the host's size."""
        if event.type() == QEvent.Type.Resize and self.toasts():
            self.place()
        return super().eventFilter(watched, event)


class ToastCard(QFrame):
    """One toast: it goes by itself, but never from under the mouse or the keyboard."""

    def __init__(self, toast: Toast, stack: ToastStack) -> None:
        super().__init__(stack)
        self._stack = stack
        self._state = toast.state
        self._words = PlainLabel(toast.text, wrap=len(toast.text) > 80)
        self._words.setMaximumWidth(_WIDEST_PX)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(toast.duration_ms)
        self._timer.timeout.connect(self.dismiss)
        self._close = IconButton("close", _("Dismiss"))
        self._button = _act_button(toast.act, self.dismiss) if toast.act else None
        self.setAccessibleName(toast.text)
        line = QHBoxLayout(self)
        line.setContentsMargins(16 if not toast.state else 42, 6, 6, 6)
        line.setSpacing(metrics.GRID_PX)
        line.addWidget(self._words, 1)
        if self._button is not None:
            line.addWidget(self._button)
        line.addWidget(self._close)
        self._close.clicked.connect(lambda _on: self.dismiss())
        for widget in (self._button, self._close):
            if widget is not None:
                widget.installEventFilter(self)
        self._timer.start()

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    @property
    def is_going(self) -> bool:
        """Whether the time runs; it stands while mouse or keyboard are here."""
        return self._timer.isActive()

    def take_focus(self) -> None:
        """Take the keyboard to the button."""
        (self._button or self._close).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Go now."""
        self._timer.stop()
        self.hide()
        self.setParent(None)
        self.deleteLater()
        self._stack.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Wait while a button has the keyboard; go on Escape."""
        if isinstance(event, QFocusEvent):
            self._timer.stop() if event.gotFocus() else self._timer.start()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the mouse is here."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on."""
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a card with a strong edge: it lies over pictures."""
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.control)
        painter.setBrush(colours.surface)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, metrics.CARD_RADIUS_PX, metrics.CARD_RADIUS_PX)
        if self._state:
            place = QRect(16, (self.height() - 18) // 2, 18, 18)
            icons.paint(painter, place, f"state-{self._state}-fill", colours.states[self._state].text)


class BarStack(QWidget):
    """Lasting states, one line each; takes no room while there is none."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, _BarLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        notices.barred.connect(self.show_bar)
        notices.cleared.connect(self.clear)
        self.hide()

    def show_bar(self, bar: Bar) -> None:
        """Show a state, or say it in other words."""
        self.clear(bar.key)
        self._bars[bar.key] = _BarLine(bar)
        self._column.addWidget(self._bars[bar.key])
        self.show()

    def clear(self, key: str) -> None:
        """Take a state away."""
        line = self._bars.pop(key, None)
        if line is not None:
            line.hide()
            line.setParent(None)
            line.deleteLater()
        self.setVisible(bool(self._bars))

    def texts(self) -> list[str]:
        """Return what is said."""
        return [line.text for line in self._bars.values()]


class _BarLine(QFrame):
    def __init__(self, bar: Bar) -> None:
        super().__init__()
        self.text = bar.text
        self._state = bar.state
        self.setAccessibleName(bar.text)
        self.setMinimumHeight(44)
        line = QHBoxLayout(self)
        line.setContentsMargins(metrics.PAGE_MARGIN_PX + 26, 4, metrics.PAGE_MARGIN_PX, 4)
        line.addWidget(PlainLabel(bar.text, wrap=True), 1)
        if bar.act is not None:
            line.addWidget(_act_button(bar.act, None))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current().states[self._state]
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.ground)
        place = QRect(metrics.PAGE_MARGIN_PX, (self.height() - 18) // 2, 18, 18)
        icons.paint(painter, place, f"state-{self._state}-fill", colours.text)


def _act_button(act: Act, then: object) -> GhostButton:
    label, do = act
    button = GhostButton(label)
    button.setProperty("accent", "true")
    button.clicked.connect(lambda _on: do())
    if callable(then):
        button.clicked.connect(lambda _on: then())
    return button
