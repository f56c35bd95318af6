"""Plain files in, clean files out, without a catalog."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.imaging.clean import CleanOptions, clean_files
from tests.imaging.drawing import shirt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two shirts, a broken file, a note, and a shirt of the same name in a folder below."""
    source = tmp_path / "photos"
    (source / "more").mkdir(parents=True)
    for name, colour in (("a.jpg", (176, 40, 48)), ("b.png", (40, 60, 150)), ("more/A.jpg", (20, 120, 60))):
        Pillow.fromarray(shirt(180, 240, colour=colour)[0]).save(source / name)
    (source / "broken.jpg").write_bytes((source / "a.jpg").read_bytes()[:900])
    (source / "notes.txt").write_text("size M")
    return source


class Counting(Quiet):
    """A Context that writes down what it is told, and may stop."""

    def __init__(self, stop_at: int = 1000) -> None:
        self.told: list[tuple[int, int | None]] = []
        self._stop_at = stop_at

    def report(self, done: int, total: int | None = None, note: str = "") -> None:
        self.told.append((done, total))
        if done >= self._stop_at:
            raise Cancelled


def test_a_folder_is_cleaned_and_what_is_broken_is_named(folder: Path, tmp_path: Path) -> None:
    context = Counting()
    report = clean_files([folder, folder / "more" / "A.jpg"], tmp_path / "out", CleanOptions(), context, width=1)
    assert [target.name for _source, target in report.done] == ["a.jpg", "b.jpg", "A-2.jpg"]
    assert [source.name for source, _sentence in report.refused] == ["broken.jpg"]
    assert "incomplete" in report.refused[0][1] or "damaged" in report.refused[0][1]
    for _source, target in report.done:
        with Pillow.open(target) as picture:
            assert picture.size == (1600, 1600)
            assert np.asarray(picture)[2, 2].min() > 250
    assert context.told[-1] == (4, 4)
    assert not list((tmp_path / "out").glob(".*"))


def test_nothing_that_exists_is_written_over(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.png").write_bytes(b"mine")
    options = CleanOptions(shape="master", background="transparent", backend="classic")
    report = clean_files([folder / "a.jpg"], out, options, Quiet(), width=1)
    assert (out / "a.png").read_bytes() == b"mine"
    assert [target.name for _source, target in report.done] == ["a-2.png"]
    with Pillow.open(out / "a-2.png") as picture:
        assert picture.mode == "RGBA"
        assert picture.size == (180, 240)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    report = clean_files([tmp_path / "gone.jpg"], tmp_path / "out", CleanOptions(), Quiet(), width=1)
    assert report.done == ()
    assert "cannot be opened" in report.refused[0][1]


def test_a_photo_without_a_garment_is_refused(tmp_path: Path) -> None:
    Pillow.new("RGB", (200, 200), "white").save(tmp_path / "wall.png")
    report = clean_files([tmp_path / "wall.png"], tmp_path / "out", CleanOptions(), Quiet(), width=1)
    assert report.done == ()
    assert report.refused[0][1].startswith("No ")


@pytest.mark.parametrize(
    "options",
    [CleanOptions(shape="5x7"), CleanOptions(background="bright"), CleanOptions(backend="magic")],
)
def test_options_that_make_no_sense_are_told_before_anything_is_done(
    folder: Path, tmp_path: Path, options: CleanOptions
) -> None:
    with pytest.raises(UserError, match="setting that it cannot use"):
        clean_files([folder], tmp_path / "out", options, Quiet())
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot be made"):
        clean_files([folder], tmp_path / "file" / "out", CleanOptions(), Quiet())


def test_a_cancelled_batch_ends_at_once_and_leaves_whole_files(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        clean_files([folder], tmp_path / "out", CleanOptions(), Counting(stop_at=1), width=1)
    for path in (tmp_path / "out").iterdir():
        with Pillow.open(path) as picture:
            picture.load()
