"""How long `studio clean` takes for 60 photos of 12 megapixels with `classic`, beside its floors in the same run.

Run: python -m benchmarks.clean_batch FOLDER    (a folder of garment photos; they are enlarged to 12 megapixels)
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import cv2

from benchmarks.photos import COUNT, Cost, measured, prepare
from studio.base.jobs import Quiet
from studio.imaging.backends import classic
from studio.imaging.clean import CleanOptions, clean_files
from studio.imaging.codec import decode
from studio.imaging.pipeline import LONG_EDGE_PX
from studio.imaging.scaling import fitted


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as scratch:
        photos = prepare(arguments.folder, Path(scratch))
        with measured() as decoding:
            pictures = [fitted(decode(photo, LONG_EDGE_PX).pixels, 1024) for photo in photos]
        with measured() as cutting:
            for picture in pictures:
                classic.cut(picture)
        with measured() as cleaning:
            report = clean_files(photos, Path(scratch) / "out", CleanOptions(backend="classic"), Quiet())
    floor = Cost(decoding.wall_s + cutting.wall_s, decoding.cpu_s + cutting.cpu_s)
    print(f"{COUNT} photos of 12 megapixels: {len(report.done)} done, {len(report.doubtful)} doubtful\n")
    print(f"{'':34s}{'wall s':>8s}{'CPU s':>8s}{'CPU ms a photo':>16s}")
    rows = (("decode alone", decoding), ("cut-out alone", cutting), ("floor: both", floor), ("studio clean", cleaning))
    for name, cost in rows:
        print(f"{name:34s}{cost.wall_s:8.2f}{cost.cpu_s:8.2f}{1000 * cost.cpu_s / COUNT:16.1f}")
    print(f"\nstudio clean against its floor: {cleaning.cpu_s / floor.cpu_s:.2f} times the CPU")


if __name__ == "__main__":
    main()
