"""What the clean-up of a 12-megapixel JPEG without a cut-out costs, beside the same with Pillow, in one run.

Run: python -m benchmarks.chain FOLDER    (a folder of garment photos; they are enlarged to 12 megapixels)

Ours decodes at half size and works there: white balance, exposure, clarity, one and a half degrees of deskew, sharpen,
1600 x 1600 JPEG. Pillow's does the same at full size, as a plain script would, with its nearest means.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import cv2
from PIL import Image as Pillow
from PIL import ImageFilter, ImageOps, ImageStat

from benchmarks.photos import prepare
from studio.imaging import codec, registry
from studio.imaging.pipeline import LONG_EDGE_PX
from studio.imaging.recipe import Step

_COUNT = 10
_STEPS = (
    Step(name="crop", params={"angle_deg": 1.5}),
    Step(name="white_balance", version=2),
    Step(name="exposure"),
    Step(name="tone", params={"clarity": 0.3}),
    Step(name="frame", params={"shape": "1x1"}),
    Step(name="sharpen", params={"amount": 0.4}),
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as scratch:
        photos = prepare(arguments.folder, Path(scratch), _COUNT)
        ours, pillow = _median_ms(_ours, photos), _median_ms(_by_pillow, photos)
    print(f"{_COUNT} photos of 12 megapixels, median of processor time")
    print(f"studio {ours:.0f} ms, Pillow {pillow:.0f} ms: {pillow / ours:.1f} times as fast")
    for step, took in _shares(arguments.folder).items():
        print(f"  {step:16s}{took:7.1f} ms")


def _ours(photo: Path) -> bytes:
    return codec.encode(registry.apply(codec.decode(photo, LONG_EDGE_PX), _STEPS), "JPEG")


def _by_pillow(photo: Path) -> bytes:
    with Pillow.open(photo) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    means = ImageStat.Stat(upright.resize((256, 256))).mean
    gains = [sum(means) / 3 / mean for mean in means]
    upright = upright.point([min(255, round(level * gain)) for gain in gains for level in range(256)])
    upright = ImageOps.autocontrast(upright, cutoff=0.5)
    upright = upright.rotate(1.5, Pillow.Resampling.BICUBIC)
    upright = upright.filter(ImageFilter.UnsharpMask(2, 60, 2))
    buffer = io.BytesIO()
    ImageOps.fit(upright, (1600, 1600), Pillow.Resampling.LANCZOS).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def _median_ms(work: Callable[[Path], object], photos: list[Path]) -> float:
    work(photos[0])
    times = []
    for photo in photos:
        started = time.process_time()
        work(photo)
        times.append(time.process_time() - started)
    return 1000 * median(times)


def _shares(folder: Path) -> dict[str, float]:
    """Return how long each part of ours takes for one photo."""
    with tempfile.TemporaryDirectory() as scratch:
        (photo,) = prepare(folder, Path(scratch), 1)
        took, started = {}, time.process_time()
        image = codec.decode(photo, LONG_EDGE_PX)
        took["decode"] = time.process_time() - started
        for step in _STEPS:
            started = time.process_time()
            image = registry.apply(image, (step,))
            took[step.name] = time.process_time() - started
        started = time.process_time()
        codec.encode(image, "JPEG")
        took["encode"] = time.process_time() - started
    return {name: 1000 * seconds for name, seconds in took.items()}


if __name__ == "__main__":
    main()
