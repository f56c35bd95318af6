"""The window, opened from the command line; everything else about it is tested where it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import program

_OFFSCREEN = "This plugin does not support"  # the platform without a screen has no window manager either

pytest.importorskip("PySide6", reason="the window is made with Qt")


def test_without_a_command_the_window_opens_paints_the_closet_and_leaves(closet: Path) -> None:
    said = program("--profile", closet, "--exit-after-first-paint")
    told = [line for line in said.err.splitlines() if not line.startswith(_OFFSCREEN)]
    assert (said.code, said.out, told) == (0, "", [])


def test_a_window_that_nobody_could_see_says_why_it_does_not_open(closet: Path) -> None:
    (closet / "catalog.db").write_text("not a catalog")
    said = program("--profile", closet, "--exit-after-first-paint")
    assert (said.code, said.out) == (1, "")
    assert "cannot be read as a catalog" in said.sentence
