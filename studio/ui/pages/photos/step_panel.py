"""The inspector of the editor: every step of the photo in hand, what it does, and its controls."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from studio.base.texts import _
from studio.services import developing
from studio.services.context import Studio
from studio.services.previewing import Preview
from studio.ui.pages.photos import step_table
from studio.ui.pages.photos.cutout_notes import CutoutNotes
from studio.ui.pages.photos.edit_session import EditSession, Params
from studio.ui.pages.photos.frame_painting import TITLES
from studio.ui.pages.photos.history_list import HistoryList
from studio.ui.pages.photos.step_card import StepCard
from studio.ui.pages.photos.step_controls import Control
from studio.ui.pages.photos.step_table import StepRow
from studio.ui.widgets import DropDown, GhostButton, InspectorColumn, PlainLabel, QuietButton, row

_SIZES = {"3x4": "1080 × 1440", "1x1": "1600 × 1600"}
_GROUP_GAP_PX = 6


class StepPanel(QWidget):
    """`hand_wanted` asks for the tool of a step, `straighten_wanted` for a proposal, `cleaned` for a cleaning."""

    cleaned = Signal(str)
    approved = Signal()
    frames_hidden = Signal(object)
    hand_wanted = Signal(str)
    straighten_wanted = Signal()

    def __init__(self, studio: Studio, session: EditSession) -> None:
        super().__init__()
        self._studio = studio
        self._session = session
        self._shown: dict[str, tuple[bool, Params]] = {}
        self._sure = ""
        self.notes = CutoutNotes()
        self.history = HistoryList()
        self._clean = QuietButton(_("Clean this photo"), "clean")
        self._backend = DropDown()
        self._frames = {shape: QCheckBox(f"{title} · {_SIZES[shape]}") for shape, title in TITLES.items()}
        self._controls: dict[str, list[Control]] = {}
        self._clear: dict[str, GhostButton] = {}
        self.cards = {one.name: StepCard(one.title, one.why) for one in step_table.ROWS}
        self.cards["frames"] = StepCard(
            _("Frames"), _("What marketplaces show of the photo, around the piece."), switch=False
        )
        self.cards["history"] = StepCard(_("History"), switch=False)
        self._headings: dict[str, PlainLabel] = {}
        self._lay_out()
        self._connect()
        self._unfold("cutout")

    def show_session(self) -> None:
        """Show the steps as they are now."""
        if self._session.photo is None:
            self._shown.clear()
            return
        known = self._session.known
        for one in step_table.ROWS:
            self.cards[one.name].setVisible(one.name in known)
            if one.name in known:
                self._show_step(one)
        self._clean.setVisible(not self._session.steps)

    def show_photo(self, *, note: str, why_refused: str = "") -> None:
        """Show what there is to say of the photo in hand."""
        self._shown.clear()
        self._show_backends()
        self.notes.show_doubt(note, why_refused)
        self.show_session()

    def show_preview(self, made: Preview) -> None:
        """Show what the picture on screen says of its cut-out."""
        self.notes.show_proof(made)
        self._sure = "" if made.confidence is None else _("{n} % sure").format(n=round(100 * made.confidence))
        if made.awaits_cut:
            self._sure = _("finding the edge…")
        self._shown.pop("cutout", None)
        self.show_session()

    def _show_step(self, one: StepRow) -> None:
        on, params = self._session.has(one.name), self._session.params(one.name)
        if self._shown.get(one.name) == (on, params):
            return
        self._shown[one.name] = (on, params)
        card = self.cards[one.name]
        card.summarise(self._summary(one, params) if on else "", on=on)
        usual = self._session.known[one.name].usual
        for control in self._controls[one.name]:
            control.show_params(params, usual)
        if one.name in self._clear:
            self._clear[one.name].setVisible(bool(params.get(one.clears)))
        if one.name == "cutout":
            self._choose_shown(str(params.get("backend", "auto")))

    def _summary(self, one: StepRow, params: Params) -> str:
        if one.name != "cutout":
            return one.says(params)
        title = developing.backend_title(self._studio, str(params.get("backend", "auto")))
        return " · ".join(part for part in (title, self._sure) if part)

    # -- the cut-out's ways

    def _show_backends(self) -> None:
        self._backend.clear()
        best = developing.backend_title(self._studio, "auto")
        self._backend.addItem(_("The best there is ({best})").format(best=best), "auto")
        for backend in developing.backends(self._studio):
            self._backend.addItem(backend.title, backend.value)

    def _choose_shown(self, backend: str) -> None:
        if self._backend.findData(backend) < 0:  # its model is no longer here
            self._backend.addItem(developing.backend_title(self._studio, backend), backend)
        self._backend.setCurrentIndex(self._backend.findData(backend))

    # -- parts

    def _lay_out(self) -> None:
        column = InspectorColumn()
        column.column.setSpacing(2)
        self._clean.setSizePolicy(self._backend.sizePolicy())
        column.add(self.notes, self._clean)
        for group, title in step_table.GROUPS.items():
            self._headings[group] = PlainLabel(title.upper(), style="caption")
            column.column.addSpacing(_GROUP_GAP_PX)
            column.add(self._headings[group])
            for one in step_table.ROWS:
                if one.group == group:
                    self._fill(one)
                    column.add(self.cards[one.name])
        column.column.addSpacing(_GROUP_GAP_PX)
        for box in self._frames.values():
            box.setChecked(True)
            self.cards["frames"].body.addWidget(box)
        self.cards["frames"].summarise(" · ".join(TITLES.values()))
        self.cards["history"].body.addWidget(self.history)
        column.add(self.cards["frames"], self.cards["history"])
        self._backend.setAccessibleName(_("Cut out with"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _fill(self, one: StepRow) -> None:
        """Put the controls of a step into its card."""
        card = self.cards[one.name]
        if one.name == "cutout":
            card.body.addWidget(self._backend)
        self._controls[one.name] = one.controls()
        for control in self._controls[one.name]:
            control.changed.connect(partial(self._change, one.name))
            card.body.addWidget(control)
        buttons: list[QWidget] = []
        if one.hand:
            hand = QuietButton(one.hand)
            hand.clicked.connect(lambda _on: self.hand_wanted.emit(one.name))
            buttons.append(hand)
        if one.name == "crop":
            upright = QuietButton(_("Set upright"), "wand")
            upright.setToolTip(_("Proposes an angle from the piece itself"))
            upright.clicked.connect(lambda _on: self.straighten_wanted.emit())
            turn = QuietButton("", "rotate")
            turn.setAccessibleName(_("Turn by a quarter"))
            turn.setToolTip(_("Turn by a quarter"))
            turn.clicked.connect(lambda _on: self._turn())
            buttons += [upright, turn]
        if buttons:
            card.body.addLayout(row(*buttons, None))
        if one.clears:
            clear = GhostButton(_("Forget what was done by hand"))
            clear.clicked.connect(lambda _on: self._session.set_params(one.name, {one.clears: []}))
            self._clear[one.name] = clear
            card.body.addLayout(row(clear, None))
        card.end_with_reset()

    def _connect(self) -> None:
        for name, card in self.cards.items():
            card.clicked.connect(partial(self._unfold, name))
            card.switched.connect(partial(self._switch, name))
            card.reset_asked.connect(partial(self._session.reset, name))
        self._backend.activated.connect(
            lambda _place: self._session.set_params("cutout", {"backend": str(self._backend.currentData())})
        )
        self._clean.clicked.connect(lambda _checked: self.cleaned.emit(""))
        self.notes.approved.connect(self.approved)
        self._session.changed.connect(self.show_session)
        for box in self._frames.values():
            box.toggled.connect(lambda _on: self.frames_hidden.emit(self._hidden_frames()))

    def _change(self, name: str, params: Params, good: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._session.set_params(name, params, live=not good)

    def _switch(self, name: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on:
            self._session.restore(name)
        else:
            self._session.remove(name)

    def _turn(self) -> None:
        turns = int(self._session.params("crop").get("quarter_turns", 0))
        self._session.set_params("crop", {"quarter_turns": (turns + 1) % 4})

    def _hidden_frames(self) -> frozenset[str]:
        return frozenset(shape for shape, box in self._frames.items() if not box.isChecked())

    def _unfold(self, name: str) -> None:
        fold = self.cards[name].unfolded
        for one, card in self.cards.items():
            card.unfold(unfolded=one == name and not fold)
