"""The export dialog's question: for which marketplace, into which folder, and what about pictures in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from studio.base.jobs import Lane
from studio.base.texts import _, plural
from studio.domain.ids import PhotoId
from studio.services import exporting
from studio.services.exporting import Manner, PhotoRules, Prospect
from studio.ui import metrics
from studio.ui.page import PageContext
from studio.ui.widgets import Badge, Card, Picture, PlainLabel, PrimaryButton, QuietButton, ScrollColumn, column, row

_MARKET, _FOLDER, _TEXT = "export.marketplace", "export.folder", "export.text"
_FIRST = "poshmark"
_LIST_PX = 232
_SEEN = 5
_PICTURE_PX = (45, 60)


class ExportForm(QWidget):
    """`started` and `stopped` tell what was pressed; the choices are kept for the next time."""

    started = Signal()
    stopped = Signal()
    left = Signal()

    def __init__(self, context: PageContext, wanted: Sequence[PhotoId]) -> None:
        super().__init__()
        self._context = context
        self._wanted = wanted
        self._markets = {rules.id: rules for rules in exporting.marketplaces()}
        kept = str(context.state.get(_MARKET, _FIRST))
        self.marketplace = kept if kept in self._markets else next(iter(self._markets))
        self.folder = Path(str(context.state.get(_FOLDER, "")) or Path.home() / "Pictures")
        self._cards = {market: _card(rules) for market, rules in self._markets.items()}
        self._heading, self._takes = PlainLabel(style="title", wrap=True), PlainLabel(wrap=True)
        self._advice = PlainLabel(style="caption", wrap=True)
        self._notes = PlainLabel(style="soft", wrap=True)
        self._place = PlainLabel(style="strong")
        self._choose = QuietButton(_("Choose…"), "folder")
        self._text = QCheckBox(_("A folder for each piece, with a text to paste into the form"))
        self._replace = QCheckBox(_("Replace files of the same name"))
        self._doubts = Card(style="sunken")
        self._anyway = QCheckBox()
        self._progress, self._far = QProgressBar(), PlainLabel(style="caption")
        self._sentence = PlainLabel(wrap=True)
        self._cancel, self._save = QuietButton(_("Cancel")), PrimaryButton(_("Save pictures"), "export")
        self._text.setChecked(bool(context.state.get(_TEXT, False)))
        self._lay_out()
        self._connect()
        self.say("")
        self._doubts.hide()
        self._notes.hide()
        self.show_waiting()
        self._show_market()

    @property
    def manner(self) -> Manner:
        """How to save, as it is set."""
        return Manner(
            anyway=self._anyway.isChecked(), replace=self._replace.isChecked(), folders=self._text.isChecked()
        )

    @property
    def market_name(self) -> str:
        """What the chosen marketplace is called."""
        return self._markets[self.marketplace].name

    def remember(self) -> None:
        """Keep what was chosen for the next time."""
        self._context.state.set(_MARKET, self.marketplace)
        self._context.state.set(_FOLDER, str(self.folder))
        self._context.state.set(_TEXT, self._text.isChecked())

    def show_running(self, done: int, total: int, note: str) -> None:
        """Show how far the saving is."""
        self.say("")
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        far = _("{done} of {total}").format(done=done, total=total)
        self._far.setText(f"{far} · {note}" if note else far)
        self._enable(running=True)

    def show_waiting(self) -> None:
        """Wait for the press."""
        self._enable(running=False)

    def focus_act(self) -> None:
        """Put the keyboard on what is done next."""
        self._save.setFocus()

    def say(self, text: str) -> None:
        """Say why nothing was saved."""
        self._sentence.set_tone("refused" if text else "")
        self._sentence.setText(text)
        self._sentence.setVisible(bool(text))

    def choose(self, marketplace: str) -> None:
        """Save for this marketplace."""
        self.marketplace = marketplace
        self._show_market()

    def _show_market(self) -> None:
        rules = self._markets[self.marketplace]
        for market, card in self._cards.items():
            card.set_selected(selected=market == self.marketplace)
        self._heading.setText(_("Pictures for {market}").format(market=rules.name))
        self._takes.setText(_("Saved: {rules}; without metadata, in sRGB, named by SKU.").format(rules=rules.sentence))
        self._advice.setText(_advice(rules))
        self._place.setText(str(self.folder))
        studio, wanted, market = self._context.studio, self._wanted, self.marketplace
        self._context.submit(
            _("Counting pictures"),
            Lane.IMAGE,
            lambda _job: exporting.prospect(studio, wanted, market),
            owner=self,
            on_result=self._show_prospect,
            key="prospect",
            quiet=True,
        )

    def _show_prospect(self, found: Prospect) -> None:
        rules = self._markets[self.marketplace]
        pictures = plural("{n} picture", "{n} pictures", found.photo_count)
        pieces = plural("of {n} piece", "of {n} pieces", found.piece_count)
        words = _("{pictures} {pieces} for {market}")
        self._heading.setText(words.format(pictures=pictures, pieces=pieces, market=rules.name))
        self._notes.setText("\n".join(found.notes))
        self._notes.setVisible(bool(found.notes))
        self._show_doubts(found)

    def _show_doubts(self, found: Prospect) -> None:
        self._doubts.setVisible(bool(found.doubtful))
        count = len(found.doubtful)
        self._badge.set("needs", plural("{n} cut-out in doubt", "{n} cut-outs in doubt", count))
        names = ", ".join(photo.file_name for photo in found.doubtful[:_SEEN])
        more = count - min(count, _SEEN)
        self._names.setText(names + (_(" and {n} more").format(n=more) if more else ""))
        self._anyway.setText(plural("Save it anyway", "Save them anyway", count))
        for picture, photo in zip(self._pictures, found.doubtful, strict=False):
            picture.set_picture(photo.look, photo.file_name)
        for number, picture in enumerate(self._pictures):
            picture.setVisible(number < count)

    def _enable(self, *, running: bool) -> None:
        for widget in (self._progress, self._far):
            widget.setVisible(running)
        for control in (self._choose, self._text, self._replace, self._anyway, *self._cards.values()):
            control.setEnabled(not running)
        self._save.setEnabled(not running and bool(self._wanted))
        self._cancel.setText(_("Stop") if running else _("Cancel"))
        self._running = running

    def _connect(self) -> None:
        for market, card in self._cards.items():
            card.clicked.connect(partial(self.choose, market))
        self._choose.clicked.connect(lambda _on: self._ask_folder())
        self._save.clicked.connect(lambda _on: self.started.emit())
        self._cancel.clicked.connect(lambda _on: (self.stopped if self._running else self.left).emit())

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("Save pictures in"), str(self.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.take_folder)
        dialog.open()

    def take_folder(self, folder: str) -> None:
        """Save into this folder."""
        self.folder = Path(folder)
        self._place.setText(folder)

    def _lay_out(self) -> None:
        self._badge, self._names = Badge(), PlainLabel(style="soft", wrap=True)
        self._pictures = [Picture(self._context.thumbnails, *_PICTURE_PX) for _number in range(_SEEN)]
        self._doubts.column.setSpacing(metrics.GRID_PX)
        self._doubts.column.addLayout(row(self._badge, None, self._anyway))
        self._doubts.column.addLayout(row(*self._pictures, None))
        self._doubts.column.addWidget(self._names)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("How far it is"))
        markets = ScrollColumn(metrics.CARD_PADDING_PX, metrics.GRID_PX)
        markets.setFixedWidth(_LIST_PX)
        markets.add(PlainLabel(_("For"), style="caption"), *self._cards.values())
        margin = metrics.PAGE_MARGIN_PX
        side = column(self._heading, self._takes, self._advice, self._notes, gap_px=metrics.GRID_PX)
        side.addSpacing(metrics.GRID_PX)
        place = row(self._place, self._choose)
        place.setStretch(0, 1)
        side.addWidget(PlainLabel(_("Into"), style="caption"))
        side.addLayout(place)
        side.addWidget(self._text)
        side.addWidget(self._replace)
        side.addSpacing(metrics.GRID_PX)
        side.addWidget(self._doubts)
        side.addStretch(1)
        side.addWidget(self._sentence)
        side.addLayout(column(self._progress, self._far, gap_px=5))
        side.addLayout(row(None, self._cancel, self._save))
        side.setContentsMargins(margin, margin, margin, margin)
        whole = row(markets, gap_px=0)
        whole.addLayout(side, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(whole)


def _card(rules: PhotoRules) -> Card:
    card = Card(style="plain", clickable=True)
    card.setAccessibleName(rules.name)
    card.column.setContentsMargins(12, 9, 12, 9)
    card.column.setSpacing(1)
    card.column.addWidget(PlainLabel(rules.name, style="strong"))
    card.column.addWidget(PlainLabel(rules.short, style="caption"))
    return card


def _advice(rules: PhotoRules) -> str:
    """Say what is disputed, and where the rules were read last."""
    newest = max(rules.rows, key=lambda rule: rule.since).since
    read = _("From {source}, {day:%B %Y}.").format(source=rules.cover.source, day=newest)
    return " ".join([*rules.doubts, read])
