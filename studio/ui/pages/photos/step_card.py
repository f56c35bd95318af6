"""StepCard: one step of a Recipe, what it does in a word, and its controls when it is taken in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.ui import metrics
from studio.ui.widgets import Card, PlainLabel, row


class StepCard(Card):
    """A card that unfolds; `body` holds the controls."""

    def __init__(self, title: str) -> None:
        super().__init__(clickable=True)
        self._title = title
        self._summary = PlainLabel(style="caption")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name = PlainLabel(title, style="strong")
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.column.addLayout(row(name, self._summary, gap_px=12))
        self._controls = QWidget()
        self.body = QVBoxLayout(self._controls)
        self.body.setContentsMargins(0, metrics.GRID_PX, 0, 4)
        self.body.setSpacing(metrics.GRID_PX)
        self.column.addWidget(self._controls)
        self.unfold(unfolded=False)

    def summarise(self, text: str) -> None:
        """Say what the step does now."""
        self._summary.setText(text)
        self.setAccessibleName(f"{self._title}: {text}")

    def summary(self) -> str:
        """Return what the step is said to do."""
        return self._summary.text()

    @property
    def unfolded(self) -> bool:
        """Whether the controls are shown."""
        return not self._controls.isHidden()

    def unfold(self, *, unfolded: bool) -> None:
        """Show the controls, or put them away."""
        self._controls.setVisible(unfolded)
        self.set_selected(selected=unfolded)
