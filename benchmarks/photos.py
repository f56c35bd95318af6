"""Photos for the imaging benchmarks: those of a folder, enlarged to what phones make."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Pillow

LONG_EDGE_PX = 4032  # 12 megapixels
COUNT = 60


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


def prepare(folder: Path, target: Path) -> list[Path]:
    """Write 12-megapixel JPEGs (4:2:0, quality 92) made from the JPEGs in `folder` to `target`; return their paths."""
    sources = sorted(folder.glob("*.jpg"))
    if not sources:
        raise SystemExit(f"no .jpg in {folder}")
    made = []
    for number in range(COUNT):
        with Pillow.open(sources[number % len(sources)]) as photo:
            scale = LONG_EDGE_PX / max(photo.size)
            large = photo.convert("RGB").resize((round(photo.width * scale), round(photo.height * scale)))
        path = target / f"{number:03d}.jpg"
        large.save(path, quality=92)
        made.append(path)
    return made


def _cpu_s() -> float:
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)
