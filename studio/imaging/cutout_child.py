"""The child process that finds the subject of a photo; a backend is loaded once, at the first request for it."""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging import codec
from studio.imaging.backends.kind import Backend
from studio.imaging.child_loop import serve
from studio.imaging.image import Pixels
from studio.imaging.models import CLASSIC, GARMENT


class Bench:
    """Holds the one loaded backend."""

    def __init__(self, models: Path) -> None:
        self._models = models
        self._name = ""
        self._backend: Backend | None = None

    def load(self, backend: str) -> None:
        """Make `backend` ("classic", "garment" or "rembg:MODEL") the one that cuts."""
        if backend != self._name:
            self._backend, self._name = None, ""
            self._backend = _load(backend, self._models)
            self._name = backend

    def cut(self, source: str, target: str) -> dict[str, float]:
        """Write the mask of `source` to `target`; return the share of subject and the confidence."""
        if self._backend is None:
            raise UserError(_("No cut-out backend is loaded."))
        mask, confidence = self._backend(_pixels(source))
        codec.keep_mask(mask, Path(target))
        return {"share": float((mask > 127).mean()), "confidence": confidence}


def _load(name: str, models: Path) -> Backend:
    if name == CLASSIC:
        from studio.imaging.backends.classic import cut

        return cut
    if name == GARMENT:
        from studio.imaging.backends.garment import load as load_garment

        return load_garment(models)
    if name.startswith("rembg:"):
        from studio.imaging.backends.rembg import load

        return load(name.removeprefix("rembg:"), models)
    raise UserError(_("There is no cut-out called {name}.").format(name=name))


def _pixels(source: str) -> Pixels:
    """Read what the darkroom wrote; nothing that came from outside gets here undecoded."""
    try:
        return np.asarray(np.load(source, allow_pickle=False), np.uint8)
    except OSError as error:
        raise UserError(_("The picture for the cut-out is gone. Try again.")) from error


if __name__ == "__main__":
    cv2.setNumThreads(1)
    bench = Bench(Path(sys.argv[1]))
    serve({"load": bench.load, "cut": bench.cut})
