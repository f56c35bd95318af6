"""How often the warnings about a photo, and "near duplicate", are right.

Run: python -m benchmarks.quality FOLDER... [--limit N]

The JPEGs of the folders are taken to be good and different; those that are not good are made of them: blurred by a lens
or by a camera that moved (sizes in thousandths of the long edge), made darker or brighter (in stops, in linear light),
saved again, made smaller, brighter or cropped a little. Prints how many of the good ones are warned of (false alarms)
and how many of those made bad are found; for duplicates, the rates at several distances of the hash.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.domain import quality as limits
from studio.imaging import codec, quality
from studio.imaging.alike import numbers_of
from studio.imaging.image import Pixels
from studio.imaging.scaling import fitted

Change = Callable[[Pixels], Pixels]
_DECODED_PX = 1024
_SEED = 1
_random = np.random.default_rng(_SEED)


def blurred(thousandths: float) -> Change:
    """Return what blurs by a Gaussian of this sigma."""
    return lambda pixels: np.asarray(cv2.GaussianBlur(pixels, (0, 0), thousandths / 1000 * max(pixels.shape[:2])))


def shaken(thousandths: float) -> Change:
    """Return what blurs along a line of this length, in a direction drawn by lot."""

    def change(pixels: Pixels) -> Pixels:
        length, angle = thousandths / 1000 * max(pixels.shape[:2]), _random.uniform(0, np.pi)
        side = 2 * int(length) + 3
        line = np.zeros((side, side), np.float32)
        for along in np.linspace(-length / 2, length / 2, 99):
            x, y = side // 2 + along * np.cos(angle), side // 2 + along * np.sin(angle)
            left, top = int(x), int(y)
            right, bottom = x - left, y - top
            line[top : top + 2, left : left + 2] += np.outer((1 - bottom, bottom), (1 - right, right))
        return np.asarray(cv2.filter2D(pixels, -1, line / line.sum()), np.uint8)

    return change


def noisy(sigma: float, first: Change) -> Change:
    """Return what adds the noise of a sensor in the dark after another change."""

    def change(pixels: Pixels) -> Pixels:
        made = first(pixels)
        return np.clip(made + _random.normal(0, sigma, made.shape), 0, 255).astype(np.uint8)

    return change


def exposed(stops: float) -> Change:
    """Return what lets in more light, or less."""
    levels = np.arange(256) / 255
    light = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4) * 2.0**stops
    light = np.clip(light, 0, 1)
    table = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    return lambda pixels: np.asarray(cv2.LUT(pixels, table.round().astype(np.uint8)), np.uint8)


def saved(quality_percent: int) -> Change:
    """Return what saves as JPEG and opens again."""

    def change(pixels: Pixels) -> Pixels:
        _good, buffer = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality_percent])
        return np.asarray(cv2.imdecode(buffer, cv2.IMREAD_COLOR), np.uint8)

    return change


def smaller(scale: float) -> Change:
    """Return what resizes."""
    return lambda pixels: fitted(pixels, round(scale * max(pixels.shape[:2])))


def cropped(share: float) -> Change:
    """Return what cuts off so much of every side."""

    def change(pixels: Pixels) -> Pixels:
        top, left = (round(share * side) for side in pixels.shape[:2])
        return pixels[top : pixels.shape[0] - top, left : pixels.shape[1] - left]

    return change


def turned(degrees: float) -> Change:
    """Return what turns a little, as a hand does between two shots."""

    def change(pixels: Pixels) -> Pixels:
        height, width = pixels.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        return np.asarray(cv2.warpAffine(pixels, turn, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)

    return change


def same(pixels: Pixels) -> Pixels:
    """Change nothing."""
    return pixels


BLUR = {
    "as shot": same,
    **{f"lens {size}": blurred(size) for size in (1, 2, 3, 4, 6)},
    **{f"shaken {size}": shaken(size) for size in (4, 8, 12, 16)},
    "lens 3, noise 6": noisy(6, blurred(3)),
}
LIGHT = {f"{stops:+} EV": exposed(stops) for stops in (-3, -2, -1.5, -1, 0, 1, 2, 3)}
ALIKE = {
    "JPEG 50": saved(50),
    "half size": smaller(0.5),
    "+0.7 EV": exposed(0.7),
    "crop 2 %": cropped(0.02),
    "crop 4 %": cropped(0.04),
    "turned 1°": turned(1),
    "blurred 3": blurred(3),
    "cropped 2 %, half, 50": lambda pixels: saved(50)(smaller(0.5)(cropped(0.02)(pixels))),
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=10_000)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    pictures = list(_decoded(options.folders, options.limit))
    print(f"{len(pictures)} photos")
    for title, table, bad in (
        ("blurred", BLUR, lambda seen: seen.sharpness < limits.BLURRED_BELOW),
        ("dark", LIGHT, lambda seen: seen.brightness < limits.DARK_BELOW),
        ("bright", LIGHT, lambda seen: seen.brightness > limits.BRIGHT_ABOVE),
    ):
        print(f"\n{title}:")
        for name, change in table.items():
            found = [bad(quality.notice(change(one))) for one in pictures]
            print(f"  {name:18} {np.mean(found):7.1%}")
    _print_alike(pictures)
    started = time.process_time()
    for one in pictures:
        quality.notice(fitted(one, quality.LONG_EDGE_PX))
    print(f"\n{(time.process_time() - started) / len(pictures) * 1000:.2f} ms of CPU a photo, from its thumbnail")


def _decoded(folders: list[Path], limit: int) -> Iterator[Pixels]:
    files = [file for folder in folders for file in sorted(folder.glob("*.jpg"))]
    for file in [one for one in files if not one.name.startswith("orientation_")][:limit]:  # eight times the same
        yield codec.decode(file, _DECODED_PX).pixels


def _print_alike(pictures: list[Pixels]) -> None:
    base = numbers_of([quality.notice(one).phash for one in pictures])
    apart = _bits(base[:, None] ^ base[None, :])[np.triu_indices(len(base), 1)]
    limits_tried = (4, 6, 8, 10, 12, 14)
    print("\nnear duplicates within " + "".join(f"{limit:9} bits" for limit in limits_tried))
    for name, change in ALIKE.items():
        made = numbers_of([quality.notice(change(one)).phash for one in pictures])
        rates = [np.mean(_bits(base ^ made) <= limit) for limit in limits_tried]
        print(f"  {name:22}" + "".join(f"{rate:14.1%}" for rate in rates))
    counts = [int((apart <= limit).sum()) for limit in limits_tried]
    print(f"  {'pairs of different':22}" + "".join(f"{count:14,}" for count in counts) + f"  of {len(apart):,}")


def _bits(numbers: NDArray[np.uint64]) -> NDArray[np.uint8]:
    return np.bitwise_count(numbers)


if __name__ == "__main__":
    main()
