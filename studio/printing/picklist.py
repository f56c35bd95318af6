"""The pick list: which pieces to fetch from which bin, on as many sheets as it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from studio.base.texts import _, plural
from studio.printing.display_list import Box, DisplayList, Frame, Mark, Page, Picture, Placed, Rule, Text
from studio.printing.fields import PickRow, printable
from studio.printing.stock import Stock

_MARGIN_MM = 14.0
_HEAD_MM = 14.0
_FOOT_MM = 8.0
_BIN_MM = 10.0
_ROW_MM = 14.0
_SOFT = "#6b635b"
_LINE = "#d8d1c8"

Line = str | PickRow


def build_pages(rows: Sequence[PickRow], sheet: Stock, *, day: str) -> tuple[Page, ...]:
    """Return the pages of the pick list, bins in walking order, on plain paper; `day` stands at its head."""
    width_mm, height_mm = sheet.page_mm
    bodies = list(_break(_lines(rows), height_mm - 2 * _MARGIN_MM - _HEAD_MM - _FOOT_MM))
    orders = len({row.order for row in rows})
    count = f"{plural('{n} piece', '{n} pieces', len(rows))} · {plural('{n} order', '{n} orders', orders)}"
    # Where the words of a row begin: after the tick box, and the picture if any piece has one.
    indent_mm = 22.0 if any(row.picture for row in rows) else 9.0
    pages = []
    for number, lines in enumerate(bodies, start=1):
        of = _("Page {number} of {count}").format(number=number, count=len(bodies))
        marks = (
            *_head(width_mm, f"{printable(day)} · {count}"),
            *_body(lines, width_mm, indent_mm),
            *_foot(width_mm, height_mm, of),
        )
        sheet_list = DisplayList(width_mm=width_mm, height_mm=height_mm, marks=marks)
        pages.append(Page(width_mm=width_mm, height_mm=height_mm, placed=(Placed(content=sheet_list),)))
    return tuple(pages)


def walking_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts A2 before A10 and pieces without a bin last."""
    if not text:
        return ((2, 0, ""),)
    parts = re.findall(r"\d+|\D+", text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def _lines(rows: Sequence[PickRow]) -> Iterator[Line]:
    ordered = sorted(rows, key=lambda row: (walking_order(row.bin), walking_order(row.sku)))
    for name, group in groupby(ordered, key=lambda row: row.bin):
        yield printable(name) or _("No bin yet")
        yield from group


def _break(lines: Iterator[Line], room_mm: float) -> Iterator[list[Line]]:
    """Yield the lines page by page; a bin's name is never left alone and is said again on the next page."""
    page: list[Line] = []
    used_mm, bin_name = 0.0, ""
    for line in lines:
        if isinstance(line, str):
            bin_name = line
        needed_mm = _BIN_MM + _ROW_MM if isinstance(line, str) else _ROW_MM
        if page and used_mm + needed_mm > room_mm:
            yield page
            page, used_mm = [], 0.0
            if not isinstance(line, str):
                page, used_mm = [_("{bin}, continued").format(bin=bin_name)], _BIN_MM
        page.append(line)
        used_mm += _BIN_MM if isinstance(line, str) else _ROW_MM
    yield page


def _head(width_mm: float, summary: str) -> Iterator[Mark]:
    inner_mm = width_mm - 2 * _MARGIN_MM
    title = Frame(_MARGIN_MM, _MARGIN_MM, inner_mm * 0.4, 9)
    yield Text(frame=title, text=_("Pick list"), size_pt=20, min_pt=14, weight=600, valign="bottom")
    where = Frame(_MARGIN_MM + inner_mm * 0.4, _MARGIN_MM, inner_mm * 0.6, 8.4)
    yield Text(frame=where, text=summary, size_pt=10, min_pt=7, color=_SOFT, align="right", valign="bottom")
    y_mm = _MARGIN_MM + 11.5
    yield Rule(start_mm=(_MARGIN_MM, y_mm), end_mm=(width_mm - _MARGIN_MM, y_mm), width_mm=0.5)


def _body(lines: Sequence[Line], width_mm: float, indent_mm: float) -> Iterator[Mark]:
    y_mm = _MARGIN_MM + _HEAD_MM
    if not lines:
        frame = Frame(_MARGIN_MM, y_mm + 8, width_mm - 2 * _MARGIN_MM, 8)
        yield Text(frame=frame, text=_("Nothing to fetch."), size_pt=12, min_pt=9, color=_SOFT)
    for line in lines:
        if isinstance(line, str):
            frame = Frame(_MARGIN_MM, y_mm, width_mm - 2 * _MARGIN_MM, _BIN_MM - 1.5)
            yield Text(frame=frame, text=line, size_pt=13, min_pt=8, weight=600, valign="bottom")
            y_mm += _BIN_MM
        else:
            yield from _row(line, y_mm, width_mm, indent_mm)
            y_mm += _ROW_MM


def _row(row: PickRow, y_mm: float, width_mm: float, indent_mm: float) -> Iterator[Mark]:
    left_mm, right_mm = _MARGIN_MM, width_mm - _MARGIN_MM
    yield Rule(start_mm=(left_mm, y_mm), end_mm=(right_mm, y_mm), width_mm=0.2, color=_LINE)
    yield Box(frame=Frame(left_mm, y_mm + 4.5, 5, 5), line="#000000", line_mm=0.35, radius_mm=0.8)
    if row.picture is not None:
        yield Picture(frame=Frame(left_mm + 9, y_mm + 1, 9, 12), source=row.picture, fit="cover")
    sku_mm, title_mm, order_mm = left_mm + indent_mm, left_mm + indent_mm + 34, right_mm - 36
    height_mm = _ROW_MM - 2
    size = _("Size {size}").format(size=row.size) if row.size else ""
    yield from _cell(Frame(sku_mm, y_mm + 1, 31, height_mm), row.sku, size_pt=12, weight=600)
    yield from _cell(Frame(title_mm, y_mm + 1, order_mm - title_mm - 3, height_mm), row.title, size, size_pt=10)
    yield from _cell(Frame(order_mm, y_mm + 1, 36, height_mm), row.buyer, row.order, size_pt=10)


def _cell(frame: Frame, first: str, second: str = "", *, size_pt: float, weight: int = 400) -> Iterator[Mark]:
    """One cell of a row: a line in the middle, or two with the second one softer."""
    texts = [text for text in map(printable, (first, second)) if text]
    height_mm = frame.height_mm / 2 if len(texts) == 2 else frame.height_mm
    for index, text in enumerate(texts):
        yield Text(
            frame=Frame(frame.x_mm, frame.y_mm + index * height_mm, frame.width_mm, height_mm),
            text=text,
            size_pt=size_pt - index,
            min_pt=6,
            weight=weight,
            color=_SOFT if index else "#000000",
            valign=("bottom", "top")[index] if len(texts) == 2 else "middle",
            lines=3 - len(texts),
        )


def _foot(width_mm: float, height_mm: float, page: str) -> Iterator[Mark]:
    frame = Frame(_MARGIN_MM, height_mm - _MARGIN_MM - 4, width_mm - 2 * _MARGIN_MM, 4)
    yield Text(frame=frame, text=page, size_pt=8, min_pt=6, color=_SOFT, align="right", valign="bottom")
