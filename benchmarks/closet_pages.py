"""How long a page of the closet takes to read, against the same rows by bare sqlite3 in the same run.

A closet of 10,000 items with two photos and half of them listed; a page is what the grid asks for: 200 covers with
photo, likes and state. Prints milliseconds of processor time (median and 95th percentile) and the ratio to the floor,
which reads the items' rows alone. Run it as `python benchmarks/closet_pages.py`.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles

from studio.app import open_studio
from studio.domain.account import Account
from studio.domain.ids import AccountId, ItemId, ListingId, PhotoId
from studio.domain.item import Item, ItemState
from studio.domain.listing import Listing, ListingState
from studio.domain.operation import Op
from studio.domain.photo import Photo
from studio.domain.query import ItemQuery, Sort
from studio.services import items
from studio.services.context import Studio

ITEMS = 10_000
PAGE = 200
RUNS = 60
GOAL_MS = 5.0
BRANDS = ("Harbour & Pine", "Alder Row", "Skerry Wool", "Redfern")


def fill(studio: Studio) -> None:
    """Put 10,000 items with photos and listings into an empty catalog, in one Operation."""
    rng = random.Random(7)
    account = Account(id=AccountId("account"), connector="closet_fair", name="Closet Fair", address="http://127.0.0.1")
    with studio.catalog.operation(Op.RECEIVE) as unit:
        unit.save(account)
        for number in range(ITEMS):
            brand = rng.choice(BRANDS)
            item = Item(
                id=ItemId(f"{number:032x}"),
                sku=f"SKU-{number}",
                created_at=unit.now,
                title=f"{brand} linen shirt {number}",
                brand=brand,
                size=rng.choice("SML"),
                price_minor=rng.randrange(500, 20_000),
                bin=f"A / A{rng.randrange(9)}",
            )
            unit.save(item)
            for position in range(2):
                unit.save(_photo(item, position))
            if number % 2:
                unit.save(
                    Listing(
                        id=ListingId(item.id),
                        item_id=item.id,
                        account_id=account.id,
                        created_at=unit.now,
                        state=ListingState.ACTIVE,
                        like_count=rng.randrange(9),
                    )
                )


def _photo(item: Item, position: int) -> Photo:
    return Photo(
        id=PhotoId(f"{item.id}{position}"),
        item_id=item.id,
        sha256=f"{item.id}{position}{'0' * 31}",
        file_name="IMG.jpg",
        format="JPEG",
        width=3000,
        height=4000,
        byte_count=3_000_000,
        imported_at=item.created_at,
        position=position,
    )


def timed(work: Callable[[], object]) -> list[float]:
    """Return the processor time of each of RUNS calls in ms, after one to warm up."""
    work()
    taken = []
    for _run in range(RUNS):
        started = time.process_time_ns()
        work()
        taken.append((time.process_time_ns() - started) / 1e6)
    return taken


def line(name: str, taken: Sequence[float], floor: float | None = None) -> None:
    """Print one row of the table."""
    ratio = f"{median(taken) / floor:6.1f}x" if floor else ""
    print(f"{name:<44}{median(taken):>8.2f}{quantiles(taken, n=20)[18]:>8.2f} {ratio}")


def main() -> None:
    """Fill a closet, read it, print."""
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder))
        fill(studio)
        ids = items.ids(studio, ItemQuery())
        rng = random.Random(1)
        pages = [ids[start : start + PAGE] for start in range(0, ITEMS, PAGE)]
        with closing(sqlite3.connect(studio.catalog.path)) as bare:
            marks = ",".join("?" * PAGE)
            sql = f"SELECT id, title, price_minor FROM item WHERE id IN ({marks})"
            floor = timed(lambda: bare.execute(sql, rng.choice(pages)).fetchall())
        print(f"{ITEMS:,} items, {RUNS} runs{'':<24}median     p95   ratio")
        line("bare sqlite3: 200 rows by id, ms", floor)
        line(
            f"a page of {PAGE} covers, any depth, ms (goal {GOAL_MS:g})",
            timed(lambda: items.covers(studio, rng.choice(pages))),
            median(floor),
        )
        line("all ids, newest first, ms", timed(lambda: items.ids(studio, ItemQuery())))
        line(
            "ids of one state by price, ms",
            timed(lambda: items.ids(studio, ItemQuery(state=ItemState.LIVE, sort=Sort.PRICE_UP))),
        )
        line("ids by two words, ms", timed(lambda: items.ids(studio, ItemQuery(text="linen pine"))))
        line("facets beside the grid, ms", timed(lambda: items.facets(studio)))
        studio.close()


if __name__ == "__main__":
    main()
