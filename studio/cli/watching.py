"""The command that watches a folder until it is stopped."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from studio.base.errors import UserError
from studio.base.texts import plural
from studio.cli.frame import Answer, Lines, Output, command
from studio.domain.ids import PhotoId
from studio.services.context import Studio


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Leave when everything that lies there now has come in.")
@command
def watch(output: Output, folder: Path, *, once: bool) -> Answer:
    """Import what comes into a folder, such as a card reader's, when it is whole; Ctrl+C stops."""
    from studio.services import maintenance

    if not folder.is_dir():
        raise UserError(f"{folder} is not there. Check the name, or plug it in.")
    with output.studio() as studio:
        maintenance.sweep(studio)
        return _watch(output, studio, folder.absolute(), once=once)


def _watch(output: Output, studio: Studio, folder: Path, *, once: bool) -> Answer:
    from studio.services.watching import LOOK_EVERY_S, Watch

    watched = Watch(studio, folder)
    photos: list[PhotoId] = []
    refused: list[tuple[Path, str]] = []
    pause = threading.Event()  # nobody sets it: a wait that Ctrl+C ends
    looks, away = 0, False
    while True:
        found = watched.look()
        looks += 1
        if found.away and not away:
            output.line(f"{folder} is away; what comes when it is back is imported.")
        away = found.away
        if found.ready:
            report = watched.take(found.ready, Lines())
            photos += report.photos
            refused += report.refused
            output.line(plural("{n} photo came in", "{n} photos came in", len(report.photos)))
            for file, sentence in report.refused:
                output.line(f"  {file}: {sentence}")
        if once and looks > 1 and not found.waiting:
            return {"photos": photos, "refused": [{"file": file, "reason": why} for file, why in refused]}
        pause.wait(LOOK_EVERY_S)


COMMANDS = (watch,)
