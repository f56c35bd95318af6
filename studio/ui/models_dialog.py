"""The cut-out models: what each is good for, which is used, and fetching one after the seller has agreed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from studio.base.jobs import Context, Lane, Progress
from studio.base.texts import _
from studio.services import fast_copies, models
from studio.ui import metrics
from studio.ui.model_card import ModelCard
from studio.ui.model_list import TITLES, Running, cards_shown
from studio.ui.page import PageContext
from studio.ui.widgets import DropDown, PlainLabel, QuietButton, ScrollColumn, column, row

_SIZE_PX = (880, 760)
_CHOICE_PX = 300


class ModelsDialog(QDialog):
    """One card a model, in groups; Jobs go on while the dialog is closed, and it knows of them when it opens again."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Cut-out models"))
        self.resize(*_SIZE_PX)
        self._context = context
        self._running: dict[int, Running] = {}
        self._cards: dict[str, ModelCard] = {}
        context.submit.ended.connect(self._ended)
        context.submit.progressed.connect(self._progressed)
        self._choice, self._room = DropDown(), PlainLabel(style="soft")
        self._choice.setFixedWidth(_CHOICE_PX)
        self._choice.setAccessibleName(_("Cleaning uses"))
        self._choice.activated.connect(lambda _place: self._choose(str(self._choice.currentData())))
        self._list = ScrollColumn(metrics.PAGE_MARGIN_PX, metrics.GRID_PX)
        self._own = QuietButton(_("Add a file of my own…"), "add")
        self._own.clicked.connect(lambda _on: self._choose_file())
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is here now."""
        super().showEvent(event)
        self._show()

    def _lay_out(self) -> None:
        margin = metrics.PAGE_MARGIN_PX
        words = PlainLabel(
            _(
                "What comes with the studio is made for garments on the floor, a bed, a wall or a hanger. "
                "For people, bags and jewellery fetch one of rembg's models. "
                "Each is fetched once, only if you press its button, and runs on this machine alone."
            ),
            style="soft",
            wrap=True,
        )
        used = row(
            PlainLabel(_("Cleaning uses"), style="strong"), self._choice, None, self._room, gap_px=metrics.GAP_PX
        )
        head = column(PlainLabel(_("Cut-out models"), style="title"), words, gap_px=metrics.GRID_PX)
        head.addSpacing(metrics.GRID_PX)
        head.addLayout(used)
        head.setContentsMargins(margin, margin - 4, margin, 4)
        foot = row(self._own, None)
        foot.setContentsMargins(margin, metrics.GRID_PX, margin, margin - 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._list, 1)
        whole.addLayout(foot)

    # -- what is shown

    def _show(self) -> None:
        bar = self._list.verticalScrollBar()
        place = bar.value()
        self._list.clear()
        self._cards.clear()
        for group, shown in cards_shown(self._context.studio, self._running.values()):
            title = PlainLabel(TITLES[group], style="heading")
            title.setContentsMargins(0, metrics.GRID_PX if self._cards else 0, 0, 2)
            self._list.add(title)
            for one in shown:
                self._list.add(self._connected(ModelCard(one)))
        self._show_choice()
        used = models.used_bytes(self._context.studio)
        self._room.setText(_("{size} on disk").format(size=_megabytes(used)) if used else "")
        bar.setValue(place)

    def _connected(self, card: ModelCard) -> ModelCard:
        self._cards[card.shown.backend] = card
        card.fetched.connect(self._fetch)
        card.chosen.connect(self._choose)
        card.removed.connect(self._take_away)
        card.copied.connect(self._copy)
        card.stopped.connect(self._stop)
        return card

    def _show_choice(self) -> None:
        studio, choice = self._context.studio, self._choice
        kept = models.kept(studio)
        titles = {one.backend: one.title for one in kept}
        chosen = models.chosen(studio)
        best = titles.get(models.best(studio), _("without a model"))
        choice.clear()
        choice.addItem(_("The best that is here: {title}").format(title=best), models.AUTO)
        choice.addItem(_("Without a model, by colours"), models.CLASSIC)
        for one in kept:
            choice.addItem(one.title, one.backend)
        choice.setCurrentIndex(choice.findData(chosen))

    # -- what is done

    def _fetch(self, name: str) -> None:
        (found,) = [one.model for one in models.offered(self._context.studio) if one.model.name == name]
        self._begin(
            Running(backend=found.backend, words=_("On its way…")),
            _("Fetching {title}").format(title=found.title),
            Lane.NET,
            lambda job: models.fetch(self._context.studio, name, job),
        )

    def _copy(self, backend: str) -> None:
        title = self._cards[backend].shown.title
        self._begin(
            Running(backend=backend, words=_("Making the copy…")),
            _("Making a fast copy of {title}").format(title=title),
            Lane.IMAGE,
            lambda job: fast_copies.make(self._context.studio, backend, job),
        )

    def _adopt(self, file: Path) -> None:
        studio, context = self._context.studio, self._context
        self._own.setEnabled(False)

        def added(backend: object) -> None:
            context.notices.toast(
                _("{name} was tried and can be used").format(name=str(backend).removeprefix("rembg:")), state="live"
            )

        job_id = context.submit(
            _("Trying {name}").format(name=file.name),
            Lane.IMAGE,
            lambda job: models.adopt(studio, file, job),
            owner=self,
            on_result=added,
            on_error=lambda error: self._failed(str(error)),
        )
        self._running[job_id] = Running(backend="", words="")

    def _begin(self, running: Running, title: str, lane: Lane, work: Callable[[Context], object]) -> None:
        job_id = self._context.submit(title, lane, work, owner=self, on_error=lambda error: self._failed(str(error)))
        self._running[job_id] = running
        self._show()

    def _stop(self, backend: str) -> None:
        for job_id, running in self._running.items():
            if running.backend == backend:
                self._context.submit.cancel(job_id)

    def _progressed(self, job_id: int, progress: Progress) -> None:
        running = self._running.get(job_id)
        if running is not None and running.backend in self._cards:
            self._cards[running.backend].show_progress(progress)

    def _ended(self, job_id: int, _outcome: object) -> None:
        """Offer it again, however it ended: what is here of it is kept."""
        if self._running.pop(job_id, None):
            self._own.setEnabled(all(running.backend for running in self._running.values()))
            self._show()

    def _failed(self, sentence: str) -> None:
        self._context.notices.toast(sentence, state="refused")

    def _choose(self, backend: str) -> None:
        self._write(_("Choosing a model"), lambda: models.choose(self._context.studio, backend))

    def _take_away(self, backend: str) -> None:
        studio, notices = self._context.studio, self._context.notices
        titles = {one.backend: one.title for one in models.kept(studio)}

        def bring_back(removed: models.Removed) -> None:
            self._write(_("Bringing a model back"), lambda: models.bring_back(studio, removed))

        def told(removed: Any) -> None:
            words = _("{title} was removed").format(title=titles.get(backend, backend))
            notices.toast(words, undo=lambda: bring_back(removed))

        self._write(_("Removing a model"), lambda: models.take_away(studio, backend), told)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Add a model of my own"), "", "ONNX (*.onnx)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._adopt(Path(name)))
        dialog.open()

    def _write(self, title: str, act: Callable[[], object], then: Callable[[Any], None] | None = None) -> None:
        def done(result: object) -> None:
            self._show()
            if then is not None:
                then(result)

        self._context.submit(
            title,
            Lane.WRITE,
            lambda _job: act(),
            owner=self,
            on_result=done,
            on_error=lambda error: self._failed(str(error)),
            quiet=True,
        )


def _megabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
