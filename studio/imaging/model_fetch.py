"""How a cut-out model gets here whole: resumed where it stopped, checked before it is used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.files import write_atomically
from studio.imaging.hashing import sha256_of
from studio.imaging.models import Model, remember

_PIECE_BYTES = 1 << 18
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server's body: from where in the file it starts, how long the whole file is, and which state of it that is."""

    start: int
    total: int | None
    etag: str
    body: BinaryIO


# From an address, how many bytes are here already and the state of the file that they are from. A server that cannot
# resume, or has another file by now, starts at 0. Raises TransientError or UserError; the caller closes the body.
Opener = Callable[[str, int, str], Answer]


def fetch(model: Model, folder: Path, open_body: Opener, context: Context, *, consent: bool) -> Path:
    """Fetch `model` below `folder`, going on where an earlier try stopped, and return its file.

    The seller must have agreed (`consent`). Raises UserError where not, where there is no room, or where the file is
    not the one rembg knows; TransientError where the body ended too early, and what `open_body` raises passes
    through: then the part that is here stays.
    """
    if not consent:
        raise UserError(_("The model is {n} MB. Agree to the download first.").format(n=model.size_mb))
    if model.bundled:
        raise UserError(_("{title} comes with the studio. There is nothing to fetch.").format(title=model.title))
    path = model.path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    if not (part.is_file() and model.is_content_of(part)):
        _check_room(model, part)
        _receive(model, part, open_body, context)
    if not model.is_content_of(part):
        _drop(part)
        raise UserError(_("What came is not the model {name} (wrong checksum). Try again.").format(name=model.name))
    remember(path, {"sha256": sha256_of(part)})
    part.replace(path)
    _drop(part)
    return path


def _check_room(model: Model, part: Path) -> None:
    have = part.stat().st_size if part.is_file() else 0
    free = shutil.disk_usage(part.parent).free
    needed = model.size_mb * _MB - have
    if needed > free:
        raise UserError(
            _("{title} needs {needed:,} MB and the disk has {free:,} MB left. Free some space and try again.").format(
                title=model.title, needed=needed // _MB, free=free // _MB
            )
        )


def _receive(model: Model, part: Path, open_body: Opener, context: Context) -> None:
    have = part.stat().st_size if part.is_file() else 0
    answer = open_body(model.address, have, _etag_of(part) if have else "")
    limit = 2 * _MB * model.size_mb
    write_atomically(_note(part), json.dumps({"etag": answer.etag}).encode())
    with answer.body as body, part.open("r+b" if answer.start else "wb") as file:
        file.seek(answer.start)
        while (piece := body.read(_PIECE_BYTES)) and file.tell() < limit:  # beyond it, the checksum will say the rest
            file.write(piece)
            context.report(file.tell(), answer.total, model.title)
        file.truncate()  # what an earlier, longer file left behind
        came = file.tell()
    if answer.total is not None and came < min(answer.total, limit):
        raise TransientError(_("The server hung up before the model was whole. What is here is kept; try again."))


def _note(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _etag_of(part: Path) -> str:
    try:
        return str(json.loads(_note(part).read_text("utf-8"))["etag"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _drop(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)
