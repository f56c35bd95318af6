"""A model file of the seller's own is looked into and tried before it is taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.base.errors import Cancelled, UserError
from studio.base.jobs import Quiet
from studio.imaging import model_trial, models
from tests.imaging import networks


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("size", [(320, 320), (256, 192), ("height", "width")], ids=str)
def test_a_network_is_taken_in_at_the_size_it_has(tmp_path: Path, size: tuple[int | str, int | str]) -> None:
    own = networks.colour_network(tmp_path / "My Shoes.ONNX", (-6, 0, 6), size=size)
    assert model_trial.adopt(own, tmp_path / "home") == "rembg:My-Shoes.onnx"
    assert models.custom_models(tmp_path / "home") == ("My-Shoes.onnx",)
    own.unlink()
    kept = models.verified("My-Shoes.onnx", tmp_path / "home")
    assert models.facts_of(kept)["session"] in ("u2net_custom", "dis_custom")


def _text(path: Path) -> Path:
    path.write_text("<html>not found</html>")
    return path


def _no_bytes(path: Path) -> Path:
    path.touch()
    return path


def _grey(path: Path) -> Path:
    return networks.colour_network(path, channels=1)


def _constant(path: Path) -> Path:
    return networks.colour_network(path, (0, 0, 0))


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (_text, "is not an ONNX file"),
        (_no_bytes, "is not an ONNX file"),
        (networks.with_weights_outside, "keeps its weights in other files"),
        (networks.with_weights_outside_a_branch, "keeps its weights in other files"),
        (_grey, "does not take one picture"),
        (_constant, "gives no mask of a plain test picture"),
    ],
)
def test_what_is_no_cut_out_model_is_refused_and_nothing_is_kept(
    tmp_path: Path, build: Callable[[Path], Path], why: str
) -> None:
    own = build(tmp_path / "mine.onnx")
    with pytest.raises(UserError, match=f"^mine.onnx {why}"):
        model_trial.adopt(own, tmp_path / "home")
    assert files(tmp_path / "home") == []


def test_another_sort_of_file_is_not_even_copied(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    for name in ("notes.txt", "nothing.onnx"):
        with pytest.raises(UserError, match=f"{name} is not an ONNX file"):
            model_trial.adopt(tmp_path / name, tmp_path / "home")
    with (tmp_path / "huge.onnx").open("wb") as file:
        file.truncate(1_500_000_001)
    with pytest.raises(UserError, match="too large"):
        model_trial.adopt(tmp_path / "huge.onnx", tmp_path / "home")


def test_taking_in_can_be_stopped(tmp_path: Path) -> None:
    class Stops(Quiet):
        def report(self, done: int, total: int | None = None, note: str = "") -> None:
            if done == 2:
                raise Cancelled

    own = networks.colour_network(tmp_path / "mine.onnx")
    with pytest.raises(Cancelled):
        model_trial.adopt(own, tmp_path / "home", Stops())
    assert files(tmp_path / "home") == []
