"""The question before what cannot be taken back: its button names the act."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from studio.base.texts import _
from studio.ui import metrics
from studio.ui.widgets.buttons import PrimaryButton, QuietButton
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import column, row

_WIDTH_PX = 420


def ask(parent: QWidget, *, title: str, text: str, act: str, on_act: Callable[[], None]) -> QDialog:
    """Ask, and call `on_act` if the seller presses the button called `act` ("Publish 12 listings").

    Returns at once; the window goes on. Escape, and the button called "Cancel", leave everything as it is.
    """
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setFixedWidth(_WIDTH_PX)
    go, cancel = PrimaryButton(act), QuietButton(_("Cancel"))
    go.clicked.connect(dialog.accept)
    cancel.clicked.connect(dialog.reject)
    dialog.accepted.connect(on_act)
    words = column(PlainLabel(title, style="heading", wrap=True), PlainLabel(text, style="soft", wrap=True))
    buttons = row(None, cancel, go)
    whole = column(gap_px=metrics.PAGE_MARGIN_PX)
    margin = metrics.PAGE_MARGIN_PX
    whole.setContentsMargins(margin, margin, margin, margin - 4)
    whole.addLayout(words)
    whole.addLayout(buttons)
    dialog.setLayout(whole)
    cancel.setDefault(True)  # Enter must not be enough for what cannot be taken back
    cancel.setFocus()
    dialog.open()
    return dialog
