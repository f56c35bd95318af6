"""Draw the sample closet: 40 photographs of 24 garments that were never sewn, and closet.json about them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
from PIL import Image

_ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(_ROOT))

from tools.sample_closet import draw  # noqa: E402
from tools.sample_closet.album import Frame, roll, write  # noqa: E402
from tools.sample_closet.facts import closet  # noqa: E402

SEED = 7
LONG_EDGE_PX = 1200
TOTAL_BYTES = 3_900_000


def main(arguments: list[str] | None = None) -> int:
    """Draw what the command line asks for; returns the exit code."""
    asked = _parser().parse_args(arguments)
    frames = roll()
    chosen = [
        frame for frame in frames if not asked.only or any(word in (frame.name, frame.garment) for word in asked.only)
    ]
    if not chosen:
        print(f"No garment or photo is called {', '.join(asked.only)}. There are: {', '.join(f.name for f in frames)}.")
        return 2
    cv2.setNumThreads(1)
    photos = asked.out / "photos"
    photos.mkdir(parents=True, exist_ok=True)
    for frame in chosen:
        _draw_one(frame, photos, asked.masks, seed=asked.seed, size_px=asked.size)
        print(f"{frame.file}  {frame.name}", flush=True)
    if chosen == frames:
        (asked.out / "closet.json").write_text(closet(frames), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=_ROOT / "resources" / "sample", help="folder for photos/ and closet.json"
    )
    parser.add_argument("--masks", type=Path, help="also write each photo's true garment mask as PNG to this folder")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another way the clothes fell")
    parser.add_argument("--size", type=int, default=LONG_EDGE_PX, help="long edge of the photos in pixels")
    parser.add_argument(
        "--only", action="append", default=[], help="a garment (floral-dress) or photo (floral-dress-back)"
    )
    return parser


def _draw_one(frame: Frame, photos: Path, masks: Path | None, *, seed: int, size_px: int) -> None:
    picture, mask = draw(frame.name, seed, size_px)
    write(frame, picture, photos / frame.file, limit_bytes=TOTAL_BYTES // 40)
    if masks is not None:
        masks.mkdir(parents=True, exist_ok=True)
        Image.fromarray(mask).save(masks / f"{Path(frame.file).stem}.png")


if __name__ == "__main__":
    sys.exit(main())
