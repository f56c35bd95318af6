"""Pictures are saved for marketplaces from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.commands import Run
from tests.cli.conftest import Lived
from tests.services.closets import size_of


def test_pieces_are_saved_for_a_marketplace(run: Run, lived: Lived, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run("export", "--for", "poshmark", "--out", out, "HP-0102", "--profile", lived.root)
    assert (said.code, said.out) == (0, f"poshmark: 1 picture in {out}\n")
    assert size_of(out / "HP-0102-01.jpg") == (1080, 1440)


def test_without_a_sku_it_is_everything_that_is_not_sold(run: Run, lived: Lived, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("export", "--for", "ebay", "--for", "vinted", "--text", "--out", out, "--profile", lived.root, "--json")
    answer = run(*words).answer["marketplaces"]
    assert set(answer) == {"ebay", "vinted"}
    files = [Path(one["file"]) for one in answer["ebay"]["pictures"]]
    assert [file.relative_to(out).as_posix() for file in files] == [
        "eBay/HP-0102/HP-0102-01.jpg",
        "eBay/HP-0103/HP-0103-01.jpg",
    ]
    assert all(one["bytes"] == Path(one["file"]).stat().st_size for one in answer["ebay"]["pictures"])
    assert (out / "Vinted" / "HP-0103" / "listing.txt").read_text("utf-8").startswith("TITLE\nSilk scarf\n")


def test_what_cannot_be_saved_is_said(run: Run, lived: Lived, tmp_path: Path) -> None:
    said = run("export", "--for", "shop", "--out", tmp_path / "out", "--profile", lived.root)
    assert said.code == 1
    assert said.sentence.startswith("There are no photo rules for “shop”. There are: closet-fair, poshmark")
    said = run("export", "--for", "ebay", "--out", tmp_path / "out", "nope", "--profile", lived.root)
    assert said.code == 1
    originals = lived.root / "media" / "originals"
    for file in [file for file in originals.rglob("*") if file.is_file()]:
        file.chmod(0o600)
        file.unlink()
    said = run("export", "--for", "depop", "--out", tmp_path / "gone", "HP-0103", "--profile", lived.root)
    assert (said.code, said.sentence) == (1, "No picture was saved.")
    assert "  refused " in said.out
