"""Cut-out models from the command line; nothing is fetched without a yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.services import fast_copies
from tests.cli.commands import Run, program
from tests.imaging.networks import colour_network, deep_network


def test_models_are_listed_with_and_without_the_word(run: Run, closet: Path) -> None:
    (closet / "models" / "models" / "u2net_custom").mkdir(parents=True)
    for words in (("models",), ("models", "list")):
        said = run("--profile", closet, *words)
        assert (said.code, said.err) == (0, "")
        assert any(line.split()[:2] == ["-", "u2net"] for line in said.out.splitlines())
    answer = run("--json", "--profile", closet, "models").answer
    assert {model["name"] for model in answer["models"]} >= {"u2net", "u2netp", "isnet-general-use"}
    assert [model["name"] for model in answer["models"] if model["here"]] == ["garment"]
    assert answer["custom"] == []


@pytest.mark.parametrize("said", ["n\n", ""])
def test_without_a_yes_nothing_is_fetched(closet: Path, said: str) -> None:
    done = program("models", "fetch", "u2netp", "--profile", closet, said=said)
    assert (done.code, done.out) == (1, "")
    assert "Download" in done.err
    assert done.err.rstrip().endswith("Stopped.")
    assert not list(closet.rglob("*.part"))


def test_a_model_of_ones_own_is_added_and_listed(run: Run, closet: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.onnx"
    colour_network(own)
    assert run("models", "add", own, "--profile", closet).out == "Use it with --backend rembg:mine.onnx\n"
    assert run("--json", "--profile", closet, "models", "list").answer["custom"] == ["mine.onnx"]
    assert "here  mine.onnx  0.0 MB" in run("models", "list", "--profile", closet).out
    assert run("models", "use", "rembg:mine.onnx", "--profile", closet).out == "Used for cleaning: rembg:mine.onnx\n"
    assert "used  mine.onnx" in run("models", "list", "--profile", closet).out
    (tmp_path / "notes.txt").write_text("x")
    said = run("models", "add", tmp_path / "notes.txt", "--profile", closet)
    assert (said.code, said.sentence) == (1, "notes.txt is not an ONNX file.")


def test_a_model_that_nobody_knows_is_one_sentence(run: Run, closet: Path) -> None:
    for words in (("fetch", "nope", "--yes"), ("remove", "nope")):
        said = run("models", *words, "--profile", closet)
        assert (said.code, said.out) == (1, "")
        assert said.sentence.startswith("There is no cut-out model called nope. There are: ")
    assert run("models", "remove", "u2net", "--json", "--profile", closet).answer == {"model": "u2net"}


def test_a_fast_copy_is_made_with_its_figures(
    run: Run, closet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_copies, "_PICTURES", 9)
    own = deep_network(tmp_path / "deep.onnx")
    run("models", "add", own, "--profile", closet)
    said = run("models", "fast", "rembg:deep.onnx", "--profile", closet)
    assert said.code == 0
    first, second = said.out.splitlines()
    assert "its masks overlap with the original's by " in first
    assert second == "Use it with --backend rembg:deep.onnx+int8, or studio models use rembg:deep.onnx+int8"
    answer = run("--json", "--profile", closet, "models").answer
    assert [one["backend"] for one in answer["kept"]] == [
        "garment",
        "rembg:deep.onnx",
        "rembg:deep.onnx+int8",
    ]
    assert answer["kept"][2]["facts"]["picture_count"] == 6
    refused = run("models", "fast", "u2net", "--profile", closet)
    assert (refused.code, "is not here yet" in refused.sentence) == (1, True)


def test_a_model_that_is_not_here_cannot_be_used(run: Run, closet: Path) -> None:
    said = run("models", "use", "u2net", "--profile", closet)
    assert (said.code, said.sentence) == (1, "The cut-out model u2net is not here yet. Fetch it first.")
    answer = run("models", "use", "classic", "--profile", closet, "--json").answer
    assert answer == {"chosen": "classic", "used": "classic"}
