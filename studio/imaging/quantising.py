"""Makes a model's copy in 8-bit integers, calibrated on photos: a third of the time, if its masks stay the same."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.texts import _
from studio.imaging import onnx_file
from studio.imaging.backends import rembg
from studio.imaging.image import Pixels

_THREADS = 2
_GENTLE = {"op_types_to_quantize": ["Conv", "MatMul", "Gemm"], "reduce_range": True}


class _Fed(Exception):
    """Carries what a session was about to give its network."""

    def __init__(self, feeds: dict[str, Any]) -> None:
        self.feeds = feeds


class _Catcher:
    """Stands where a session has its network, and only looks at what it is given."""

    def __init__(self, inner: Any) -> None:
        self.get_inputs: Callable[[], Any] = inner.get_inputs

    def run(self, _outputs: Any, feeds: dict[str, Any]) -> None:
        raise _Fed(feeds)


class Reader:
    """What onnxruntime's calibration reads: the network's inputs, one by one."""

    def __init__(self, feeds: Iterable[dict[str, Any]]) -> None:
        self._feeds = iter(feeds)

    def get_next(self) -> dict[str, Any] | None:
        """Return the next input, or None behind the last."""
        return next(self._feeds, None)


def quantise(source: Path, session: str, pictures: Iterable[Path], target: Path, *, gentle: bool) -> None:
    """Write an int8 copy of the network at `source` to `target`, calibrated as rembg's `session` feeds it.

    `gentle` leaves all but the heavy operations in floats, and a bit of headroom for processors that lack it.
    """
    onnx_file.check_floats(source)
    from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quant_pre_process, quantize_static

    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_static(
            str(prepared),
            str(target),
            Reader(feeds(source, session, pictures)),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            **(_GENTLE if gentle else {}),
        )


def feeds(source: Path, session: str, pictures: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield what rembg's session gives its network for each picture."""
    running = rembg.session(session, source, threads=_THREADS)
    running.inner_session = _Catcher(running.inner_session)
    for picture in pictures:
        try:
            running.predict(Pillow.fromarray(read(picture)))
        except _Fed as fed:
            yield fed.feeds


def read(picture: Path) -> Pixels:
    """Return the pixels of a picture that the darkroom wrote."""
    pixels = cv2.imdecode(np.fromfile(picture, np.uint8), cv2.IMREAD_COLOR_RGB)
    if pixels is None:
        raise UserError(_("A picture for the measurement is gone. Try again."))
    return np.asarray(pixels, np.uint8)
