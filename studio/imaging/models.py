"""The cut-out models: which there are, which are here, where their files lie, and whether these are what they were."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.base import resources
from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.files import write_atomically
from studio.imaging.hashing import sha256_of

CLASSIC = "classic"
GARMENT = "garment"
"""The network in the box; where it is unsure, `classic` is asked too."""
CUSTOM = "u2net_custom"
FAST = "+int8"
"""What a backend's name ends in where its fast copy is meant."""
FAST_SUFFIX = ".int8.onnx"
_REMBG = "rembg:"
_FOR_EVERYTHING = ("garments", "anything")
GROUPS = (*_FOR_EVERYTHING, "people", "special")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One cut-out model: rembg's, which is fetched, or a bundled one, which lies in the resources."""

    name: str  # rembg's session
    title: str
    group: str
    file: str
    size_mb: int  # about
    licence: str
    good_for: str
    memory_mb: int
    caution: str = ""
    md5: str = ""
    sha256: str = ""
    address: str = ""
    bundled: bool = False

    @property
    def backend(self) -> str:
        """What a Recipe calls it: "rembg:u2net", or the bundled one's own name."""
        return self.name if self.bundled else f"{_REMBG}{self.name}"

    def path(self, folder: Path) -> Path:
        """Return where its file lies: where rembg looks for it below `folder`, or in the resources."""
        return resources.path(f"models/{self.file}") if self.bundled else folder / "models" / self.name / self.file

    def is_content_of(self, path: Path) -> bool:
        """Return whether the file at `path` is the published one, by the strongest checksum that there is."""
        return sha256_of(path) == self.sha256 if self.sha256 else md5_of(path) == self.md5


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A cut-out that can be used now, with what is known of its file."""

    backend: str
    title: str
    size_bytes: int
    facts: Mapping[str, Any]


def known_models() -> tuple[Model, ...]:
    """Return the models that there are, the bundled and the recommended ones first."""
    return tuple(Model(**entry) for entry in resources.load_json("models.json")["models"])


def find_model(name: str) -> Model:
    """Return the model called `name`; raise UserError where there is none."""
    for model in known_models():
        if model.name == name:
            return model
    names = ", ".join(model.name for model in known_models())
    raise UserError(_("There is no cut-out model called {name}. There are: {names}.").format(name=name, names=names))


def is_here(model: Model, folder: Path) -> bool:
    """Return whether the model's file lies on this machine, whole."""
    return model.bundled or (model.path(folder).is_file() and _sidecar(model.path(folder)).is_file())


def custom_models(folder: Path) -> tuple[str, ...]:
    """Return the names of the files that were brought in by hand."""
    files = (folder / "models" / CUSTOM).glob("*.onnx")
    return tuple(sorted(path.name for path in files if not path.name.endswith(FAST_SUFFIX)))


def default_backend(folder: Path) -> str:
    """Return the backend of the first model for everything that is here, else "classic"."""
    for model in known_models():
        if model.group in _FOR_EVERYTHING and is_here(model, folder):
            return model.backend
    return CLASSIC


def kept(folder: Path) -> list[Kept]:
    """Return the models that can be used now: known ones, own files, and behind each its fast copy."""
    found = [(one.backend, one.path(folder)) for one in known_models() if is_here(one, folder)]
    found += [(f"{_REMBG}{name}", folder / "models" / CUSTOM / name) for name in custom_models(folder)]
    every = []
    for backend, path in found:
        copy = fast_copy(backend, folder)
        every += [(backend, path), *([(backend + FAST, copy)] if copy.is_file() else [])]
    return [
        Kept(backend=backend, title=title_of(backend), size_bytes=path.stat().st_size, facts=facts_of(path))
        for backend, path in every
    ]


def title_of(backend: str) -> str:
    """Return what people call a backend, be it here or not."""
    plain = backend.removesuffix(FAST)
    titles = {CLASSIC: _("Classic")} | {one.backend: one.title for one in known_models()}
    title = titles.get(plain, plain.removeprefix(_REMBG))
    return _("{title}, fast copy").format(title=title) if backend.endswith(FAST) else title


def original_file(name: str, folder: Path) -> Path:
    """Return where the file of a known model or of an own file ("shoes.onnx") lies, be it there or not."""
    return folder / "models" / CUSTOM / Path(name).name if name.endswith(".onnx") else find_model(name).path(folder)


def session_of(backend: str, folder: Path) -> str:
    """Return which of rembg's sessions runs a backend: its own, or for an own file the one that suited it."""
    name = backend.removesuffix(FAST).removeprefix(_REMBG)
    return str(facts_of(original_file(name, folder)).get("session", CUSTOM)) if name.endswith(".onnx") else name


def fast_copy(backend: str, folder: Path) -> Path:
    """Return where the fast copy of a backend's model lies, be it there or not."""
    name = backend.removesuffix(FAST).removeprefix(_REMBG)
    home = CUSTOM if name.endswith(".onnx") else name
    return folder / "models" / home / f"{Path(name).name.removesuffix('.onnx')}{FAST_SUFFIX}"


def verified(backend: str, folder: Path) -> Path:
    """Return the file of a backend ("rembg:u2net", "u2net", "shoes.onnx", "garment", each with "+int8").

    Raises UserError where it is absent or changed. Its SHA-256 was recorded when it came; a file that was put there
    by hand is recorded now if rembg's checksum fits. A bundled file is what the list says.
    """
    name = backend.removeprefix(_REMBG)
    model = None if name.removesuffix(FAST).endswith(".onnx") else find_model(name.removesuffix(FAST))
    path = fast_copy(name, folder) if name.endswith(FAST) else original_file(name, folder)
    if not path.is_file():
        raise UserError(_("The cut-out model {name} is not here yet. Fetch it, or use classic.").format(name=name))
    recorded = model.sha256 if model is not None and model.bundled and path.suffixes != [".int8", ".onnx"] else ""
    recorded = recorded or str(facts_of(path).get("sha256", ""))
    if not recorded and model is not None and not name.endswith(FAST) and model.is_content_of(path):
        recorded = sha256_of(path)
        remember(path, {"sha256": recorded})
    if sha256_of(path) != recorded:
        raise UserError(_("The file of the cut-out model {name} was changed. Fetch it again.").format(name=name))
    return path


def files_of(backend: str, folder: Path) -> list[Path]:
    """Return the files of a model with its fast copy, or of that alone; raise UserError for a bundled model."""
    name = backend.removeprefix(_REMBG)
    copy = fast_copy(name, folder)
    found = [copy, _sidecar(copy)]
    if not name.endswith(FAST):
        if not name.endswith(".onnx") and find_model(name).bundled:
            raise UserError(_("{title} comes with the studio and stays.").format(title=find_model(name).title))
        path = original_file(name, folder)
        found += [path, _sidecar(path), path.with_suffix(".part"), path.with_suffix(".part.json")]
    return [file for file in found if file.is_file()]


def remove(backend: str, folder: Path) -> None:
    """Remove a model's files, or those of its fast copy alone; raise UserError for one that cannot be removed."""
    for file in files_of(backend, folder):
        file.unlink(missing_ok=True)


def safe_stem(name: str) -> str:
    """Return what a file of the seller's own is called here."""
    stem = re.sub(r"[^\w.-]+", "-", Path(name).stem, flags=re.ASCII).strip("-.").removesuffix(".int8")
    return stem or "model"


def md5_of(path: Path) -> str:
    """Return the MD5 of a file: the checksum that rembg publishes for most models."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def remember(path: Path, facts: Mapping[str, Any]) -> None:
    """Keep what is known of a model's file beside it; "sha256" is what it has to have from now on."""
    write_atomically(_sidecar(path), json.dumps(dict(facts)).encode())


def facts_of(path: Path) -> dict[str, Any]:
    """Return what was remembered of a model's file; nothing where that is missing or damaged."""
    try:
        facts = json.loads(_sidecar(path).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")
