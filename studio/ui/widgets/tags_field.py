"""TagsField: several of a list as chips, each with its colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from studio.base.texts import _
from studio.ui import fonts, icons, metrics, tokens
from studio.ui.widgets.field import Field
from studio.ui.widgets.flow import FlowLayout

_DOT_PX = 10
_CROSS_PX = 10


@dataclass(frozen=True, slots=True)
class Tag:
    """One that can be chosen; `colour` ("#1B1B1B") gives it a dot."""

    value: str
    text: str
    colour: str = ""


class TagsField(Field):
    """Any of `choices`, at most `most`; its value is a tuple of values in the order of choosing."""

    def __init__(
        self,
        label: str,
        choices: Sequence[Tag] = (),
        *,
        most: int | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._choices = {tag.value: tag for tag in choices}
        self._most = most
        self._chosen: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._add = _Chip(Tag("", _("Add")), "add")
        super().__init__(label, self._chips, hint=hint, parent=parent)
        self._add.clicked.connect(self._offer)
        self._add.setAccessibleName(_("Add to {label}").format(label=label))
        self.setFocusProxy(self._add)
        self._show()

    def set_choices(self, choices: Sequence[Tag]) -> None:
        """Offer `choices` from now on."""
        self._choices = {tag.value: tag for tag in choices}
        self._show()

    def read(self) -> tuple[str, ...]:
        """Return the chosen values."""
        return self._chosen

    def write(self, value: object) -> None:
        """Show the chosen values."""
        self._chosen = tuple(str(one) for one in value) if isinstance(value, tuple | list) else ()
        self._show()

    def show_mixed(self, text: str) -> None:
        """Show `text` on the button."""
        self._add.setText(text)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        full = self._most is not None and len(self._chosen) >= self._most
        for tag in self._choices.values():
            action = menu.addAction(_dot(tag.colour), tag.text)
            action.setCheckable(True)
            action.setChecked(tag.value in self._chosen)
            action.setEnabled(tag.value in self._chosen or not full)
            action.triggered.connect(lambda _on, value=tag.value: self._toggle(value))
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _toggle(self, value: str) -> None:
        if value in self._chosen:
            self._chosen = tuple(one for one in self._chosen if one != value)
        else:
            self._chosen = (*self._chosen, value)
        self._show()
        self._typed()
        self.flush()

    def _show(self) -> None:
        while self._flow.count():
            entry = self._flow.takeAt(0)
            chip = entry.widget() if entry else None
            if chip is not None and chip is not self._add:
                chip.hide()
                chip.deleteLater()
        for value in self._chosen:
            chip = _Chip(self._choices.get(value, Tag(value, value)))
            chip.clicked.connect(lambda _on, value=value: self._toggle(value))
            self._flow.addWidget(chip)
        self._flow.addWidget(self._add)
        self._add.setText(_("Add"))
        self._add.setVisible(self._most is None or len(self._chosen) < self._most)
        self._chips.updateGeometry()


class _Chip(QAbstractButton):
    """A chosen tag, which a click takes off; or the one that adds."""

    def __init__(self, tag: Tag, icon: str = "close") -> None:
        super().__init__()
        self._tag = tag
        self._icon = icon
        self.setText(tag.text)
        self.setAccessibleName(_("Remove {tag}").format(tag=tag.text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(fonts.strong(metrics.CAPTION_TYPE_PX))

    def sizeHint(self) -> QSize:
        dot = _DOT_PX + 5 if self._tag.colour else 0
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + dot + _CROSS_PX + 25, metrics.TARGET_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        adds = self._icon == "add"
        edge = colours.accent if self.hasFocus() else colours.control
        painter.setPen(edge if adds or self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if adds else colours.states["draft"].ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 11.5, 11.5)
        left = 10
        if self._tag.colour:
            paint_dot(painter, QRectF(left, (self.height() - _DOT_PX) / 2, _DOT_PX, _DOT_PX), self._tag.colour)
            left += _DOT_PX + 5
        painter.setPen(colours.text)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        cross = QRect(self.width() - _CROSS_PX - 8, (self.height() - _CROSS_PX) // 2, _CROSS_PX, _CROSS_PX)
        icons.paint(painter, cross, self._icon, colours.text_soft)


def paint_dot(painter: QPainter, room: QRectF, colour: str) -> None:
    """Draw a dot of `colour` with a rim that shows it on any ground."""
    painter.save()
    painter.setPen(tokens.current().control)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(room)
    painter.restore()


def _dot(colour: str) -> QIcon:
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    if colour:
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_dot(painter, QRectF(3, 3, 26, 26), colour)
        painter.end()
    return QIcon(pixmap)
