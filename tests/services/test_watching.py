"""What is put into a watched folder comes in once, whole, whatever happens to the folder."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from studio.base.errors import Cancelled
from studio.base.jobs import Quiet
from studio.domain.item import Item
from studio.services import items, maintenance, photos, watching
from studio.services.context import Studio
from studio.services.importing import ImportReport
from studio.services.watching import Found, Watch
from tests.fakes.clock import FakeClock
from tests.services.closets import FIRST_SHOT, Shot, snap
from tests.services.test_importing import StopsAfter


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """The folder that is watched."""
    folder = tmp_path / "Camera"
    folder.mkdir()
    return folder


@pytest.fixture
def watch(studio: Studio, card: Path) -> Watch:
    return Watch(studio, card)


def settle(watch: Watch) -> ImportReport:
    """Look until a file that nobody writes to counts as whole, and take it."""
    watch.look()
    return watch.take(watch.look().ready, Quiet())


def names(studio: Studio) -> list[list[str]]:
    return [[photo.file_name for photo in group.photos] for group in photos.contact_sheet(studio)]


def test_what_lies_there_and_what_comes_later_comes_in_and_is_grouped_together(
    studio: Studio, card: Path, watch: Watch
) -> None:
    snap(card / "DCIM" / "1.jpg", Shot(seed=1, taken_at=FIRST_SHOT))
    assert len(settle(watch).photos) == 1
    snap(card / "DCIM" / "2.jpg", Shot(seed=2, taken_at=FIRST_SHOT + timedelta(seconds=30)))
    snap(card / "DCIM" / "3.jpg", Shot(seed=3, taken_at=FIRST_SHOT + timedelta(minutes=9)))
    assert len(settle(watch).photos) == 2
    assert sorted(names(studio)) == [["1.jpg", "2.jpg"], ["3.jpg"]]
    assert watch.came_today == 3
    assert watch.look() == Found()


def test_a_file_is_left_alone_while_it_is_written(studio: Studio, card: Path, watch: Watch, tmp_path: Path) -> None:
    whole = snap(tmp_path / "whole.jpg", Shot(seed=1)).read_bytes()
    file = card / "1.jpg"
    for share in (0.3, 0.6, 0.9):
        file.write_bytes(whole[: int(len(whole) * share)])
        assert watch.look() == Found(waiting=1)
    assert watch.look() == Found(waiting=1)  # still for two looks, but without its end: the cable is slow
    file.write_bytes(whole)
    assert watch.look().ready == ()
    report = watch.take(watch.look().ready, Quiet())
    assert (len(report.photos), report.refused) == (1, ())


def test_a_file_that_stays_without_its_end_is_refused_once_and_taken_when_it_is_mended(
    studio: Studio, card: Path, watch: Watch, tmp_path: Path
) -> None:
    whole = snap(tmp_path / "whole.jpg", Shot(seed=1)).read_bytes()
    (card / "1.jpg").write_bytes(whole[:-500])
    looks = [watch.look() for _look in range(15)]
    assert [look.waiting for look in looks] == [1] * 14 + [0]
    ((file, sentence),) = watch.take(looks[-1].ready, Quiet()).refused
    assert (file.name, "end is missing" in sentence) == ("1.jpg", True)
    assert watch.look() == Found()
    (card / "1.jpg").write_bytes(whole)
    assert len(settle(watch).photos) == 1


def test_nothing_comes_twice_after_a_restart_with_the_notes_or_without_them(
    studio: Studio, card: Path, watch: Watch
) -> None:
    snap(card / "1.jpg", Shot(seed=1))
    settle(watch)
    again = Watch(studio, card)
    again.look()
    assert again.look() == Found()
    assert again.came_today == 1
    for spoiled in ("", "[1, 2]", '{"a": 1}', '["x", "y", 1, {"a": "b"}]'):
        studio.profile.watching.write_text(spoiled)
        report = settle(Watch(studio, card))
        assert (report.photos, report.known) == ((), 1)
    shutil.copy(card / "1.jpg", card / "copy.jpg")
    assert settle(Watch(studio, card)).known == 1
    assert photos.count(studio) == 1


def test_the_notes_of_one_folder_are_not_those_of_another(studio: Studio, card: Path, watch: Watch) -> None:
    snap(card / "1.jpg", Shot(seed=1))
    settle(watch)
    snap(card.with_name("Other") / "1.jpg", Shot(seed=2))
    shutil.copystat(card / "1.jpg", card.with_name("Other") / "1.jpg")
    assert len(settle(Watch(studio, card.with_name("Other"))).photos) == 1


def test_a_folder_that_vanishes_is_away_and_goes_on_when_it_comes_back(
    studio: Studio, card: Path, watch: Watch, tmp_path: Path
) -> None:
    snap(card / "1.jpg", Shot(seed=1))
    settle(watch)
    card.rename(tmp_path / "unplugged")
    assert watch.look() == Found(away=True)
    snap(tmp_path / "unplugged" / "2.jpg", Shot(seed=2))
    (tmp_path / "unplugged").rename(card)
    report = settle(watch)
    assert (len(report.photos), report.known) == (1, 0)


def test_a_file_that_goes_between_look_and_import_is_not_worth_a_word(card: Path, watch: Watch) -> None:
    snap(card / "1.jpg", Shot(seed=1))
    snap(card / "2.jpg", Shot(seed=2))
    watch.look()
    ready = watch.look().ready
    (card / "1.jpg").unlink()
    report = watch.take(ready, Quiet())
    assert (len(report.photos), report.refused) == (1, ())
    snap(card / "1.jpg", Shot(seed=1))
    assert len(settle(watch).photos) == 1


def test_a_stop_in_the_middle_leaves_whole_photos_and_the_rest_comes_later(
    studio: Studio, card: Path, watch: Watch
) -> None:
    for seed in range(1, 5):
        snap(card / f"{seed}.jpg", Shot(seed=seed))
    watch.look()
    with pytest.raises(Cancelled):
        watch.take(watch.look().ready, StopsAfter(3))
    assert 0 < photos.count(studio) < 4
    assert maintenance.check(studio).problems == ()
    watch.take(watch.look().ready, Quiet())
    assert photos.count(studio) == 4


def test_hidden_files_other_files_and_the_studios_own_are_passed_over(studio: Studio, tmp_path: Path) -> None:
    snap(tmp_path / "shoot" / "1.jpg", Shot(seed=1))
    watch = Watch(studio, tmp_path / "shoot")
    settle(watch)
    snap(tmp_path / "shoot" / ".trash" / "2.jpg", Shot(seed=2))
    snap(tmp_path / "shoot" / "._3.jpg", Shot(seed=3))
    (tmp_path / "shoot" / "notes.txt").write_text("x")
    assert watch.look() == Found()
    around = Watch(studio, tmp_path)
    around.look()
    assert [file.name for file in around.look().ready] == ["1.jpg"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the owner of the machine may read everything")
def test_a_file_that_may_not_be_read_yet_waits(card: Path, watch: Watch) -> None:
    file = snap(card / "1.jpg", Shot(seed=1))
    file.chmod(0)
    watch.look()
    assert watch.look() == Found(waiting=1)


def test_a_link_that_leads_nowhere_is_passed_over(card: Path, watch: Watch) -> None:
    (card / "1.jpg").symlink_to(card / "nowhere.jpg")
    assert watch.look() == Found()


def test_the_count_is_that_of_today(studio: Studio, card: Path, watch: Watch, clock: FakeClock) -> None:
    snap(card / "1.jpg", Shot(seed=1))
    settle(watch)
    clock.advance(days=1)
    assert watch.came_today == 0
    snap(card / "2.jpg", Shot(seed=2))
    settle(watch)
    assert watch.came_today == 1


def test_thousands_of_photos_do_not_make_each_next_one_slower(
    studio: Studio, card: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_GROUPED_TOGETHER", 0)
    for seed in (1, 2):
        snap(card / f"{seed}.jpg", Shot(seed=seed, taken_at=FIRST_SHOT + timedelta(seconds=seed)))
        settle(watch)
    assert sorted(names(studio)) == [["1.jpg"], ["2.jpg"]]


def test_the_seller_chooses_the_folder_and_it_is_remembered(studio: Studio, card: Path) -> None:
    assert watching.watched_folder(studio) is None
    watching.watch_folder(studio, card)
    assert watching.watched_folder(studio) == card
    watching.watch_folder(studio, None)
    assert watching.watched_folder(studio) is None


def test_what_the_seller_wrote_meanwhile_stays(studio: Studio, card: Path, watch: Watch) -> None:
    snap(card / "1.jpg", Shot(seed=1, taken_at=FIRST_SHOT))
    (item_id,) = settle(watch).items
    items.edit(studio, [item_id], {"title": "Navy dress"})
    snap(card / "2.jpg", Shot(seed=2, taken_at=FIRST_SHOT + timedelta(seconds=9)))
    settle(watch)
    found: Item = items.load(studio, item_id)
    assert found.title == "Navy dress"
    assert len(photos.of_item(studio, item_id)) == 2
