"""Measures the shipped network and writes its card: what it was trained on, what it is good and bad at, its figures.

Run: python -m training.card MASKS

MASKS is a folder of photos with masks that nothing was trained on (see benchmarks/cutout_iou.py). The subset of 24 is
the one that the tests measure again at every run.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.cutout_iou import KINDS, Score, score, ways
from studio.base import resources

_WORDS = {
    "name": "garment",
    "licence": "Apache-2.0",
    "network": "Encoder-decoder of depthwise-separable blocks, 1,009,434 parameters while training; input 1x3x320x320, "
    "normalised as rembg's u2net session does it; output 1x1x320x320, the probability of garment.",
    "trained_on": "1,037 CC0 photos of garments on floors, beds, walls and hangers with masks made by GrabCut, and "
    "pictures composed from them: other grounds and cloth, shadows, hangers, clutter, crude figures of two garments "
    "with head and limbs, pictures without a garment. Nothing of the photos it is measured on.",
    "good_at": "One garment, or a pair of shoes, that lies on a floor or bed or hangs on a wall or hanger, patterned "
    "grounds and cloth included.",
    "bad_at": "People, bags, jewellery, close-ups of cloth, pieces that the border cuts on several sides, sheer cloth. "
    "Hangers count as ground, more or less.",
    "measured": "Mean IoU, its 10th percentile and the F measure of the boundary within 2 px, of the whole chain: the "
    "network, the colours' correction, classic as umpire, and the edge step. The masks of `normal` come from "
    "GrabCut, which flatters every method with GrabCut in it; those of `hard` were drawn by hand; `worn` is people.",
}


def subset(rows: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return the ids of the 24 photos that the tests measure: every other hard one, the rest normal ones."""
    garments = [row for row in rows if row["kind"].startswith("garment")]
    hard = [row["id"] for row in garments if row["difficulty"] == "hard"][::2]
    normal = [row["id"] for row in garments if row["difficulty"] == "normal"][::6]
    return {"hard": hard, "normal": normal[: 24 - len(hard)]}


def _figures(scores: Sequence[Score]) -> dict[str, Any]:
    overlaps = [one.overlap for one in scores]
    return {
        "count": len(scores),
        "iou": round(float(np.mean(overlaps)), 4),
        "iou_p10": round(float(np.percentile(overlaps, 10)), 4),
        "boundary_f": round(float(np.mean([one.boundary for one in scores])), 4),
    }


def main() -> None:
    """Write resources/models/garment.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("masks", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with (arguments.masks / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    garment = ways()["garment"]
    scores = [score(arguments.masks, row, garment) for row in rows]
    small = subset(rows)
    card = {
        **_WORDS,
        "figures": {kind: _figures([one for one in scores if one.kind == kind]) for kind in KINDS},
        "subset": {kind: {"ids": ids, **_figures([s for s in scores if s.name in ids])} for kind, ids in small.items()},
    }
    target = resources.root() / "models" / "garment.json"
    target.write_text(json.dumps(card, indent=2) + "\n", "utf-8")
    print(target.read_text("utf-8"))


if __name__ == "__main__":
    main()
