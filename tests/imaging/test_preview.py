"""The child of the live preview against what others send."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging.preview import Previewer, Subject
from studio.imaging.recipe import Recipe, Step


def test_hostile_files_are_shown_or_refused_and_the_child_lives(shared: Path, tmp_path: Path) -> None:
    files = sorted(file for file in (shared / "data" / "hostile").iterdir() if file.suffix != ".csv")
    assert len(files) > 20
    previewer = Previewer(tmp_path)
    recipe = Recipe((Step(name="exposure"),))
    seen: set[int] = set()
    sentences = []
    try:
        for file in files:
            try:
                made = previewer.render(Subject(source=file, sha256=file.name), recipe, Quiet())
                assert made.file.stat().st_size == made.facts["width"] * made.facts["height"] * 4
            except UserError as error:
                sentences.append(str(error))
            seen.update(previewer.pids)
    finally:
        previewer.close()
    assert len(seen) <= 2
    assert all(sentence.endswith(".") for sentence in sentences)


def test_what_is_kept_stays_within_its_room(tmp_path: Path, photo: Path) -> None:
    previewer = Previewer(tmp_path / "preview")
    try:
        subject = Subject(source=photo, sha256="many", long_edge_px=480)
        for number in range(60):
            recipe = Recipe((Step(name="tone", params={"contrast": number / 60}),))
            previewer.render(subject, recipe, Quiet())
        first = previewer.render(subject, Recipe(), Quiet())
        assert first.facts["width"] == 360
    finally:
        previewer.close()


@pytest.mark.parametrize("recipe", [Recipe((Step(name="sparkles"),)), Recipe((Step(name="tone", version=9),))])
def test_a_recipe_from_the_future_is_refused(tmp_path: Path, photo: Path, recipe: Recipe) -> None:
    previewer = Previewer(tmp_path / "preview")
    try:
        with pytest.raises(UserError, match="does not know"):
            previewer.render(Subject(source=photo, sha256="future"), recipe, Quiet())
        with pytest.raises(UserError, match="does not know"):
            previewer.current(recipe, Quiet())
    finally:
        previewer.close()
