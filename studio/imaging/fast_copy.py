"""The parent's side of a fast copy: made in a child, measured against its original, kept only if the masks agree."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging import models
from studio.imaging.child import Child
from studio.imaging.hashing import sha256_of
from studio.imaging.model_trial import model_child

IOU_NEEDED = 0.98
LEAST_PICTURES = 6
SIZE_MAX_BYTES = 320_000_000
"""Above, making a copy needs more memory than most machines have."""
_MAKE_S, _COMPARE_S = 1800.0, 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How a fast copy compares with its original on a set of pictures."""

    iou: float
    iou_worst: float
    speedup: float
    picture_count: int


def make(backend: str, folder: Path, pictures: Sequence[Path], context: Context) -> Measured:
    """Make the fast copy of a backend's model and return how it compares.

    A third of the pictures calibrate it, the others measure it. Raises UserError where its masks differ too much (it
    is not kept then), where there are too few pictures, or where the model cannot be copied.
    """
    source = models.verified(backend, folder)
    title = models.title_of(backend)
    if source.stat().st_size > SIZE_MAX_BYTES:
        raise UserError(_("{title} is too large for a fast copy on this machine.").format(title=title))
    if len(pictures) < LEAST_PICTURES:
        raise UserError(_("A fast copy needs {n} photos to be measured on.").format(n=LEAST_PICTURES))
    target = models.fast_copy(backend, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{new_id()}.part")
    try:
        measured = _made(source, models.session_of(backend, folder), pictures, part, title, context)
        models.remember(target, {"sha256": sha256_of(part), **asdict(measured)})
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return measured


def _made(source: Path, session: str, pictures: Sequence[Path], part: Path, title: str, context: Context) -> Measured:
    """Try the thorough copy first, and a gentle one where that is not good enough."""
    found = None
    for gentle in (False, True):
        with model_child(title) as child:
            found = _tried(child, source, session, pictures, part, context, gentle=gentle)
        if found.iou >= IOU_NEEDED:
            return found
    raise UserError(
        _(
            "The fast copy of {title} agrees with it to {iou:.3f} on {n} pictures; {needed} is needed, so it went."
        ).format(title=title, iou=found.iou if found else 0.0, n=found.picture_count if found else 0, needed=IOU_NEEDED)
    )


def _tried(  # noqa: PLR0913 - what is compared with what, on what
    child: Child,
    source: Path,
    session: str,
    pictures: Sequence[Path],
    part: Path,
    context: Context,
    *,
    gentle: bool,
) -> Measured:
    calibrating, measuring = pictures[::3], [one for place, one in enumerate(pictures) if place % 3]
    steps = len(measuring) + 1
    context.report(0, steps, _("Making the copy"))
    request = {
        "file": str(source),
        "session": session,
        "pictures": [str(one) for one in calibrating],
        "target": str(part),
        "gentle": gentle,
    }
    child.ask("quantise", request, timeout_s=_MAKE_S, context=context)
    found = []
    for number, picture in enumerate(measuring, 1):
        context.report(number, steps, _("Measuring it"))
        asked = {"file": str(source), "copy": str(part), "session": session, "picture": str(picture)}
        found.append(child.ask("compare", asked, timeout_s=_COMPARE_S, context=context))
    overlaps = [one["iou"] for one in found]
    quicker = [one["original_s"] / max(one["copy_s"], 1e-6) for one in found]
    return Measured(
        iou=statistics.fmean(overlaps),
        iou_worst=min(overlaps),
        speedup=statistics.median(quicker),
        picture_count=len(found),
    )
