"""Where the cards of a grid lie: arithmetic, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

from studio.ui import metrics
from studio.ui.widgets.covers import cell_size

_MARGIN_PX = metrics.PAGE_MARGIN_PX - 4
_GAP_PX = metrics.GAP_PX
_RING_PX = 8  # what may be drawn around a card


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLayout:
    """`count` cards, each at least `least_width` wide, in lines that fill `width`; all in pixels of the content."""

    count: int
    width: int
    least_width: int

    @property
    def columns(self) -> int:
        """How many stand in a line."""
        return max(1, (self.width - 2 * _MARGIN_PX + _GAP_PX) // (self.least_width + _GAP_PX))

    @property
    def cell(self) -> QSize:
        """How large a card is: a line shares the width."""
        width = (self.width - 2 * _MARGIN_PX + _GAP_PX) // self.columns - _GAP_PX
        return cell_size(max(64, width))

    @property
    def pitch(self) -> int:
        """From one line to the next."""
        return self.cell.height() + _GAP_PX

    @property
    def height(self) -> int:
        """Of everything."""
        lines = -(-self.count // self.columns)
        return 2 * _MARGIN_PX - _GAP_PX + lines * self.pitch

    @property
    def step(self) -> int:
        """How far a turn of the wheel goes."""
        return self.pitch // 4

    def rect_of(self, number: int) -> QRect:
        """Return where a card lies."""
        line, place = divmod(number, self.columns)
        cell = self.cell
        left = _MARGIN_PX + place * (cell.width() + _GAP_PX)
        return QRect(QPoint(left, _MARGIN_PX + line * self.pitch), cell)

    def at(self, point: QPoint) -> int | None:
        """Return the card at `point`; None in the gaps."""
        line = (point.y() - _MARGIN_PX) // self.pitch
        place = (point.x() - _MARGIN_PX) // (self.cell.width() + _GAP_PX)
        number = line * self.columns + place
        inside = line >= 0 and 0 <= place < self.columns and number < self.count
        return number if inside and self.rect_of(number).contains(point) else None

    def sight_of(self, number: int) -> QRect:
        """Return what has to be seen of a card: all."""
        return self.rect_of(number)

    def beside(self, number: int, down: int) -> int:
        """Return the card below (`down` 1) or above (-1), in a shorter line the last; itself where there is no line."""
        there = number + down * self.columns
        last = self.count - 1
        if there > last and number // self.columns < last // self.columns:
            return last
        return there if 0 <= there <= last else number

    def numbers_in(self, rect: QRect) -> range:
        """Return the cards of every line that `rect` touches."""
        first = max(0, (rect.top() - _MARGIN_PX - _RING_PX) // self.pitch) * self.columns
        last = max(0, (rect.bottom() - _MARGIN_PX + _RING_PX) // self.pitch + 1) * self.columns
        return range(min(first, self.count), min(last, self.count))
