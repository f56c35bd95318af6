"""`studio photos split` and `merge` do what S and M do on the contact sheet, and undo takes it back."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands import Run
from tests.services.closets import snap_pieces


def shapes(run: Run, root: Path) -> dict[str, int]:
    """Return how many photos each item has, by SKU."""
    skus = [item["sku"] for item in run("items", "--json", "--profile", root).answer["items"]]
    return {sku: len(run("show", sku, "--json", "--profile", root).answer["photos"]) for sku in skus}


def test_a_photo_is_split_off_and_merged_back(run: Run, closet: Path, tmp_path: Path) -> None:
    first, *_others = snap_pieces(tmp_path / "shoot", 3)
    run("import", tmp_path / "shoot", "--profile", closet)
    said = run("photos", "split", first.name, "--profile", closet)
    assert (said.code, said.out) == (0, "IT-0002: 1 photo\n")
    assert shapes(run, closet) == {"IT-0001": 2, "IT-0002": 1}
    merged = run("photos", "merge", "IT-0001", "IT-0002", "--json", "--profile", closet)
    assert (merged.answer["sku"], len(merged.answer["photos"])) == ("IT-0001", 3)
    assert shapes(run, closet) == {"IT-0001": 3}
    assert run("undo", "--profile", closet).out == "Undone: merge 2 items\n"
    assert shapes(run, closet) == {"IT-0001": 2, "IT-0002": 1}


def test_what_cannot_be_split_or_merged_is_said(run: Run, closet: Path, tmp_path: Path) -> None:
    snap_pieces(tmp_path / "shoot", 1)
    run("import", tmp_path / "shoot", "--profile", closet)
    assert run("photos", "split", "nothing.jpg", "--profile", closet).code == 1
    assert run("photos", "merge", "IT-0009", "--profile", closet).sentence.startswith("There is no item IT-0009.")
    assert run("photos", "merge", "IT-0001", "--profile", closet).sentence == "Choose at least two items to merge."
