"""Puts filled designs onto the cells of a stock, fitted, turned where that is larger, and calibrated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.display_list import DisplayList, Page, Placed
from studio.printing.stock import Cell, Stock
from studio.printing.template import Design, Use, designs

# Smaller than this, the type of a design that was drawn for its own size cannot be read.
_MIN_SCALE = 0.7
# Larger than this, a small label's design looks like a poster; another design fits better.
_MAX_SCALE = 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How one printer misses on one stock: everything is moved by the offset and stretched from the corner."""

    offset_x_mm: float = 0.0
    offset_y_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0

    def __post_init__(self) -> None:
        if max(abs(self.offset_x_mm), abs(self.offset_y_mm)) > 10:
            raise UserError(_("An offset of more than 10 mm means the wrong stock; choose the one in the printer."))
        if not all(0.95 <= scale <= 1.05 for scale in (self.scale_x, self.scale_y)):
            raise UserError(_("A scale outside 95 % to 105 % means that the printer fits to the page; turn that off."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a thing lies on a label: its scale, and the label's size as seen from the thing, which may be turned."""

    scale: float
    width_mm: float
    height_mm: float


def fit_of(width_mm: float, height_mm: float, stock: Stock, *, largest: float = _MAX_SCALE) -> Fit:
    """Return how a thing fills a label of `stock`, upright or turned, at most `largest` times as large."""
    across_mm, down_mm = stock.label_mm
    upright = min(across_mm / width_mm, down_mm / height_mm)
    turned = min(across_mm / height_mm, down_mm / width_mm)
    # A square design on a square label must not turn for a rounding error.
    if turned > upright * 1.001:
        return Fit(scale=min(turned, largest), width_mm=down_mm, height_mm=across_mm)
    return Fit(scale=min(upright, largest), width_mm=across_mm, height_mm=down_mm)


def fit_design(design: Design, stock: Stock) -> Design:
    """Return `design` at the size of a label of `stock`; raise UserError where it would be too small to read."""
    fit = fit_of(design.width_mm, design.height_mm, stock)
    if fit.scale < _MIN_SCALE:
        raise UserError(
            _("“{design}” is too large for {stock}; choose a smaller design or larger labels.").format(
                design=design.name, stock=stock.name
            )
        )
    return design.fitted_into(fit.width_mm, fit.height_mm, fit.scale)


def best_design(use: Use, stock: Stock) -> Design:
    """Return the design for `use` that covers most of a label of `stock` while staying near its own size.

    Raise UserError where every design would be too small to read.
    """
    fits = {design: fit_of(design.width_mm, design.height_mm, stock).scale for design in designs(use)}
    readable = [design for design, scale in fits.items() if scale >= _MIN_SCALE]
    if not readable:
        raise UserError(_("{stock} is too small for every design; choose larger labels.").format(stock=stock.name))
    label_area = stock.label_mm[0] * stock.label_mm[1]

    def merit(design: Design) -> float:
        covered = fits[design] ** 2 * design.width_mm * design.height_mm / label_area
        return covered - abs(log2(fits[design])) / 4

    return max(readable, key=merit)


def impose(
    contents: Sequence[DisplayList], stock: Stock, *, skip: int = 0, calibration: Calibration | None = None
) -> tuple[Page, ...]:
    """Return pages with `contents`, each of a label's size, on label after label, the first after `skip` used ones."""
    pages: list[list[Placed]] = []
    for content, cell in zip(contents, stock.cells(skip), strict=False):
        if cell.page == len(pages):
            pages.append([])
        pages[cell.page].append(_place(content, cell, calibration or Calibration()))
    width_mm, height_mm = stock.page_mm
    return tuple(Page(width_mm=width_mm, height_mm=height_mm, placed=tuple(placed)) for placed in pages)


def _place(content: DisplayList, cell: Cell, calibration: Calibration) -> Placed:
    return Placed(
        content=content,
        x_mm=cell.x_mm * calibration.scale_x + calibration.offset_x_mm,
        y_mm=cell.y_mm * calibration.scale_y + calibration.offset_y_mm,
        scale_x=calibration.scale_x,
        scale_y=calibration.scale_y,
        quarter_turn=content.width_mm != cell.width_mm,
    )
