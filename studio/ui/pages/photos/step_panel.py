"""The inspector of the editor: every step of the photo in hand, what it does, and its controls."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from studio.base.texts import _
from studio.services import developing, previewing
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
from studio.ui.pages.photos.tools.kit import TOOLS
from studio.ui.widgets import (
    DropDown,
    FlowLayout,
    GhostButton,
    IconButton,
    InspectorColumn,
    PlainLabel,
    QuietButton,
    row,
)

_SIZES = {"3x4": "1080 × 1440", "1x1": "1600 × 1600"}
_GROUP_GAP_PX = 6


class StepPanel(QWidget):
    """`hand_wanted` asks for the tool of a step, `straighten_wanted` for a proposal, `cleaned` for a cleaning.

    `models_wanted` asks for the page of the cut-out models.
    """

    cleaned = Signal(str)
    approved = Signal()
    frames_hidden = Signal(object)
    hand_wanted = Signal(str)
    straighten_wanted = Signal()
    models_wanted = Signal()

    def __init__(self, studio: Studio, session: EditSession) -> None:
        super().__init__()
        self._studio = studio
        self._session = session
        self._shown: dict[str, tuple[bool, Params, bool]] = {}
        self._sure = ""
        self.notes = CutoutNotes()
        self.history = HistoryList()
        self._clean = QuietButton(_("Clean this photo"), "clean")
        self._upright = QuietButton(_("Set upright"), "wand")
        self._card = QuietButton(_("Use the grey card"), "check")
        self._grey: tuple[float, float, float] | None = None
        self._backend = DropDown()
        self._frames = {shape: QCheckBox(f"{title} · {_SIZES[shape]}") for shape, title in TITLES.items()}
        self._controls: dict[str, list[Control]] = {}
        self._clear: dict[str, GhostButton] = {}
        self._hands: dict[str, QuietButton] = {}
        self.cards = {one.name: StepCard(one.title, one.why) for one in step_table.ROWS}
        self.cards["frames"] = StepCard(
            _("Frames"), _("What marketplaces show of the photo, around the piece."), switch=False
        )
        self.cards["history"] = StepCard(_("History"), switch=False)
        self._column = InspectorColumn()
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
        if made.closely:
            self.notes.show_proof(made)
            self._propose(made)
        self._sure = "" if made.confidence is None else _("{n} % sure").format(n=round(100 * made.confidence))
        if made.awaits_cut:
            self._sure = _("finding the edge…")
        self._shown.pop("cutout", None)
        self.show_session()

    def show_tool(self, step: str) -> None:
        """Show whose tool lies in the seller's hand."""
        for name, hand in self._hands.items():
            hand.setChecked(name == step)

    def _show_step(self, one: StepRow) -> None:
        on, params = self._session.has(one.name), self._session.params(one.name)
        seen = (on, params, self._session.has("cutout"))
        if self._shown.get(one.name) == seen:
            return
        self._shown[one.name] = seen
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
        if one.name == "background" and not self._session.has("cutout"):
            return _("needs a cut-out")
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
        column = self._column
        column.column.setSpacing(2)
        self._clean.setSizePolicy(self._backend.sizePolicy())
        column.add(self.notes, self._clean)
        for group, title in step_table.GROUPS.items():
            column.column.addSpacing(_GROUP_GAP_PX)
            column.add(PlainLabel(title.upper(), style="caption"))
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
        self._backend.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._backend.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._backend.setAccessibleName(_("Cut out with"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _fill(self, one: StepRow) -> None:
        """Put the controls of a step into its card."""
        card = self.cards[one.name]
        if one.name == "cutout":
            more = IconButton("more", _("More models…"))
            more.clicked.connect(lambda _on: self.models_wanted.emit())
            card.body.addLayout(row(self._backend, more))
        self._controls[one.name] = one.controls()
        for control in self._controls[one.name]:
            control.changed.connect(partial(self._change, one.name))
            card.body.addWidget(control)
        if one.name in TOOLS:
            hand = QuietButton(TOOLS[one.name].text, TOOLS[one.name].icon)
            hand.setCheckable(True)
            hand.clicked.connect(lambda _on: self.hand_wanted.emit(one.name))
            self._hands[one.name] = hand
            card.body.addLayout(row(hand, None))
        if one.name == "crop":
            card.body.addLayout(self._turning())
        if one.name == "white_balance":
            card.body.addLayout(row(self._card, None))
        if one.clears:
            clear = GhostButton(_("Forget what was done by hand"))
            clear.clicked.connect(lambda _on: self._session.set_params(one.name, {one.clears: []}))
            self._clear[one.name] = clear
            card.body.addLayout(row(clear, None))
        if one.name == "cutout":
            card.body.addWidget(self.notes.proof_line)

    def _turning(self) -> FlowLayout:
        """Return what turns the photo by itself, and by a quarter."""
        turn = QuietButton(_("Turn"), "rotate")
        turn.setToolTip(_("Turn by a quarter"))
        turn.clicked.connect(lambda _on: self._turn())
        self._upright.clicked.connect(lambda _on: self.straighten_wanted.emit())
        line = FlowLayout()
        for button in (self._upright, turn):
            line.addWidget(button)
        return line

    def _propose(self, made: Preview) -> None:
        """Offer what was found in the picture: an angle, a grey card."""
        tilt = made.tilt
        self._upright.setEnabled(tilt is not None)
        self._upright.setText(
            _("Set upright: {angle}").format(angle=step_table.degrees(tilt.angle_deg)) if tilt else _("Set upright")
        )
        why = _("Nothing shows that this photo is at a slant")
        self._upright.setToolTip(_("Turns the photo by the angle of the piece") if tilt else why)
        self._card.setVisible(made.grey_card is not None)
        self._grey = made.grey_card

    def _use_card(self) -> None:
        if self._grey is not None:
            self._session.set_params("white_balance", {"mode": "grey", "grey": list(self._grey), "strength": 1.0})

    def _connect(self) -> None:
        for name, card in self.cards.items():
            card.clicked.connect(partial(self._unfold, name))
            card.switched.connect(partial(self._switch, name))
            card.reset_asked.connect(partial(self._session.reset, name))
        self._backend.activated.connect(
            lambda _place: self._session.set_params("cutout", {"backend": str(self._backend.currentData())})
        )
        self._card.clicked.connect(lambda _on: self._use_card())
        self._clean.clicked.connect(lambda _checked: self.cleaned.emit(""))
        self.notes.approved.connect(self.approved)
        self._session.changed.connect(self.show_session)
        for box in self._frames.values():
            box.toggled.connect(lambda _on: self.frames_hidden.emit(self._hidden_frames()))

    def _change(self, name: str, params: Params, good: bool) -> None:  # noqa: FBT001 - a signal's argument
        photo = self._session.photo
        if photo is not None and "angle_deg" in params:
            cut_out = self._session.has("cutout")
            crop = self._session.params("crop")
            params = previewing.straightened(crop, float(params["angle_deg"]), photo, cut_out=cut_out)
        self._session.set_params(name, params, live=not good)

    def _switch(self, name: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on:
            self._session.set_params(name, {})
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
        QTimer.singleShot(0, self, lambda: self._column.ensureWidgetVisible(self.cards[name], 0, _GROUP_GAP_PX))
