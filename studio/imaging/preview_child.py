"""The child process that holds one photo at the size of a screen, with the picture after each of its steps."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from studio.imaging import codec, colour_proof, preview_facts, registry, scaling
from studio.imaging.child_loop import Operation, serve
from studio.imaging.files import whole_file
from studio.imaging.image import Image, Matrix, Pixels
from studio.imaging.order import DRAWN, GEOMETRY
from studio.imaging.plan import Plan, split
from studio.imaging.recipe import Recipe, Step

MEMORY_LIMIT_BYTES = 1000 << 20  # as where photos are decoded: 200 megapixels of HEIC need 940 MB
_KEPT_BYTES = 240 << 20  # some thirty pictures of 1600 pixels
_NICENESS = 2  # behind the window, before every batch
_MASK_PX = 1024
_BORROWED = "~"
_SAME = 0.003  # of a picture's edge: pictures of two sizes are not cropped at quite the same places


@dataclass(frozen=True, slots=True, eq=False)
class _Coarse:
    """The mask that was used last, and the picture that it belongs to."""

    file: str
    mask: Pixels
    image: Image


class Easel:
    """One photo, decoded, and what its steps made of it; results are known by their steps and their mask."""

    def __init__(self) -> None:
        self._photo = ("", 0)
        self._kept: OrderedDict[str, Image] = OrderedDict()
        self._coarse: _Coarse | None = None

    def render(self, photo: dict[str, Any], recipe: str, mask: str | None, target: str, closely: bool) -> Any:  # noqa: FBT001 - comes by name
        """Write a photo after its recipe to `target`, four bytes a pixel (blue, green, red, 255); return its facts.

        `mask` is the file of the coarse mask, "" where it is not there yet (then the last one of this photo is
        borrowed, moved to where the picture is now), None where nothing can be cut out. What takes time is found only
        where the picture is looked at `closely`; otherwise an edge that has to be found anew is found at half the size.
        """
        self._take(photo)
        parts = split(Recipe.from_json(recipe))
        steps = (*parts.before.steps, *parts.master.steps)
        size = self._photo[1]
        if not closely and self._cuts_anew(steps, mask):
            size //= 2
        master, how = self._run(steps, mask, size)
        image, how = self._run((*steps, *parts.after.steps), mask, size)
        facts = preview_facts.of(master, closely=closely)
        shown = _shown(image)
        if size < self._photo[1]:
            small = self._kept[self._key((), "", size)]
            shown, facts = _enlarged(shown, facts, self._whole().long_edge_px / small.long_edge_px)
        with whole_file(Path(target)) as file:
            file.write(shown.data)
        if closely:
            shot = self._run(tuple(step for step in steps if step.name in GEOMETRY), None, size)[0]
            facts |= preview_facts.proposals(shot, master)
            if how == "own":
                facts["proof"] = self._proof(parts, shot, master, mask)
        return {"mask": how, **facts}

    def _proof(self, plan: Plan, shot: Image, master: Image, mask: str | None) -> dict[str, float]:
        """Return how far the colours of the garment are from those of the photo; nothing where none of it is sure."""
        size = self._photo[1]
        before = self._run(plan.before.steps, None, size)[0]
        colours = tuple(step for step in plan.after.steps if step.name not in DRAWN)
        finished = self._run((*plan.before.steps, *plan.master.steps, *colours), mask, size)[0]
        within = colour_proof.inside(master, plan.master.steps)
        proof = colour_proof.compare(shot.pixels, before.pixels, master.pixels, finished.pixels, within)
        return asdict(proof) if proof else {}

    def _take(self, photo: dict[str, Any]) -> None:
        """Decode the photo, unless it is the one in hand."""
        wanted = (str(photo["sha256"]), int(photo["long_edge_px"]))
        if self._photo == wanted:
            return
        self._photo, self._coarse = ("", 0), None
        self._kept.clear()
        decoded = codec.decode(Path(photo["source"]), wanted[1])
        self._photo = wanted
        self._keep(self._key((), "", wanted[1]), decoded)

    def _whole(self) -> Image:
        return self._kept[self._key((), "", self._photo[1])]

    def _cuts_anew(self, steps: tuple[Step, ...], mask: str | None) -> bool:
        """Return whether the edge of the cut-out has to be found for these steps."""
        cuts = any(step.name == "cutout" for step in steps)
        return cuts and self._key(steps, self._mask_name(mask), self._photo[1]) not in self._kept

    def _run(self, steps: tuple[Step, ...], mask: str | None, size: int) -> tuple[Image, str]:
        """Return the picture after `steps`, from the longest beginning of them that is kept, and whose mask it has."""
        place = next((number for number, step in enumerate(steps) if step.name == "cutout"), len(steps))
        name = self._mask_name(mask) if place < len(steps) else ""
        keys = [self._key(steps[:count], name if count > place else "", size) for count in range(len(steps) + 1)]
        if keys[0] not in self._kept:
            self._keep(keys[0], Image(pixels=scaling.fitted(self._whole().pixels, size)))
        start = max(count for count, key in enumerate(keys) if key in self._kept)
        image = self._kept[keys[start]]
        for number in range(start, len(steps)):
            if number == place:
                image = replace(image, mask=self._mask(image, name))
            image = registry.runner(steps[number])(image)
            self._keep(keys[number + 1], image)
        return image, "" if not name else "borrowed" if name.startswith(_BORROWED) else "own"

    def _mask_name(self, mask: str | None) -> str:
        if mask is None or (not mask and self._coarse is None):
            return ""
        return mask or f"{_BORROWED}{self._coarse.file}" if self._coarse else str(mask)

    def _mask(self, image: Image, name: str) -> Pixels | None:
        """Return the coarse mask called `name`; a borrowed one is moved along with what it shows."""
        if not name:
            return None
        if not name.startswith(_BORROWED):
            self._coarse = _Coarse(name, codec.load_mask(Path(name)), image)
            return self._coarse.mask
        return _moved(self._coarse, image) if self._coarse else None

    def _keep(self, key: str, image: Image) -> None:
        """Keep a result; the oldest go, but for the photo itself."""
        self._kept[key] = image
        self._kept.move_to_end(key)
        always = {key, self._key((), "", self._photo[1]), self._key((), "", self._photo[1] // 2)}
        total = sum(_byte_count(one) for one in self._kept.values())
        for old in list(self._kept):
            if total <= _KEPT_BYTES:
                return
            if old not in always:
                total -= _byte_count(self._kept.pop(old))

    def _key(self, steps: Sequence[Step], mask: str, size: int) -> str:
        return Recipe(tuple(steps)).key(f"{self._photo[0]}:{mask}", long_edge_px=size)


def kinds() -> dict[str, Any]:
    """Return every step that can be run: its version and its usual parameters."""
    return {name: {"version": kind.version, "usual": asdict(kind.params())} for name, kind in registry.KINDS.items()}


def current(recipe: str) -> str:
    """Return a recipe in the newest versions of its steps, every parameter written out."""
    return Recipe(tuple(registry.current(step) for step in Recipe.from_json(recipe).steps)).to_json()


def _moved(coarse: _Coarse, image: Image) -> Pixels:
    """Return a coarse mask as it lies in `image`, which shows the same photo in another place or size."""
    before, after = _relative(coarse.image), _relative(image)
    if np.allclose(before, after, atol=_SAME):
        return coarse.mask
    high, wide = coarse.mask.shape
    scale = min(1.0, _MASK_PX / image.long_edge_px)
    size = (max(1, round(image.width_px * scale)), max(1, round(image.height_px * scale)))
    way = np.diag([*size, 1.0]) @ after @ np.linalg.inv(before) @ np.diag([1 / wide, 1 / high, 1.0])
    return np.asarray(cv2.warpPerspective(coarse.mask, way, size), np.uint8)


def _relative(image: Image) -> Matrix:
    """Return the homography from places in the original (0 to 1) to places in `image` (0 to 1)."""
    return np.diag([1 / image.width_px, 1 / image.height_px, 1.0]) @ image.placement


def _enlarged(shown: Pixels, facts: dict[str, Any], scale: float) -> tuple[Pixels, dict[str, Any]]:
    """Return pixels and facts of a smaller rendering as if it had been one of the usual size."""
    width, height = round(facts["width"] * scale), round(facts["height"] * scale)
    way = np.diag([width / facts["width"], height / facts["height"], 1.0])
    placement = (way @ np.array(facts["placement"])).tolist()
    pixels = cv2.resize(shown, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(pixels, np.uint8), {**facts, "width": width, "height": height, "placement": placement}


def _shown(image: Image) -> Pixels:
    """Return the picture as a screen wants it; where one can see through it lies on a chequered ground."""
    pixels = image.pixels
    if image.see_through and image.mask is not None:
        rows, columns = np.ogrid[: image.height_px, : image.width_px]
        square = max(1, image.long_edge_px // 100)
        ground = np.where((rows // square + columns // square) % 2, 225, 250).astype(np.uint8)
        weight = cv2.merge((image.mask,) * 3)
        pixels = np.asarray(
            cv2.add(
                cv2.multiply(pixels, weight, scale=1 / 255),
                cv2.multiply(cv2.merge((ground,) * 3), cv2.bitwise_not(weight), scale=1 / 255),
            ),
            np.uint8,
        )
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA), np.uint8)


def _byte_count(image: Image) -> int:
    return image.pixels.nbytes + (image.mask.nbytes if image.mask is not None else 0)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    easel = Easel()
    operations: dict[str, Operation] = {
        "render": easel.render,
        "kinds": kinds,
        "current": current,
    }
    serve(operations, memory_limit_bytes=MEMORY_LIMIT_BYTES, niceness=_NICENESS)
