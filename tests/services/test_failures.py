"""Every writing to disk fails once, at each place where it can: one sentence, a whole closet, and it works again."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.services import history, importing, items, listings, maintenance, photos, printing, saving, syncing
from studio.services.context import Studio
from studio.services.tokens import market_tokens
from tests.services.closets import Shot, imported, snap, written
from tests.services.dealings import ACCOUNT, connected

MOST = 40
SENTENCES = ("No space left", "disk is full")


@contextmanager
def full_disk(nth: int) -> Iterator[list[int]]:
    """Let the nth forcing of a file to disk in this process find the disk full; yield how many there were."""
    real, calls = os.fsync, [0]

    def forced(descriptor: int) -> None:
        calls[0] += stat.S_ISREG(os.fstat(descriptor).st_mode)
        if calls[0] == nth:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", forced)
        yield calls


def failures(studio: Studio, work: Callable[[], list[str]]) -> int:
    """Do `work` again and again, failing one call further each time until none fails; return how often it did.

    `work` returns what it refused; whatever it raises has to be for the seller.
    """
    for nth in itertools.count(1):
        assert nth < MOST
        with full_disk(nth) as calls:
            try:
                said = work()
            except UserError as error:
                said = [str(error)]
        assert maintenance.check(studio).problems == ()
        assert not list(studio.profile.root.rglob("*.part"))
        if calls[0] < nth:
            assert said == []
            return nth - 1
        assert said, "it failed and nobody was told"
        assert any(words in said[0] for words in SENTENCES), said
    raise AssertionError("unreachable")


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    connected(studio)
    found = imported(studio, tmp_path / "shoot", 2)
    for item_id in found:
        written(studio, item_id)
    return found


def test_importing(studio: Studio, tmp_path: Path) -> None:
    seeds = itertools.count(100)

    def work() -> list[str]:
        files = [snap(tmp_path / "more" / f"{next(seeds)}.jpg", Shot(seed=next(seeds))) for _ in range(2)]
        return [sentence for _file, sentence in importing.import_photos(studio, files, Quiet()).refused]

    assert failures(studio, work) >= 2


def test_publishing(studio: Studio, pieces: list[ItemId]) -> None:
    def work() -> list[str]:
        return [sentence for _item, sentence in listings.publish(studio, pieces, ACCOUNT, Quiet()).refused]

    assert failures(studio, work) >= 2
    assert len(listings.of_item(studio, pieces[0])) == 1


def test_saving_pictures(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    wanted = [photo.id for photo in photos.of_item(studio, pieces[0])]
    out = tmp_path / "out"
    out.mkdir()

    def work() -> list[str]:
        saving.save_pictures(studio, wanted, "1x1", out, Quiet())
        return []

    assert failures(studio, work) >= 2
    assert len(list(out.iterdir())) == 2


def test_backing_up(studio: Studio, pieces: list[ItemId]) -> None:
    def work() -> list[str]:
        maintenance.back_up(studio)
        return []

    assert failures(studio, work) >= 1


def test_keeping_settings_and_tokens(studio: Studio) -> None:
    def work() -> list[str]:
        printing.keep_target(studio, "sku", printer="Zebra")
        market_tokens(studio).set("fair", {"access_token": "a"})
        return []

    assert failures(studio, work) >= 2
    assert printing.target(studio, "sku").printer == "Zebra"


class StopsAt(Quiet):
    """A Context that is asked to stop at its nth report."""

    def __init__(self, nth: int) -> None:
        self.left = nth

    def check(self) -> None:
        if self.left <= 0:
            raise Cancelled

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self.left -= 1
        self.check()


def test_a_cleaning_that_is_stopped_at_once_leaves_every_photo_as_it_was(studio: Studio, pieces: list[ItemId]) -> None:
    wanted = [photo.id for photo in photos.of_item(studio, pieces[0])]
    steps = studio.catalog.history()
    with pytest.raises(Cancelled):
        photos.clean(studio, wanted, StopsAt(1), backend="classic")
    assert photos.as_shot(studio) == wanted
    assert studio.catalog.history() == steps


def test_a_cleaning_that_is_stopped_later_keeps_what_is_finished_as_one_step(
    studio: Studio, pieces: list[ItemId]
) -> None:
    wanted = [photo.id for photo in photos.of_item(studio, pieces[0])]
    steps = len(studio.catalog.history())
    report = photos.clean(studio, wanted, StopsAt(len(wanted)), backend="classic")
    assert report.done
    assert {*report.done, *report.left} == set(wanted)
    assert photos.as_shot(studio) == list(report.left)
    assert len(studio.catalog.history()) == steps + 1
    history.undo(studio)
    assert photos.as_shot(studio) == wanted
    again = photos.clean(studio, wanted, Quiet(), backend="classic")
    assert set(again.done) == set(wanted)
    assert not again.left


def test_a_stopped_publishing_has_queued_whole_listings_only(studio: Studio, tmp_path: Path) -> None:
    connected(studio)
    found = imported(studio, tmp_path / "shoot", 1, 1, 1)
    for item_id in found:
        written(studio, item_id)
    with pytest.raises(Cancelled):
        listings.publish(studio, found, ACCOUNT, StopsAt(3))
    listed = [len(listings.of_item(studio, item_id)) for item_id in found]
    assert listed == [1, 1, 0]
    assert len(syncing.outbox(studio)) == 2
    assert maintenance.check(studio).problems == ()
    report = listings.publish(studio, found, ACCOUNT, Quiet())
    assert (len(report.queued), len(report.refused)) == (1, 2)


def fill(studio: Studio) -> None:
    for number in range(200):
        items.add(studio, title=f"Piece {number}", description="x" * 1500)


def test_a_catalog_that_cannot_grow_keeps_what_it_has_and_works_again(studio: Studio) -> None:
    kept = items.add(studio, title="Coat")
    engine = studio.catalog.writer()._engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(UserError, match="The disk is full"):
        fill(studio)
    saved = items.count(studio)
    assert maintenance.check(studio).problems == ()
    assert items.load(studio, kept.id).title == "Coat"
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    items.add(studio, title="After")
    assert items.count(studio) == saved + 1
