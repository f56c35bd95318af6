"""The child process that decodes what others sent, and works on the pixels: memory and time are limited here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2

from studio.imaging import cards, codec, fitting, kept, registry
from studio.imaging.child_loop import serve
from studio.imaging.files import write_atomically
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


def thumbnail(source: str, target: str, long_edge_px: int) -> None:
    """Decode a file, small, and write it as JPEG."""
    codec.keep(codec.decode(Path(source), long_edge_px), Path(target))


def first_look(source: str, target: str, long_edge_px: int) -> dict[str, Any]:
    """Decode a file once, write it small as JPEG, and return what is seen in it."""
    file = Path(source)
    pixels = codec.decode(file, cards.first_look_px(probe(file))).pixels
    card = cards.read_card(pixels, lambda: codec.decode(file, cards.SECOND_LOOK_PX).pixels)
    codec.keep(Image(pixels=fitted(pixels, long_edge_px)), Path(target))
    return {"card": card}


def prepare(source: str, long_edge_px: int, recipe: str, prepared: str, small: str) -> None:
    """Decode `source`, apply `recipe`, keep the pixels in `prepared`; a copy for the cut-out goes to `small`."""
    image = registry.apply(codec.decode(Path(source), long_edge_px), Recipe.from_json(recipe).steps)
    kept.keep(image, Path(prepared))
    if small:
        codec.keep(Image(pixels=fitted(image.pixels, CUTOUT_LONG_EDGE_PX)), Path(small))


def finish(prepared: str, mask: str, recipe: str, outputs: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Make the master from kept pixels and a coarse mask ("": none), then cut and write each output from it.

    Return where the frame of each shape lies: left, top, right and bottom relative to the master's width and height.
    """
    coarse = codec.load_mask(Path(mask)) if mask else None
    master = registry.apply(replace(kept.load(Path(prepared)), mask=coarse), Recipe.from_json(recipe).steps)
    for output in outputs:
        image = registry.apply(master, Recipe.from_json(output["recipe"]).steps)
        _write(image, Path(output["path"]), output["fit"])
    return {shape: _relative(frame.window_of(master, frame.Frame(shape=shape)), master) for shape in frame.SHAPES}


def _write(image: Image, target: Path, wanted: dict[str, Any] | None) -> None:
    if wanted is None:
        codec.save(image, target)
    else:
        write_atomically(target, fitting.fit(image, Fit(**wanted)).content)


def _relative(box: frame.Box, image: Image) -> list[float]:
    return [
        box.left / image.width_px,
        box.top / image.height_px,
        box.right / image.width_px,
        box.bottom / image.height_px,
    ]


if __name__ == "__main__":
    cv2.setNumThreads(1)
    serve(
        {"look": look, "thumbnail": thumbnail, "first_look": first_look, "prepare": prepare, "finish": finish},
        memory_limit_bytes=MEMORY_LIMIT_BYTES,
    )
