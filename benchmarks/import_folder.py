"""How soon the first photos of a folder are in the closet, and how many come in a second after that."""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from pathlib import Path

from studio.app import build_studio
from studio.base.jobs import Quiet
from studio.services import importing, photos


def main() -> None:
    """Import a folder of as many photos as wanted, each one once, and print the moments."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="JPEG photos to be taken again and again")
    options.add_argument("--photos", type=int, default=500)
    chosen = options.parse_args()
    sources = sorted(chosen.folder.glob("*.jp*g"))
    with tempfile.TemporaryDirectory() as folder:
        shoot = Path(folder, "shoot")
        shoot.mkdir()
        for number, source in zip(range(chosen.photos), itertools.cycle(sources), strict=False):
            (shoot / f"IMG_{number:05}.jpg").write_bytes(source.read_bytes() + number.to_bytes(4))
        studio = build_studio(Path(folder, "closet"), simulated_life=False)
        studio.darkroom.open()
        begun = time.monotonic()
        seen: dict[int, float] = {}

        class Watching(Quiet):
            def report(self, done: int, total: int | None = None, note: str = "") -> None:
                seen.setdefault(photos.count(studio), time.monotonic() - begun)

        report = importing.import_photos(studio, [shoot], Watching())
        took_s = time.monotonic() - begun
        first_s = min(moment for count, moment in seen.items() if count)
        print(f"first photos on the sheet after {first_s:.1f} s")
        print(f"{len(report.photos)} photos in {took_s:.1f} s: {len(report.photos) / took_s:.1f} a second")
        studio.close()


if __name__ == "__main__":
    main()
