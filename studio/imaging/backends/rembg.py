"""Cut-outs by rembg's own sessions; they give the mask, everything after it is ours."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import numpy as np
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.backends.kind import Backend
from studio.imaging.image import Pixels
from studio.imaging.models import CUSTOM, verified

_THREADS = 2
_FOREIGN_SETTINGS = ("MODEL_CHECKSUM_DISABLED", "U2NET_HOME", "XDG_DATA_HOME")


def load(name: str, models: Path) -> Backend:
    """Return the backend of a known model, or of an adopted file (its name ends in .onnx).

    Raises UserError where the model is absent or changed, and what onnxruntime raises where it cannot be loaded. The
    model is there and verified before rembg looks for it, so that its constructor never downloads.
    """
    file = verified(name, models)
    for setting in _FOREIGN_SETTINGS:
        os.environ.pop(setting, None)
    os.environ["REMBG_HOME"] = str(models)
    import onnxruntime  # here: the import takes its time

    new_session = _session_factory()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # spinning wastes 25 to 40 % of a core
    if name.endswith(".onnx"):
        session = new_session(CUSTOM, sess_opts=options, model_path=str(file))
    else:
        session = new_session(name, sess_opts=options)

    def cut(pixels: Pixels) -> tuple[Pixels, float]:
        mask = np.asarray(session.predict(Pillow.fromarray(pixels))[0], np.uint8)
        return mask, _confidence(mask)

    return cut


def _session_factory() -> Callable[..., Any]:
    """Return rembg's `new_session` without running rembg's own `__init__`.

    That one imports pymatting, numba, scipy and skimage for an alpha matting which is not used here: 160 MB, 2 s, and
    50 s where numba has to compile first. The sessions need none of them.
    """
    if "rembg" not in sys.modules:
        found = importlib.util.find_spec("rembg")
        if found is None or found.submodule_search_locations is None:
            raise UserError(_("rembg is not installed. Use classic, or install the studio again."))
        package = ModuleType("rembg")
        package.__path__ = list(found.submodule_search_locations)
        sys.modules["rembg"] = package
    factory = importlib.import_module("rembg.session_factory")
    return cast("Callable[..., Any]", factory.new_session)


def _confidence(mask: Pixels) -> float:
    """Return how decided the network was: 1 where every pixel is 0 or 255, 0 where the area of doubt is the largest."""
    doubt = ((mask > 25) & (mask < 230)).sum() / max(1, (mask > 127).sum())
    return float(np.clip(1 - 2 * doubt, 0, 1))
