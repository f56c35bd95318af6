"""The inspector of the editor: the steps of a Recipe, what each does, and its controls."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from studio.base.texts import _
from studio.domain.photo import Photo
from studio.services import developing
from studio.services.context import Studio
from studio.services.developing import Amount, Look, Screen
from studio.ui.pages.photos.frame_painting import TITLES
from studio.ui.pages.photos.step_card import StepCard
from studio.ui.pages.photos.step_controls import AMOUNTS, BACKGROUNDS, AmountChoice, BackgroundChoice
from studio.ui.widgets import Badge, DropDown, InspectorColumn, PlainLabel, QuietButton, row

_SIZES = {"3x4": "1080 × 1440", "1x1": "1600 × 1600"}


class StepPanel(QWidget):
    """`changed` asks for another look, `cleaned` for cleaning by a backend ("" the usual), `approved` drops a doubt."""

    changed = Signal(object)
    cleaned = Signal(str)
    approved = Signal()
    frames_hidden = Signal(object)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._look = Look()
        self._white_balance, self._light = AmountChoice(_("White balance")), AmountChoice(_("Light"))
        self._backend = DropDown()
        self._clean = QuietButton(_("Clean this photo"), "clean")
        self._approve = QuietButton(_("It looks good"), "check")
        self._doubt, self._note = Badge(), PlainLabel(style="soft", wrap=True)
        self._background = BackgroundChoice()
        self._frames = {shape: QCheckBox(_("Show over the photo")) for shape in TITLES}
        self.cards = {
            "white_balance": StepCard(_("White balance")),
            "light": StepCard(_("Light")),
            "cutout": StepCard(_("Cut-out")),
            "background": StepCard(_("Background")),
            **{shape: StepCard(_("Frame {shape}").format(shape=title)) for shape, title in TITLES.items()},
        }
        self._lay_out()
        self._connect()
        self._unfold("cutout")

    def show_photo(self, photo: Photo, screen: Screen | None, *, why_refused: str = "") -> None:
        """Show the Recipe of a photo; how sure its cut-out is comes with `screen`."""
        look = developing.look_of(photo.recipe)
        self._look = look
        self._white_balance.show_amount(look.white_balance)
        self._light.show_amount(look.light)
        self._background.show_colour(look.background)
        self._show_backends(look)
        self._clean.setVisible(look.as_shot)
        for widget in (self._doubt, self._note):
            widget.setVisible(bool(why_refused or photo.note))
        self._doubt.set(*(("refused", _("Not cleaned")) if why_refused else ("needs", _("Look at it"))))
        self._note.setText(why_refused or photo.note)
        self._approve.setVisible(bool(photo.note))
        self.cards["background"].setEnabled(bool(look.backend))
        for name, text in self._summaries(look, photo, screen).items():
            self.cards[name].summarise(text)

    def _summaries(self, look: Look, photo: Photo, screen: Screen | None) -> dict[str, str]:
        cutout = _("none")
        if look.backend:
            cutout = developing.backend_title(self._studio, look.backend)
            if photo.note:
                cutout += " · " + _("look at it")
            elif screen is not None:
                cutout += " · " + _("{n} % sure").format(n=round(100 * screen.confidence))
        background = BACKGROUNDS.get(look.background.lower(), (look.background, ""))[0].lower()
        frame = _("around the garment") if look.backend else _("middle of the photo")
        return {
            "white_balance": AMOUNTS[look.white_balance].lower(),
            "light": AMOUNTS[look.light].lower(),
            "cutout": cutout,
            "background": background if look.backend else _("as shot"),
            "3x4": frame,
            "1x1": frame,
        }

    def _show_backends(self, look: Look) -> None:
        self._backend.clear()
        self._backend.addItem(_("No cut-out"), "")
        best = developing.backend_title(self._studio, "auto")
        self._backend.addItem(_("The best there is ({best})").format(best=best), "auto")
        for backend in developing.backends(self._studio):
            self._backend.addItem(backend.title, backend.value)
        if self._backend.findData(look.backend) < 0:  # its model is no longer here
            self._backend.addItem(developing.backend_title(self._studio, look.backend), look.backend)
        self._backend.setCurrentIndex(self._backend.findData(look.backend))

    def _lay_out(self) -> None:
        cards = self.cards
        cards["white_balance"].body.addWidget(self._white_balance)
        cards["light"].body.addWidget(self._light)
        cutout = cards["cutout"].body
        cutout.addLayout(row(self._doubt, None))
        for widget in (self._note, self._approve, self._clean, self._backend):
            cutout.addWidget(widget)
        cards["background"].body.addWidget(self._background)
        for shape, box in self._frames.items():
            box.setChecked(True)
            cards[shape].body.addWidget(box)
            cards[shape].body.addWidget(PlainLabel(_("{size} pixels").format(size=_SIZES[shape]), style="caption"))
        column = InspectorColumn()
        column.add(*cards.values())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._backend.setAccessibleName(_("Cut out with"))

    def _connect(self) -> None:
        for name, card in self.cards.items():
            card.clicked.connect(partial(self._unfold, name))
        self._white_balance.chosen.connect(lambda amount: self._change(white_balance=amount))
        self._light.chosen.connect(lambda amount: self._change(light=amount))
        self._background.chosen.connect(lambda colour: self._change(background=colour))
        self._backend.activated.connect(lambda _place: self._choose_backend(str(self._backend.currentData())))
        self._clean.clicked.connect(lambda _checked: self.cleaned.emit(""))
        self._approve.clicked.connect(lambda _checked: self.approved.emit())
        for box in self._frames.values():
            box.toggled.connect(lambda _on: self.frames_hidden.emit(self._hidden_frames()))

    def _change(self, **changes: Amount | str) -> None:
        look = replace(self._look, **changes)  # type: ignore[arg-type]  # each caller gives its field's own type
        if look != self._look:
            self._look = look
            self.changed.emit(look)

    def _choose_backend(self, backend: str) -> None:
        if self._look.as_shot and backend:
            self.cleaned.emit(backend)
        else:
            self._change(backend=backend)

    def _hidden_frames(self) -> frozenset[str]:
        return frozenset(shape for shape, box in self._frames.items() if not box.isChecked())

    def _unfold(self, name: str) -> None:
        fold = self.cards[name].unfolded
        for one, card in self.cards.items():
            card.unfold(unfolded=one == name and not fold)
