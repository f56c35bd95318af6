"""The command that goes through a seller's whole day by itself."""

from __future__ import annotations

from pathlib import Path

import click

from studio.cli.frame import Answer, Output, command


@click.command()
@click.option("--out", default="tour", show_default=True, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--screenshots", type=click.Path(file_okay=False, path_type=Path), help="Where they go (OUT/screenshots)."
)
@command
def tour(output: Output, out: Path, screenshots: Path | None) -> Answer:
    """Do a seller's day from photos to parcel against the embedded marketplace, and leave everything in a folder."""
    from studio.tour import run_tour

    report = run_tour(out, screenshots or out / "screenshots", say=output.line)
    return {"steps": report.steps, "files": report.files}


COMMANDS = (tour,)
