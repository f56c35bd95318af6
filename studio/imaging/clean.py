"""Cleans plain picture files, without a catalog: what `studio clean` does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from studio.base.errors import Cancelled, StudioError, UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.imaging.formats import SUFFIXES
from studio.imaging.pipeline import LONG_EDGE_PX, Darkroom
from studio.imaging.plan import MASTER, Output, on_ground, split
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe, Step

_MASTER_LONG_EDGE_PX = 4096  # a 12-megapixel photo as it is
_CACHE_BYTES = 300_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanOptions:
    """`backend`: "auto", "classic", "rembg:MODEL"; `shape`: "3x4", "1x1", "master"; `background`: see steps.

    With a `recipe` of one's own, backend and background are what it says, unless they are given too.
    """

    backend: str = ""
    shape: str = "1x1"
    background: str = ""
    recipe: Recipe = DEFAULT_CLEAN


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanReport:
    """What became of the inputs, in their order; a doubtful one is done, and somebody should look at it."""

    done: tuple[tuple[Path, Path], ...]  # input, output
    doubtful: tuple[tuple[Path, str], ...]
    refused: tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True)
class _Ending:
    target: Path
    doubt: str = ""
    refusal: str = ""


def clean_files(
    inputs: Sequence[Path],
    out: Path,
    options: CleanOptions,
    context: Context,
    *,
    models: Path | None = None,
    width: int | None = None,
) -> CleanReport:
    """Clean `inputs` (files, or folders of pictures) into the folder `out`; no existing file is written over.

    Raises UserError for options that make no sense or an `out` that cannot be made; a bad picture is only listed.
    """
    recipe = _recipe(options)
    framed = split(recipe).finishing(Output(path=Path(), shape=options.shape))
    with tempfile.TemporaryDirectory(prefix="studio-clean-", ignore_cleanup_errors=True) as folder:
        models = models or Path(folder) / "models"
        with Darkroom(cache=Path(folder), models=models, width=width, cache_limit_bytes=_CACHE_BYTES) as room:
            room.check(Recipe((*recipe.steps, *framed.steps)), context)
            sources = _pictures(inputs)
            targets = _targets(sources, _made(out), _suffix(recipe))
            endings = _run(room, recipe, options, list(zip(sources, targets, strict=True)), context)
    return CleanReport(
        done=tuple((s, e.target) for s, e in zip(sources, endings, strict=True) if not e.refusal),
        doubtful=tuple((s, e.doubt) for s, e in zip(sources, endings, strict=True) if e.doubt and not e.refusal),
        refused=tuple((s, e.refusal) for s, e in zip(sources, endings, strict=True) if e.refusal),
    )


def _recipe(options: CleanOptions) -> Recipe:
    recipe = options.recipe
    if (options.backend or options.background) and recipe.index("cutout") is None:
        raise UserError(_("This recipe keeps the ground, so leave out what the cut-out and the background shall be."))
    if options.backend:
        cutout = recipe.steps[recipe.index("cutout") or 0]
        recipe = recipe.with_step(replace(cutout, params={**cutout.params, "backend": options.backend}))
    if options.background:
        recipe = recipe.with_step(on_ground(recipe.step("background") or Step(name="background"), options.background))
    return recipe


def _suffix(recipe: Recipe) -> str:
    background = recipe.step("background")
    return ".png" if background and background.params.get("colour") == "transparent" else ".jpg"


def _made(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(_("The folder {name} cannot be made: {why}.").format(name=out, why=error.strerror)) from error
    return out


def _pictures(inputs: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in inputs:
        if path.is_dir():
            found += sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _targets(sources: Sequence[Path], out: Path, suffix: str) -> list[Path]:
    """Name the outputs after the inputs; a name that is taken gets a number."""
    taken = {path.name.casefold() for path in out.iterdir()}
    targets = []
    for source in sources:
        name, number = f"{source.stem}{suffix}", 2
        while name.casefold() in taken:
            name, number = f"{source.stem}-{number}{suffix}", number + 1
        taken.add(name.casefold())
        targets.append(out / name)
    return targets


def _run(
    room: Darkroom, recipe: Recipe, options: CleanOptions, work: list[tuple[Path, Path]], context: Context
) -> list[_Ending]:
    long_edge_px = _MASTER_LONG_EDGE_PX if options.shape == MASTER else LONG_EDGE_PX

    def one(source: Path, target: Path) -> _Ending:
        try:
            output = Output(path=target, shape=options.shape)
            made = room.develop(source, recipe, [output], context, long_edge_px=long_edge_px)
            return _Ending(target, doubt=made.doubt, refusal="" if made.usable else made.doubt)
        except Cancelled:
            raise
        except StudioError as error:
            return _Ending(target, refusal=str(error))

    with ThreadPoolExecutor(room.width, "studio-clean") as pool:
        running: list[Future[_Ending]] = [pool.submit(one, source, target) for source, target in work]
        try:
            return [_ended(future, number, len(work), context) for number, future in enumerate(running, 1)]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _ended(future: Future[_Ending], number: int, total: int, context: Context) -> _Ending:
    ending = future.result()
    context.report(number, total, ending.target.name)
    return ending
