"""Where the trays of the contact sheet and the pictures in them lie: arithmetic, whatever their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from PySide6.QtCore import QPoint, QRect, QSize

from studio.ui import metrics
from studio.ui.widgets.covers import picture_height

MARGIN_PX = metrics.PAGE_MARGIN_PX - 4
PADDING_PX = 12
HEADER_PX = 40
GAP_PX = metrics.GRID_PX
TRAY_GAP_PX = metrics.GAP_PX
LEAST_PX = 118
MOST_PX = 172


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """One group on its card: the number of its first picture, how many there are and how they stand."""

    first: int
    count: int
    columns: int
    rect: QRect
    cell: QSize

    @property
    def header(self) -> QRect:
        """Where the words are."""
        inside = self.rect.adjusted(PADDING_PX, PADDING_PX - 2, -PADDING_PX, 0)
        return QRect(inside.topLeft(), QSize(inside.width(), HEADER_PX))

    def rect_of(self, number: int) -> QRect:
        """Return where picture `number` of the sheet lies."""
        line, place = divmod(number - self.first, self.columns)
        left = self.rect.left() + PADDING_PX + place * (self.cell.width() + GAP_PX)
        top = self.rect.top() + PADDING_PX + HEADER_PX + line * (self.cell.height() + GAP_PX)
        return QRect(QPoint(left, top), self.cell)

    @property
    def numbers(self) -> range:
        """The pictures in it."""
        return range(self.first, self.first + self.count)


@dataclass(slots=True)
class SheetLayout:
    """Trays of `counts` pictures each, side by side in lines that fill `width`; all in pixels of the content."""

    counts: Sequence[int]
    width: int
    trays: list[Tray] = field(default_factory=list)
    _lines: list[tuple[int, int]] = field(default_factory=list)
    """First tray and bottom edge of every line."""

    def __post_init__(self) -> None:
        """Fill line by line."""
        firsts = list(accumulate(self.counts, initial=0))
        room = max(self.width - 2 * MARGIN_PX, LEAST_PX + 2 * PADDING_PX)
        widest = max(1, (room - 2 * PADDING_PX + GAP_PX) // (LEAST_PX + GAP_PX))
        top, start = MARGIN_PX, 0
        while start < len(self.counts):
            columns: list[int] = []
            taken = 0
            for count in self.counts[start : start + widest]:
                wanted = min(count, widest)
                taken += _tray_width(wanted, LEAST_PX) + (TRAY_GAP_PX if columns else 0)
                if columns and taken > room:
                    break
                columns.append(wanted)
            top = self._add_line(firsts, start, columns, top, room)
            start += len(columns)

    @property
    def height(self) -> int:
        """Of everything."""
        return self._lines[-1][1] + MARGIN_PX if self._lines else 0

    @property
    def count(self) -> int:
        """How many pictures there are."""
        return self.trays[-1].first + self.trays[-1].count if self.trays else 0

    @property
    def step(self) -> int:
        """How far a turn of the wheel goes."""
        return metrics.GRID_PX * 6

    def sight_of(self, number: int) -> QRect:
        """Return a picture's place, with the words of its tray if it is in the first line."""
        tray = self.trays[self.tray_of(number)]
        rect = tray.rect_of(number)
        if number < tray.first + tray.columns:
            rect.setTop(tray.rect.top())
        return rect

    def numbers_in(self, rect: QRect) -> Iterator[int]:
        """Return the pictures of every tray in the lines that `rect` touches."""
        for number in self.trays_in(rect):
            yield from self.trays[number].numbers

    def tray_of(self, number: int) -> int:
        """Return in which tray picture `number` lies."""
        return bisect_right(self.trays, number, key=lambda tray: tray.first) - 1

    def rect_of(self, number: int) -> QRect:
        """Return where a picture lies."""
        return self.trays[self.tray_of(number)].rect_of(number)

    def trays_in(self, rect: QRect) -> Iterator[int]:
        """Return the trays of every line that `rect` touches."""
        line = bisect_left(self._lines, rect.top(), key=lambda one: one[1])
        for number in range(self._lines[line][0] if line < len(self._lines) else len(self.trays), len(self.trays)):
            if self.trays[number].rect.top() > rect.bottom():
                return
            yield number

    def tray_at(self, point: QPoint) -> int | None:
        """Return the tray at `point`; None between them."""
        around = QRect(point, QSize(1, 1))
        return next((one for one in self.trays_in(around) if self.trays[one].rect.contains(point)), None)

    def at(self, point: QPoint) -> int | None:
        """Return the picture at `point`; None in the gaps."""
        number = self.tray_at(point)
        tray = self.trays[number] if number is not None else None
        return next((one for one in tray.numbers if tray.rect_of(one).contains(point)), None) if tray else None

    def place_at(self, point: QPoint) -> tuple[int, int] | None:
        """Return the tray at `point` and how many of its pictures come before it in reading order."""
        number = self.tray_at(point)
        if number is None:
            return None
        tray = self.trays[number]
        if tray.header.bottom() >= point.y():
            return number, tray.count
        line = (point.y() - tray.rect_of(tray.first).top()) // (tray.cell.height() + GAP_PX)
        first = tray.first + max(0, line) * tray.columns
        in_line = [one for one in range(first, first + tray.columns) if one in tray.numbers]
        return number, sum(tray.rect_of(one).center().x() < point.x() for one in in_line) + first - tray.first

    def beside(self, number: int, down: int) -> int:
        """Return the picture below (`down` 1) or above (-1) picture `number`; itself where there is none."""
        here = self.rect_of(number)
        edge = here.bottom() if down > 0 else here.top()
        step = here.height() // 2 + HEADER_PX + 2 * PADDING_PX + TRAY_GAP_PX
        band = QRect(0, edge + 1 if down > 0 else edge - step, self.width, step)
        near = [one for tray in self.trays_in(band) for one in self.trays[tray].numbers]
        rects = {one: self.rect_of(one) for one in near}
        beyond = {one: rect for one, rect in rects.items() if (rect.top() - here.top()) * down > 0}
        if not beyond:
            return number
        return min(beyond, key=lambda one: (abs(beyond[one].top() - here.top()), abs(beyond[one].left() - here.left())))

    def _add_line(self, firsts: Sequence[int], start: int, columns: Sequence[int], top: int, room: int) -> int:
        """Place a line of trays, its pictures as wide as the line allows; return where the next begins."""
        fixed = _tray_width(sum(columns), 0) + (len(columns) - 1) * (2 * PADDING_PX + TRAY_GAP_PX - GAP_PX)
        width = min(MOST_PX, (room - fixed) // sum(columns))
        cell = QSize(width, picture_height(width))
        lines = max(-(-self.counts[start + place] // wide) for place, wide in enumerate(columns))
        height = HEADER_PX + 2 * PADDING_PX + lines * (cell.height() + GAP_PX) - GAP_PX
        left = MARGIN_PX
        for place, wide in enumerate(columns, start):
            rect = QRect(left, top, _tray_width(wide, width), height)
            self.trays.append(Tray(first=firsts[place], count=self.counts[place], columns=wide, rect=rect, cell=cell))
            left += rect.width() + TRAY_GAP_PX
        self._lines.append((start, top + height - 1))
        return top + height + TRAY_GAP_PX


def _tray_width(columns: int, cell_width: int) -> int:
    return 2 * PADDING_PX + columns * (cell_width + GAP_PX) - GAP_PX
