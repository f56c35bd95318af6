"""CutoutNotes: whether somebody should look at a cut-out, and the proof that it left the colours alone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.base.texts import _
from studio.services.previewing import Preview
from studio.ui import metrics
from studio.ui.widgets import Badge, Card, PlainLabel, QuietButton, row

_UNSEEN = 0.05  # smaller than what is rounded to a tenth


class CutoutNotes(QWidget):
    """`approved` says that the seller found a doubtful cut-out good."""

    approved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge()
        self._words = PlainLabel(style="soft", wrap=True)
        self._approve = QuietButton(_("It looks good"), "check")
        self._approve.clicked.connect(lambda _on: self.approved.emit())
        self._doubt = Card(style="sunken")
        self._doubt.column.setSpacing(metrics.GRID_PX)
        self._doubt.column.addLayout(row(self._badge, None))
        self._doubt.column.addWidget(self._words)
        self._doubt.column.addLayout(row(self._approve, None))
        self.proof_line = PlainLabel(style="caption", wrap=True)
        """Stands wherever the cut-out is."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._doubt)
        self.show_doubt("", "")
        self.proof_line.hide()

    def show_doubt(self, note: str, why_refused: str) -> None:
        """Show why somebody should look at the photo, or why it could not be cleaned."""
        self._doubt.setVisible(bool(note or why_refused))
        self._badge.set(*(("refused", _("Not cleaned")) if why_refused else ("needs", _("Look at it"))))
        self._words.setText(why_refused or note)
        self._approve.setVisible(bool(note))

    def show_proof(self, made: Preview) -> None:
        """Say what was measured inside the piece; nothing while that is not known."""
        if made.proof:
            self.proof_line.setText(proof_text(made))
        self.proof_line.setVisible(bool(made.proof))

    @property
    def proof(self) -> str:
        """What is said of the colours."""
        return self.proof_line.text() if not self.proof_line.isHidden() else ""


def proof_text(made: Preview) -> str:
    """Return the colour proof in a sentence; differences are ΔE2000, of which one is just seen."""
    step, total = made.proof["cutout_mean"], made.proof["total_mean"]
    if step < _UNSEEN and made.proof["cutout_p95"] < _UNSEEN:
        first = _("The garment's colours: unchanged by the cut-out")
    else:
        first = _("The garment's colours: changed by the cut-out (ΔE {n})").format(n=f"{step:.1f}")
    return first + " · " + _("total ΔE {n}").format(n=f"{total:.1f}")
