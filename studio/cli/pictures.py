"""Commands for plain picture files, without a closet: clean them, and list the presets for that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.base.texts import plural
from studio.cli.frame import Answer, Lines, Output, Refused, command
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe

if TYPE_CHECKING:
    from studio.imaging.clean import CleanReport


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the results go.")
@click.option("--preset", default="", help="The name of a preset; `studio presets` lists them.")
@click.option("--recipe", type=click.Path(dir_okay=False, path_type=Path), help="A file with a recipe or a preset.")
@click.option("--backend", default="", help="auto, classic or rembg:MODEL; without it, what the recipe says.")
@click.option("--shape", type=click.Choice(["3x4", "1x1", "master"]), default="1x1", show_default=True)
@click.option("--background", default="", help="white, transparent or #rrggbb; without it, what the recipe says.")
@command
def clean(
    output: Output, inputs: Sequence[Path], out: Path, preset: str, recipe: Path | None, **options: str
) -> Answer:
    """Clean pictures: upright, white balance, light, cut-out on a white or another background, no metadata."""
    from studio.imaging.clean import CleanOptions, clean_files

    for path in inputs:
        if not path.exists():
            raise UserError(f"{path} is not there. Check the name.")
    chosen = CleanOptions(recipe=_recipe(output, preset, recipe), **options)
    models = output.profile / "models"
    report = clean_files(inputs, out, chosen, Lines(), models=models if models.is_dir() else None)
    output.line(f"{plural('{n} picture', '{n} pictures', len(report.done))} in {out}{_trouble(report)}")
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


def _trouble(report: CleanReport) -> str:
    """Return how many need a look and how many were refused, behind a comma each."""
    looks = plural(", {n} to look at", ", {n} to look at", len(report.doubtful)) if report.doubtful else ""
    return looks + (plural(", {n} refused", ", {n} refused", len(report.refused)) if report.refused else "")


@click.command("presets")
@command
def presets_(output: Output) -> Answer:
    """List the presets: recipes for any photo, those of the studio and your own."""
    from studio.imaging import presets

    found = presets.listed(Profile(output.profile).presets)
    output.table([(one.name, "own" if one.own else "", one.title, one.about) for one in found.presets])
    for sentence in found.complaints:
        output.line(f"  {sentence}")
    return {
        "presets": [
            {"name": one.name, "title": one.title, "about": one.about, "own": one.own, "recipe": one.recipe.to_plain()}
            for one in found.presets
        ],
        "complaints": list(found.complaints),
    }


def _recipe(output: Output, preset: str, file: Path | None) -> Recipe:
    from studio.imaging import presets

    if preset and file:
        raise click.UsageError("Give a preset or a recipe, not both.")
    if file is not None:
        return presets.recipe_in(file)
    return presets.load(preset, Profile(output.profile).presets).recipe if preset else DEFAULT_CLEAN


COMMANDS = (clean, presets_)
