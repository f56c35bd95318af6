"""The settings of the brush: what it does, how wide and how soft it is, and what is seen under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from studio.base.texts import _
from studio.ui.pages.photos.tools.option_bar import Choice, Gauge, OptionBar

_STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A ready-made brush."""

    adds: bool
    size: float
    soft: float


PRESETS = {
    "keep_hanger": Preset(adds=True, size=0.008, soft=0.0),
    "remove_hanger": Preset(adds=False, size=0.014, soft=0.0),
}
"""A hanger is thin and has a hard edge: wire is kept with a narrow brush, and removed with one a little wider."""


class BrushBar(OptionBar):
    """`added` tells whether the brush adds, `sized` its place between smallest and largest, `softened` 0 to 1."""

    added = Signal(bool)
    sized = Signal(float)
    softened = Signal(float)
    preset = Signal(str)
    looked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Brush"))
        self._mode = Choice(
            [
                ("add", _("Keep"), _("Paint what belongs to the piece (X swaps, Alt for one stroke)")),
                ("remove", _("Remove"), _("Paint what does not belong to the piece (X swaps, Alt for one stroke)")),
            ]
        )
        self._presets = Choice(
            [
                ("keep_hanger", _("Keep hanger"), _("A narrow hard brush that keeps")),
                ("remove_hanger", _("Remove hanger"), _("A narrow hard brush that removes")),
            ]
        )
        self._size = Gauge(_("Size"), 0, _STEPS, _("How wide the brush is ([ and ])"))
        self._soft = Gauge(_("Softness"), 0, _STEPS, _("How soft its rim is (Shift+[ and Shift+])"))
        self.add(self._mode, self._presets, self._size, self._soft)
        self.spare(self._presets)
        self._look = self.add_button(_("Show the result"), self.looked.emit, icon="eye")
        self._look.setCheckable(True)
        self._look.setToolTip(_("Show the result with its outline, or the photo with what is cut away tinted (O)"))
        self._mode.chosen.connect(lambda value: self.added.emit(value == "add"))
        self._presets.chosen.connect(self.preset)
        self._size.moved.connect(lambda value: self.sized.emit(value / _STEPS))
        self._soft.moved.connect(lambda value: self.softened.emit(value / _STEPS))

    def show_brush(self, *, adds: bool, share: float, soft: float, tinted: bool) -> None:
        """Show how the brush is set."""
        self._mode.show_choice("add" if adds else "remove")
        self._presets.show_choice("")
        self._size.show_value(round(share * _STEPS))
        self._soft.show_value(round(soft * _STEPS))
        self._look.setChecked(not tinted)
