"""StepCard: one step of a Recipe in a line, which unfolds into what it does and its controls."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.pages.photos.step_switch import Switch
from studio.ui.widgets import Card, IconButton, PlainLabel, row

_PADDING_PX = 10


class StepCard(Card):
    """`body` holds the controls; `switched` tells on and off, `reset_asked` that the step is to be as usual."""

    switched = Signal(bool)
    reset_asked = Signal()

    def __init__(self, title: str, why: str = "", *, switch: bool = True) -> None:
        super().__init__(style="plain", clickable=True)
        self._title = title
        self._on = True
        self._name = PlainLabel(title, style="strong")
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._name.setMinimumWidth(self._name.sizeHint().width())  # what it does may be cut short, not its name
        self._summary = PlainLabel(style="caption")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._switch = Switch(title) if switch else None
        self._reset = IconButton("reset", _("Reset this step"))
        self._reset.setFixedSize(metrics.TARGET_PX, metrics.TARGET_PX)
        self._reset.setProperty("small", True)  # a line of text is all its room
        self._reset.clicked.connect(lambda _on: self.reset_asked.emit())
        line = row(self._name, self._summary, self._reset)
        if self._switch is not None:
            self._switch.clicked.connect(self.switched)
            line.addWidget(self._switch)
        self.column.setContentsMargins(_PADDING_PX, 5, _PADDING_PX - 2, 5)
        self.column.addLayout(line)
        self._controls = QWidget()
        self.body = QVBoxLayout(self._controls)
        self.body.setContentsMargins(0, 2, 2, 6)
        self.body.setSpacing(metrics.GRID_PX)
        self._why = PlainLabel(why, style="caption", wrap=True)
        self.body.addWidget(self._why)
        self._why.setVisible(bool(why))
        self.column.addWidget(self._controls)
        self.unfold(unfolded=False)

    def summarise(self, text: str, *, on: bool = True) -> None:
        """Say what the step does now, and whether it does."""
        self._on = on
        self._summary.setText(text)
        self._name.set_style("strong" if on else "soft")
        if self._switch is not None:
            self._switch.setChecked(on)
        self.setAccessibleName(f"{self._title}: {text or _('off')}")

    def summary(self) -> str:
        """Return what the step is said to do."""
        return self._summary.text()

    @property
    def on(self) -> bool:
        """Whether the step is done."""
        return self._on

    @property
    def unfolded(self) -> bool:
        """Whether the controls are shown."""
        return not self._controls.isHidden()

    def unfold(self, *, unfolded: bool) -> None:
        """Show the controls, or put them away."""
        self._controls.setVisible(unfolded)
        self._reset.setVisible(unfolded and self._switch is not None)
        self.setProperty("look", "card" if unfolded else "plain")
        self.set_selected(selected=unfolded)
