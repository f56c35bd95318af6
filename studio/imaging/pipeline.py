"""The engine: one way from an original and a Recipe to finished files, for preview, export and command line alike."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from studio.base.errors import UserError
from studio.base.ids import new_id
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging import formats
from studio.imaging.cache import LIMIT_BYTES, Cache
from studio.imaging.child import Child, ChildDied, ChildFault, ChildPool
from studio.imaging.cutout import Cut, Cutter
from studio.imaging.files import whole_file
from studio.imaging.first_look import FirstLook
from studio.imaging.models import default_backend
from studio.imaging.noticed import Noticed
from studio.imaging.plan import Output, Plan, split
from studio.imaging.probe import Probe
from studio.imaging.recipe import Recipe, Step

log = logging.getLogger(__name__)

THUMBNAIL_PX = 512
LONG_EDGE_PX = 2016  # enough for every frame, and half of a 12-megapixel photo, which JPEG decodes at half the cost
_DECODE_TIMEOUT_S = 10.0
_BIG_PIXELS = 50_000_000  # above this, decoding may take its time: 200 megapixels of HEIC are 10 s of CPU
_BIG_TIMEOUT_S = 60.0
_FINISH_TIMEOUT_S = 60.0
_SPARE = 1  # a batch keeps `width` children; what the window asks for meanwhile gets another, which starts at need


@dataclass(frozen=True, slots=True, kw_only=True)
class Developed:
    """How a photo came out. Where it is not `usable`, no output was written; `doubt` says what to look at, if any."""

    usable: bool = True
    confidence: float = 1.0
    doubt: str = ""
    frames: Mapping[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """By shape, what part of the master it shows: left, top, right and bottom, relative to its width and height."""


class Darkroom:
    """Looks at files and develops them, in child processes; any number of threads may use one Darkroom.

    `cache` is a folder whose files may be thrown away at any time, `models` that of the cut-out models.
    """

    def __init__(
        self, *, cache: Path, models: Path, width: int | None = None, cache_limit_bytes: int = LIMIT_BYTES
    ) -> None:
        count = width or max(1, min(4, os.cpu_count() or 1))
        self._cache = Cache(cache, cache_limit_bytes)
        self._models = models
        self._children = ChildPool(lambda: Child("studio.imaging.darkroom_child"), count + _SPARE)
        self._cutter = Cutter(models, width=count)
        self.width = count

    def __enter__(self) -> Darkroom:
        """Return the Darkroom."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the children."""
        self.close()

    def close(self) -> None:
        """End the children; whoever waits for one gets a ChildDied."""
        self._children.close()
        self._cutter.close()

    @property
    def decoder_pids(self) -> tuple[int, ...]:
        """The process ids of the decoding children that run."""
        return self._children.pids

    @property
    def cutter_pids(self) -> tuple[int, ...]:
        """The process ids of the cut-out children that run."""
        return self._cutter.pids

    @property
    def cache_folder(self) -> Path:
        """The folder of intermediate results."""
        return self._cache.folder

    def check(self, recipe: Recipe, context: Context) -> None:
        """Raise UserError where a step of `recipe` is not known or has a parameter that it cannot use."""
        with self._children.borrowed(context) as child:
            child.ask("check", {"recipe": recipe.to_json()}, timeout_s=_DECODE_TIMEOUT_S, context=context)

    def look(self, source: Path, context: Context) -> Probe:
        """Return what the header of `source` says; raise UserError where it is no picture or too large a one."""
        with self._children.borrowed(context) as child:
            return _looked(child, source, context)

    def thumbnail(self, source: Path, target: Path, context: Context, *, long_edge_px: int = THUMBNAIL_PX) -> Probe:
        """Write a small upright JPEG of `source` and return what its header says.

        Raises UserError with one sentence where the file is no picture, too large, damaged or hostile. What passes is
        whole: every byte of the picture has been decoded.
        """
        return Probe.from_plain(self._decode("thumbnail", source, target, long_edge_px, context))

    def first_look(
        self, source: Path, target: Path, context: Context, *, long_edge_px: int = THUMBNAIL_PX
    ) -> FirstLook:
        """Write a small JPEG of `source` as `thumbnail` does, and return all that is seen in it on the way."""
        seen = self._decode("first_look", source, target, long_edge_px, context)
        return FirstLook(
            probe=Probe.from_plain(seen["probe"]), noticed=Noticed.from_plain(seen["noticed"]), card=seen["card"]
        )

    def notice(self, source: Path, context: Context) -> Noticed:
        """Return what can be said of a picture at a glance; a thumbnail of it will do."""
        with self._children.borrowed(context) as child:
            request = {"source": _plain(source)}
            return Noticed.from_plain(_ask(child, source, "notice", request, _DECODE_TIMEOUT_S, context))

    def alike(self, hashes: Sequence[str], context: Context, *, within_bits: int) -> list[list[int]]:
        """Return the places of near duplicates among hashes, in groups; see `alike.groups_of`."""
        request = {"hashes": list(hashes), "within_bits": within_bits}
        with self._children.borrowed(context) as child:
            found: list[list[int]] = child.ask("alike", request, timeout_s=_FINISH_TIMEOUT_S, context=context)
            return found

    def develop(
        self,
        source: Path,
        recipe: Recipe,
        outputs: Sequence[Output],
        context: Context,
        *,
        source_sha256: str = "",
        long_edge_px: int = LONG_EDGE_PX,
    ) -> Developed:
        """Make the master of `source` at `long_edge_px` and write every output from it, each whole or not at all.

        Raises UserError (bad picture, unknown step, no model, disk full), ChildDied (try again), Cancelled.
        """
        plan = self._resolved(split(recipe))
        with self._children.borrowed(context) as child:  # the same one for both halves: it keeps the pixels
            desk = _Desk(child, source, source_sha256 or _fingerprint(source), plan, long_edge_px)
            cut = self._cut(desk, context)
            self._cache.trim()
            if cut is not None and not cut[0].usable:
                return Developed(usable=False, confidence=cut[0].confidence, doubt=cut[0].doubt)
            frames = desk.finish(cut[1] if cut else None, outputs, context)
        if cut is None:
            return Developed(frames=frames)
        return Developed(confidence=cut[0].confidence, doubt=cut[0].doubt, frames=frames)

    def cut_out(self, source: Path, recipe: Recipe, source_sha256: str, context: Context) -> tuple[Cut, Path] | None:
        """Return what the cut-out of `recipe` found and the file of its coarse mask; None for a recipe without one.

        Both are those that `develop` uses. Raises as `develop` does.
        """
        plan = self._resolved(split(recipe))
        with self._children.borrowed(context) as child:
            return self._cut(_Desk(child, source, source_sha256, plan, LONG_EDGE_PX), context)

    def kept_cut(self, recipe: Recipe, source_sha256: str) -> tuple[Cut, Path] | None:
        """Return what `cut_out` would, where that is known already."""
        plan = self._resolved(split(recipe))
        if plan.cutout is None:
            return None
        return _read_cut(self._cut_file(plan, source_sha256, LONG_EDGE_PX), plan)

    def _resolved(self, plan: Plan) -> Plan:
        """Name the backend that "auto" means today, so that a model fetched later does not meet an old mask."""
        step = plan.cutout
        if step is None or step.params.get("backend", "auto") != "auto":
            return plan
        named = Step(
            name=step.name, version=step.version, params={**step.params, "backend": default_backend(self._models)}
        )
        return Plan(before=plan.before, cutout=named, after=plan.after)

    def _cut(self, desk: _Desk, context: Context) -> tuple[Cut, Path] | None:
        """Return what the cut-out found, and the file of the coarse mask; both are kept. None: nothing is cut out."""
        cutout = desk.plan.cutout
        if cutout is None:
            return None
        mask = self._cut_file(desk.plan, desk.name, desk.long_edge_px)
        usual = self._cut_file(desk.plan, desk.name, LONG_EDGE_PX)  # backends work on less than that anyway
        known = _read_cut(mask, desk.plan) or _read_cut(usual, desk.plan)
        if known is not None:
            return known
        small = mask.with_name(f"{new_id()}.npy")
        try:
            desk.prepare(small, context)
            cut = self._cutter.cut(small, mask, str(cutout.params["backend"]), context)
        finally:
            small.unlink(missing_ok=True)
        with whole_file(mask.with_suffix(".json")) as file:
            file.write(json.dumps(asdict(cut)).encode())
        return replace(cut, by_hand=desk.plan.by_hand), mask

    def _cut_file(self, plan: Plan, name: str, long_edge_px: int) -> Path:
        """Return where the coarse mask is kept: strokes and softness come later and do not change it."""
        backend = plan.cutout.params["backend"] if plan.cutout else ""
        coarse = Step(name="cutout", params={"backend": backend})
        return self._cache.path(Recipe((*plan.before.steps, coarse)).key(name, long_edge_px=long_edge_px), ".png")

    def _decode(self, operation: str, source: Path, target: Path, long_edge_px: int, context: Context) -> Any:
        request = {"source": _plain(source), "target": _plain(target), "long_edge_px": long_edge_px}
        with self._children.borrowed(context) as child:
            timeout_s = _decode_timeout_s(child, source, context)
            return _ask(child, source, operation, request, timeout_s, context)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One photo on its way through one child, which holds its pixels; a child that died begins again."""

    child: Child
    source: Path
    name: str  # of the original: its SHA-256, or whatever tells it from others
    plan: Plan
    long_edge_px: int

    def prepare(self, small: Path | None, context: Context) -> None:
        """Let the child take the photo in hand, unless it has it there, and write a copy for the cut-out."""
        timeout_s = _decode_timeout_s(self.child, self.source, context)
        request = {"photo": self._photo(), "small": str(small or "")}
        _ask(self.child, self.source, "prepare", request, timeout_s, context)

    def finish(
        self, mask: Path | None, outputs: Sequence[Output], context: Context
    ) -> dict[str, tuple[float, float, float, float]]:
        """Let the child make the master and write the outputs; return the frames by shape."""
        request = {
            "photo": self._photo(),
            "mask": str(mask or ""),
            "recipe": self.plan.master.to_json(),
            "outputs": [_asked(output, self.plan) for output in outputs],
        }
        self.prepare(None, context)  # the mask may have been known, or there is none
        found = _ask(self.child, self.source, "finish", request, _FINISH_TIMEOUT_S, context)
        return {shape: (left, top, right, bottom) for shape, (left, top, right, bottom) in found.items()}

    def _photo(self) -> dict[str, Any]:
        return {
            "source": _plain(self.source),
            "key": self.plan.before.key(self.name, long_edge_px=self.long_edge_px),
            "long_edge_px": self.long_edge_px,
            "recipe": self.plan.before.to_json(),
        }


def _ask(
    child: Child, source: Path, operation: str, request: dict[str, Any], timeout_s: float, context: Context
) -> Any:
    try:
        return child.ask(operation, request, timeout_s=timeout_s, context=context)
    except ChildDied as error:
        log.info("%s of %s: %s", operation, source.name, error)
        raise UserError(_("The picture made its decoder fail or stall, so it is left out.")) from error
    except ChildFault as error:
        log.warning("%s of %s: %s", operation, source.name, error)
        raise UserError(_("The picture is damaged in a way that the studio does not know.")) from error


def _looked(child: Child, source: Path, context: Context) -> Probe:
    return Probe.from_plain(_ask(child, source, "look", {"source": _plain(source)}, _DECODE_TIMEOUT_S, context))


def _asked(output: Output, plan: Plan) -> dict[str, Any]:
    fit = output.fit.to_plain() if output.fit else None
    return {"path": _plain(output.path), "recipe": plan.finishing(output).to_json(), "fit": fit}


def _read_cut(mask: Path, plan: Plan) -> tuple[Cut, Path] | None:
    """Return what is known of a cut-out that was made before."""
    facts = mask.with_suffix(".json")
    if not (mask.exists() and facts.exists()):
        return None
    return replace(Cut(**json.loads(facts.read_text("utf-8"))), by_hand=plan.by_hand), mask


def _fingerprint(source: Path) -> str:
    """Return what tells this file from others, without reading it; a file that is not there is refused later."""
    try:
        status = source.stat()
    except OSError:
        return ""
    return f"{_plain(source)}:{status.st_mtime_ns}:{status.st_size}"


def _plain(path: Path) -> str:
    return str(path.absolute())


def _decode_timeout_s(child: Child, source: Path, context: Context) -> float:
    """Return how long decoding may take. JPEG is quick at every size; of others the header says how large they are."""
    try:
        with source.open("rb") as file:
            if formats.recognise(file) == "JPEG":
                return _DECODE_TIMEOUT_S
    except (OSError, UserError):
        return _DECODE_TIMEOUT_S  # the child will say in a sentence what is wrong
    found = _looked(child, source, context)
    return _BIG_TIMEOUT_S if found.width_px * found.height_px > _BIG_PIXELS else _DECODE_TIMEOUT_S
