"""The engine: one way from an original and a Recipe to finished files, for preview, export and command line alike."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from studio.base.errors import UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.cache import LIMIT_BYTES, Cache
from studio.imaging.child import Child, ChildDied, ChildFault, ChildPool
from studio.imaging.cutout import Cut, Cutter
from studio.imaging.files import write_atomically
from studio.imaging.first_look import FirstLook
from studio.imaging.hashing import sha256_of
from studio.imaging.models import default_backend
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
        self._children = ChildPool(lambda: Child("studio.imaging.darkroom_child"), count)
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

    def look(self, source: Path, context: Context) -> Probe:
        """Return what the header of `source` says; raise UserError where it is no picture or too large a one."""
        found = self._ask(source, "look", {"source": _plain(source)}, _DECODE_TIMEOUT_S, context)
        return Probe.from_plain(found)

    def thumbnail(self, source: Path, target: Path, context: Context, *, long_edge_px: int = THUMBNAIL_PX) -> Probe:
        """Write a small upright JPEG of `source` and return what its header says.

        Raises UserError with one sentence where the file is no picture, too large, damaged or hostile. What passes is
        whole: every byte of the picture has been decoded.
        """
        found = self.look(source, context)
        request = {"source": _plain(source), "target": _plain(target), "long_edge_px": long_edge_px}
        self._ask(source, "thumbnail", request, _decode_timeout_s(found), context)
        return found

    def first_look(
        self, source: Path, target: Path, context: Context, *, long_edge_px: int = THUMBNAIL_PX
    ) -> FirstLook:
        """Write a small JPEG of `source` as `thumbnail` does, and return all that is seen in it on the way."""
        found = self.look(source, context)
        request = {"source": _plain(source), "target": _plain(target), "long_edge_px": long_edge_px}
        seen = self._ask(source, "first_look", request, _decode_timeout_s(found), context)
        return FirstLook(probe=found, **seen)

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
        if not source_sha256:
            self.look(source, context)  # says in a sentence what is wrong with a file that cannot be read
        sha256 = source_sha256 or sha256_of(source)
        prepared = self._prepared(source, sha256, plan, long_edge_px, context)
        cut, mask = self._cut(prepared, plan, sha256, long_edge_px, context)
        frames: dict[str, tuple[float, float, float, float]] = {}
        if cut is None or cut.usable:
            request = {
                "prepared": str(prepared),
                "mask": str(mask) if cut else "",
                "recipe": plan.master.to_json(),
                "outputs": [_asked(output, plan) for output in outputs],
            }
            found = self._ask(source, "finish", request, _FINISH_TIMEOUT_S, context)
            frames = {shape: (left, top, right, bottom) for shape, (left, top, right, bottom) in found.items()}
        self._cache.trim()
        if cut is None:
            return Developed(frames=frames)
        return Developed(usable=cut.usable, confidence=cut.confidence, doubt=cut.doubt, frames=frames)

    def cut_out(self, source: Path, recipe: Recipe, source_sha256: str, context: Context) -> tuple[Cut, Path] | None:
        """Return what the cut-out of `recipe` found and the file of its coarse mask; None for a recipe without one.

        Both are those that `develop` uses. Raises as `develop` does.
        """
        plan = self._resolved(split(recipe))
        if plan.cutout is None:
            return None
        prepared = self._prepared(source, source_sha256, plan, LONG_EDGE_PX, context)
        cut, mask = self._cut(prepared, plan, source_sha256, LONG_EDGE_PX, context)
        return None if cut is None else (cut, mask)

    def kept_cut(self, recipe: Recipe, source_sha256: str) -> tuple[Cut, Path] | None:
        """Return what `cut_out` would, where that is known already."""
        plan = self._resolved(split(recipe))
        if plan.cutout is None:
            return None
        mask, facts = self._cut_files(plan, source_sha256, LONG_EDGE_PX)
        return (Cut(**json.loads(facts.read_text("utf-8"))), mask) if mask.exists() and facts.exists() else None

    def _resolved(self, plan: Plan) -> Plan:
        """Name the backend that "auto" means today, so that a model fetched later does not meet an old mask."""
        step = plan.cutout
        if step is None or step.params.get("backend", "auto") != "auto":
            return plan
        named = Step(
            name=step.name, version=step.version, params={**step.params, "backend": default_backend(self._models)}
        )
        return Plan(before=plan.before, cutout=named, after=plan.after)

    def _prepared(self, source: Path, sha256: str, plan: Plan, long_edge_px: int, context: Context) -> Path:
        key = plan.before.key(sha256, long_edge_px=long_edge_px)
        kept, small = self._cache.path(key, ".npy"), self._cache.path(key, ".jpg")
        if not kept.exists() or (plan.cutout and not small.exists()):
            request = {
                "source": _plain(source),
                "long_edge_px": long_edge_px,
                "recipe": plan.before.to_json(),
                "prepared": str(kept),
                "small": str(small) if plan.cutout else "",
            }
            self._ask(source, "prepare", request, _decode_timeout_s(self.look(source, context)), context)
        return kept

    def _cut(
        self, prepared: Path, plan: Plan, sha256: str, long_edge_px: int, context: Context
    ) -> tuple[Cut | None, Path]:
        """Return what the cut-out found, and the coarse mask; both are kept."""
        mask, facts = self._cut_files(plan, sha256, long_edge_px)
        if plan.cutout is None:
            return None, mask
        if mask.exists() and facts.exists():
            return Cut(**json.loads(facts.read_text("utf-8"))), mask
        cut = self._cutter.cut(prepared.with_suffix(".jpg"), mask, str(plan.cutout.params["backend"]), context)
        write_atomically(facts, json.dumps(asdict(cut)).encode())
        return cut, mask

    def _cut_files(self, plan: Plan, sha256: str, long_edge_px: int) -> tuple[Path, Path]:
        """Return where the coarse mask and its facts are kept: strokes and softness come later and change neither."""
        backend = plan.cutout.params["backend"] if plan.cutout else ""
        coarse = Step(name="cutout", params={"backend": backend})
        key = Recipe((*plan.before.steps, coarse)).key(sha256, long_edge_px=long_edge_px)
        return self._cache.path(key, ".png"), self._cache.path(key, ".json")

    def _ask(self, source: Path, operation: str, request: dict[str, Any], timeout_s: float, context: Context) -> Any:
        with self._children.borrowed(context) as child:
            try:
                return child.ask(operation, request, timeout_s=timeout_s, context=context)
            except ChildDied as error:
                log.info("%s of %s: %s", operation, source.name, error)
                raise UserError(_("The picture made its decoder fail or stall, so it is left out.")) from error
            except ChildFault as error:
                log.warning("%s of %s: %s", operation, source.name, error)
                raise UserError(_("The picture is damaged in a way that the studio does not know.")) from error


def _asked(output: Output, plan: Plan) -> dict[str, Any]:
    fit = output.fit.to_plain() if output.fit else None
    return {"path": _plain(output.path), "recipe": plan.finishing(output).to_json(), "fit": fit}


def _plain(path: Path) -> str:
    return str(path.absolute())


def _decode_timeout_s(found: Probe) -> float:
    return _BIG_TIMEOUT_S if found.width_px * found.height_px > _BIG_PIXELS else _DECODE_TIMEOUT_S
