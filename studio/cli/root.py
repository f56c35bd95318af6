"""The root command: without a subcommand it opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from studio import __version__
from studio.app import default_root, run_window
from studio.cli import (
    arranging,
    closet,
    exchange,
    exporting,
    frame,
    market,
    models,
    pictures,
    printing,
    touring,
    watching,
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="STUDIO_PROFILE",
    help="The folder of the closet (also STUDIO_PROFILE).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--sample", is_flag=True, help="Open the sample closet, which has a catalog of its own.")
@click.option("--exit-after-first-paint", is_flag=True, help="Paint the first page of the closet and leave.")
@click.version_option(__version__, prog_name="Closet Studio")
@click.pass_context
def root(
    context: click.Context, *, profile: Path | None, as_json: bool, sample: bool, exit_after_first_paint: bool
) -> None:
    """Closet Studio: photos, drafts, offline-first sync, cards and labels for people who sell clothes."""
    del as_json  # for the subcommands, which look it up
    if context.invoked_subcommand is None:
        folder = profile or default_root("sample" if sample else "closet")
        context.exit(run_window(folder, sample=sample, exit_after_first_paint=exit_after_first_paint))


for module in (closet, arranging, pictures, exporting, models, exchange, printing, market, touring, watching):
    for found in module.COMMANDS:
        root.add_command(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = frame.run(root, arguments)
    except Exception as error:  # noqa: BLE001 - the command line's except hook: whatever gets here is a bug
        code = frame.our_fault(error)
    sys.exit(code)
