"""What a thumbnail of a 12-megapixel JPEG costs in the darkroom, beside a bare reduced decode of it, in one run.

Run: python -m benchmarks.thumbnails FOLDER    (a folder of garment photos; they are enlarged to 12 megapixels)

The bare decode is libjpeg-turbo's at an eighth (for 256 pixels) or a quarter (for 512), and nothing else. The darkroom
does it in a child process, checks the header first, turns the picture upright, minds its profile and writes a JPEG; its
start, which an import pays once, is told by itself.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import simplejpeg

from benchmarks.photos import LONG_EDGE_PX, SHORT_EDGE_PX, Cost, measured, prepare
from studio.base.jobs import Quiet
from studio.imaging.pipeline import Darkroom

_COUNT = 30
_SIZES = {256: 8, 512: 4}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        photos = prepare(arguments.folder, Path(scratch) / "photos", _COUNT)
        start = _made(photos[:1], Path(scratch), 64)
        print(f"{_COUNT} photos of 12 megapixels; start of the child {1000 * start.cpu_s:.0f} ms\n")
        print(f"{'':12s}{'CPU ms':>10s}{'a core-second':>16s}{'bare decode':>14s}{'ratio':>8s}")
        for size, shrink in _SIZES.items():
            bare = _decoded(photos, shrink)
            made = _made(photos, Path(scratch), size)
            ours = (made.cpu_s - start.cpu_s) / (_COUNT - 1)
            alone = bare.cpu_s / _COUNT
            print(f"{size:8d} px {1000 * ours:10.1f}{1 / ours:16.1f}{1000 * alone:11.1f} ms{ours / alone:8.2f}")


def _decoded(photos: list[Path], shrink: int) -> Cost:
    with measured() as cost:
        for photo in photos:
            least = {"min_height": SHORT_EDGE_PX // shrink, "min_width": SHORT_EDGE_PX // shrink}
            pixels = simplejpeg.decode_jpeg(photo.read_bytes(), "RGB", **least)
            assert max(pixels.shape[:2]) == LONG_EDGE_PX // shrink
    return cost


def _made(photos: list[Path], scratch: Path, size: int) -> Cost:
    folder = scratch / f"{size}"
    folder.mkdir(exist_ok=True)
    with measured() as cost, Darkroom(cache=scratch / "cache", models=scratch / "models", width=1) as room:
        for photo in photos:
            room.thumbnail(photo, folder / photo.name, Quiet(), long_edge_px=size)
    return cost


if __name__ == "__main__":
    main()
