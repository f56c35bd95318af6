"""Pictures go out as each marketplace takes them: named by SKU, within its bytes, with nothing in them but pixels."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from studio.base import resources
from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.domain.ids import ItemId, PhotoId
from studio.domain.operation import Op
from studio.domain.photo import Flag, Photo
from studio.imaging.files import whole_file
from studio.imaging.recipe import Recipe, Step
from studio.selling import photo_rules
from studio.services import exporting, importing, items, photos
from studio.services.context import Studio
from studio.services.exporting import ExportReport, Manner
from tests.imaging.test_privacy import FORMATS, assert_clean
from tests.services.closets import imported, size_of, written

MARKETS = [rules.id for rules in exporting.marketplaces()]


@pytest.fixture
def pieces(studio: Studio, tmp_path: Path) -> list[ItemId]:
    """A dress in two photos and a scarf in one."""
    dress, scarf = imported(studio, tmp_path / "shoot", 2, 1)
    written(studio, dress, sku="HP-0101")
    items.edit(studio, [scarf], {"title": "Silk scarf", "sku": "HP/0102"})
    return [dress, scarf]


def export(
    studio: Studio, wanted: list[PhotoId], market: str, folder: Path, manner: Manner | None = None
) -> ExportReport:
    return exporting.export(studio, wanted, market, folder, Quiet(), manner or Manner())


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def change(studio: Studio, photo_id: PhotoId, **fields: object) -> None:
    with studio.catalog.operation(Op.EDIT_PHOTOS, title="test") as unit:
        photo = unit.load(Photo, photo_id)
        assert photo is not None
        unit.save(replace(photo, **fields))


def own_rules(studio: Studio, monkeypatch: pytest.MonkeyPatch, **numbers: int) -> None:
    """Let the seller's own rules say other numbers of Vinted."""
    content = resources.load_json("marketplaces/photos.json")
    (market,) = [one for one in content["marketplaces"] if one["id"] == "vinted"]
    for name, value in numbers.items():
        market[name] = {"value": value, "since": "2026-11-28", "source": "a test"}
    rules = photo_rules.read_photo_rules({"marketplaces": [market]}, file="own")
    monkeypatch.setattr(photo_rules, "all_photo_rules", lambda: rules)


@pytest.mark.parametrize(
    ("market", "size"),
    [
        ("poshmark", (1080, 1440)),
        ("vinted", (1080, 1440)),
        ("closet-fair", (1080, 1440)),
        ("ebay", (1600, 1600)),
        ("depop", (1080, 1080)),
        ("etsy", (240, 320)),
    ],
)
def test_a_picture_has_the_shape_and_size_of_its_marketplace(
    studio: Studio, pieces: list[ItemId], tmp_path: Path, market: str, size: tuple[int, int]
) -> None:
    report = export(studio, exporting.of_items(studio, pieces[1:]), market, tmp_path / "out")
    ((file,),) = [[one.file for one in report.saved]]
    assert file == tmp_path / "out" / "HP-0102-01.jpg"
    assert size_of(file) == size
    assert (report.held, report.refused, report.notes) == ((), (), ())
    assert report.byte_count == file.stat().st_size


def test_whole_items_are_named_by_sku_in_their_order_without_the_rejected(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    first, second = photos.of_item(studio, pieces[0])
    wanted = exporting.of_items(studio, pieces)
    assert export(studio, wanted, "poshmark", tmp_path / "a").saved[0].photo_id == first.id
    assert names(tmp_path / "a") == ["HP-0101-01.jpg", "HP-0101-02.jpg", "HP-0102-01.jpg"]
    change(studio, first.id, flag=Flag.REJECT)
    (saved, _scarf) = export(studio, exporting.of_items(studio, pieces), "poshmark", tmp_path / "b").saved
    assert (saved.photo_id, saved.file.name) == (second.id, "HP-0101-01.jpg")


def test_one_photo_keeps_the_number_of_its_place_and_a_loose_one_says_nothing_of_its_file(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    second = photos.of_item(studio, pieces[0])[1]
    (scarf,) = photos.of_item(studio, pieces[1])
    photos.arrange(studio, [scarf.id], None)
    export(studio, [second.id, scarf.id], "vinted", tmp_path / "out")
    assert names(tmp_path / "out") == ["HP-0101-02.jpg", f"photo-{scarf.sha256[:8]}-01.jpg"]
    loaded = photos.load(studio, [second.id, scarf.id])
    assert exporting.names(studio, loaded, "vinted") == names(tmp_path / "out")


def test_a_cover_that_has_to_be_uploaded_last_is_numbered_last(
    studio: Studio, pieces: list[ItemId], monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = photo_rules.photo_rules("vinted")
    last = replace(rules, cover=replace(rules.cover, value="last"))
    monkeypatch.setattr(exporting, "photo_rules", lambda _name: last)
    shown = photos.of_item(studio, pieces[0])
    assert exporting.names(studio, shown, "vinted") == ["HP-0101-02.jpg", "HP-0101-01.jpg"]


def test_nothing_is_written_over_unasked(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    wanted, out = exporting.of_items(studio, pieces[1:]), tmp_path / "out"
    (first,) = export(studio, wanted, "poshmark", out).saved
    before = first.file.stat().st_mtime_ns
    assert export(studio, wanted, "poshmark", out).saved == (first,)
    assert first.file.stat().st_mtime_ns == before
    photos.clean(studio, wanted, Quiet(), backend="classic")
    (second,) = export(studio, wanted, "poshmark", out).saved
    assert second.file.name == "HP-0102-01-2.jpg"
    (third,) = export(studio, wanted, "poshmark", out, Manner(replace=True)).saved
    assert third.file == first.file
    assert first.file.read_bytes() == second.file.read_bytes()
    assert names(out) == ["HP-0102-01-2.jpg", "HP-0102-01.jpg"]


def test_a_cut_out_in_doubt_is_held_back_until_somebody_says_anyway(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    first, second = photos.of_item(studio, pieces[0])
    change(studio, first.id, note="The edge of the garment is uncertain.")
    wanted = [first.id, second.id]
    report = export(studio, wanted, "poshmark", tmp_path / "out")
    assert report.held == ((first.id, "The edge of the garment is uncertain."),)
    assert names(tmp_path / "out") == ["HP-0101-02.jpg"]
    assert export(studio, wanted, "poshmark", tmp_path / "out", Manner(anyway=True)).held == ()
    assert names(tmp_path / "out") == ["HP-0101-01.jpg", "HP-0101-02.jpg"]


def test_what_an_export_would_be_is_told_before(studio: Studio, pieces: list[ItemId]) -> None:
    wanted = exporting.of_items(studio, pieces)
    change(studio, wanted[0], note="Look.")
    found = exporting.prospect(studio, wanted, "depop")
    assert (found.photo_count, found.piece_count, found.notes) == (3, 2, ())
    assert [photo.id for photo in found.doubtful] == wanted[:1]


def test_a_picture_that_cannot_be_made_costs_only_itself(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    first, second = photos.of_item(studio, pieces[0])
    original = studio.originals.find(first.sha256)
    assert original is not None
    original.chmod(0o600)
    original.unlink()
    report = export(studio, [first.id, second.id], "poshmark", tmp_path / "out")
    ((refused, why),) = report.refused
    assert (refused, "is missing" in why) == (first.id, True)
    assert names(tmp_path / "out") == ["HP-0101-02.jpg"]


def test_a_picture_without_a_subject_is_told(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    plain = tmp_path / "plain.png"
    Image.new("RGB", (400, 300), "white").save(plain)
    (photo_id,) = importing.import_photos(studio, [plain], Quiet()).photos
    change(studio, photo_id, recipe=Recipe((Step(name="cutout", params={"backend": "classic"}),)).to_json())
    ((_id, why),) = export(studio, [photo_id], "ebay", tmp_path / "out").refused
    assert why.startswith(("No garment was found", "No background was found"))


@pytest.mark.parametrize("limit", [30_000, 60_000])
def test_a_file_keeps_to_the_bytes_of_its_marketplace(
    studio: Studio, pieces: list[ItemId], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    own_rules(studio, monkeypatch, bytes_max=limit)
    for one in export(studio, exporting.of_items(studio, pieces), "vinted", tmp_path / "out").saved:
        assert limit * 0.5 < one.file.stat().st_size <= limit


def test_what_a_marketplace_refuses_by_size_is_said(
    studio: Studio, pieces: list[ItemId], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_rules(studio, monkeypatch, bytes_max=900, short_edge_min_px=500)
    report = export(studio, exporting.of_items(studio, pieces[1:]), "vinted", tmp_path / "out")
    ((_id, why),) = report.refused
    assert why == "No picture of at least 500 pixels fits into 900 bytes, so it is left out."


def test_more_photos_than_a_marketplace_takes_are_saved_and_told(
    studio: Studio, pieces: list[ItemId], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_rules(studio, monkeypatch, photos_max=1)
    report = export(studio, exporting.of_items(studio, pieces), "vinted", tmp_path / "out")
    assert len(report.saved) == 3
    assert report.notes == ("Vinted takes 1 photo of a piece, and HP-0101 has 2.",)


def test_all_of_a_piece_is_saved_in_a_folder_of_its_own(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    wanted = exporting.of_items(studio, pieces)
    report = export(studio, wanted, "poshmark", tmp_path / "out", Manner(folders=True))
    assert names(tmp_path / "out" / "Poshmark") == [
        "HP-0101/HP-0101-01.jpg",
        "HP-0101/HP-0101-02.jpg",
        "HP-0101/listing.txt",
        "HP-0102/HP-0102-01.jpg",
        "HP-0102/listing.txt",
    ]
    dress, scarf = (tmp_path / "out" / "Poshmark" / sku / "listing.txt" for sku in ("HP-0101", "HP-0102"))
    text = dress.read_text("utf-8")
    assert text.startswith("TITLE\nHarbour & Pine wool shift dress, navy\n\nDESCRIPTION\nA shift dress. Worn twice.\n")
    assert "B2" not in text
    assert report.texts == (dress, scarf)
    items.edit(studio, [pieces[0]], {"title": "Another title"})
    export(studio, wanted[:1], "poshmark", tmp_path / "out", Manner(folders=True))
    assert dress.read_text("utf-8") == text
    assert dress.with_name("listing-2.txt").read_text("utf-8").startswith("TITLE\nAnother title\n")


def test_a_transparent_background_is_white_where_the_format_has_no_transparency(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    (scarf,) = photos.of_item(studio, pieces[1])
    steps = (
        Step(name="cutout", params={"backend": "classic"}),
        Step(name="background", params={"colour": "transparent"}),
    )
    change(studio, scarf.id, recipe=Recipe(steps).to_json())
    (saved,) = export(studio, [scarf.id], "ebay", tmp_path / "out", Manner(anyway=True)).saved
    with Image.open(saved.file) as picture:
        assert min(picture.convert("RGB").getpixel((3, 3))) > 250  # type: ignore[type-var, operator]


def test_a_folder_that_cannot_be_made_is_said(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in the way")
    with pytest.raises(UserError, match="cannot be made"):
        export(studio, exporting.of_items(studio, pieces), "poshmark", tmp_path / "out")


def test_an_export_can_be_stopped_and_leaves_whole_files(studio: Studio, pieces: list[ItemId], tmp_path: Path) -> None:
    class StopsAtTheSecond(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            if done == 1:
                raise Cancelled

    wanted = exporting.of_items(studio, pieces)
    with pytest.raises(Cancelled):
        exporting.export(studio, wanted, "poshmark", tmp_path / "out", StopsAtTheSecond(), Manner())
    assert names(tmp_path / "out") in ([], ["HP-0101-01.jpg"])


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"heic"}))
def test_no_canary_of_the_camera_is_in_what_goes_out(studio: Studio, tmp_path: Path, name: str) -> None:
    source = tmp_path / f"canary-Elm-Street-4.{name}"
    source.write_bytes(FORMATS[name](tmp_path))
    (photo_id,) = importing.import_photos(studio, [source], Quiet()).photos
    for market in ("poshmark", "etsy"):
        (saved,) = export(studio, [photo_id], market, tmp_path / market, Manner(anyway=True)).saved
        assert "canary" not in saved.file.name
        assert "Elm" not in saved.file.name
        assert_clean(saved.file)
        with Image.open(saved.file) as picture:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
            assert "sRGB" in ImageCms.getProfileDescription(profile)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX has it")
def test_a_program_killed_in_an_export_leaves_whole_files_and_can_do_it_again(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    out, root = tmp_path / "out", studio.profile.root
    studio.close()
    command = [sys.executable, "-m", "studio", "--profile", str(root), "export", "--for", "ebay", "--out", str(out)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    pause = threading.Event()
    for _time in range(3_000):
        if (out.is_dir() and any(out.glob("*.jpg"))) or child.poll() is not None:
            break
        pause.wait(0.01)
    if child.poll() is None:
        os.kill(child.pid, signal.SIGKILL)
    child.wait()
    for file in out.glob("*.jpg"):
        assert size_of(file) == (1600, 1600)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert sorted(file.name for file in out.glob("*.jpg")) == ["HP-0101-01.jpg", "HP-0101-02.jpg", "HP-0102-01.jpg"]


def test_what_a_killed_export_left_unfinished_is_swept_later(
    studio: Studio, pieces: list[ItemId], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with whole_file(out / "x.jpg") as file:
        unfinished = Path(file.name)
    assert unfinished.parent == out
    kept = [out / ".notes.part", out / unfinished.name.replace(".", ".0", 1)]
    for left in (unfinished, *kept):
        left.write_bytes(b"half a picture")
        long_ago = studio.clock.now().timestamp() - 7200
        os.utime(left, (long_ago, long_ago))
    export(studio, exporting.of_items(studio, pieces[1:]), "depop", out)
    assert not unfinished.exists()
    assert all(left.exists() for left in kept)


def test_every_marketplace_has_a_sentence() -> None:
    assert len({rules.sentence for rules in exporting.marketplaces()}) >= 5
    assert MARKETS[0] == "closet-fair"
