"""Writes the trained network as ONNX: as it is, and with 8-bit weights and sums, calibrated on training pictures.

Run: python -m training.export PICTURES RUN OUT
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from training import pictures
from training.compose import Composer
from training.network import INPUT_PX, GarmentNet, Shipped
from training.train import normalised, trained

INPUT, OUTPUT = "input", "mask"
_OPSET = 17
_CALIBRATION_EXAMPLES = 48
_UNSEEN = 1_000_000_000  # examples from here on were not trained on


def whole(network: GarmentNet, target: Path) -> Path:
    """Write the network with 32-bit weights."""
    torch.onnx.export(
        Shipped(network).eval(),
        (torch.zeros(1, 3, INPUT_PX, INPUT_PX),),
        str(target),
        input_names=[INPUT],
        output_names=[OUTPUT],
        opset_version=_OPSET,
        dynamo=False,
    )
    return target


class _Examples(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, composer: Composer) -> None:
        self._rest: Iterator[dict[str, NDArray[Any]]] = (
            {INPUT: normalised([composer(_UNSEEN + number, INPUT_PX)[0]]).numpy()}
            for number in range(_CALIBRATION_EXAMPLES)
        )

    def get_next(self) -> dict[str, NDArray[Any]] | None:
        """Return the next example, as the calibration asks for it."""
        return next(self._rest, None)


def in_eight_bits(source: Path, target: Path, composer: Composer) -> Path:
    """Write a copy that computes in 8 bits where that is harmless: not in its first and last steps."""
    prepared = target.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(target),
        _Examples(composer),
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=False,
        calibrate_method=CalibrationMethod.Percentile,
        op_types_to_quantize=["Conv"],
        nodes_to_exclude=_tender(prepared),
        extra_options={"CalibPercentile": 99.999, "ActivationSymmetric": False},
    )
    prepared.unlink()
    return target


def _tender(file: Path) -> list[str]:
    """Return the names of the nodes that keep 32 bits: the first convolution and the last."""
    import onnx

    convolutions = [node.name for node in onnx.load(str(file)).graph.node if node.op_type == "Conv"]
    return [convolutions[0], convolutions[-1]]


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    np.random.seed(1)
    arguments.out.mkdir(parents=True, exist_ok=True)
    large = whole(trained(arguments.run), arguments.out / "garment.fp32.onnx")
    small = in_eight_bits(large, arguments.out / "garment.int8.onnx", Composer(pictures.load(arguments.pictures)))
    for file in (large, small):
        print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
