"""The cut-out models of rembg: which there are, which are here, and how one gets here whole."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from studio.base import resources
from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.files import whole_file, write_atomically
from studio.imaging.hashing import sha256_of

CLASSIC = "classic"
CUSTOM = "u2net_custom"
_MAX_CUSTOM_BYTES = 1_500_000_000
_PIECE_BYTES = 1 << 18

# From an address and how many bytes are here already to (where the body starts, total length or None, open body).
# A server that cannot resume starts at 0. Raises TransientError or UserError; the caller closes the body.
Opener = Callable[[str, int], tuple[int, int | None, BinaryIO]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One cut-out model that rembg knows."""

    name: str  # rembg's session
    title: str
    file: str
    size_mb: int  # about
    licence: str
    md5: str  # the only checksum that rembg publishes
    good_for: str
    address: str
    memory_mb: int

    def path(self, folder: Path) -> Path:
        """Return where rembg looks for it below `folder`."""
        return folder / "models" / self.name / self.file


def known_models() -> tuple[Model, ...]:
    """Return the models that can be fetched, the recommended one first."""
    return tuple(Model(**entry) for entry in resources.load_json("models.json")["models"])


def find_model(name: str) -> Model:
    """Return the model called `name`; raise UserError where there is none."""
    for model in known_models():
        if model.name == name:
            return model
    names = ", ".join(model.name for model in known_models())
    raise UserError(_("There is no cut-out model called {name}. There are: {names}.").format(name=name, names=names))


def is_here(model: Model, folder: Path) -> bool:
    """Return whether the model's file lies below `folder`, whole by its length."""
    path = model.path(folder)
    return path.is_file() and _sidecar(path).is_file()


def custom_models(folder: Path) -> tuple[str, ...]:
    """Return the names of the files that `adopt` brought in."""
    return tuple(sorted(path.name for path in (folder / "models" / CUSTOM).glob("*.onnx")))


def default_backend(folder: Path) -> str:
    """Return "rembg:MODEL" for the first known model that is here, else "classic"."""
    for model in known_models():
        if is_here(model, folder):
            return f"rembg:{model.name}"
    return CLASSIC


def fetch(model: Model, folder: Path, open_body: Opener, context: Context, *, consent: bool) -> Path:
    """Fetch `model` below `folder`, going on where an earlier try stopped, and return its file.

    The seller must have agreed (`consent`). Raises UserError where not, or where the file is not the one rembg knows;
    what `open_body` raises passes through, and the part that is here stays.
    """
    if not consent:
        raise UserError(_("The model is {n} MB. Agree to the download first.").format(n=model.size_mb))
    path = model.path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    if not part.exists() or _md5_of(part) != model.md5:
        _receive(model, part, open_body, context)
    if _md5_of(part) != model.md5:
        part.unlink()
        raise UserError(_("What came is not the model {name} (wrong checksum). Try again.").format(name=model.name))
    _remember(path, sha256_of(part))
    part.replace(path)
    return path


def adopt(source: Path, folder: Path) -> str:
    """Copy the seller's own ONNX file to where rembg accepts one; return the backend's name for it.

    rembg 2.0.86 loads a custom model only from below its home, which is `folder` in the cut-out child.
    """
    if source.suffix.lower() != ".onnx" or not source.is_file():
        raise UserError(_("{name} is not an ONNX file.").format(name=source.name))
    if source.stat().st_size > _MAX_CUSTOM_BYTES:
        raise UserError(_("{name} is too large for a cut-out model.").format(name=source.name))
    stem = re.sub(r"[^\w.-]+", "-", source.stem, flags=re.ASCII).strip("-.") or "model"
    target = folder / "models" / CUSTOM / f"{stem}.onnx"
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as original, whole_file(target) as file:
        shutil.copyfileobj(original, file)
    _remember(target, sha256_of(target))
    return f"rembg:{target.name}"


def verified(name: str, folder: Path) -> Path:
    """Return the file of the model or adopted file called `name`; raise UserError where it is absent or changed.

    Its SHA-256 was recorded when it came; a file that was put there by hand is recorded now if rembg's MD5 fits.
    """
    if name.endswith(".onnx"):
        path, md5 = folder / "models" / CUSTOM / Path(name).name, ""
    else:
        model = find_model(name)
        path, md5 = model.path(folder), model.md5
    if not path.is_file():
        raise UserError(_("The cut-out model {name} is not here yet. Fetch it, or use classic.").format(name=name))
    recorded = _recorded(path)
    if not recorded and md5 and _md5_of(path) == md5:
        recorded = sha256_of(path)
        _remember(path, recorded)
    if sha256_of(path) != recorded:
        raise UserError(_("The file of the cut-out model {name} was changed. Fetch it again.").format(name=name))
    return path


def remove(model: Model, folder: Path) -> None:
    """Remove the model's files."""
    path = model.path(folder)
    for file in (path, _sidecar(path), path.with_suffix(".part")):
        file.unlink(missing_ok=True)


def _receive(model: Model, part: Path, open_body: Opener, context: Context) -> None:
    have = part.stat().st_size if part.exists() else 0
    start, total, body = open_body(model.address, have)
    limit = 2_000_000 * model.size_mb
    with body, part.open("r+b" if start else "wb") as file:
        file.seek(start)
        while (piece := body.read(_PIECE_BYTES)) and file.tell() < limit:  # beyond it, the checksum will say the rest
            file.write(piece)
            context.report(file.tell(), total, model.title)


def _md5_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _remember(path: Path, sha256: str) -> None:
    write_atomically(_sidecar(path), json.dumps({"sha256": sha256}).encode())


def _recorded(path: Path) -> str:
    try:
        entry: Any = json.loads(_sidecar(path).read_text("utf-8"))
        return str(entry["sha256"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""
