"""Reads the marketplace's shipping label, a PDF from outside, as sharp black and white dots."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.display_list import DisplayList, Frame, Picture, Pixels
from studio.printing.pdf_open import opened
from studio.printing.sheet import Fit, fit_of
from studio.printing.stock import Stock
from studio.printing.units import MM_PER_INCH, PT_PER_INCH, inch, points, pt

# A label is some kilobytes; these bound what a hostile file can make the reader do.
_MAX_BYTES = 20_000_000
_MAX_PAGES = 10
_MIN_SIDE_MM, _MAX_SIDE_MM = 20.0, 1_200.0
_LABEL_MM = (inch(4), inch(6))
_SAME_SIZE_MM = 3.0
_SEARCH_DPI = 72.0
_INK_MARGIN_MM = 2.0
# Of 255. Printed: soft edges of letters must not make bars fat. Searched for: a hairline is pale at few dots an inch.
_PRINT_BELOW, _SEARCH_BELOW = 150, 250
# A postal bar code printed smaller than this is refused by the carrier's scanner.
_MIN_SCALE = 0.9


@dataclass(frozen=True, slots=True)
class _Ink:
    """The part of a PDF page that is printed, in millimetres from its top left corner."""

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float


def read_labels(pdf: bytes, stock: Stock, *, dpi: float = 300.0) -> tuple[DisplayList, ...]:
    """Return each page of `pdf` as a label for `stock`, cropped to its ink where the page is larger than a label.

    The size is kept; a label shrinks to nine tenths at most. Raise UserError where the file is broken, locked by a
    password, too large, empty, or does not fit.
    """
    if len(pdf) > _MAX_BYTES:
        raise UserError(_("The shipping label is larger than 20 MB; download it again from the marketplace."))
    if b"%PDF-" not in pdf[:1024]:
        raise UserError(_("The shipping label is not a PDF; download it again from the marketplace."))
    try:
        with opened(pdf) as document:
            _check_count(len(document))
            return tuple(_read_page(page, stock, dpi) for page in document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UserError(
                _("The shipping label is locked with a password; save it without one and choose it again.")
            ) from error
        raise UserError(_("The shipping label cannot be read; download it again from the marketplace.")) from error


def _check_count(pages: int) -> None:
    if not 1 <= pages <= _MAX_PAGES:
        raise UserError(
            _("The file has {count} pages, which no shipping label has; choose the label's own file.").format(
                count=pages
            )
        )


def _read_page(page: pdfium.PdfPage, stock: Stock, dpi: float) -> DisplayList:
    width_mm, height_mm = (pt(side) for side in page.get_size())
    if not all(_MIN_SIDE_MM <= side <= _MAX_SIDE_MM for side in (width_mm, height_mm)):
        raise UserError(
            _("The label's page is {width:.0f} × {height:.0f} mm, which no label is; download it again.").format(
                width=width_mm, height=height_mm
            )
        )
    ink = _find_ink(page, width_mm, height_mm)
    if _is_label(width_mm, height_mm):
        ink = _Ink(0.0, 0.0, width_mm, height_mm)
    fit = fit_of(ink.width_mm, ink.height_mm, stock, largest=1.0)
    if fit.scale < _MIN_SCALE:
        raise UserError(
            _(
                "The label is {width:.0f} × {height:.0f} mm and {stock} is smaller; choose 4 × 6 in or a half sheet."
            ).format(width=ink.width_mm, height=ink.height_mm, stock=stock.name)
        )
    pixels = _render(page, ink, dpi * fit.scale, ink_below=_PRINT_BELOW)
    picture = Picture(frame=_in_the_middle(pixels, fit, dpi), source=pixels)
    return DisplayList(width_mm=fit.width_mm, height_mm=fit.height_mm, marks=(picture,))


def _in_the_middle(pixels: Pixels, fit: Fit, dpi: float) -> Frame:
    """Return the middle of the label, each pixel on one dot of the printer: a code that is resampled grows ragged."""
    dot_mm = MM_PER_INCH / dpi
    width_mm, height_mm = pixels.width * dot_mm, pixels.height * dot_mm
    left_mm, top_mm = (fit.width_mm - width_mm) / 2, (fit.height_mm - height_mm) / 2
    return Frame(round(left_mm / dot_mm) * dot_mm, round(top_mm / dot_mm) * dot_mm, width_mm, height_mm)


def _is_label(width_mm: float, height_mm: float) -> bool:
    sides = sorted((width_mm, height_mm))
    return all(abs(side - wanted) <= _SAME_SIZE_MM for side, wanted in zip(sides, _LABEL_MM, strict=True))


def _find_ink(page: pdfium.PdfPage, width_mm: float, height_mm: float) -> _Ink:
    """Return the part of the page that is not white, with a little air, at the precision of a point."""
    pixels = _render(page, _Ink(0.0, 0.0, width_mm, height_mm), _SEARCH_DPI, ink_below=_SEARCH_BELOW)
    rows = [pixels.gray[y * pixels.width : (y + 1) * pixels.width] for y in range(pixels.height)]
    inked = [y for y, row in enumerate(rows) if 0 in row]
    if not inked:
        raise UserError(_("The shipping label is empty; download it again from the marketplace."))
    lefts = (row.index(0) for row in rows if 0 in row)
    rights = (row.rindex(0) for row in rows if 0 in row)
    dot_mm, air_mm = MM_PER_INCH / _SEARCH_DPI, _INK_MARGIN_MM
    left_mm, top_mm = max(0.0, min(lefts) * dot_mm - air_mm), max(0.0, inked[0] * dot_mm - air_mm)
    right_mm = min(width_mm, (max(rights) + 1) * dot_mm + air_mm)
    bottom_mm = min(height_mm, (inked[-1] + 1) * dot_mm + air_mm)
    return _Ink(left_mm, top_mm, right_mm - left_mm, bottom_mm - top_mm)


def _render(page: pdfium.PdfPage, ink: _Ink, dpi: float, *, ink_below: int) -> Pixels:
    width_pt, height_pt = page.get_size()
    crop = (
        points(ink.left_mm),
        max(0.0, height_pt - points(ink.top_mm + ink.height_mm)),
        max(0.0, width_pt - points(ink.left_mm + ink.width_mm)),
        points(ink.top_mm),
    )
    # pdfium rounds up: 1800.0000001 dots must not become 1801.
    bitmap = page.render(scale=dpi / PT_PER_INCH * (1 - 1e-9), crop=crop, grayscale=True, optimize_mode="print")
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    gray = bytes(bitmap.buffer).translate(bytes(0 if value < ink_below else 255 for value in range(256)))
    bitmap.close()
    return Pixels(
        width=width, height=height, gray=b"".join(gray[y * stride : y * stride + width] for y in range(height))
    )
