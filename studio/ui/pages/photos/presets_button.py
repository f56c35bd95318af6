"""PresetsButton: named ways to develop a photo, to be used and to be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QWidget

from studio.base.texts import _
from studio.services import presets
from studio.services.context import Studio
from studio.ui import metrics
from studio.ui.widgets import PlainLabel, PrimaryButton, QuietButton, column, row

_WIDTH_PX = 380
_LONGEST = 60


class PresetsButton(QuietButton):
    """`used` and `removed` bring the name of a preset, `kept` the title of a new one."""

    used = Signal(str)
    kept = Signal(str)
    removed = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__(_("Presets"), "sliders")
        self._studio = studio
        self.setToolTip(_("Ready-made ways to develop a photo"))
        self.clicked.connect(lambda _on: self.offer())

    def offer(self) -> None:
        """Open the menu below the button."""
        found = presets.listed(self._studio)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for own in (False, True):
            mine = [one for one in found if one.own == own]
            if own and mine:
                menu.addSeparator()
            for one in mine:
                menu.addAction(one.title, partial(self.used.emit, one.name)).setToolTip(one.about)
        menu.addSeparator()
        menu.addAction(_("Save as a preset…"), self.ask)
        own_ones = [one for one in found if one.own]
        if own_ones:
            away = menu.addMenu(_("Remove a preset"))
            for one in own_ones:
                away.addAction(one.title, partial(self.removed.emit, one.name))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def ask(self) -> None:
        """Ask what the new preset is to be called."""
        ask_title(self.window(), self.kept.emit)


def ask_title(parent: QWidget, then: Callable[[str], object]) -> QDialog:
    """Ask for the title of a preset; the window goes on."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Save as a preset"))
    dialog.setFixedWidth(_WIDTH_PX)
    edit, keep, cancel = QLineEdit(), PrimaryButton(_("Save preset")), QuietButton(_("Cancel"))
    edit.setMaxLength(_LONGEST)
    edit.setPlaceholderText(_("Wool on oak"))
    edit.setAccessibleName(_("Title of the preset"))
    keep.setEnabled(False)
    edit.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
    keep.clicked.connect(dialog.accept)
    keep.setDefault(True)
    cancel.clicked.connect(dialog.reject)
    dialog.accepted.connect(lambda: then(edit.text()))
    words = _(
        "Keeps light, cut-out and background of this photo. What belongs to it alone, such as its crop, is left out."
    )
    whole = column(PlainLabel(_("Save as a preset"), style="heading"), PlainLabel(words, style="soft", wrap=True), edit)
    whole.setSpacing(metrics.GAP_PX)
    whole.addLayout(row(None, cancel, keep))
    margin = metrics.PAGE_MARGIN_PX
    whole.setContentsMargins(margin, margin, margin, margin - 4)
    dialog.setLayout(whole)
    edit.setFocus()
    dialog.open()
    return dialog
