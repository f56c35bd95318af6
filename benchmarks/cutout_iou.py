"""How well `classic` cuts out, beside plain GrabCut from a rectangle, on photos with masks.

Run: python -m benchmarks.cutout_iou FOLDER [--limit N]

FOLDER holds ID.jpg, ID.png (the mask) and manifest.csv. The masks of the normal garments were made by GrabCut, which
flatters it; the hard ones were drawn by hand, those of people come with their data set.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from studio.imaging import matte
from studio.imaging.backends import classic
from studio.imaging.codec import decode, load_mask
from studio.imaging.image import Image, Pixels

KINDS = ("normal", "hard", "worn")
_ANY_SIZE_PX = 100_000
_SOFTNESS = 0.006


@dataclass(frozen=True, slots=True)
class Score:
    """One photo, cut out one way."""

    kind: str
    overlap: float
    cpu_s: float
    confidence: float


def plain_grabcut(pixels: Pixels) -> tuple[Pixels, float]:
    """Cut out from a rectangle with an inset of 3 %, in 5 rounds."""
    height, width = pixels.shape[:2]
    x, y = round(width * 0.03), round(height * 0.03)
    labels = np.zeros((height, width), np.uint8)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    bgr = np.ascontiguousarray(pixels[:, :, ::-1])
    cv2.setRNGSeed(1)
    cv2.grabCut(bgr, labels, (x, y, width - 2 * x, height - 2 * y), *models, 5, cv2.GC_INIT_WITH_RECT)
    return np.where(labels & 1, 255, 0).astype(np.uint8), 1.0


def classic_with_edge(pixels: Pixels) -> tuple[Pixels, float]:
    """Cut out as the program does: the backend, then the edge at full size."""
    mask, confidence = classic.cut(pixels)
    image = Image(pixels=pixels, mask=mask)
    refined = matte.refined(image, radius_px=max(2, round(_SOFTNESS * image.long_edge_px))).mask
    return (mask if refined is None else refined), confidence


WAYS: dict[str, Callable[[Pixels], tuple[Pixels, float]]] = {
    "GrabCut, rectangle": plain_grabcut,
    "classic, coarse": classic.cut,
    "classic, with edge": classic_with_edge,
}


def score(folder: Path, row: dict[str, str], way: Callable[[Pixels], tuple[Pixels, float]]) -> Score:
    """Cut out one photo and compare."""
    pixels = decode(folder / f"{row['id']}.jpg", _ANY_SIZE_PX).pixels
    truth = load_mask(folder / f"{row['id']}.png") > 127
    start = time.process_time()
    mask, confidence = way(pixels)
    cpu_s = time.process_time() - start
    found = mask > 127
    overlap = float((found & truth).sum() / max(1, (found | truth).sum()))
    return Score("worn" if row["kind"].startswith("worn") else row["difficulty"], overlap, cpu_s, confidence)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="only every n-th photo, so that about this many are left")
    arguments = parser.parse_args()
    with (arguments.folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = rows[:: max(1, len(rows) // arguments.limit)] if arguments.limit else rows
    cv2.setNumThreads(1)
    print(f"{len(rows)} photos; IoU: mean / 10th percentile\n")
    print(f"{'':20s}" + "".join(f"{kind:>17s}" for kind in KINDS) + f"{'CPU s a photo':>16s}{'doubtful':>10s}")
    for name, way in WAYS.items():
        scores = [score(arguments.folder, row, way) for row in rows]
        cells = []
        for kind in KINDS:
            values = [one.overlap for one in scores if one.kind == kind]
            cells.append(f"{np.mean(values):9.3f} / {np.percentile(values, 10):.3f}" if values else f"{'-':>17s}")
        cpu_s = np.mean([one.cpu_s for one in scores])
        doubtful = sum(one.confidence < 0.5 for one in scores)
        print(f"{name:20s}" + "".join(cells) + f"{cpu_s:16.3f}{doubtful:10d}")


if __name__ == "__main__":
    main()
