"""The tour leaves a whole day in a folder: photos, PDFs that read back, and every page in light and dark."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.cli import main
from tests.cli.commands import ROOT, TIMEOUT_S
from tests.cli.reading import codes, size_in, words
from tests.services.closets import size_of

pytest.importorskip("PySide6", reason="the tour photographs the window")

PAGES = ("today", "closet", "photos", "editor", "listings", "people", "packing", "outbox")


@dataclass(frozen=True)
class Toured:
    """Where the tour was, and what it told."""

    folder: Path
    told: dict[str, Any]

    @property
    def steps(self) -> str:
        return "\n".join(self.told["steps"])


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "studio", "tour", "--out", str(folder), *words]


@pytest.fixture(scope="session")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    """A tour into the folder of an earlier one, which was killed in the middle of its day."""
    folder = tmp_path_factory.mktemp("tour")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command(folder), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    ) as earlier:
        assert earlier.stdout
        assert b"Imported" in earlier.stdout.readline()
        earlier.kill()
    (folder / "clean").mkdir(exist_ok=True)
    (folder / "clean" / "of-the-earlier-tour.jpg").write_bytes(b"x")
    done = subprocess.run(
        command(folder, "--json"),
        capture_output=True,
        encoding="utf-8",
        timeout=2 * TIMEOUT_S,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Toured(folder, json.loads(done.stdout))


def test_the_day_went_the_whole_way(toured: Toured) -> None:
    for said in (
        "Imported 40 photos as 24 items; importing them again added 0",
        "Cleaned",
        "took that back",
        "Queued 8 listings for Closet Fair",
        "Answered Dee K.",
        "is sold",
        "Packed and shipped order",
    ):
        assert said in toured.steps
    assert toured.told["steps"] == (toured.folder / "tour.txt").read_text("utf-8").splitlines()[1:]


def test_every_file_that_it_names_is_there_and_nothing_of_an_earlier_tour(toured: Toured) -> None:
    named = {Path(file) for file in toured.told["files"]}
    there = {file for file in toured.folder.rglob("*") if file.is_file()}
    assert named == {file for file in there if toured.folder / "closet" not in file.parents}
    assert not (toured.folder / "clean" / "of-the-earlier-tour.jpg").exists()
    assert len(list((toured.folder / "photos").glob("*.jpg"))) == 40


def test_cleaned_photos_have_their_two_shapes_and_no_metadata(toured: Toured) -> None:
    tall, square = (sorted((toured.folder / "clean").glob(f"*-{shape}.jpg")) for shape in ("3x4", "1x1"))
    assert len(tall) == len(square) >= 3
    assert {size_of(file) for file in tall} == {(1080, 1440)}
    assert {size_of(file) for file in square} == {(1600, 1600)}
    for file in tall:
        with Image.open(file) as opened:
            assert not opened.getexif()


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_shown_in_light_and_dark(toured: Toured, page: str) -> None:
    shots = [toured.folder / "screenshots" / f"{page}_{theme}.png" for theme in ("light", "dark")]
    assert [size_of(file) for file in shots] == [(1440, 900)] * 2
    light, dark = (_pixels(file) for file in shots)
    for pixels in (light, dark):
        assert len(np.unique(pixels @ (1 << 16, 1 << 8, 1))) > 500
    assert light.mean() > 180 > 90 > dark.mean()


def _pixels(file: Path) -> np.ndarray:
    with Image.open(file) as opened:
        return np.asarray(opened.convert("RGB"))


def test_no_two_pages_look_the_same(toured: Toured) -> None:
    shots = sorted((toured.folder / "screenshots").glob("*.png"))
    assert len(shots) == 2 * len(PAGES)
    assert len({file.read_bytes() for file in shots}) == len(shots)


def test_the_printed_things_read_back(toured: Toured) -> None:
    printed = toured.folder / "print"
    cards = sorted(printed.glob("card-*.pdf"))
    assert len(cards) == 2
    picked = words(printed / "picklist.pdf")
    for card in cards:
        number = card.stem.removeprefix("card-")
        assert f"#{number}" in picked
        assert "Thank you" in words(card)
        assert size_in(printed / f"label-{number}.pdf") == (4, 6)
        assert codes(printed / f"label-{number}.pdf")
        (sku,) = codes(printed / f"sku-{number}.pdf")
        assert sku in words(printed / f"sku-{number}.pdf")
        assert sku in picked


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        main(["tour", "--out", str(folder)])
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (1, "")
    return said.err.strip()


def test_a_folder_with_other_files_in_it_is_refused_and_untouched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "photos" / "holiday.jpg"
    own.parent.mkdir()
    own.write_bytes(b"mine")
    sentence = f"{tmp_path} has other files in it. Choose an empty folder for the tour with --out."
    assert refused(tmp_path, capsys) == sentence
    (tmp_path / "tour.txt").write_text("A tour of my favourite band")
    assert refused(tmp_path, capsys) == sentence
    assert own.read_bytes() == b"mine"


def test_a_sellers_own_closet_is_never_taken_for_a_tours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalog = tmp_path / "closet" / "catalog.db"
    catalog.parent.mkdir()
    catalog.write_bytes(b"everything that somebody owns")
    assert "has other files in it" in refused(tmp_path, capsys)
    assert catalog.read_bytes() == b"everything that somebody owns"


def test_a_place_that_cannot_be_a_folder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    assert refused(tmp_path / "file" / "tour", capsys).endswith("Choose another folder with --out.")
