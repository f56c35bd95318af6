"""How quick the contact sheet is with many photos: to read, to narrow, from a key to what it shows, to find duplicates.

Run: python -m benchmarks.contact_sheet [--count N]

The photos are rows of a catalog without pictures behind them; times are CPU of the thread that does the work, so that a
busy machine matters little.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from studio.app import open_studio
from studio.domain.culling import Sieve
from studio.domain.ids import ItemId, PhotoId
from studio.domain.item import Item
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.services import culling
from studio.services.context import Studio
from studio.ui.application import OpenWindow, build_application
from studio.ui.pages import PAGES
from studio.ui.pages.photos.page import PhotosPage
from studio.ui.theme import Theme

_PER_ITEM = 5
_PRESSES = 60
_STOPS = 40


def fill(studio: Studio, count: int) -> None:
    """Write photos of which one in fifty is nearly another."""
    draw = random.Random(1)
    hashes = [draw.getrandbits(64) for _number in range(count)]
    for number in range(0, count - 1, 50):
        hashes[number + 1] = hashes[number] ^ (1 << draw.randrange(64))
    with studio.catalog.operation(Op.IMPORT_PHOTOS, title="import") as unit:
        now = unit.now
        for number, phash in enumerate(hashes):
            item_id = ItemId(f"item-{number // _PER_ITEM:06}")
            if number % _PER_ITEM == 0:
                unit.save(Item(id=item_id, sku=f"IT-{number // _PER_ITEM:06}", created_at=now))
            unit.save(
                Photo(
                    id=PhotoId(f"photo-{number:06}"),
                    item_id=item_id,
                    sha256=f"{number:064x}",
                    file_name=f"IMG_{number:05}.jpg",
                    format="JPEG",
                    width=4032,
                    height=3024,
                    byte_count=3_000_000,
                    imported_at=now,
                    taken_at=now,
                    position=number % _PER_ITEM,
                    phash=f"{phash:016x}",
                    sharpness=draw.uniform(0.2, 0.6),
                    brightness=draw.uniform(0.3, 0.7),
                )
            )


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    app = build_application(["studio"])
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder) / "closet")
        fill(studio, count)
        opened = OpenWindow(studio, Theme(app), [spec for spec in PAGES if spec.id == "photos"])
        opened.window.resize(1440, 900)
        opened.open("photos")
        QTest.qWait(1500)
        page = opened.window.host.page("photos")
        assert isinstance(page, PhotosPage)
        print(f"{count:,} photos")
        _print_times(page, studio)
        opened.window.close()
        opened.close()
        studio.close()


def _print_times(page: PhotosPage, studio: Studio) -> None:
    sheet, desk = page._sheet, page._cull
    sheet.setFocus()
    sheet.stand_on(0)
    presses = []
    for number in range(_PRESSES):
        presses.append(_taken(lambda key="PXU345"[number % 6]: (QTest.keyClick(sheet, key), sheet.viewport().grab())))
        QTest.qWait(5)
    print(f"  key to picture    {statistics.median(presses):7.1f} ms, slowest {max(presses):.1f}")
    started = time.perf_counter()
    while culling.counts(studio)[Sieve.PICKS] < _PRESSES // 6:
        QTest.qWait(10)
    print(f"  all written after {(time.perf_counter() - started) * 1000:7.1f} ms more")

    def narrow(sieve: Sieve) -> None:
        desk.narrow(sieve)
        sheet.viewport().grab()

    def scroll(share: float) -> None:
        sheet.verticalScrollBar().setValue(int(sheet.verticalScrollBar().maximum() * share))
        sheet.viewport().grab()

    for sieve in (Sieve.PICKS, Sieve.UNFLAGGED, Sieve.TROUBLED, Sieve.ALL):
        print(f"  show {sieve.value:12} {_taken(partial(narrow, sieve)):7.1f} ms")
    scrolls = [_taken(partial(scroll, step / _STOPS)) for step in range(_STOPS)]
    print(f"  scroll and paint  {statistics.median(scrolls):7.1f} ms, slowest {max(scrolls):.1f}")
    print(f"  near duplicates   {_taken(lambda: culling.alike(studio)):7.1f} ms, in the background")


def _taken(work: Callable[[], object]) -> float:
    started = time.thread_time()
    work()
    return (time.thread_time() - started) * 1000


if __name__ == "__main__":
    main()
