"""`studio watch`: what lies in a folder comes in, and what comes into it until somebody says stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from studio.services import watching
from tests.cli.commands import ROOT, Run
from tests.services.closets import Shot, snap


def test_once_takes_what_lies_there_and_leaves(
    run: Run, closet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.01)
    snap(tmp_path / "Camera" / "1.jpg", Shot(seed=1))
    (tmp_path / "Camera" / "page.jpg").write_text("<html>")
    said = run("watch", tmp_path / "Camera", "--once", "--profile", closet)
    assert said.code == 0
    assert said.out.startswith("1 photo came in\n")
    assert "page.jpg: This is a web page" in said.out
    again = run("watch", tmp_path / "Camera", "--once", "--json", "--profile", closet)
    assert again.answer == {"photos": [], "refused": []}


def test_a_folder_that_is_not_there_is_said_at_once(run: Run, closet: Path, tmp_path: Path) -> None:
    said = run("watch", tmp_path / "nowhere", "--profile", closet)
    assert (said.code, said.sentence) == (1, f"{tmp_path / 'nowhere'} is not there. Check the name, or plug it in.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_it_goes_on_until_it_is_stopped_also_while_the_folder_is_away(closet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Camera"
    snap(folder / "1.jpg", Shot(seed=1))
    command = [sys.executable, "-u", "-m", "studio", "watch", str(folder), "--profile", str(closet)]
    with _running(command) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1 photo came in\n"
        folder.rename(tmp_path / "unplugged")
        assert process.stdout.readline() == f"{folder} is away; what comes when it is back is imported.\n"
        snap(tmp_path / "unplugged" / "2.jpg", Shot(seed=2))
        (tmp_path / "unplugged").rename(folder)
        assert process.stdout.readline() == "1 photo came in\n"
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (1, "Stopped.")


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Run a program that hears Ctrl+C even where whoever started the tests does not, and that never outlives them."""
    hears = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, preexec_fn=hears) as process:
        try:
            yield process
        finally:
            process.kill()
