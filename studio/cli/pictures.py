"""The command that cleans plain picture files, without a closet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from studio.base.errors import UserError
from studio.base.texts import plural
from studio.cli.frame import Answer, Lines, Output, Refused, command


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the results go.")
@click.option("--backend", default="auto", show_default=True, help="auto, classic or rembg:MODEL.")
@click.option("--shape", type=click.Choice(["3x4", "1x1", "master"]), default="1x1", show_default=True)
@click.option("--background", default="white", show_default=True, help="white, transparent or #rrggbb.")
@command
def clean(output: Output, inputs: Sequence[Path], out: Path, backend: str, shape: str, background: str) -> Answer:
    """Clean pictures: upright, white balance, light, cut-out on a plain background, no metadata."""
    from studio.imaging.clean import CleanOptions, clean_files

    for path in inputs:
        if not path.exists():
            raise UserError(f"{path} is not there. Check the name.")
    options = CleanOptions(backend=backend, shape=shape, background=background)
    models = output.profile / "models"
    report = clean_files(inputs, out, options, Lines(), models=models if models.is_dir() else None)
    output.line(f"{plural('{n} picture', '{n} pictures', len(report.done))} in {out}")
    for source, sentence in report.doubtful:
        output.line(f"  look at {source.name}: {sentence}")
    for source, sentence in report.refused:
        output.line(f"  refused {source.name}: {sentence}")
    answer = {
        "pictures": [{"file": source, "out": target} for source, target in report.done],
        "doubtful": [{"file": source, "reason": sentence} for source, sentence in report.doubtful],
        "refused": [{"file": source, "reason": sentence} for source, sentence in report.refused],
    }
    if report.refused and not report.done:
        reasons = {sentence for _source, sentence in report.refused}
        why = f" {reasons.pop()}" if len(reasons) == 1 else ""
        raise Refused(f"None of these pictures could be cleaned.{why}", answer)
    return answer


COMMANDS = (clean,)
