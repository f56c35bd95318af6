"""Cut-outs by rembg's own sessions; they give the mask, everything after it is ours."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging.backends.kind import Backend
from studio.imaging.image import Pixels
from studio.imaging.models import session_of, verified
from studio.imaging.scaling import resized

_THREADS = 2
_FOREIGN_SETTINGS = ("MODEL_CHECKSUM_DISABLED", "U2NET_HOME", "XDG_DATA_HOME", "REMBG_HOME")
_CLOTHES = "u2net_cloth_seg"
_MODULES = {"isnet-general-use": "dis_general_use", "isnet-anime": "dis_anime"}  # the others are called as they are


def load(name: str, models: Path) -> Backend:
    """Return the backend of a known model, of an adopted file (its name ends in .onnx), or of a fast copy (+int8).

    Raises UserError where the model is absent or changed, and what onnxruntime raises where it cannot be loaded. The
    file is verified here, and rembg's session is given it: it never looks for one, nor downloads.
    """
    file = verified(name, models)
    return opened(session_of(name, models), file)


def opened(name: str, file: Path) -> Backend:
    """Return the backend that runs a model's file as rembg's session `name` does."""
    running = session(name, file, threads=_THREADS)
    size = _side_px(running)
    wanted = {"cc": "attire"} if name == _CLOTHES else {}  # else its first mask is that of the upper half alone

    def cut(pixels: Pixels) -> tuple[Pixels, float]:
        fitting = resized(pixels, *size) if size else pixels  # rembg would do the same, in twenty times the time
        mask = np.asarray(running.predict(Pillow.fromarray(fitting), **wanted)[0], np.uint8)
        return mask, _confidence(mask)

    return cut


def session(name: str, file: Path, *, threads: int) -> Any:
    """Return rembg's session `name` on a model's file."""
    for setting in _FOREIGN_SETTINGS:
        os.environ.pop(setting, None)
    import onnxruntime  # here: the import takes its time

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors are raised; what it would warn of is nobody's to mend
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # spinning wastes 25 to 40 % of a core
    options.enable_mem_pattern = False  # it keeps a second copy of all memory that a run needs, for no time
    return _session_class(name, file)(name, options, model_path=str(file))


def _session_class(name: str, file: Path) -> Any:
    """Return rembg's session class `name`, bound to `file`, at the size that the network in it has."""
    base = _base_class(name)
    if base is None:
        raise UserError(_("The rembg that is installed has no {name}. Install the studio again.").format(name=name))

    def normalize(self: Any, picture: Any, mean: Any, std: Any, size: Any, *_rest: Any, **_more: Any) -> Any:
        pixels = np.asarray(picture.convert("RGB").resize(_side_px(self) or size, Pillow.Resampling.LANCZOS))
        scale = np.float32(1 / max(int(pixels.max()), 1e-6))
        planes = (pixels * scale - np.asarray(mean, np.float32)) / np.asarray(std, np.float32)
        return {self.inner_session.get_inputs()[0].name: np.ascontiguousarray(planes.transpose(2, 0, 1)[None])}

    own = {"download_models": classmethod(lambda _class, *_rest, **_more: str(file)), "normalize": normalize}
    return type("Opened", (base,), own)


def _side_px(session: Any) -> tuple[int, int] | None:
    """Return width and height of the network's input; None where the session chooses them."""
    height, width = session.inner_session.get_inputs()[0].shape[2:]
    return (width, height) if isinstance(height, int) and isinstance(width, int) else None


def _base_class(name: str) -> Any:
    """Return rembg's session class `name` without running rembg's own `__init__`; None where there is none.

    That one imports pymatting, numba, scipy and skimage for an alpha matting which is not used here: 160 MB, 2 s, and
    50 s where numba has to compile first. That of the sessions costs 30 MB and a quarter of a second, and is only run
    for sessions that need each other.
    """
    if "rembg" not in sys.modules:
        _add_empty("rembg")
    if "rembg.sessions" not in sys.modules:
        _add_empty("rembg.sessions")
    try:
        module = importlib.import_module(f"rembg.sessions.{_MODULES.get(name, name.replace('-', '_'))}")
    except ImportError:
        del sys.modules["rembg.sessions"]
        module = importlib.import_module("rembg.sessions")
    return next((one for one in vars(module).values() if isinstance(one, type) and _is_called(one, name)), None)


def _add_empty(package: str) -> None:
    """Import a package without what its `__init__` does."""
    found = importlib.util.find_spec(package)
    if found is None or found.submodule_search_locations is None:
        raise UserError(_("rembg is not installed. Use classic, or install the studio again."))
    empty = ModuleType(package)
    empty.__path__ = list(found.submodule_search_locations)
    empty.__spec__ = found  # whoever looks for the package later shall find it
    sys.modules[package] = empty


def _is_called(session: type, name: str) -> bool:
    return hasattr(session, "name") and session.__name__ != "BaseSession" and session.name() == name


def _confidence(mask: Pixels) -> float:
    """Return how decided the network was: 1 where every pixel is 0 or 255, 0 where the area of doubt is the largest."""
    doubt = ((mask > 25) & (mask < 230)).sum() / max(1, (mask > 127).sum())
    return float(np.clip(1 - 2 * doubt, 0, 1))
