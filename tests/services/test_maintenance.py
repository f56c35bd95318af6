"""A check finds what is missing or damaged and changes nothing; backups open; what was cut short is swept up."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId
from studio.imaging.pipeline import Darkroom
from studio.services import history, items, listings, maintenance, orders, photos, syncing
from studio.services.context import Studio
from tests.fakes.clock import FakeClock
from tests.services.closets import imported, open_closet, written
from tests.services.dealings import ACCOUNT, bought, connected, met, receive


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    return imported(studio, tmp_path / "shoot", 2, 1)


def original(studio: Studio, item_id: ItemId) -> Path:
    file = studio.originals.find(photos.of_item(studio, item_id)[0].sha256)
    assert file is not None
    return file


def test_a_whole_closet_has_no_problems(studio: Studio, pieces: list[ItemId]) -> None:
    report = maintenance.check(studio)
    assert (report.items, report.photos, report.problems, report.spare_originals) == (2, 3, (), 0)


def test_originals_of_an_undone_import_are_spare_and_no_problem(studio: Studio, pieces: list[ItemId]) -> None:
    history.undo(studio)
    report = maintenance.check(studio)
    assert (report.items, report.photos, report.problems, report.spare_originals) == (0, 0, (), 3)


def test_a_missing_and_a_damaged_original_are_named_and_everything_is_counted(
    studio: Studio, pieces: list[ItemId]
) -> None:
    original(studio, pieces[0]).unlink()
    damaged = original(studio, pieces[1])
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\x00")
    report = maintenance.check(studio)
    missing, wrong = report.problems
    assert missing == "The original of IMG_0001.jpg is missing. Import it again to put it back."
    assert wrong.startswith("The original of IMG_0003.jpg is damaged")
    assert (report.items, report.photos) == (2, 3)


def test_an_original_that_cannot_be_read_is_named(studio: Studio, pieces: list[ItemId]) -> None:
    file = original(studio, pieces[1])
    file.unlink()
    file.mkdir()
    (problem,) = maintenance.check(studio, Quiet()).problems
    assert problem == "The original of IMG_0003.jpg cannot be read (Is a directory)."


def test_a_promised_picture_that_is_gone_is_named_until_it_is_discarded(studio: Studio, pieces: list[ItemId]) -> None:
    connected(studio)
    written(studio, pieces[0], title="Coat")
    listings.publish(studio, [pieces[0]], ACCOUNT, Quiet())
    (listing,) = listings.of_item(studio, pieces[0])
    promised = studio.outgoing.find(listing.photos[0])
    assert promised is not None
    promised.unlink()
    (problem,) = maintenance.check(studio).problems
    assert "picture of “Coat” that waits to be sent is missing" in problem
    syncing.discard(studio, syncing.outbox(studio)[0].key)
    assert maintenance.check(studio).problems == ()
    assert len(listings.publish(studio, [pieces[0]], ACCOUNT, Quiet()).queued) == 1
    assert maintenance.check(studio).problems == ()


def test_a_label_that_is_gone_is_named_while_the_parcel_is_here(studio: Studio) -> None:
    connected(studio)
    order = bought(studio, met(studio), items.add(studio, title="Coat"))
    receive(studio, replace(order, label_sha256="0" * 64))
    assert maintenance.check(studio).problems == ("The shipping label of order 10441 is missing.",)
    orders.ship(studio, order.id)
    assert maintenance.check(studio).problems == ()


def test_a_damaged_catalog_is_told_and_nothing_of_it_is_read(studio: Studio, pieces: list[ItemId]) -> None:
    studio.catalog.close()
    content = bytearray(studio.catalog.path.read_bytes())
    places = random.Random(7)
    for _ in range(40):
        content[places.randrange(4096, len(content))] ^= 0xFF
    studio.catalog.path.write_bytes(content)
    report = maintenance.check(studio)
    assert report.problems
    assert all(problem.startswith("The catalog is damaged: ") for problem in report.problems)
    assert (report.items, report.photos, report.spare_originals) == (0, 0, 0)
    assert studio.catalog.path.read_bytes() == content


def test_a_backup_is_a_closet_that_opens(
    studio: Studio, pieces: list[ItemId], room: Darkroom, clock: FakeClock, tmp_path: Path
) -> None:
    items.edit(studio, [pieces[0]], {"title": "Coat"})
    file = maintenance.back_up(studio)
    assert file == studio.profile.backups / "catalog-2026-11-23-120000.db"
    items.edit(studio, [pieces[0]], {"title": "Something else"})
    (tmp_path / "restored").mkdir()
    (tmp_path / "restored" / "catalog.db").write_bytes(file.read_bytes())
    restored = open_closet(tmp_path / "restored", room, clock)
    assert items.load(restored, pieces[0]).title == "Coat"
    assert history.next_undo(restored) == "edit title of 1 item"
    restored.close()


def test_what_interrupted_writes_left_is_swept_up(studio: Studio, pieces: list[ItemId]) -> None:
    whole = original(studio, pieces[0])
    left = [whole.with_name("abc-1.part"), studio.documents.root / "ab" / "abc-2.part"]
    left.append(studio.profile.renditions / "ab" / ".abc.part")
    for file in left:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"half")
    assert maintenance.sweep(studio) == 3
    assert not any(file.exists() for file in left)
    assert whole.exists()


def test_nothing_is_swept_up_while_another_process_may_be_writing(
    studio: Studio, pieces: list[ItemId], room: Darkroom, clock: FakeClock
) -> None:
    other = open_closet(studio.profile.root, room, clock)
    part = original(studio, pieces[0]).with_name("abc-1.part")
    part.write_bytes(b"half")
    with pytest.raises(UserError, match="open in another window or command"):
        maintenance.sweep(other)
    assert part.exists()
    other.close()


def test_a_start_keeps_one_copy_a_day_and_those_of_a_week(
    studio: Studio, pieces: list[ItemId], clock: FakeClock
) -> None:
    for _day in range(9):
        maintenance.tidy(studio)
        maintenance.tidy(studio)
        clock.advance(days=1)
    copies = sorted(file.name for file in studio.profile.backups.glob("catalog-*.db"))
    assert len(copies) == 7
    assert len({name[:18] for name in copies}) == 7


def test_an_empty_closet_is_not_copied(studio: Studio) -> None:
    maintenance.tidy(studio)
    assert not studio.profile.backups.exists()
