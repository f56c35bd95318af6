"""The cut-out models: what each is good for, and fetching one after the seller has agreed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from studio.base.jobs import Lane, Quiet
from studio.base.texts import _
from studio.services import models
from studio.services.models import Offered
from studio.ui.page import PageContext
from studio.ui.widgets import Badge, Card, GhostButton, PlainLabel, QuietButton, ScrollColumn, clear, column, row

_SIZE_PX = (640, 560)


class ModelsDialog(QDialog):
    """One card a model; a download runs as a Job, so that the dialog may be closed and opened again meanwhile."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Cut-out models"))
        self.resize(*_SIZE_PX)
        self._context = context
        self._fetching: dict[int, str] = {}
        context.submit.ended.connect(self._ended)
        self._list = ScrollColumn()
        own = QuietButton(_("Use a file of my own…"))
        own.clicked.connect(self._choose_file)
        words = PlainLabel(
            _(
                "Without a model the studio finds the piece by its colours, which does well on a plain floor or wall. "
                "A model knows what clothes look like. It is fetched once, and only if you press the button."
            ),
            style="soft",
            wrap=True,
        )
        head = column(words)
        head.setContentsMargins(24, 20, 24, 0)
        foot = row(own, None)
        foot.setContentsMargins(24, 0, 24, 18)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self._list, 1)
        whole.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is here now."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        clear(self._list.column)
        for found in models.offered(self._context.studio):
            self._list.add(self._card(found))
        for name in models.custom(self._context.studio):
            card = Card()
            card.column.addLayout(row(PlainLabel(name, style="strong"), None, Badge("live", _("Here"))))
            self._list.add(card)

    def _card(self, found: Offered) -> Card:
        model, card = found.model, Card()
        facts = _("{size} MB · {licence}").format(size=model.size_mb, licence=model.licence)
        about = column(
            PlainLabel(model.title, style="heading"),
            PlainLabel(model.good_for, wrap=True),
            PlainLabel(facts, style="caption"),
            gap_px=3,
        )
        line = row(gap_px=14)
        line.addLayout(about, 1)
        if found.here:
            gone = GhostButton(_("Remove"))
            gone.clicked.connect(partial(self._do, _("Removing a model"), lambda: self._remove(model.name)))
            line.addWidget(gone)
            line.addWidget(Badge("live", _("Here")))
        else:
            coming = model.name in self._fetching.values()
            words = _("On its way…") if coming else _("Fetch {size} MB").format(size=model.size_mb)
            get = QuietButton(words, "download")
            get.setEnabled(not coming)
            get.setToolTip(_("The jobs panel shows how far it is, and stops it.") if coming else "")
            get.clicked.connect(partial(self._fetch, model.name, model.title))
            line.addWidget(get)
        card.column.addLayout(line)
        return card

    def _fetch(self, name: str, title: str) -> None:
        studio = self._context.studio
        job_id = self._context.submit(
            _("Fetching {title}").format(title=title),
            Lane.NET,
            lambda job: models.fetch(studio, name, job),
            owner=self,
            on_error=lambda error: self._failed(str(error)),
        )
        self._fetching[job_id] = name
        self._show()

    def _ended(self, job_id: int, _outcome: object) -> None:
        """Offer it again, however it ended: what is here of it is kept."""
        if self._fetching.pop(job_id, None):
            self._show()

    def _failed(self, sentence: str) -> None:
        self._context.notices.toast(sentence, state="refused")
        self._show()

    def _remove(self, name: str) -> None:
        models.remove(self._context.studio, name)

    def _choose_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Use a model of my own"), "", "ONNX (*.onnx)")
        if name:
            self._do(_("Copying a model"), lambda: models.adopt(self._context.studio, Path(name), Quiet()))

    def _do(self, title: str, act: Callable[[], object], _on: bool = False) -> None:  # noqa: FBT001, FBT002 - a button's signal
        self._context.submit(
            title,
            Lane.WRITE,
            lambda _job: act(),
            owner=self,
            on_result=lambda _done: self._show(),
            on_error=lambda error: self._failed(str(error)),
            quiet=True,
        )
