"""Import, items, show, edit, undo, redo, check: for people and for programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.commands import Run
from tests.cli.conftest import Lived
from tests.services.closets import snap_pieces


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """Photos of two pieces, and a file that is none."""
    folder = tmp_path / "shoot"
    snap_pieces(folder, 2, 1)
    (folder / "broken.jpg").write_text("not a picture")
    return folder


def test_an_import_with_some_files_refused_is_done_and_names_them(run: Run, closet: Path, shoot: Path) -> None:
    said = run("import", shoot, "--profile", closet)
    assert (said.code, said.err) == (0, "")
    first, refused = said.out.splitlines()
    assert first == "3 photos in 2 items, 0 known before, 1 refused"
    assert refused.startswith(f"  {shoot / 'broken.jpg'}: This is not a picture")
    again = run("import", shoot, "--json", "--profile", closet)
    assert again.code == 0
    assert again.answer["photos"] == []
    assert again.answer["items"] == []
    assert again.answer["known"] == 3
    ((refusal),) = again.answer["refused"]
    assert (refusal["file"], bool(refusal["reason"])) == (str(shoot / "broken.jpg"), True)


def test_an_import_of_nothing_good_is_the_sellers_to_mend_and_told_to_a_program(
    run: Run, closet: Path, shoot: Path
) -> None:
    said = run("--json", "import", shoot / "broken.jpg", "--profile", closet)
    assert (said.code, said.sentence) == (1, "None of these files can be imported.")
    assert len(said.answer["refused"]) == 1
    missing = run("import", shoot / "nowhere", "--profile", closet)
    assert (missing.code, missing.out) == (1, "")
    assert missing.sentence.endswith("nowhere is not there. Check the name.")
    empty = shoot / "empty"
    empty.mkdir()
    assert run("import", empty, "--profile", closet).out == "0 photos in 0 items, 0 known before, 0 refused\n"


def test_an_import_sweeps_up_what_an_interrupted_one_left(run: Run, closet: Path, shoot: Path) -> None:
    part = closet / "media" / "originals" / "ab" / "abc-1.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    run("import", shoot, "--profile", closet)
    assert not part.exists()


def test_items_are_looked_for_by_words_and_by_state(run: Run, lived: Lived) -> None:
    found = run("items", "--query", "linen price:<70", "--json", "--profile", lived.root).answer["items"]
    assert [item["sku"] for item in found] == [lived.offered]
    assert found[0]["colours"] == ["Blue"]
    assert found[0]["measurements_mm"] == {"pit_to_pit": 457}
    said = run("items", "--state", "draft", "--profile", lived.root)
    assert said.out.splitlines() == ["HP-0103  draft        Silk scarf", "1 item"]
    assert run("items", "--query", "nothing like it", "--json", "--profile", lived.root).answer == {"items": []}
    everything = run("items", "--profile", lived.root).out
    assert "HP-0101  sold   $68.00  M  B2  Wool coat" in everything


def test_an_item_is_shown_with_what_is_missing_and_what_is_left(run: Run, lived: Lived) -> None:
    said = run("show", lived.draft, "--profile", lived.root)
    assert said.code == 0
    assert "needs: " in said.out
    assert "1 photo: IMG_0004.jpg" in said.out
    sold = run("show", lived.sold.lower(), "--profile", lived.root).out
    assert "listing sold http://127.0.0.1:" in sold
    assert "/l/lst_" in sold
    assert "You keep $61.20." in sold
    plain = run("show", lived.sold, "--json", "--profile", lived.root).answer
    assert plain["item"]["sku"] == lived.sold
    assert [photo["position"] for photo in plain["photos"]] == [0, 1]
    assert (plain["listings"][0]["state"], plain["keep_minor"]) == ("sold", 6120)
    assert all(problem["sentence"] for problem in plain["problems"])


def test_an_item_in_a_currency_that_its_marketplace_does_not_take_is_shown(run: Run, lived: Lived) -> None:
    assert run("edit", lived.draft, "currency=EUR", "price=48", "--profile", lived.root).code == 0
    said = run("show", lived.draft, "--profile", lived.root)
    assert said.code == 0
    assert "Closet Fair does not sell in EUR" in said.out
    assert run("items", "--profile", lived.root).out.count("€48.00") == 1


def test_an_edit_is_saved_and_shown(run: Run, lived: Lived) -> None:
    words = ("price=48.50", "colours=Cream,Tan", "weight=3oz", "condition=good")
    said = run("edit", lived.draft, *words, "--profile", lived.root)
    assert (said.code, said.out) == (0, "HP-0103: saved\n")
    item = run("edit", lived.draft, "bin=C4", "--json", "--profile", lived.root).answer["item"]
    assert (item["price_minor"], item["colours"], item["weight_g"]) == (4850, ["Cream", "Tan"], 85)
    assert (item["condition"], item["bin"]) == ("ug", "C4")


@pytest.mark.parametrize(
    "words", [("price=cheap",), ("colour=Red",), ("title",), ("bin=C4", "weight=2"), ("sku=HP-0101",), ("sku=",)]
)
def test_an_edit_with_a_bad_value_saves_nothing(run: Run, lived: Lived, words: tuple[str, ...]) -> None:
    before = run("show", lived.draft, "--json", "--profile", lived.root).answer["item"]
    said = run("edit", lived.draft, *words, "--profile", lived.root)
    assert (said.code, said.out) == (1, "")
    assert said.sentence.endswith(".")
    assert run("show", lived.draft, "--json", "--profile", lived.root).answer["item"] == before


def test_a_changed_sku_is_what_the_item_is_called_from_then_on(run: Run, lived: Lived) -> None:
    assert run("edit", lived.draft, "sku=NEW-7", "--profile", lived.root).out == "NEW-7: saved\n"
    assert run("show", lived.draft, "--profile", lived.root).code == 1
    assert run("show", "new-7", "--profile", lived.root).code == 0


def test_undo_and_redo_go_through_what_other_commands_did(run: Run, closet: Path, shoot: Path) -> None:
    run("import", shoot, "--profile", closet)
    run("edit", "IT-0001", "title=Coat", "--profile", closet)
    assert run("undo", "--profile", closet).out == "Undone: edit title of 1 item\n"
    assert run("undo", "--json", "--profile", closet).answer == {"undone": "import 3 photos"}
    nothing = run("undo", "--profile", closet)
    assert (nothing.code, nothing.sentence) == (1, "There is nothing to undo.")
    assert run("redo", "--profile", closet).out == "Done again: import 3 photos\n"
    assert run("redo", "--json", "--profile", closet).answer == {"redone": "edit title of 1 item"}
    nothing = run("redo", "--profile", closet)
    assert (nothing.code, nothing.sentence) == (1, "There is nothing to redo.")


def test_a_whole_closet_is_well(run: Run, lived: Lived) -> None:
    said = run("check", "--profile", lived.root)
    assert (said.code, said.out) == (0, "All is well: 3 items, 4 photos.\n")
    answer = run("check", "--json", "--profile", lived.root).answer
    assert answer == {"items": 3, "photos": 4, "problems": [], "spare_originals": 0}


def test_a_closet_that_is_not_whole_is_one_for_people_and_programs(run: Run, lived: Lived) -> None:
    shutil.rmtree(lived.root / "media" / "originals")
    for words in ((), ("--json",)):
        said = run("check", *words, "--profile", lived.root)
        assert (said.code, said.sentence) == (
            1,
            "The closet is not whole. Restore a backup, or put back what is missing.",
        )
        assert said.out.count("Import it again to put it back.") == 4
    assert len(said.answer["problems"]) == 4
