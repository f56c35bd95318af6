"""How often a separator card is read in real photos, by the size of its code; and how often one is seen that is not.

Larger than the last size, a turned card does not fit into the narrowest photos.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from studio.base.errors import UserError
from studio.imaging import codec
from studio.imaging.cards import SECOND_LOOK_PX, first_look_px, read_card
from studio.imaging.probing import probe
from tests.imaging.card_scenes import Scene, photographed

SIZES = (0.04, 0.05, 0.06, 0.08, 0.12, 0.2, 0.28)


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path, help="folders of photos without cards")
    options.add_argument("--trials", type=int, default=20)
    chosen = options.parse_args()
    files = [file for folder in chosen.folders for file in sorted(folder.rglob("*")) if file.is_file()]
    print(*_false_alarms(files), sep="\n")
    random_ = random.Random(1)
    grounds = [file for file in files if file.suffix.lower() in (".jpg", ".jpeg") and file.stat().st_size > 1_500_000]
    for size in SIZES:
        read = sum(_is_read(random_, random_.choice(grounds), size) for _trial in range(chosen.trials))
        print(f"code of {size:.0%} of the long edge: {read} of {chosen.trials} read", flush=True)


def _is_read(random_: random.Random, ground: Path, size: float) -> bool:
    scene = Scene(
        size=size,
        turned_deg=random_.uniform(0, 360),
        tilted_deg=random_.uniform(0, 35),
        blur_px=random_.choice((0, 1.5, 3)),
        shadow=random_.choice((0, 0.4, 0.65)),
    )
    sku = random_.choice(("", "IT-0042"))
    with Image.open(ground) as opened:
        pixels = photographed(np.asarray(opened.convert("RGB")), sku, scene)
    good, data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 85])
    assert good
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "card.jpg"
        file.write_bytes(bytes(data))
        return _card(file) == sku


def _false_alarms(files: list[Path]) -> list[str]:
    looked, alarms = 0, []
    for file in files:
        try:
            card = _card(file)
        except UserError:
            continue
        looked += 1
        alarms += [f"  {file}: {card}"] if card is not None else []
    return [f"{len(alarms)} false alarms in {looked} photos", *alarms]


def _card(file: Path) -> str | None:
    pixels = codec.decode(file, first_look_px(probe(file))).pixels
    return read_card(pixels, lambda: codec.decode(file, SECOND_LOOK_PX).pixels)


if __name__ == "__main__":
    main()
