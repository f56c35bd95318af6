"""The grey picker: a click on what is grey in truth takes the cast off the whole photo."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.base.texts import _
from studio.ui.pages.photos.tools import overlay
from studio.ui.pages.photos.tools.option_bar import OptionBar
from studio.ui.pages.photos.tools.tool import Session, Tool, Touch
from studio.ui.widgets import PlainLabel

_REACH_PX = 2
"""5 x 5 pixels: one alone may be noise or lint."""
_BRIGHTEST, _DARKEST = 250, 12
_MOST_CHROMA = 0.45
"""The warmest lamp turns grey into about this much colour; what has more is coloured itself."""


class GreyPicker(Tool):
    """Reads the photo as it was shot: what later steps made of it says nothing about the light."""

    step = "white_balance"
    title = _("Pick a grey")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._at: QPointF | None = None
        self._hint = PlainLabel(_("Click a grey card, a white wall or a zip"), style="soft")
        self._bar = OptionBar(self.title)
        self._bar.add(self._hint)
        self._bar.add_button(_("Automatic"), self.automatic, tip=_("Find the light by itself again"))
        self._bar.done.connect(self.finished)

    def options(self) -> OptionBar:
        """Return the bar."""
        return self._bar

    def press(self, touch: Touch) -> None:
        """Take what is under the mouse for grey."""
        colour = self.colour_at(touch.at)
        why_not = _refusal(colour)
        self._hint.setText(why_not or _("Click elsewhere to pick again"))
        if not why_not and colour is not None:
            grey = [colour.red(), colour.green(), colour.blue()]
            params = self.session.params(self.step)
            self.session.set_params(self.step, {**params, "mode": "grey", "grey": grey, "strength": 1.0}, apart=True)

    def move(self, touch: Touch) -> None:
        """Show the colour that is under the mouse."""
        self._at = touch.at
        self.canvas.renew()

    def leave(self) -> None:
        """Show none while the mouse is elsewhere."""
        self._at = None
        self.canvas.renew()

    def automatic(self) -> None:
        """Let the light be found without the seller again."""
        if self.session.has(self.step):
            self.session.set_params(
                self.step, {**self.session.params(self.step), "mode": "auto", "grey": []}, apart=True
            )

    def colour_at(self, at: QPointF) -> QColor | None:
        """Return the mean of 5 x 5 pixels as they were shot; None beside the photo."""
        image, place = self.canvas.as_shot(), self.canvas.photo_rect()
        if image.isNull() or not place.contains(at):
            return None
        middle = (at - place.topLeft()) * (image.width() / place.width())
        return mean_colour(image, int(middle.x()), int(middle.y()))

    def paint(self, painter: QPainter) -> None:
        """Draw the photo larger under the mouse, with the colour that would be taken."""
        if self._at is None:
            return
        colour = self.colour_at(self._at)
        if colour is None:
            return
        room = self.canvas.room()
        lens = overlay.magnifier(painter, self._at, self.canvas.as_shot(), self.canvas.photo_rect(), room)
        swatch = QRectF(lens.center().x() - 15, lens.bottom() - 22, 30, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(swatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        overlay.ring(painter, swatch.center(), 15)
        words = _refusal(colour) or f"{colour.red()} {colour.green()} {colour.blue()}"
        overlay.label(painter, swatch.center() + QPointF(0, 32), words)


def mean_colour(image: QImage, x: int, y: int) -> QColor:
    """Return the mean of the 5 x 5 pixels around one, as far as they are in the picture."""
    reach = range(-_REACH_PX, _REACH_PX + 1)
    places = [(x + across, y + down) for down in reach for across in reach if image.valid(x + across, y + down)]
    colours = [_parts(image.pixelColor(*place)) for place in places] or [(0, 0, 0)]
    red, green, blue = (round(sum(part) / len(colours)) for part in zip(*colours, strict=True))
    return QColor(red, green, blue)


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _refusal(colour: QColor | None) -> str:
    """Return why a colour says nothing about the light; empty where it does."""
    if colour is None:
        return _("Click inside the photo")
    brightest, darkest = max(_parts(colour)), min(_parts(colour))
    if brightest >= _BRIGHTEST:
        return _("Too bright to tell: click something darker")
    if brightest <= _DARKEST:
        return _("Too dark to tell: click something lighter")
    if (brightest - darkest) / brightest > _MOST_CHROMA:
        return _("This has a colour of its own: click something grey")
    return ""
