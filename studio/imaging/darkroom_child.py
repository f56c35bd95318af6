"""The child process that decodes what others sent, and works on the pixels: memory and time are limited here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from studio.imaging import cards, codec, fitting, quality, registry, strip
from studio.imaging.alike import groups_of
from studio.imaging.child_loop import serve
from studio.imaging.files import whole_file, write_atomically
from studio.imaging.image import Image
from studio.imaging.plan import Fit
from studio.imaging.probing import probe
from studio.imaging.recipe import Recipe
from studio.imaging.scaling import fitted
from studio.imaging.steps import frame

MEMORY_LIMIT_BYTES = 1000 << 20  # 200 megapixels of HEIC need 940 MB
CUTOUT_LONG_EDGE_PX = 1024  # the largest input of any cut-out network


def look(source: str) -> dict[str, Any]:
    """Return what a file says of itself."""
    return probe(Path(source)).to_plain()


def check(recipe: str) -> None:
    """Refuse a recipe with a step that is not known, or with a parameter that a step cannot use."""
    for step in Recipe.from_json(recipe).steps:
        registry.current(step)


def thumbnail(source: str, target: str, long_edge_px: int) -> dict[str, Any]:
    """Decode a file, small, and write it as JPEG; return what it says of itself."""
    found = look(source)
    codec.keep(codec.decode(Path(source), long_edge_px), Path(target))
    return found


def first_look(source: str, target: str, long_edge_px: int) -> dict[str, Any]:
    """Decode a file once, write it small as JPEG, and return what it says of itself and what is seen in it."""
    file = Path(source)
    found = probe(file)
    pixels = codec.decode(file, cards.first_look_px(found)).pixels
    card = cards.read_card(pixels, lambda: codec.decode(file, cards.SECOND_LOOK_PX).pixels)
    small = fitted(pixels, long_edge_px)
    codec.keep(Image(pixels=small), Path(target))
    return {"probe": found.to_plain(), "card": card, "noticed": quality.notice(small).to_plain()}


def notice(source: str) -> dict[str, Any]:
    """Return what can be said of a picture at a glance."""
    return quality.notice(codec.decode(Path(source), quality.LONG_EDGE_PX).pixels).to_plain()


def alike(hashes: list[str], within_bits: int) -> list[list[int]]:
    """Return the places of near duplicates among hashes of what pictures show, in groups."""
    return groups_of(hashes, within_bits=within_bits)


class Desk:
    """Holds the photo that was prepared last: between the two halves of its development it goes nowhere."""

    def __init__(self) -> None:
        self._key = ""
        self._image: Image | None = None

    def prepare(self, photo: dict[str, Any], small: str) -> None:
        """Take `photo` in hand; a copy for the cut-out goes to `small`."""
        image = self._taken(**photo)
        if small:
            with whole_file(Path(small)) as file:
                np.save(file, fitted(image.pixels, CUTOUT_LONG_EDGE_PX), allow_pickle=False)

    def finish(
        self, photo: dict[str, Any], mask: str, recipe: str, outputs: list[dict[str, Any]]
    ) -> dict[str, list[float]]:
        """Make the master of `photo` with a coarse mask ("": none), then cut and write each output from it.

        Return where the frame of each shape lies: left, top, right and bottom relative to the master.
        """
        coarse = codec.load_mask(Path(mask)) if mask else None
        image, steps = replace(self._taken(**photo), mask=coarse), Recipe.from_json(recipe).steps
        untouched = None if steps or Recipe.from_json(photo["recipe"]).steps else Path(photo["source"])
        master = registry.apply(image, steps)
        for output in outputs:
            _write(master, output, untouched, photo["long_edge_px"])
        return {shape: _relative(frame.window_of(master, frame.Frame(shape=shape)), master) for shape in frame.SHAPES}

    def _taken(self, source: str, key: str, long_edge_px: int, recipe: str) -> Image:
        """Return the picture at `source` after `recipe`, from the hand where it is there; `key` is its name."""
        if self._image is None or self._key != key:
            self._image = None  # first: 200 megapixels leave no room for another photo
            steps = Recipe.from_json(recipe).steps
            decoded = codec.decode(Path(source), registry.needed_px(steps, long_edge_px))
            self._image, self._key = registry.apply(decoded, steps), key
        return self._image


def _write(master: Image, output: dict[str, Any], untouched: Path | None, long_edge_px: int) -> None:
    """Make one output. What is asked for as it was shot, and whole, is not coded again, if it need not be."""
    target, steps, fit = Path(output["path"]), Recipe.from_json(output["recipe"]).steps, output["fit"]
    content = None
    if untouched is not None and not steps and fit is None and target.suffix == ".jpg":
        content = strip.untouched(untouched, long_edge_px)
    if content is not None:
        write_atomically(target, content)
    elif fit is None:
        codec.save(registry.apply(master, steps), target)
    else:
        write_atomically(target, fitting.fit(registry.apply(master, steps), Fit(**fit)).content)


def _relative(box: frame.Box, image: Image) -> list[float]:
    return [
        box.left / image.width_px,
        box.top / image.height_px,
        box.right / image.width_px,
        box.bottom / image.height_px,
    ]


if __name__ == "__main__":
    cv2.setNumThreads(1)
    desk = Desk()
    serve(
        {
            "check": check,
            "look": look,
            "thumbnail": thumbnail,
            "first_look": first_look,
            "notice": notice,
            "alike": alike,
            "prepare": desk.prepare,
            "finish": desk.finish,
        },
        memory_limit_bytes=MEMORY_LIMIT_BYTES,
    )
