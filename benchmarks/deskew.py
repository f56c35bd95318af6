"""How well a tilt is told: masks and photos are turned by known angles, and the proposals compared.

Run: python -m benchmarks.deskew FOLDER    (a folder of NAME.jpg with NAME.png masks, such as data/masks)
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import numpy as np

from studio.imaging import codec, deskew
from studio.imaging.deskew import SURE, Tilt
from studio.imaging.image import Pixels

_ANGLES = (-9.0, -4.0, 2.5, 6.0)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    cv2.setNumThreads(1)
    rows: dict[str, list[tuple[float, float, float]]] = {"mask": [], "lines": []}
    started = time.process_time()
    for file in sorted(folder.glob("*.png")):
        mask = codec.load_mask(file)
        pixels = codec.decode(file.with_suffix(".jpg"), 640).pixels
        for name, plane, tilt in (("mask", mask, deskew.of_mask), ("lines", pixels, deskew.of_lines)):
            before = tilt(plane)
            for angle in _ANGLES:
                after = tilt(_turned(plane, angle))
                rows[name].append(_judged(before, after, angle))
    cost = time.process_time() - started
    print(f"{'by':8s}{'tried':>7s}{'sure':>8s}{'median error':>14s}{'90 %':>8s}{'over 2 degrees':>16s}")
    for name, found in rows.items():
        table = np.array(found)
        sure = table[table[:, 0] >= SURE][:, 1]
        print(
            f"{name:8s}{len(table):7d}{len(sure) / len(table):8.0%}{np.median(sure):14.2f}"
            f"{np.percentile(sure, 90):8.2f}{(sure > 2).mean():16.1%}"
        )
    print(f"\nCPU for a proposal of either sort: {1000 * cost / sum(map(len, rows.values())):.1f} ms")


def _turned(plane: Pixels, angle_deg: float) -> Pixels:
    """Turn clockwise, with room for the corners, so that no edge of the picture becomes a line."""
    height, width = plane.shape[:2]
    side = int(np.hypot(height, width)) + 2
    way = cv2.getRotationMatrix2D((width / 2, height / 2), -angle_deg, 1)
    way[:, 2] += ((side - width) / 2, (side - height) / 2)
    border = cv2.BORDER_CONSTANT if plane.ndim == 2 else cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(plane, way, (side, side), flags=cv2.INTER_LINEAR, borderMode=border), np.uint8)


def _judged(before: Tilt, after: Tilt, angle: float) -> tuple[float, float, float]:
    """Return the lower confidence, and by how much the second proposal misses the first one plus the known turn."""
    return min(before.confidence, after.confidence), abs(after.angle_deg - (before.angle_deg - angle)), angle


if __name__ == "__main__":
    main()
