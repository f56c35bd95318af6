"""The first minute: a folder of photos, or the sample closet to try everything on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QProcess, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.base.texts import _
from studio.ui.widgets import PlainLabel, PrimaryButton, QuietButton, column, row

_WIDEST_PX = 460


class Welcome(QWidget):
    """Shown while the closet is empty; `import_asked` and `refused` (with a sentence) are for the page."""

    import_asked = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        title = PlainLabel(_("Welcome to your closet"), style="title")
        words = PlainLabel(
            _(
                "Import a folder of photos: shots taken close together become one piece, ready to be cleaned, "
                "described and listed. Or look around first, in a sample closet with buyers who like, ask and haggle. "
                "Everything stays on this machine."
            ),
            style="soft",
            wrap=True,
        )
        words.setFixedSize(_WIDEST_PX, words.heightForWidth(_WIDEST_PX))
        sample, begin = QuietButton(_("Try with the sample closet")), PrimaryButton(_("Import photos"))
        sample.clicked.connect(self._open_sample)
        begin.clicked.connect(self.import_asked)
        inside = QWidget()
        body = column(title, words, gap_px=12)
        body.addLayout(row(begin, sample, None))
        inside.setLayout(body)
        whole = column(None, inside, None)
        whole.setAlignment(inside, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(whole)

    def _open_sample(self) -> None:
        """Open the sample closet in a window of its own: it has a catalog of its own."""
        started, _process_id = QProcess.startDetached(sys.executable, ["-m", "studio", "--sample"])
        if not started:
            self.refused.emit(_("The sample closet could not be opened. Start it with: studio --sample."))
