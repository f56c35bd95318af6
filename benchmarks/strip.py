"""What taking a 12-megapixel JPEG's metadata out by segments costs, beside coding it again with Pillow, in one run.

Run: python -m benchmarks.strip FOLDER    (a folder of garment photos; they are enlarged to 12 megapixels)
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image as Pillow

from benchmarks.photos import prepare
from studio.imaging.strip import stripped

_COUNT = 10


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        files = [path.read_bytes() for path in prepare(arguments.folder, Path(scratch), _COUNT)]
    for data in files:
        if not np.array_equal(_pixels(data), _pixels(stripped(data) or b"")):
            raise SystemExit("the pixels are not what they were")
    ours, coded = _median_ms(stripped, files), _median_ms(_coded_again, files)
    print(f"{_COUNT} photos of 12 megapixels, median of processor time; every pixel is what it was")
    print(f"by segments {ours:.2f} ms, coded again {coded:.0f} ms: {coded / ours:.0f} times as fast")


def _coded_again(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with Pillow.open(io.BytesIO(data)) as picture:
        picture.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def _median_ms(work: Callable[[bytes], object], files: list[bytes]) -> float:
    times = []
    for data in files:
        started = time.process_time()
        work(data)
        times.append(time.process_time() - started)
    return 1000 * median(times)


def _pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Pillow.open(io.BytesIO(data)) as picture:
        return np.asarray(picture)


if __name__ == "__main__":
    main()
