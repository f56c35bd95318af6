"""QR codes and Code 128 as cells, so that they are printed as sharp rectangles at any size."""

from __future__ import annotations

from typing import Literal

import zxingcpp

from studio.base.errors import UserError
from studio.base.texts import _
from studio.printing.display_list import Code, Frame, Modules

Symbology = Literal["qr", "code128"]

# ISO/IEC 18004 asks for 4 cells of quiet around a QR code, ISO/IEC 15417 for 10 left and right of a Code 128.
_QUIET_CELLS: dict[Symbology, int] = {"qr": 4, "code128": 10}
# Below these a phone (QR) or a hand scanner (Code 128, 7.5 mil) gives up; both are at least two dots at 203 dpi.
_MIN_CELL_MM: dict[Symbology, float] = {"qr": 0.25, "code128": 0.19}
# One dot of a 203 dpi label printer is 1/8 mm. Whole dots keep every cell equally wide.
_DOT_MM = 0.125
_MAX_CHARACTERS: dict[Symbology, int] = {"qr": 300, "code128": 60}


def build_code(symbology: Symbology, content: str, frame: Frame) -> Code:
    """Return `content` as a code in the middle of `frame`, quiet zone included in the frame.

    Raise UserError where it is empty, has signs the code cannot hold, or would be too small to be scanned.
    """
    modules = _modules(symbology, content)
    quiet = 2 * _QUIET_CELLS[symbology]
    room_mm = frame.width_mm if symbology == "code128" else min(frame.width_mm, frame.height_mm)
    cell_mm = room_mm / (modules.columns + quiet)
    if cell_mm < _MIN_CELL_MM[symbology]:
        raise UserError(
            _("“{content}” is too long for a code {width:.0f} mm wide; shorten it or choose a larger label.").format(
                content=_short(content), width=room_mm
            )
        )
    if cell_mm >= 2 * _DOT_MM:
        cell_mm -= cell_mm % _DOT_MM
    width_mm = cell_mm * modules.columns
    height_mm = frame.height_mm if symbology == "code128" else width_mm
    inner = Frame(
        frame.x_mm + (frame.width_mm - width_mm) / 2,
        frame.y_mm + (frame.height_mm - height_mm) / 2,
        width_mm,
        height_mm,
    )
    return Code(frame=inner, modules=modules, content=content)


def _modules(symbology: Symbology, content: str) -> Modules:
    _check_content(symbology, content)
    if symbology == "qr":
        # Level M mends 15 % of damage: creases and a printer's missing dot line.
        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    else:
        code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.Code128)
    cells = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]  # the stub forgets it
    height, width = cells.shape or (0, 0)
    if symbology == "code128":
        height = 1  # zxing repeats the one row to a picture of bars
    gray = cells.tobytes()
    return Modules(rows=tuple(tuple(gray[y * width + x] == 0 for x in range(width)) for y in range(height)))


def _check_content(symbology: Symbology, content: str) -> None:
    if not content.strip():
        raise UserError(_("There is nothing to put into the code; give the item an SKU."))
    if len(content) > _MAX_CHARACTERS[symbology]:
        raise UserError(
            _("“{content}” has {count} characters; a code takes {limit}. Shorten it.").format(
                content=_short(content), count=len(content), limit=_MAX_CHARACTERS[symbology]
            )
        )
    if symbology == "code128" and not (content.isascii() and content.isprintable()):
        raise UserError(
            _("“{content}” has signs that a bar code cannot hold; use plain letters, digits and dashes.").format(
                content=_short(content)
            )
        )


def _short(content: str) -> str:
    return content if len(content) <= 24 else f"{content[:23]}…"
