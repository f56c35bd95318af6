"""What looking at 60 photos and making their thumbnails costs in the darkroom, beside decoding alone in one process.

Run: python -m benchmarks.import_decode FOLDER    (a folder of photos; they are enlarged to 12 megapixels)
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from PIL import Image as Pillow

from benchmarks.photos import COUNT, measured, prepare
from studio.base.jobs import Quiet
from studio.imaging.pipeline import THUMBNAIL_PX, Darkroom


def decode_alone(photo: Path) -> None:
    """Decode as small as the thumbnail allows, and nothing else."""
    with Pillow.open(photo) as picture:
        scale = THUMBNAIL_PX / max(picture.size)
        picture.draft(None, (round(picture.width * scale), round(picture.height * scale)))
        picture.load()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        photos = prepare(arguments.folder, Path(scratch))
        with measured() as alone:
            for photo in photos:
                decode_alone(photo)
        with measured() as start, Darkroom(cache=Path(scratch) / "c", models=Path(scratch) / "m", width=1) as room:
            room.look(photos[0], Quiet())
        with measured() as looking, Darkroom(cache=Path(scratch) / "c", models=Path(scratch) / "m", width=1) as room:
            for number, photo in enumerate(photos):
                room.thumbnail(photo, Path(scratch) / f"{number}-small.jpg", Quiet())
    print(f"{COUNT} photos of 12 megapixels\n")
    print(f"{'':34s}{'wall s':>8s}{'CPU s':>8s}{'CPU ms a photo':>16s}")
    rows = (("decode alone", alone), ("start of the child", start), ("header and thumbnail, with start", looking))
    for name, cost in rows:
        print(f"{name:34s}{cost.wall_s:8.2f}{cost.cpu_s:8.2f}{1000 * cost.cpu_s / COUNT:16.1f}")
    print(f"\nagainst decoding alone: {looking.cpu_s / alone.cpu_s:.2f} times the CPU")


if __name__ == "__main__":
    main()
