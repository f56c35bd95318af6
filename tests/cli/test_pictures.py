"""Plain picture files are cleaned without a closet, with each option; what cannot be is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.app import default_root
from studio.imaging.presets import save
from studio.imaging.recipe import DEFAULT_CLEAN
from tests.cli.commands import Run
from tests.services.closets import Shot, size_of, snap


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return snap(tmp_path / "shoot" / "shirt.jpg", Shot(seed=4))


def pixels(file: Path) -> np.ndarray:
    with Image.open(file) as opened:
        return np.asarray(opened.convert("RGBA"))


@pytest.mark.parametrize(
    ("options", "name", "size", "corner"),
    [
        ((), "shirt.jpg", (1600, 1600), (255, 255, 255, 255)),
        (("--shape", "3x4", "--background", "#f4f1ec"), "shirt.jpg", (1080, 1440), (244, 241, 236, 255)),
        (("--shape", "master", "--background", "transparent"), "shirt.png", (240, 320), None),
        (("--backend", "classic"), "shirt.jpg", (1600, 1600), (255, 255, 255, 255)),
        (("--preset", "no-ground", "--shape", "master"), "shirt.png", (240, 320), None),
        (("--preset", "warm-grey", "--backend", "classic"), "shirt.jpg", (1600, 1600), (241, 238, 233, 255)),
        (("--preset", "warm-grey", "--background", "white"), "shirt.jpg", (1600, 1600), (255, 255, 255, 255)),
    ],
)
def test_a_picture_is_cleaned_as_the_options_say(
    run: Run, photo: Path, tmp_path: Path, options: tuple[str, ...], name: str, size: tuple[int, int], corner: object
) -> None:
    said = run("clean", photo, "--out", tmp_path / "out", *options)
    assert (said.code, said.out.splitlines()[0]) == (0, f"1 picture in {tmp_path / 'out'}")
    cleaned = tmp_path / "out" / name
    assert size_of(cleaned) == size
    found = pixels(cleaned)[3, 3].astype(int)
    if corner is None:
        assert found[3] == 0
    else:
        assert np.abs(found - np.array(corner)).max() <= 3
    assert not default_root().exists()


def test_folders_are_cleaned_and_nothing_is_written_over(run: Run, photo: Path, tmp_path: Path) -> None:
    (photo.parent / "notes.jpg").write_text("not a picture")
    out = tmp_path / "out"
    first = run("clean", photo.parent, "--out", out, "--json")
    assert first.code == 0
    assert first.answer["pictures"] == [{"file": str(photo), "out": str(out / "shirt.jpg")}]
    ((refused),) = first.answer["refused"]
    assert refused["file"] == str(photo.parent / "notes.jpg")
    before = (out / "shirt.jpg").read_bytes()
    said = run("clean", photo, photo.parent / "notes.jpg", "--out", out)
    assert "  refused notes.jpg: This is not a picture" in said.out
    assert (out / "shirt.jpg").read_bytes() == before
    assert size_of(out / "shirt-2.jpg") == (1600, 1600)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--preset", "pink"), "There is no preset called pink. There are: white-gentle, "),
        (("--preset", "keep-ground", "--background", "white"), "This recipe keeps the ground, so leave out what"),
        (("--recipe", "nowhere.json"), "nowhere.json cannot be read"),
        (("--background", "pink"), "The step background has a setting that it cannot use: the background must be"),
        (("--backend", "magic"), "The step cutout has a setting that it cannot use: the backend must be auto, classic"),
        (("--backend", "rembg:u2net"), "None of these pictures could be cleaned. The cut-out model u2net is not here"),
    ],
)
def test_an_option_that_cannot_be_used_is_one_sentence(
    run: Run, photo: Path, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    said = run("clean", photo, "--out", tmp_path / "out", *options)
    assert said.code == 1
    assert said.sentence.startswith(sentence)


def test_a_recipe_comes_from_a_file(run: Run, photo: Path, tmp_path: Path) -> None:
    file = tmp_path / "turned.json"
    file.write_text('{"steps": [{"name": "crop", "version": 1, "params": {"quarter_turns": 1}}]}')
    said = run("clean", photo, "--out", tmp_path / "out", "--shape", "master", "--recipe", file)
    assert said.code == 0
    assert size_of(tmp_path / "out" / "shirt.jpg") == (320, 240)
    both = run("clean", photo, "--out", tmp_path / "out", "--recipe", file, "--preset", "keep-ground")
    assert both.code == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[" * 50_000, "is not valid JSON"),
        ('{"steps": [{"name": "crop", "version": 1, "params": {"left": [[[[[1]]]]]}}]}', "cannot be read"),
        ('{"steps": [{"name": "crop", "version": 1, "params": {"left": {}}}]}', "The step crop has a setting"),
        ('{"steps": [{"name": "melt", "version": 1}]}', "does not know: melt 1"),
        ('{"steps": [{"name": "cutout", "version": 2, "params": {"strokes": [{}]}}]}', "The step cutout has a setting"),
    ],
    ids=range(5),
)
def test_a_hostile_recipe_is_one_sentence(run: Run, photo: Path, tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "hostile.json"
    file.write_text(text)
    said = run("clean", photo, "--out", tmp_path / "out", "--recipe", file)
    assert said.code == 1
    assert sentence in said.sentence
    assert not (tmp_path / "out").exists()


def test_presets_are_listed_with_those_of_one_s_own_and_what_is_wrong(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "closet" / "presets"
    save(folder, "Linen", DEFAULT_CLEAN)
    (folder / "torn.json").write_text("{")
    said = run("presets", "--profile", tmp_path / "closet")
    assert said.code == 0
    assert "white-gentle" in said.out
    assert "linen" in said.out
    assert "torn.json is not valid JSON" in said.out
    answer = run("presets", "--json", "--profile", tmp_path / "closet").answer
    assert [one["own"] for one in answer["presets"]][-2:] == [False, True]
    assert answer["presets"][-1]["recipe"] == DEFAULT_CLEAN.to_plain()
    assert len(answer["complaints"]) == 1


def test_what_is_not_there_or_cannot_be_made_is_one_sentence(run: Run, photo: Path, tmp_path: Path) -> None:
    said = run("clean", tmp_path / "nowhere.jpg", "--out", tmp_path / "out")
    assert (said.code, said.sentence) == (1, f"{tmp_path / 'nowhere.jpg'} is not there. Check the name.")
    said = run("clean", photo, "--out", photo / "out")
    assert (said.code, said.out) == (1, "")
    assert "cannot be made" in said.sentence


def test_when_nothing_could_be_cleaned_a_program_is_told_why(run: Run, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_text("not a picture")
    said = run("clean", tmp_path / "a.jpg", tmp_path / "b.jpg", "--out", tmp_path / "out", "--json")
    assert said.code == 1
    assert said.sentence.startswith("None of these pictures could be cleaned. This is not a picture")
    assert (said.answer["pictures"], len(said.answer["refused"])) == ([], 2)
