"""The bar over the photo with the settings of the tool in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QWidget

from studio.base.texts import _
from studio.ui.widgets import Card, IconButton, PlainLabel, PrimaryButton, QuietButton, row

_SLIDER_PX = 80


class OptionBar(Card):
    """A title, the tool's own controls, and a button that puts the tool away."""

    done = Signal()

    def __init__(self, title: str, *, act: str = "", tip: str = "") -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        done = PrimaryButton(act or _("Done"))
        done.setToolTip(tip or _("Put the tool away (Esc)"))
        done.clicked.connect(lambda _on: self.done.emit())
        name = PlainLabel(title, style="strong")
        self._line = row(name, done)
        self._captions: list[QWidget] = []
        self._spare: list[list[QWidget]] = [[name], self._captions]
        """What goes first where there is little room; what it says is seen or spoken elsewhere, too."""
        self.column.setContentsMargins(14, 6, 7, 6)
        self.column.addLayout(self._line)

    def add(self, *widgets: QWidget) -> None:
        """Append controls."""
        for widget in widgets:
            self._line.insertWidget(self._line.count() - 1, widget)
            if isinstance(widget, Gauge):
                self._captions.append(widget.caption)
            elif isinstance(widget, PlainLabel):
                self._spare.insert(0, [widget])

    def spare(self, widget: QWidget) -> None:
        """Do without a widget, too, as the last resort."""
        self._spare.append([widget])

    def squeeze(self, width: int) -> None:
        """Do without titles and hints as far as the bar would be wider than this."""
        for widget in chain.from_iterable(self._spare):
            _put(widget, there=True)
        for widgets in self._spare:
            self._line.invalidate()
            if self.sizeHint().width() <= width:
                return
            for widget in widgets:
                _put(widget, there=False)

    def add_button(self, text: str, act: Callable[[], object], *, tip: str = "", icon: str = "") -> QuietButton:
        """Append a button; with an icon its text is only spoken and shown as its tip."""
        made = IconButton(icon, text) if icon else QuietButton(text)
        made.setToolTip(tip or text)
        made.clicked.connect(lambda _on: act())
        self.add(made)
        return made


def _put(widget: QWidget, *, there: bool) -> None:
    """Show or hide a widget, and let those around it know at once how wide they are now."""
    widget.setVisible(there)
    around = widget.parentWidget()
    layout = around.layout() if around is not None else None
    if around is not None and layout is not None:
        layout.invalidate()
        around.updateGeometry()


class Choice(QWidget):
    """A few buttons of which one is down."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str, str]]) -> None:
        """Make the buttons: of each its value, its text and its tip."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QuietButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for value, text, tip in options:
            button = QuietButton(text)
            button.setCheckable(True)
            button.setToolTip(tip)
            button.clicked.connect(lambda _on, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self._buttons[value] = button
            line.addWidget(button)

    def show_choice(self, value: str) -> None:
        """Show which one is chosen; one that is not there leaves all up."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == value)
        self._group.setExclusive(True)


class Gauge(QWidget):
    """A slider with its name before it."""

    moved = Signal(int)

    def __init__(self, name: str, low: int, high: int, tip: str) -> None:
        super().__init__()
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(low, high)
        self._slider.setFixedWidth(_SLIDER_PX)
        self._slider.setAccessibleName(name)
        self._slider.setToolTip(tip)
        self._slider.valueChanged.connect(self.moved)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 6, 0)
        self.caption = PlainLabel(name, style="caption")
        line.addWidget(self.caption)
        line.addWidget(self._slider)

    def show_value(self, value: int) -> None:
        """Show how much it is, without telling anybody."""
        blocker = QSignalBlocker(self._slider)
        self._slider.setValue(value)
        blocker.unblock()
