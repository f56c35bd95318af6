"""A seller goes through the photos of a closet from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.commands import Run
from tests.services.closets import Shot, snap


@pytest.fixture
def shoot(run: Run, closet: Path, tmp_path: Path) -> Path:
    """A closet with three photos, two of which are the same but for their size."""
    first = snap(tmp_path / "shoot" / "a.jpg", Shot(seed=3))
    with Image.open(first) as opened:
        opened.resize((180, 240)).save(first.with_name("b.jpg"))
        opened.transpose(Image.Transpose.ROTATE_90).save(first.with_name("c.jpg"))
    assert run("import", tmp_path / "shoot", "--profile", closet).code == 0
    return closet


def names(run: Run, closet: Path, *words: str) -> list[str]:
    said = run("photos", "list", *words, "--json", "--profile", closet)
    assert said.code == 0
    return sorted(photo["file_name"] for photo in said.answer["photos"])


def test_photos_are_flagged_rated_listed_and_the_rejects_removed(run: Run, shoot: Path) -> None:
    assert names(run, shoot) == ["a.jpg", "b.jpg", "c.jpg"]
    assert run("photos", "flag", "a.jpg", "--as", "pick", "--profile", shoot).out == "1 photo: pick\n"
    assert run("photos", "rate", "a.jpg", "c.jpg", "--stars", "4", "--profile", shoot).out == "2 photos: 4 stars\n"
    said = run("photos", "flag", "b.jpg", "--as", "reject", "--json", "--profile", shoot)
    assert said.answer["flag"] == "reject"
    assert names(run, shoot, "--show", "picks") == ["a.jpg"]
    assert names(run, shoot, "--rating", "4") == ["a.jpg", "c.jpg"]
    assert names(run, shoot, "--show", "unflagged", "--rating", "1") == ["c.jpg"]
    listed = run("photos", "list", "--profile", shoot).out
    assert "pick" in listed
    assert "****" in listed
    assert "small" in listed
    assert listed.endswith("3 photos\n")
    assert run("photos", "remove-rejects", "--profile", shoot).out == "1 photo removed\n"
    assert names(run, shoot) == ["a.jpg", "c.jpg"]
    assert run("undo", "--profile", shoot).code == 0
    assert names(run, shoot, "--show", "rejects") == ["b.jpg"]


def test_near_duplicates_are_listed_and_the_best_is_kept(run: Run, shoot: Path) -> None:
    assert names(run, shoot, "--show", "alike") == ["a.jpg", "b.jpg"]
    assert run("photos", "alike", "--profile", shoot).out.endswith("1 group of near duplicates\n")
    said = run("photos", "alike", "--keep-best", "--json", "--profile", shoot)
    assert [len(group) for group in said.answer["groups"]] == [2]
    assert len(said.answer["kept"]) == 1
    assert names(run, shoot, "--show", "rejects") == ["b.jpg"]
    assert run("photos", "alike", "--keep-best", "--json", "--profile", shoot).answer == {"groups": [], "kept": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("flag", "nothing.jpg", "--as", "pick"), 1),
        (("flag", "a.jpg", "--as", "love"), 2),
        (("rate", "a.jpg", "--stars", "6"), 2),
        (("list", "--show", "best"), 2),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, shoot: Path, words: tuple[str, ...], code: int) -> None:
    assert run("photos", *words, "--profile", shoot).code == code
