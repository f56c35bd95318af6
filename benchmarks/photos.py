"""Photos for the imaging benchmarks: those of a folder, enlarged to what phones make; and what work on them costs."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

LONG_EDGE_PX, SHORT_EDGE_PX = 4032, 3024  # 12 megapixels
COUNT = 60
_GRAIN = 5.0  # levels of noise: with it a photo takes the 3 MB that a phone's takes, without it a third


@dataclass(slots=True)
class Cost:
    """What a piece of work cost, children included."""

    wall_s: float = 0.0
    cpu_s: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure a block; children count once they have ended."""
    cost = Cost()
    wall, cpu = time.perf_counter(), _cpu_s()
    yield cost
    cost.wall_s, cost.cpu_s = time.perf_counter() - wall, _cpu_s() - cpu


def prepare(folder: Path, target: Path, count: int = COUNT) -> list[Path]:
    """Write 12-megapixel JPEGs (4:2:0, quality 92) made from the garment photos in `folder`; return their paths."""
    sources = sorted(folder.glob("garment_*.jpg")) or sorted(folder.glob("*.jpg"))
    if not sources:
        raise SystemExit(f"no .jpg in {folder}")
    target.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(12)
    made = []
    for number in range(count):
        photo = _three_to_four(cv2.imread(str(sources[number * len(sources) // count])))
        size = (SHORT_EDGE_PX, LONG_EDGE_PX) if photo.shape[0] > photo.shape[1] else (LONG_EDGE_PX, SHORT_EDGE_PX)
        large = cv2.resize(photo, size, interpolation=cv2.INTER_CUBIC)
        grain = random.normal(0, _GRAIN, (512, 512, 1)).astype(np.float32)
        tiles = [-(-side // 512) for side in large.shape[:2]]
        noise = np.tile(grain, (*tiles, 1))[: large.shape[0], : large.shape[1]]
        path = target / f"{number:03d}.jpg"
        cv2.imwrite(str(path), np.clip(large + noise, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 92])
        made.append(path)
    return made


def _three_to_four(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut the middle in the shape of a phone's sensor out of a photo."""
    height, width = photo.shape[:2]
    short, long = (width, height) if width < height else (height, width)
    short, long = min(short, long * 3 // 4), min(long, short * 4 // 3)
    rows, columns = (long, short) if width < height else (short, long)
    top, left = (height - rows) // 2, (width - columns) // 2
    return photo[top : top + rows, left : left + columns]


def _cpu_s() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)
