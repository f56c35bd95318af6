"""Commands for the cut-out models: list, fetch, add, remove."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from studio.cli.frame import Answer, Lines, Output, command


@click.group(invoke_without_command=True)
@click.pass_context
def models(context: click.Context) -> None:
    """List the cut-out models, or fetch, add and remove one."""
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
    output.table(
        [
            (("here" if o.here else "-"), o.model.name, f"{o.model.size_mb} MB", o.model.licence, o.model.good_for)
            for o in found
        ]
    )
    for name in custom:
        output.line(f"here  {name}")
    return {
        "models": [dataclasses.asdict(o.model) | {"here": o.here} for o in found],
        "custom": list(custom),
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
        backend = service.adopt(studio, file)
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


COMMANDS = (models,)
