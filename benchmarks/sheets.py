"""Contact sheets of cut-outs, to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image as Pillow

from studio.imaging.image import Pixels

_CELL_PX = (150, 200)
_COLUMNS = 13


def write(cuts: Sequence[tuple[Path, Pixels]], colour: str, target: Path) -> None:
    """Write one picture with every photo of `cuts` on `colour`, after its mask."""
    rows = -(-len(cuts) // _COLUMNS)
    sheet = Pillow.new("RGB", (_COLUMNS * _CELL_PX[0], rows * _CELL_PX[1]), colour)
    for number, (photo, mask) in enumerate(cuts):
        with Pillow.open(photo) as opened:
            picture = opened.convert("RGB")
        picture.putalpha(Pillow.fromarray(mask))
        picture.thumbnail(_CELL_PX)
        place = (number % _COLUMNS * _CELL_PX[0], number // _COLUMNS * _CELL_PX[1])
        sheet.paste(picture, place, picture)
    sheet.save(target, quality=90)
