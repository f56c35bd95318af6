"""Takes a model file of the seller's own in, after it was looked into and tried in a child process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.base.errors import UserError
from studio.base.jobs import Context, Quiet
from studio.base.texts import _
from studio.imaging.child import Child, ChildDied, ChildFault
from studio.imaging.files import whole_file
from studio.imaging.hashing import sha256_of
from studio.imaging.models import CUSTOM, remember, safe_stem

_MAX_BYTES = 1_500_000_000
_INSPECT_S = 120.0
_TRY_S = 240.0  # the largest network, twice, on one slow core


def adopt(source: Path, folder: Path, context: Context | None = None) -> str:
    """Copy the seller's own ONNX file to where rembg accepts one; return the backend's name for it.

    Raises UserError with the reason where it is not a network that takes one picture and gives a mask, where it wants
    files beside it, or where it makes nothing of a plain picture; then nothing was kept.
    """
    context = context or Quiet()
    if source.suffix.lower() != ".onnx" or not source.is_file():
        raise UserError(_("{name} is not an ONNX file.").format(name=source.name))
    if source.stat().st_size > _MAX_BYTES:
        raise UserError(_("{name} is too large for a cut-out model.").format(name=source.name))
    target = folder / "models" / CUSTOM / f"{safe_stem(source.name)}.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    context.report(0, 3, _("Copying"))
    with source.open("rb") as original, whole_file(target) as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        found = _tried(Path(copy.name), source.name, context)  # the copy: nobody can change it meanwhile
    context.report(3, 3)
    remember(target, {"sha256": sha256_of(target), "session": found["session"]})
    return f"rembg:{target.name}"


@contextmanager
def model_child(name: str) -> Iterator[Child]:
    """Lend a child process for work on models; what ends it is the fault of the model called `name`."""
    child = Child("studio.imaging.model_child")
    try:
        yield child
    except ChildDied as error:
        raise UserError(_("{name} made its trial fail or stall, so it is not used.").format(name=name)) from error
    except ChildFault as error:
        raise UserError(_("{name} is no cut-out model that can be used: {why}").format(name=name, why=error)) from error
    finally:
        child.close()


def _tried(file: Path, name: str, context: Context) -> dict[str, Any]:
    with model_child(name) as child:
        context.report(1, 3, _("Looking into it"))
        child.ask("inspect", {"file": str(file), "name": name}, timeout_s=_INSPECT_S, context=context)
        context.report(2, 3, _("Trying it on a drawn picture"))
        found: dict[str, Any] = child.ask(
            "try_out", {"file": str(file), "name": name}, timeout_s=_TRY_S, context=context
        )
        return found
