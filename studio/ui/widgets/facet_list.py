"""FacetList: what a list can be narrowed to, with how many there are of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from studio.base.texts import _
from studio.ui import fonts, metrics, tokens
from studio.ui.widgets.labels import PlainLabel
from studio.ui.widgets.layouts import ScrollColumn

_ROW_PX = 26
_INDENT_PX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetRow:
    """One value to narrow to."""

    value: str
    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The values of one property."""

    key: str
    title: str
    rows: Sequence[FacetRow]


class FacetList(ScrollColumn):
    """Sections of rows; `chosen` tells the section's key and the value, None when it was taken off again."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(metrics.INSPECTOR_MARGIN_PX, 2)
        self._sections: tuple[Section, ...] = ()
        self._rows: dict[tuple[str, str], _FacetButton] = {}
        self._selected: dict[str, str] = {}

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show `sections`; the widgets stay where only counts changed, so that focus stays too."""
        sections = tuple(section for section in sections if section.rows)
        if _shape(sections) == _shape(self._sections):
            for section in sections:
                for facet in section.rows:
                    self._rows[section.key, facet.value].set_count(facet.count)
        else:
            self._build(sections)
        self._sections = sections

    def select(self, key: str, value: str | None) -> None:
        """Show `value` as the one chosen in section `key`, without telling anybody."""
        self._selected.pop(key, None)
        if value is not None:
            self._selected[key] = value
        self._show_selected()

    def selected(self) -> dict[str, str]:
        """Return the chosen value of every section that has one."""
        return dict(self._selected)

    def _build(self, sections: Sequence[Section]) -> None:
        self.clear()
        self._rows.clear()
        for number, section in enumerate(sections):
            if number:
                self.column.addSpacing(metrics.GAP_PX)
            heading = PlainLabel(section.title, style="strong")
            heading.setFixedHeight(_ROW_PX)
            self.add(heading)
            for facet in section.rows:
                button = _FacetButton(facet, section.title)
                button.clicked.connect(lambda _on, key=section.key, value=facet.value: self._toggle(key, value))
                self._rows[section.key, facet.value] = button
                self.add(button)
        self._show_selected()

    def _toggle(self, key: str, value: str) -> None:
        chosen = None if self._selected.get(key) == value else value
        self.select(key, chosen)
        self.chosen.emit(key, chosen)

    def _show_selected(self) -> None:
        for (key, value), button in self._rows.items():
            button.setChecked(self._selected.get(key) == value)


class _FacetButton(QAbstractButton):
    def __init__(self, row: FacetRow, section: str) -> None:
        super().__init__()
        self._section = section
        self._count = 0
        self.setText(row.text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(row.count)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(
            _("{section}: {value}, {count}").format(section=self._section, value=self.text(), count=f"{count:,}")
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, _ROW_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(colours.accent if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(colours.accent_soft)
        elif self.underMouse():
            painter.setBrush(colours.sunken)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.drawRoundedRect(room, 5, 5)
        inner = self.rect().adjusted(_INDENT_PX, 0, -_INDENT_PX, 0)
        self._paint_texts(painter, inner)

    def _paint_texts(self, painter: QPainter, inner: QRect) -> None:
        colours = tokens.current()
        count = f"{self._count:,}"
        painter.setFont(fonts.figures(metrics.CAPTION_TYPE_PX))
        painter.setPen(colours.text_soft)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(count) - metrics.GRID_PX
        painter.setFont(fonts.font())
        painter.setPen(colours.text)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _shape(sections: Sequence[Section]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [(s.key, s.title, [(row.value, row.text) for row in s.rows]) for s in sections]
