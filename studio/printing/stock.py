"""The geometry of label sheets, card sheets and rolls, and where each label of a half-used sheet lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any, Literal

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.records import read_record
from studio.printing.units import MM_PER_INCH

# Rounding of published sixteenths and thirds of an inch; one real printer dot is 0.08 mm or more.
_TOLERANCE_MM = 0.05

Use = Literal["shipping", "sku", "card", "page", "separator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One label's place: on which page, and its rectangle there in millimetres from the top left corner."""

    page: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """One kind of sheet or roll: page and label size, grid, first label's corner, pitch; all in millimetres."""

    key: str
    name: str
    feed: Literal["sheet", "roll"]
    uses: tuple[Use, ...]
    source: str
    page_mm: tuple[float, float]
    label_mm: tuple[float, float]
    grid: tuple[int, int]
    start_mm: tuple[float, float]
    pitch_mm: tuple[float, float]
    corner_mm: float = 0.0
    same_as: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for axis, side in enumerate((_("across"), _("down"))):
            self._check_axis(axis, side)

    @property
    def per_page(self) -> int:
        """How many labels one sheet holds; 1 on a roll."""
        return self.grid[0] * self.grid[1]

    def cells(self, skip: int = 0) -> Iterator[Cell]:
        """Yield the places of label after label without end, leaving out the first `skip` of the first sheet."""
        if not 0 <= skip < self.per_page:
            raise UserError(
                _("{name} has labels 1 to {last}; start at one of those.").format(name=self.name, last=self.per_page)
            )
        columns = self.grid[0]
        for place in count(skip):
            page, index = divmod(place, self.per_page)
            row, column = divmod(index, columns)
            yield Cell(
                page=page,
                x_mm=self.start_mm[0] + column * self.pitch_mm[0],
                y_mm=self.start_mm[1] + row * self.pitch_mm[1],
                width_mm=self.label_mm[0],
                height_mm=self.label_mm[1],
            )

    def _check_axis(self, axis: int, side: str) -> None:
        label, labels = self.label_mm[axis], self.grid[axis]
        start, pitch = self.start_mm[axis], self.pitch_mm[axis]
        if label <= 0 or labels < 1 or start < 0:
            raise UserError(_("{name}: a size {side} is not positive.").format(name=self.name, side=side))
        if labels > 1 and pitch < label - _TOLERANCE_MM:
            raise UserError(_("{name}: the labels lie on one another {side}.").format(name=self.name, side=side))
        if start + (labels - 1) * pitch + label > self.page_mm[axis] + _TOLERANCE_MM:
            raise UserError(_("{name}: the labels run past the page {side}.").format(name=self.name, side=side))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One stock as its file says it, in the file's own unit."""

    key: str
    name: str
    feed: Literal["sheet", "roll"]
    uses: tuple[Use, ...]
    source: str
    page: tuple[float, float]
    label: tuple[float, float]
    grid: tuple[int, int] = (1, 1)
    start: tuple[float, float] = (0.0, 0.0)
    pitch: tuple[float, float] = (0.0, 0.0)
    corner: float = 0.0
    same_as: tuple[str, ...] = ()


def read_stocks(raw: Any, *, where: str) -> tuple[Stock, ...]:
    """Return the stocks of one file's JSON; raise UserError where a row is wrong."""
    unit = raw.get("unit") if isinstance(raw, dict) else None
    if unit not in ("in", "mm") or not isinstance(raw.get("stocks"), list):
        raise UserError(_("{where} must have a unit, “in” or “mm”, and a list of stocks.").format(where=where))
    factor = MM_PER_INCH if unit == "in" else 1.0
    rows = (read_record(_Row, row, where=f"{where}, row {n}") for n, row in enumerate(raw["stocks"], start=1))
    return tuple(_stock(row, factor) for row in rows)


def _stock(row: _Row, factor: float) -> Stock:
    return Stock(
        key=row.key,
        name=row.name,
        feed=row.feed,
        uses=row.uses,
        source=row.source,
        page_mm=(row.page[0] * factor, row.page[1] * factor),
        label_mm=(row.label[0] * factor, row.label[1] * factor),
        grid=row.grid,
        start_mm=(row.start[0] * factor, row.start[1] * factor),
        pitch_mm=(row.pitch[0] * factor, row.pitch[1] * factor),
        corner_mm=row.corner * factor,
        same_as=row.same_as,
    )


@cache
def stocks() -> dict[str, Stock]:
    """Return every known stock by its key, such as "avery-5160"."""
    found = {}
    for file in sorted(resources.path("labels/stock").glob("*.json")):
        for stock in read_stocks(resources.load_json(f"labels/stock/{file.name}"), where=file.name):
            found[stock.key] = stock
    return found


def stock(key: str) -> Stock:
    """Return the stock `key`, or the one that names it as its equal; raise UserError where nobody knows it."""
    known = stocks()
    if key in known:
        return known[key]
    for candidate in known.values():
        if key in candidate.same_as:
            return candidate
    raise UserError(_("No stock is called “{key}”. Known are: {known}.").format(key=key, known=", ".join(known)))


def stocks_for(use: Use) -> tuple[Stock, ...]:
    """Return the stocks that are offered for `use`, in the order of their files."""
    return tuple(stock for stock in stocks().values() if use in stock.uses)
