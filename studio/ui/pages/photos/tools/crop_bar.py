"""The settings of the crop: its ratio, turns by 90°, and the angle."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QDoubleSpinBox

from studio.base.texts import _
from studio.ui.pages.photos.tools.option_bar import Choice, OptionBar
from studio.ui.widgets import QuietButton

RATIOS: dict[str, float | None] = {"free": None, "3x4": 3 / 4, "1x1": 1.0}
_LEAST_OFFER_DEG = 0.2


def after(ratio: str) -> str:
    """Return the ratio that comes after one."""
    names = list(RATIOS)
    return names[(names.index(ratio) + 1) % len(names)]


class CropBar(OptionBar):
    """`done` keeps the crop, `left` leaves the photo as it was; the other signals are the buttons."""

    ratio_chosen = Signal(str)
    turned = Signal(int)
    levelled = Signal()
    straightened = Signal(float)
    whole = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(_("Crop"), act=_("Crop"), tip=_("Keep this crop (Enter)"))
        self._offered_deg = 0.0
        self._ratio = Choice(
            [
                ("free", _("Free"), _("Any shape (R goes to the next)")),
                ("3x4", "3:4", _("The shape of a cover (R goes to the next)")),
                ("1x1", "1:1", _("A square (R goes to the next)")),
            ]
        )
        self._ratio.chosen.connect(self.ratio_chosen)
        self.add(self._ratio)
        self.add_button(_("Turn left"), lambda: self.turned.emit(-1), tip=_("Turn left by 90° (,)"), icon="reset")
        self.add_button(_("Turn right"), lambda: self.turned.emit(1), tip=_("Turn right by 90° (.)"), icon="rotate")
        self._angle = QDoubleSpinBox()
        self._angle.setRange(-45.0, 45.0)
        self._angle.setDecimals(1)
        self._angle.setSingleStep(0.5)
        self._angle.setSuffix("°")
        self._angle.setFixedWidth(72)
        self._angle.lineEdit().setTextMargins(8, 0, 0, 0)
        self._angle.setKeyboardTracking(False)
        self._angle.setAccessibleName(_("Angle"))
        self._angle.setToolTip(_("Angle; drag beside the frame, or [ and ]"))
        self._angle.valueChanged.connect(self.straightened)
        self.add(self._angle)
        self._level = self.add_button(
            _("Level"), self.levelled.emit, tip=_("Draw a line along an edge that is to be level or upright (L)")
        )
        self._level.setCheckable(True)
        self._offer = QuietButton(_("Straighten"), "straighten")
        self._offer.clicked.connect(lambda _on: self.straightened.emit(self._offered_deg))
        self._offer.hide()
        self.add(self._offer)
        self.add_button(_("All"), self.whole.emit, tip=_("Show the whole photo again"))
        self.add_button(_("Cancel"), self.left.emit, tip=_("Leave the photo as it was (Esc)"))

    def show_crop(self, *, ratio: str, angle_deg: float, levelling: bool) -> None:
        """Show how the crop is set."""
        self._ratio.show_choice(ratio)
        self._level.setChecked(levelling)
        blocker = QSignalBlocker(self._angle)
        self._angle.setValue(angle_deg)
        blocker.unblock()

    def offer(self, angle_deg: float) -> None:
        """Offer to straighten by an angle; one that nobody would see is not worth a button."""
        self._offered_deg = angle_deg
        self._offer.setText(_("Straighten by {n}°").format(n=f"{angle_deg:+.1f}"))
        self._offer.setToolTip(_("Turn the photo so that the garment hangs straight"))
        self._offer.setVisible(abs(angle_deg) >= _LEAST_OFFER_DEG)
