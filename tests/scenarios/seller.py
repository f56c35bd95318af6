"""What a seller does without end in a process of its own, telling what is saved, until that process is killed."""

from __future__ import annotations

import itertools
import multiprocessing
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from PIL import Image

from studio.app import open_studio
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.domain.item import ItemState
from studio.domain.query import ItemQuery, Sort
from studio.services import importing, items, listings, photos, syncing
from studio.services.context import MarketAddress, Studio

FORK_SERVER = multiprocessing.get_context("forkserver")
Said = tuple[str, str, int]
"""What was done, to what, and a number that only goes up."""


@dataclass(frozen=True)
class RunningMarket:
    """A MarketHost for a market that outlives the studio."""

    place: MarketAddress

    def start(self) -> MarketAddress:
        return self.place

    def stop(self) -> None:
        """It belongs to somebody else."""


@contextmanager
def child(work: Callable[..., None], *arguments: Any) -> Iterator[tuple[ForkServerProcess, Connection]]:
    """Run `work(pipe, *arguments)` in a process; it is gone at the end of the block."""
    here, there = FORK_SERVER.Pipe()
    process = FORK_SERVER.Process(target=work, args=(there, *arguments))
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        here.close()


def import_until_killed(pipe: Connection, root: Path, shoot: Path, first: int) -> None:
    """Photograph something and import it; tell the SHA-256 of what is in."""
    studio = open_studio(root)
    for number in itertools.count(first):
        file = shoot / f"IMG_{number:06}.jpg"
        noise = random.Random(number).randbytes(12 * 16 * 3)
        Image.frombytes("RGB", (12, 16), noise).resize((96, 128)).save(file)
        report = importing.import_photos(studio, [file], Quiet())
        (photo,) = photos.load(studio, report.photos)
        pipe.send(("imported", photo.sha256, number))


def import_folder_until_killed(pipe: Connection, root: Path, shoot: Path) -> None:
    """Import a folder, one photo a batch; tell how many photos are in before each next one."""
    importing._BATCH_S = 0
    studio = open_studio(root)

    class Telling(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            pipe.send(("imported", note, photos.count(studio)))

    importing.import_photos(studio, [shoot], Telling())


def edit_until_killed(pipe: Connection, root: Path, wanted: Sequence[ItemId], first: int) -> None:
    """Give one Item after the other a higher price; tell which has which."""
    studio = open_studio(root)
    for number in itertools.count(first):
        item_id = wanted[number % len(wanted)]
        items.edit(studio, [item_id], {"price_minor": number})
        pipe.send(("priced", item_id, number))


def trade_until_killed(pipe: Connection, root: Path, place: MarketAddress, first: int) -> None:
    """Publish, edit and run Rounds in turn; tell each when it is saved."""
    studio = replace(open_studio(root), market=RunningMarket(place))
    account = syncing.connect_market(studio)
    for number in itertools.count(first):
        drafts = items.ids(studio, ItemQuery(state=ItemState.DRAFT, sort=Sort.OLDEST))
        if drafts:
            listings.publish(studio, drafts[:1], account.id, Quiet())
            pipe.send(("published", drafts[0], number))
        live = _listed(studio)
        items.edit(studio, [live[number % len(live)]], {"price_minor": number})
        pipe.send(("priced", live[number % len(live)], number))
        syncing.sync(studio, Quiet())
        pipe.send(("synced", "", number))


def _listed(studio: Studio) -> list[ItemId]:
    everything = items.ids(studio, ItemQuery(sort=Sort.OLDEST))
    return [item_id for item_id in everything if listings.of_item(studio, item_id)]
