"""What is on a printed page: marks in millimetres, which one painter turns into preview, PDF and print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.vector import parse_path

Face = Literal["sans", "serif", "hand"]
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a design comes onto a label of another size: made `scale` times as large, then moved."""

    scale: float
    dx_mm: float
    dy_mm: float

    def point(self, at_mm: tuple[float, float]) -> tuple[float, float]:
        """Return where the point `at_mm` of the design comes to lie."""
        return at_mm[0] * self.scale + self.dx_mm, at_mm[1] * self.scale + self.dy_mm


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in millimetres from the top left corner of its label or page."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float

    def fitted(self, fitting: Fitting) -> Frame:
        """Return the frame after `fitting`."""
        x_mm, y_mm = fitting.point((self.x_mm, self.y_mm))
        return Frame(x_mm, y_mm, self.width_mm * fitting.scale, self.height_mm * fitting.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Text that must stay in its frame: the painter wraps it, shrinks it down to `min_pt`, then ends it with "…".

    Layout places frames; only the painter knows the widths of letters. `lines` is the most lines allowed, 0 as
    many as fit.
    """

    frame: Frame
    text: str
    size_pt: float
    min_pt: float
    face: Face = "sans"
    weight: int = 400
    italic: bool = False
    color: str = "#000000"
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "top"
    lines: int = 1
    spacing: float = 1.25

    def __post_init__(self) -> None:
        _check_color(self.color)

    def fitted(self, fitting: Fitting) -> Text:
        """Return the mark after `fitting`."""
        return replace(
            self,
            frame=self.frame.fitted(fitting),
            size_pt=self.size_pt * fitting.scale,
            min_pt=self.min_pt * fitting.scale,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line between two points."""

    start_mm: tuple[float, float]
    end_mm: tuple[float, float]
    width_mm: float
    color: str = "#000000"

    def __post_init__(self) -> None:
        _check_color(self.color)

    def fitted(self, fitting: Fitting) -> Rule:
        """Return the mark after `fitting`."""
        start_mm, end_mm = fitting.point(self.start_mm), fitting.point(self.end_mm)
        return replace(self, start_mm=start_mm, end_mm=end_mm, width_mm=self.width_mm * fitting.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle, filled or outlined or both; an empty colour leaves that part out."""

    frame: Frame
    fill: str = ""
    line: str = ""
    line_mm: float = 0.0
    radius_mm: float = 0.0

    def __post_init__(self) -> None:
        _check_color(self.fill or self.line)

    def fitted(self, fitting: Fitting) -> Box:
        """Return the mark after `fitting`."""
        return replace(
            self,
            frame=self.frame.fitted(fitting),
            line_mm=self.line_mm * fitting.scale,
            radius_mm=self.radius_mm * fitting.scale,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ornament:
    """A small drawing: an outline (SVG's absolute M, L, C and Z) on a canvas of `view` units, fitted into the frame."""

    frame: Frame
    view: tuple[float, float]
    path: str
    fill: str = ""
    line: str = ""
    line_mm: float = 0.0

    def __post_init__(self) -> None:
        _check_color(self.fill or self.line)
        parse_path(self.path)

    def fitted(self, fitting: Fitting) -> Ornament:
        """Return the mark after `fitting`."""
        return replace(self, frame=self.frame.fitted(fitting), line_mm=self.line_mm * fitting.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Modules:
    """A bar code or QR code as rows of cells, True for dark, without its quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def columns(self) -> int:
        """Cells in one row."""
        return len(self.rows[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A bar code or QR code, drawn as sharp rectangles that fill the frame; the quiet zone lies around it."""

    frame: Frame
    modules: Modules
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A picture in memory: black and white rows of one byte a pixel, 0 or 255."""

    width: int
    height: int
    gray: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in a frame: all of it ("contain") or cut to fill it ("cover")."""

    frame: Frame
    source: Path | Pixels
    fit: Literal["contain", "cover"] = "contain"


Mark = Text | Rule | Box | Ornament | Code | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayList:
    """One card, label or page body: its size, the colour of its ground (empty: paper) and its marks in drawing order.

    Nothing shows outside its size.
    """

    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A DisplayList on a page: its top left corner there, stretched by the calibration, turned a quarter or not.

    `quarter_turn` turns clockwise; the corner is that of the rectangle after the turn.
    """

    content: DisplayList
    x_mm: float = 0.0
    y_mm: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    quarter_turn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet, or one label of a roll."""

    width_mm: float
    height_mm: float
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Pages to preview, save or print, with the title that the printer's queue shows."""

    title: str
    pages: tuple[Page, ...]


def _check_color(color: str) -> None:
    if not _COLOR.fullmatch(color):
        raise UserError(_("“{color}” is not a colour; write it as #rrggbb.").format(color=color))
