"""How ready a piece is, and what it still misses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from studio.base.texts import _, plural
from studio.services.listings import FeeBreakdown, Readiness
from studio.ui.widgets import Badge, Card, PlainLabel, clear, row

_BAR_PX = 6
_MOST = 4


class ReadinessCard(Card):
    """A meter, one badge, and a sentence for each thing to mend."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge("draft")
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setFixedHeight(_BAR_PX)
        self._meter.setAccessibleName(_("Readiness"))
        self._words = PlainLabel(style="strong")
        self._keep = PlainLabel(style="soft")
        self._problems = QVBoxLayout()
        self._problems.setSpacing(5)
        self.column.setSpacing(6)
        self.column.addLayout(row(self._words, None, self._badge))
        self.column.addWidget(self._meter)
        self.column.addWidget(self._keep)
        self.column.addLayout(self._problems)
        self.column.addStretch(1)

    def show_readiness(self, found: Readiness, marketplace: str, sums: FeeBreakdown | None) -> None:
        """Show how ready a piece is for a marketplace, and what is left of its price there."""
        self._keep.setText(sums.sentence if sums else _("Say a price to see what you keep."))
        self._meter.setValue(found.score)
        self._badge.set("live" if found.ready else "needs", _("Ready") if found.ready else _("Not yet"))
        self._words.setText(marketplace)
        clear(self._problems)
        for problem in found.problems[:_MOST]:
            mark = Badge("refused", _("Needed")) if problem.blocks else Badge("draft", _("Advice"))
            line = row()
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(PlainLabel(problem.sentence, wrap=True), 1)
            self._problems.addLayout(line)
        rest = found.problems[_MOST:]
        if rest:
            more = PlainLabel(plural("and {n} more", "and {n} more", len(rest)), style="caption", wrap=True)
            more.setToolTip("\n".join(problem.sentence for problem in rest))
            self._problems.addWidget(more)
