"""Commands for the cut-out models: list, fetch, add, remove."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studio.cli.frame import Answer, Lines, Output, command

if TYPE_CHECKING:
    from studio.imaging.models import Model


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the cut-out models, or fetch, add, choose and remove one."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@models.command("list")
@command
def list_(output: Output) -> Answer:
    """List the models: which are here, how large they are, what each is good for."""
    from studio.services import models as service

    with output.studio() as studio:
        found = service.offered(studio)
        custom = service.custom(studio)
        kept = service.kept(studio)
        used = service.meant(studio)
    output.table(
        [
            (
                _mark(o.model.backend, used, here=o.here),
                o.model.name,
                f"{o.model.size_mb} MB",
                o.model.licence,
                _words(o.model),
            )
            for o in found
        ]
    )
    for one in kept:
        if one.title.endswith(".onnx") or one.backend.endswith("+int8"):
            output.line(f"{_mark(one.backend, used, here=True)}  {one.title}  {_megabytes(one.size_bytes)}")
    output.line(f"Used for cleaning: {used}")
    return {
        "models": [dataclasses.asdict(o.model) | {"here": o.here, "backend": o.model.backend} for o in found],
        "custom": list(custom),
        "kept": [{"backend": one.backend, "bytes": one.size_bytes, "facts": dict(one.facts)} for one in kept],
        "used": used,
    }


@models.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Agree to the download without being asked.")
@command
def fetch(output: Output, name: str, *, yes: bool) -> Answer:
    """Download a model; asks first, because it comes from the network."""
    from studio.services import models as service

    with output.studio() as studio:
        model = next((o.model for o in service.offered(studio) if o.model.name == name), None)
        if model is not None and not yes:
            click.confirm(f"Download {model.title}, {model.size_mb} MB ({model.licence})?", abort=True, err=True)
        file = service.fetch(studio, name, Lines())
    output.line(f"{name} is here: {file}")
    return {"model": name, "file": file}


@models.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@command
def add(output: Output, file: Path) -> Answer:
    """Copy an ONNX model of your own to the studio."""
    from studio.services import models as service

    with output.studio() as studio:
        backend = service.adopt(studio, file, Lines())
    output.line(f"Use it with --backend {backend}")
    return {"backend": backend}


@models.command()
@click.argument("name")
@command
def remove(output: Output, name: str) -> Answer:
    """Remove a model from this machine."""
    from studio.services import models as service

    with output.studio() as studio:
        service.remove(studio, name)
    output.line(f"{name} is gone")
    return {"model": name}


@models.command()
@click.argument("backend")
@command
def use(output: Output, backend: str) -> Answer:
    """Clean with a model from now on: its name, its backend, "classic", or "auto" for the best that is here."""
    from studio.services import models as service

    with output.studio() as studio:
        known = {o.model.name: o.model.backend for o in service.offered(studio)}
        backend = known.get(backend, backend)
        service.choose(studio, backend)
        used = service.meant(studio)
    output.line(f"Used for cleaning: {used}")
    return {"chosen": backend, "used": used}


@models.command()
@click.argument("backend")
@command
def fast(output: Output, backend: str) -> Answer:
    """Make a model's fast copy, measured on your photos; it is kept only if its cut-outs stay the same."""
    from studio.services import fast_copies
    from studio.services import models as service

    with output.studio() as studio:
        known = {o.model.name: o.model.backend for o in service.offered(studio)}
        backend = known.get(backend, backend)
        found = fast_copies.make(studio, backend, Lines())
    output.line(
        f"{found.speedup:.1f} times as fast; its masks overlap with the original's by {found.iou:.3f} "
        f"(at worst {found.iou_worst:.3f}) on {found.picture_count} photos"
    )
    output.line(f"Use it with --backend {backend}+int8, or studio models use {backend}+int8")
    return {"backend": f"{backend}+int8", **dataclasses.asdict(found)}


def _mark(backend: str, used: str, *, here: bool) -> str:
    return "used" if backend == used else "here" if here else "-"


def _words(model: Model) -> str:
    return f"{model.good_for} {model.caution}".rstrip()


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


COMMANDS = (models,)
