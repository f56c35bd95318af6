"""What the clean-up chain costs from a 12-megapixel JPEG to one of 1600 pixels, beside Pillow's in the same run.

Straightened by the lines of the room, white balance, exposure, clarity, sharpened; without a cut-out, which is another
benchmark.
Pillow's chain does the like as scripts do it: on the photo as it is, shrunk at the end; and once shrunk first.

Run: python -m benchmarks.chain FOLDER    (a folder of photos; they are enlarged to 12 megapixels)
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
from PIL import Image as Pillow
from PIL import ImageEnhance, ImageFilter, ImageOps

from benchmarks.photos import prepare
from studio.imaging import codec, deskew, registry
from studio.imaging.recipe import Step

LONG_EDGE_PX = 1600
COUNT = 12
_ANGLE_DEG = 1.5
_GOAL_MS = 85.0
_GOAL_RATIO = 9.5


def ours(photo: Path) -> bytes:
    """Do it as the studio does."""
    image = codec.decode(photo, LONG_EDGE_PX)
    tilt = deskew.of_lines(image.pixels)
    angle = tilt.angle_deg if tilt.confidence >= deskew.SURE else _ANGLE_DEG  # so that each photo pays for a turn
    steps = (
        Step(name="crop", params={"angle_deg": angle}),
        Step(name="white_balance"),
        Step(name="exposure"),
        Step(name="tone", params={"clarity": 0.3}),
        Step(name="sharpen"),
    )
    return codec.encode(registry.apply(image, steps), "JPEG")


def plain(photo: Path) -> bytes:
    """Do it as a script does: everything at full size, then shrink."""
    with Pillow.open(photo) as opened:
        picture = _worked(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONG_EDGE_PX, LONG_EDGE_PX), Pillow.Resampling.LANCZOS)
    return _saved(picture)


def careful(photo: Path) -> bytes:
    """Do it as a careful script does: decode at half the size, shrink, then work."""
    with Pillow.open(photo) as opened:
        opened.draft("RGB", (LONG_EDGE_PX, LONG_EDGE_PX))
        picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((LONG_EDGE_PX, LONG_EDGE_PX), Pillow.Resampling.LANCZOS)
    return _saved(_worked(picture))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as scratch:
        photos = prepare(arguments.folder, Path(scratch), COUNT)
        found = {way.__name__: [_cost_ms(way, photo) for photo in photos] for way in (ours, plain, careful)}
    titles = {"ours": "the studio's steps", "plain": "Pillow at full size", "careful": "Pillow, shrunk first"}
    best = statistics.median(found["ours"])
    print(f"{COUNT} photos of 12 megapixels to {LONG_EDGE_PX} pixels\n")
    print(f"{'':24s}{'CPU ms, median':>16s}{'worst':>8s}{'times ours':>12s}")
    for name, costs in found.items():
        median = statistics.median(costs)
        print(f"{titles[name]:24s}{median:16.1f}{max(costs):8.1f}{median / best:12.1f}")
    print(f"\ngoal: at most {_GOAL_MS:.0f} ms, and {_GOAL_RATIO} times as fast as Pillow at full size")


def _worked(picture: Pillow.Image) -> Pillow.Image:
    turned = picture.rotate(-_ANGLE_DEG, Pillow.Resampling.BICUBIC)
    balanced = ImageOps.autocontrast(turned, cutoff=0.5)
    brighter = ImageEnhance.Brightness(balanced).enhance(1.1)
    luminance, blue, red = brighter.convert("YCbCr").split()
    equal = Pillow.blend(luminance, ImageOps.equalize(luminance), 0.2)  # Pillow has no local equalisation
    clear = Pillow.merge("YCbCr", (equal, blue, red)).convert("RGB")
    return clear.filter(ImageFilter.UnsharpMask(radius=1.3, percent=64, threshold=0))


def _saved(picture: Pillow.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=codec.JPEG_QUALITY)
    return buffer.getvalue()


def _cost_ms(way: Callable[[Path], bytes], photo: Path) -> float:
    started = time.process_time()
    way(photo)
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    main()
