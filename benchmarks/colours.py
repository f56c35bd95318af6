"""The colour proof of every photo with a mask: what the cut-out alone and each preset do to the garment's colours.

Run: python -m benchmarks.colours FOLDER    (a folder of NAME.jpg with NAME.png masks, such as data/masks)
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from studio.imaging import codec, presets
from studio.imaging.colour_proof import ColourProof, prove
from studio.imaging.pipeline import LONG_EDGE_PX


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    masks = sorted(parser.parse_args().folder.glob("*.png"))
    cv2.setNumThreads(1)
    print(f"{len(masks)} photos; differences in CIEDE2000 inside the garment, of which 1 can just be seen\n")
    print(f"{'preset':16s}{'cut-out mean':>14s}{'worst p95':>11s}{'total mean':>12s}{'worst mean':>12s}{'without':>9s}")
    for preset in presets.listed(Path("none of one's own")).presets:
        found = [_proof(file, preset) for file in masks]
        proofs = [one for one in found if one is not None]
        cut, worst = np.mean([one.cutout_mean for one in proofs]), max(one.cutout_p95 for one in proofs)
        total = [one.total_mean for one in proofs]
        missing = len(found) - len(proofs)
        print(f"{preset.name:16s}{cut:14.3f}{worst:11.3f}{np.mean(total):12.2f}{max(total):12.2f}{missing:9d}")


def _proof(file: Path, preset: presets.Preset) -> ColourProof | None:
    original = codec.decode(file.with_suffix(".jpg"), LONG_EDGE_PX)
    return prove(original, preset.recipe.steps, codec.load_mask(file))


if __name__ == "__main__":
    main()
