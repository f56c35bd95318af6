"""How well the cut-outs of the program do on photos with masks, beside plain GrabCut from a rectangle.

Run: python -m benchmarks.cutout_iou FOLDER [--limit N] [--ways classic,garment] [--sheets OUT]

FOLDER holds ID.jpg, ID.png (the mask) and manifest.csv. The masks of the normal garments were made by GrabCut, which
flatters it; the hard ones were drawn by hand, those of people come with their data set. OUT gets contact sheets: every
cut-out on white and on magenta, and the worst ones before and after the edge step.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from benchmarks import sheets
from studio.imaging import matte
from studio.imaging.backends import classic, garment
from studio.imaging.codec import decode, load_mask
from studio.imaging.image import Image, Pixels

KINDS = ("normal", "hard", "worn")
_ANY_SIZE_PX = 100_000
_SOFTNESS = 0.006
_NEAR_PX = 2
_WORST = 30

Way = Callable[[Pixels], tuple[Pixels, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """One photo, cut out one way."""

    name: str
    kind: str
    overlap: float
    boundary: float
    cpu_s: float
    confidence: float
    mask: Pixels


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


def with_edge(way: Way) -> Way:
    """Return the whole chain: the backend, then the edge at full size, as the program does it."""

    def cut(pixels: Pixels) -> tuple[Pixels, float]:
        mask, confidence = way(pixels)
        return edged(pixels, mask), confidence

    return cut


def edged(pixels: Pixels, mask: Pixels) -> Pixels:
    """Return a coarse mask after the edge step."""
    image = Image(pixels=pixels, mask=mask)
    refined = matte.refined(image, radius_px=max(2, round(_SOFTNESS * image.long_edge_px))).mask
    return mask if refined is None else refined


def ways() -> dict[str, Way]:
    """Return what is compared; the last one is what the program does."""
    return {
        "GrabCut": plain_grabcut,
        "classic": with_edge(classic.cut),
        "garment": with_edge(garment.load(Path("no-folder-of-fetched-models"))),
    }


def boundary_f(found: Pixels, truth: Pixels) -> float:
    """Return the F measure of the boundary: what of each outline lies within 2 pixels of the other."""
    outlines = [_outline(mask > 127) for mask in (found, truth)]
    if not all(outline.any() for outline in outlines):
        return 0.0
    near = [cv2.distanceTransform(1 - outline, cv2.DIST_L2, 3) <= _NEAR_PX for outline in outlines]
    precision = float(near[1][outlines[0] > 0].mean())
    recall = float(near[0][outlines[1] > 0].mean())
    return 2 * precision * recall / max(1e-9, precision + recall)


def score(folder: Path, row: dict[str, str], way: Way) -> Score:
    """Cut out one photo and compare."""
    pixels = decode(folder / f"{row['id']}.jpg", _ANY_SIZE_PX).pixels
    truth = load_mask(folder / f"{row['id']}.png")
    start = time.process_time()
    mask, confidence = way(pixels)
    cpu_s = time.process_time() - start
    found, wanted = mask > 127, truth > 127
    return Score(
        name=row["id"],
        kind="worn" if row["kind"].startswith("worn") else row["difficulty"],
        overlap=float((found & wanted).sum() / max(1, (found | wanted).sum())),
        boundary=boundary_f(mask, truth),
        cpu_s=cpu_s,
        confidence=confidence,
        mask=mask,
    )


def table(name: str, scores: Sequence[Score]) -> str:
    """Return one line of the table."""
    cells = [f"{name:10s}"]
    for kind in KINDS:
        own = [one for one in scores if one.kind == kind]
        overlaps, boundary = [one.overlap for one in own], [one.boundary for one in own]
        figures = (
            f"{np.mean(overlaps):.3f} / {np.percentile(overlaps, 10):.3f} / {np.mean(boundary):.3f}" if own else "-"
        )
        cells.append(f"{figures:>25s}")
    doubtful = sum(one.confidence < 0.5 for one in scores)
    return "".join(cells) + f"{np.mean([one.cpu_s for one in scores]):16.3f}{doubtful:10d}"


def _outline(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Pixels:
    whole = mask.astype(np.uint8)
    return np.asarray(whole - cv2.erode(whole, np.ones((3, 3), np.uint8)), np.uint8)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="only every n-th photo, so that about this many are left")
    parser.add_argument("--ways", default="GrabCut,classic,garment")
    parser.add_argument("--sheets", type=Path, help="where contact sheets of the last way go")
    arguments = parser.parse_args()
    with (arguments.folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = rows[:: max(1, len(rows) // arguments.limit)] if arguments.limit else rows
    cv2.setNumThreads(1)
    print(f"{len(rows)} photos; IoU: mean / 10th percentile / F of the boundary within {_NEAR_PX} px\n")
    print(f"{'':10s}" + "".join(f"{kind:>25s}" for kind in KINDS) + f"{'CPU s a photo':>16s}{'doubtful':>10s}")
    known, scores = ways(), []
    for name in arguments.ways.split(","):
        scores = [score(arguments.folder, row, known[name]) for row in rows]
        print(table(name, scores), flush=True)
    worst = sorted(scores, key=lambda one: one.overlap)[:_WORST]
    print("\nworst: " + ", ".join(f"{one.name} {one.overlap:.2f} ({one.confidence:.2f})" for one in worst))
    if arguments.sheets:
        arguments.sheets.mkdir(parents=True, exist_ok=True)
        cuts = [(arguments.folder / f"{one.name}.jpg", one.mask) for one in scores]
        for colour in ("white", "magenta"):
            sheets.write(cuts, colour, arguments.sheets / f"all-on-{colour}.jpg")
        coarse = [(arguments.folder / f"{one.name}.jpg", one.mask) for one in worst]
        sheets.write(coarse, "magenta", arguments.sheets / "worst.jpg")


if __name__ == "__main__":
    main()
