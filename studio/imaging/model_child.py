"""The child process that works on model files: a network that somebody made may crash it, and nothing else."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging import onnx_file, quantising
from studio.imaging.backends import rembg
from studio.imaging.backends.kind import Backend
from studio.imaging.child_loop import serve
from studio.imaging.image import Pixels
from studio.imaging.scaling import resized

_SESSIONS = ("u2net_custom", "dis_custom")  # rembg's two ways to bring a picture into a network's range
_CLEARLY = 0.1  # a drawn picture tells little: what most networks want is left only for a good reason
_SIDE_PX = 384


def inspect(file: str, name: str) -> None:
    """Look into a model's file."""
    onnx_file.inspect(Path(file), name)


def try_out(file: str, name: str) -> dict[str, Any]:
    """Run a network on a drawn picture; return which of rembg's sessions suits it, and how well it found the piece."""
    picture, truth = _drawn()
    scores = {}
    for session in _SESSIONS:
        mask, _sure = rembg.opened(session, Path(file))(picture)
        if mask.min() < mask.max():
            scores[session] = overlap(resized(mask, _SIDE_PX, _SIDE_PX), truth)
    if not scores:
        raise UserError(_("{name} gives no mask of a plain test picture, so it is not used.").format(name=name))
    usual, other = (scores.get(session, -1.0) for session in _SESSIONS)
    best = _SESSIONS[1] if other > usual + _CLEARLY else _SESSIONS[0]
    return {"session": best, "overlap": scores[best]}


def quantise(file: str, session: str, pictures: list[str], target: str, gentle: bool) -> None:  # noqa: FBT001 - a request
    """Write an int8 copy of a model."""
    quantising.quantise(Path(file), session, [Path(one) for one in pictures], Path(target), gentle=gentle)


def compare(file: str, copy: str, session: str, picture: str) -> dict[str, float]:
    """Return how well two models agree on a picture, and how long each took for it."""
    pixels = quantising.read(Path(picture))
    (first, original_s), (second, copy_s) = (_timed(_kept(session, one), pixels) for one in (file, copy))
    return {"iou": overlap(first, second), "original_s": original_s, "copy_s": copy_s}


@cache
def _kept(session: str, file: str) -> Backend:
    """Return a loaded model, warmed up: the first run of a network is slower than the others."""
    backend = rembg.opened(session, Path(file))
    backend(_drawn()[0])
    return backend


def _timed(backend: Backend, pixels: Pixels) -> tuple[Pixels, float]:
    began = time.perf_counter()
    mask, _sure = backend(pixels)
    return mask, time.perf_counter() - began


def overlap(first: Pixels, second: Pixels) -> float:
    """Return the intersection over union of two masks; 1 where neither has anything."""
    one, other = first > 127, second > 127
    union = int((one | other).sum())
    return float((one & other).sum() / union) if union else 1.0


def _drawn() -> tuple[Pixels, Pixels]:
    """Return a picture of a blue shirt on a light floor, and where the shirt is."""
    outline = np.array([(12, 7), (20, 7), (27, 13), (24, 17), (22, 15), (22, 27), (10, 27), (10, 15), (8, 17), (5, 13)])
    mask = np.zeros((_SIDE_PX, _SIDE_PX), np.uint8)
    cv2.fillPoly(mask, [(outline * _SIDE_PX // 32).astype(np.int32)], 255)
    floor, cloth = np.array((222, 214, 200)), np.array((44, 68, 150))
    waves = 10 * np.sin(np.arange(_SIDE_PX) / 23)[:, None, None]
    picture = np.where(mask[:, :, None] > 0, cloth + waves, floor + waves / 3)
    return picture.clip(0, 255).astype(np.uint8), mask


if __name__ == "__main__":
    cv2.setNumThreads(1)
    serve({"inspect": inspect, "try_out": try_out, "quantise": quantise, "compare": compare})
