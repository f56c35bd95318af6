"""Photos come in once, whole, upright in their numbers, and grouped by time."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.photo import Flag
from studio.services import darkroom, history, importing, items, maintenance, photos, today
from studio.services.context import Studio
from studio.services.importing import ImportReport
from studio.settings import schema
from tests.imaging.card_scenes import Scene, photographed
from tests.imaging.drawing import shirt
from tests.services.closets import FIRST_SHOT, Shot, size_of, snap, snap_pieces


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """Where the photos are before they are imported."""
    folder = tmp_path / "shoot"
    folder.mkdir()
    return folder


def bring(studio: Studio, *paths: Path) -> ImportReport:
    return importing.import_photos(studio, list(paths), Quiet())


def counts(studio: Studio) -> tuple[int, int]:
    return items.count(studio), photos.count(studio)


@pytest.mark.parametrize(
    ("suffix", "name"), [("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"), ("tif", "TIFF"), ("avif", "AVIF")]
)
def test_a_photo_of_each_format_comes_in_with_its_original_and_its_thumbnail(
    studio: Studio, shoot: Path, suffix: str, name: str
) -> None:
    file = snap(shoot / f"a.{suffix}", Shot(seed=1))
    report = bring(studio, shoot / f"a.{suffix}")
    (photo,) = photos.load(studio, report.photos)
    assert (photo.format, photo.width, photo.height, photo.file_name) == (name, 240, 320, f"a.{suffix}")
    assert photo.byte_count == file.stat().st_size
    original = studio.originals.find(photo.sha256)
    assert original is not None
    assert original.read_bytes() == file.read_bytes()
    assert size_of(darkroom.thumbnail_file(studio.profile, photo.look)) == (240, 320)


def test_a_phones_heic_comes_in(studio: Studio, shared: Path) -> None:
    (photo,) = photos.load(studio, bring(studio, shared / "data/photos/heic_iphone11pro_exif_at_eof.heic").photos)
    assert (photo.format, photo.width, photo.height) == ("HEIF", 3024, 4032)
    assert photo.taken_at is not None


def test_hostile_files_are_refused_or_whole_and_the_closet_stays_sound(studio: Studio, shared: Path) -> None:
    report = bring(studio, shared / "data/hostile")
    assert len(report.photos) + report.known + len(report.refused) >= 30
    assert all(sentence.strip() for _file, sentence in report.refused)
    assert maintenance.check(studio).problems == ()


@pytest.mark.parametrize(("orientation", "size"), [(1, (240, 320)), (3, (240, 320)), (6, (320, 240)), (8, (320, 240))])
def test_width_and_height_are_those_of_the_upright_picture(
    studio: Studio, shoot: Path, orientation: int, size: tuple[int, int]
) -> None:
    snap(shoot / "a.jpg", Shot(seed=3, orientation=orientation))
    (photo,) = photos.load(studio, bring(studio, shoot / "a.jpg").photos)
    assert (photo.width, photo.height) == size
    shown = photos.picture(studio, photo.look)
    assert shown is not None
    assert size_of(shown) == size


def test_photos_taken_within_the_gap_are_one_item_in_the_order_of_taking(studio: Studio, shoot: Path) -> None:
    late = snap(shoot / "a.jpg", Shot(seed=1, taken_at=FIRST_SHOT + timedelta(seconds=80)))
    first = snap(shoot / "b.jpg", Shot(seed=2, taken_at=FIRST_SHOT))
    snap(shoot / "c.jpg", Shot(seed=3, taken_at=FIRST_SHOT + timedelta(seconds=171)))
    report = bring(studio, shoot)
    assert [[p.file_name for p in photos.of_item(studio, item_id)] for item_id in report.items] == [
        [first.name, late.name],
        ["c.jpg"],
    ]
    assert photos.of_item(studio, report.items[0])[0].taken_at == FIRST_SHOT


def test_the_seller_sets_the_gap(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 3)
    studio.settings.set(schema.IMPORT_GAP_S, 10)
    assert len(bring(studio, shoot).items) == 3


def test_a_photo_without_a_time_is_an_item_of_its_own(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 2)
    snap(shoot / "scan.png", Shot(seed=50))
    snap(shoot / "other.png", Shot(seed=51))
    assert [len(photos.of_item(studio, item_id)) for item_id in bring(studio, shoot).items] == [2, 1, 1]


def test_every_new_item_has_a_sku_and_the_chosen_currency(studio: Studio, shoot: Path) -> None:
    studio.settings.set(schema.CURRENCY, "EUR")
    snap_pieces(shoot, 1, 1)
    made = items.load_all(studio, bring(studio, shoot).items)
    assert [item.sku for item in made] == ["IT-0001", "IT-0002"]
    assert {item.currency for item in made} == {"EUR"}


def test_importing_the_same_folder_again_adds_nothing(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 2, 1)
    bring(studio, shoot)
    before, steps = counts(studio), studio.catalog.history()
    report = bring(studio, shoot)
    assert (report.photos, report.items, report.known, report.refused) == ((), (), 3, ())
    assert counts(studio) == before
    assert studio.catalog.history() == steps


def test_the_same_picture_twice_in_one_folder_is_one_photo(studio: Studio, shoot: Path) -> None:
    file = snap(shoot / "a.jpg", Shot(seed=1))
    shutil.copy(file, shoot / "copy of a.jpg")
    report = bring(studio, shoot, file)
    assert (len(report.photos), report.known) == (1, 1)
    assert counts(studio) == (1, 1)


def test_a_broken_file_is_listed_and_the_others_go_on(studio: Studio, shoot: Path) -> None:
    good = snap(shoot / "a.jpg", Shot(seed=1))
    (shoot / "empty.jpg").write_bytes(b"")
    (shoot / "page.jpg").write_bytes(b"<!doctype html><p>Not found")
    (shoot / "torn.jpg").write_bytes(good.read_bytes()[:3000])
    report = bring(studio, shoot)
    assert len(report.photos) == 1
    refused = {file.name: sentence for file, sentence in report.refused}
    assert refused.keys() == {"empty.jpg", "page.jpg", "torn.jpg"}
    assert "empty" in refused["empty.jpg"]
    assert "web page" in refused["page.jpg"]
    assert not studio.originals.names() - {photos.load(studio, report.photos)[0].sha256}


def test_a_file_that_cannot_be_read_is_listed_with_the_reason(studio: Studio, shoot: Path) -> None:
    (shoot / "gone.jpg").symlink_to(shoot / "nowhere.jpg")
    snap(shoot / "a.jpg", Shot(seed=1))
    ((file, sentence),) = bring(studio, shoot).refused
    assert (file.name, sentence) == ("gone.jpg", "It cannot be read: No such file or directory.")


def test_hidden_files_other_files_and_folders_named_like_pictures_are_passed_over(studio: Studio, shoot: Path) -> None:
    snap(shoot / "shoot.jpg" / "a.jpg", Shot(seed=1))
    snap(shoot / ".trash" / "b.jpg", Shot(seed=2))
    snap(shoot / "._a.jpg", Shot(seed=3))
    (shoot / "notes.txt").write_text("A bag of clothes")
    report = bring(studio, shoot)
    assert [photo.file_name for photo in photos.load(studio, report.photos)] == ["a.jpg"]
    assert report.refused == ()


def test_the_studios_own_pictures_are_not_imported_with_the_folder_that_it_lies_in(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 1)
    bring(studio, shoot)
    report = bring(studio, shoot.parent)
    assert (report.photos, report.known) == ((), 1)


def test_a_file_named_by_itself_is_looked_at_whatever_its_name(studio: Studio, shoot: Path) -> None:
    file = snap(shoot / "a.jpg", Shot(seed=1)).rename(shoot / "download")
    assert len(bring(studio, file).photos) == 1


def test_an_empty_folder_adds_nothing_and_no_step_of_the_history(studio: Studio, shoot: Path) -> None:
    (shoot / "empty").mkdir()
    assert bring(studio, shoot / "empty") == ImportReport(photos=(), items=(), known=0, refused=())
    assert studio.catalog.history() == []


def test_a_folder_that_is_not_there_is_said_before_anything_happens(studio: Studio, shoot: Path) -> None:
    snap(shoot / "a.jpg", Shot(seed=1))
    with pytest.raises(UserError, match="is not there"):
        bring(studio, shoot / "a.jpg", shoot / "nowhere")
    assert counts(studio) == (0, 0)


def test_one_undo_takes_the_import_back_and_another_import_brings_it_again(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 2, 1)
    bring(studio, shoot)
    assert history.next_undo(studio) == "import 3 photos"
    history.undo(studio)
    assert counts(studio) == (0, 0)
    assert len(bring(studio, shoot).photos) == 3
    assert counts(studio) == (2, 3)


def test_a_lost_original_is_put_back_by_importing_its_photo_again(studio: Studio, shoot: Path) -> None:
    file = snap(shoot / "a.jpg", Shot(seed=1))
    (photo,) = photos.load(studio, bring(studio, file).photos)
    original = studio.originals.find(photo.sha256)
    assert original is not None
    original.unlink()
    assert bring(studio, file).known == 1
    assert hashlib.sha256(original.read_bytes()).hexdigest() == photo.sha256
    assert counts(studio) == (1, 1)


class StopsAfter(Quiet):
    """A Context that is asked to stop at its n-th report."""

    def __init__(self, reports: int) -> None:
        self._left = reports

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self._left -= 1
        if self._left <= 0:
            raise Cancelled


@pytest.mark.parametrize(("reports", "kept"), [(1, (0, 0)), (2, (1, 1)), (4, (2, 3))])
def test_a_stopped_import_leaves_the_photos_that_came_until_then_whole(
    studio: Studio, shoot: Path, reports: int, kept: tuple[int, int]
) -> None:
    snap_pieces(shoot, 2, 1)
    with pytest.raises(Cancelled):
        importing.import_photos(studio, [shoot], StopsAfter(reports))
    assert counts(studio) == kept
    assert maintenance.check(studio).problems == ()
    assert not list(studio.profile.root.rglob("*.part"))
    assert len(bring(studio, shoot).photos) == 3 - kept[1]


def test_an_import_that_was_stopped_in_a_piece_goes_on_in_the_same_item(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 3, 2)
    with pytest.raises(Cancelled):
        importing.import_photos(studio, [shoot], StopsAfter(3))
    (first,) = photos.groups(studio)
    assert len(first[1]) == 2
    report = bring(studio, shoot)
    assert (len(report.photos), report.known) == (3, 2)
    assert sorted(len(ids) for _item, ids in photos.groups(studio)) == [2, 3]
    assert [p.file_name for p in photos.of_item(studio, report.items[0])] == [f"IMG_000{n}.jpg" for n in (1, 2, 3)]


def test_an_import_that_was_stopped_after_a_card_goes_on_in_the_cards_item(studio: Studio, shoot: Path) -> None:
    snap_card(shoot / "0.jpg", "DR-0001", FIRST_SHOT)
    snap(shoot / "1.jpg", Shot(seed=1, taken_at=FIRST_SHOT + timedelta(seconds=200)))
    snap(shoot / "2.jpg", Shot(seed=2, taken_at=FIRST_SHOT + timedelta(seconds=400)))
    bring(studio, shoot / "0.jpg")
    assert items.count(studio) == 0
    (item,) = items.load_all(studio, bring(studio, shoot).items)
    assert (item.sku, len(photos.of_item(studio, item.id))) == ("DR-0001", 2)


def test_photos_are_in_the_closet_while_the_folder_is_read(
    studio: Studio, shoot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_BATCH_S", 0)
    snap_pieces(shoot, 2, 2)
    seen: list[int] = []
    context = Quiet()
    context.report = lambda done, total=None, note="": seen.append(photos.count(studio))  # type: ignore[method-assign]
    report = importing.import_photos(studio, [shoot], context)
    assert seen == [0, 1, 2, 3, 4]
    assert [len(photos.of_item(studio, item_id)) for item_id in report.items] == [2, 2]
    assert studio.catalog.history() == ["import 4 photos"]


def test_what_is_done_is_told_as_it_goes(studio: Studio, shoot: Path) -> None:
    snap_pieces(shoot, 3)
    heard: list[tuple[int, int | None, str]] = []
    listening: Callable[..., None] = lambda done, total=None, note="": heard.append((done, total, note))  # noqa: E731
    context = Quiet()
    context.report = listening  # type: ignore[method-assign]
    importing.import_photos(studio, [shoot], context)
    assert heard == [(0, 3, "IMG_0001.jpg"), (1, 3, "IMG_0002.jpg"), (2, 3, "IMG_0003.jpg"), (3, 3, "")]


def snap_card(file: Path, sku: str, taken_at: datetime) -> Path:
    """Photograph a separator card on a floor."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{taken_at:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(0x8769)[0x9011] = "+00:00"
    Image.fromarray(photographed(shirt(600, 800)[0], sku, Scene(size=0.4, turned_deg=8))).save(file, exif=exif)
    return file


def test_separator_cards_part_a_shoot_into_items_and_name_them(studio: Studio, shoot: Path) -> None:
    at = [FIRST_SHOT + timedelta(seconds=5 * number) for number in range(6)]
    snap_card(shoot / "0.jpg", "DR-0001", at[0])
    snap(shoot / "1.jpg", Shot(seed=1, taken_at=at[1]))
    snap(shoot / "2.jpg", Shot(seed=2, taken_at=at[2]))
    snap_card(shoot / "3.jpg", "", at[3])
    snap(shoot / "4.jpg", Shot(seed=3, taken_at=at[4]))
    report = bring(studio, shoot)
    made = items.load_all(studio, report.items)
    assert [[p.file_name for p in photos.of_item(studio, item.id)] for item in made] == [["1.jpg", "2.jpg"], ["4.jpg"]]
    assert [item.sku for item in made] == ["DR-0001", "IT-0002"]
    assert (len(report.photos), report.cards, report.refused) == (5, 2, ())
    loose = photos.contact_sheet(studio)[0].photos
    assert [(photo.file_name, photo.flag) for photo in loose] == [("0.jpg", Flag.REJECT), ("3.jpg", Flag.REJECT)]
    assert photos.as_shot(studio) == [photo.id for item in made for photo in photos.of_item(studio, item.id)]
    assert not [line for line in today.lines(studio) if "card" in line.detail.casefold()]
    assert bring(studio, shoot).known == 5
    later = snap(shoot / "5.jpg", Shot(seed=9, taken_at=at[5] + timedelta(days=1)))
    again = snap_card(shoot / "6.jpg", "DR-0001", at[5] + timedelta(days=1, seconds=-5))
    assert bring(studio, later, again).items == report.items[:1]
    assert [p.file_name for p in photos.of_item(studio, report.items[0])] == ["1.jpg", "2.jpg", "5.jpg"]
