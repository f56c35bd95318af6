"""Writes the exact graph of U²-Net-p as ONNX, with stand-in weights, and an int8 copy of it: for timing, not for masks.

Run: python -m benchmarks.u2netp_graph TARGET.onnx [--int8 TARGET-int8.onnx]

Layers, kernels, dilations and sizes are those of Qin et al., U²-Net (2020), small version (1.13 million weights, batch
norms folded into their convolutions as in rembg's file). The weights are random, apart from one channel through the
deepest stage that makes the mask a round blob in the middle, so that what follows the network has an edge to work on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

SIZE_PX = 320
_MIDDLE, _OUT = 16, 64
_DEPTHS = {7: "pooled", 6: "pooled", 5: "pooled", 4: "pooled", 0: "dilated"}  # 0 stands for RSU-4F
_SHARPNESS, _RIM = 300.0, 1.15  # how steep the blob's edge is, and at which height of its hill it runs
_STAGES = (7, 6, 5, 4, 0, 0)


class Graph:
    """Collects nodes and weights, and names what they give."""

    def __init__(self, seed: int = 20_261_128) -> None:
        self._random = np.random.default_rng(seed)
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: list[str], **attributes: object) -> str:
        """Add a node of one output, and return the name of that."""
        name = f"{kind.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def constant(self, values: NDArray[np.generic]) -> str:
        """Add weights and return their name."""
        name = f"weight{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def conv(self, source: str, channels: tuple[int, int], dilation: int = 1, *, blob: bool = False) -> str:
        """Add a 3 x 3 convolution with its rectifier; with `blob`, channel 0 is the mean of channel 0 around."""
        inside, outside = channels
        kernel = self._random.normal(0, np.sqrt(1 / (9 * inside)), (outside, inside, 3, 3)).astype(np.float32)
        bias = self._random.normal(0, 0.05, outside).astype(np.float32)
        if blob:
            kernel[0], bias[0] = 0, 0
            kernel[0, 0] = (
                0 if dilation == 8 else 1 / 9
            )  # at 8, corners would see more of the small map than its middle
            kernel[0, 0, 1, 1] = 1 if dilation == 8 else 1 / 9
        plain = self._plain_conv(source, kernel, bias, dilation)
        return self.add("Relu", [plain])

    def ones(self, source: str, channels: tuple[int, int]) -> str:
        """Add a convolution whose channel 0 is 1 everywhere."""
        inside, outside = channels
        kernel = self._random.normal(0, np.sqrt(1 / (9 * inside)), (outside, inside, 3, 3)).astype(np.float32)
        bias = np.zeros(outside, np.float32)
        kernel[0], bias[0] = 0, 1
        return self.add("Relu", [self._plain_conv(source, kernel, bias, 1)])

    def side(self, source: str, weight: float) -> str:
        """Add a side output of one channel that reads channel 0 with `weight`, and the others hardly."""
        kernel = self._random.normal(0, 1e-3, (1, _OUT, 3, 3)).astype(np.float32)
        kernel[0, 0, 1, 1] = weight
        return self._plain_conv(source, kernel, np.zeros(1, np.float32), 1)

    def fuse(self, sides: list[str]) -> str:
        """Add the last convolution, 1 x 1 over the side outputs: the deepest decides."""
        kernel = np.full((1, len(sides), 1, 1), 0.01, np.float32)
        kernel[0, -1] = 1
        joined = self.add("Concat", sides, axis=1)
        bias = np.array([-_SHARPNESS * _RIM], np.float32)
        inputs = [joined, self.constant(kernel), self.constant(bias)]
        return self.add("Conv", inputs, kernel_shape=[1, 1], pads=[0, 0, 0, 0])

    def pool(self, source: str) -> str:
        """Halve, rounding up."""
        return self.add("MaxPool", [source], kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)

    def enlarge(self, source: str, size_px: int, channels: int) -> str:
        """Enlarge bilinearly to a square of `size_px`."""
        sizes = self.constant(np.array([1, channels, size_px, size_px], np.int64))
        return self.add(
            "Resize", [source, "", "", sizes], mode="linear", coordinate_transformation_mode="pytorch_half_pixel"
        )

    def join(self, first: str, second: str) -> str:
        """Put channels behind channels."""
        return self.add("Concat", [first, second], axis=1)

    def _plain_conv(self, source: str, kernel: NDArray[np.float32], bias: NDArray[np.float32], dilation: int) -> str:
        inputs = [source, self.constant(kernel), self.constant(bias)]
        return self.add("Conv", inputs, kernel_shape=[3, 3], pads=[dilation] * 4, dilations=[dilation] * 2)


def write(target: Path) -> None:
    """Write the network to `target`."""
    graph = Graph()
    encoded, sizes, source, channels, size_px = [], [], "input.1", 3, SIZE_PX
    for number, depth in enumerate(_STAGES):
        deepest = number == len(_STAGES) - 1
        source = _block(graph, source, (channels, _OUT), depth, size_px, blob=deepest)
        encoded.append(source)
        sizes.append(size_px)
        if not deepest:
            source, channels, size_px = graph.pool(source), _OUT, (size_px + 1) // 2
    decoded = [encoded[-1]]
    for number in range(len(_STAGES) - 2, -1, -1):
        joined = graph.join(graph.enlarge(decoded[0], sizes[number], _OUT), encoded[number])
        decoded.insert(0, _block(graph, joined, (2 * _OUT, _OUT), _STAGES[number], sizes[number]))
    sides = [graph.side(one, _SHARPNESS if number == 5 else 0.0) for number, one in enumerate(decoded)]
    large = [sides[0], *(graph.enlarge(one, SIZE_PX, 1) for one in sides[1:])]
    outputs = [graph.add("Sigmoid", [one]) for one in (graph.fuse(large), *large)]
    _save(graph, outputs, target)


def _block(
    graph: Graph, source: str, channels: tuple[int, int], depth: int, size_px: int, *, blob: bool = False
) -> str:
    """Add a residual U-block: RSU-`depth` with pooling, or RSU-4F (depth 0) with dilations."""
    first = graph.ones(source, channels) if blob else graph.conv(source, channels)
    inner = _dilated(graph, first, blob=blob) if depth == 0 else _pooled(graph, first, depth, size_px)
    return graph.add("Add", [inner, first])


def _pooled(graph: Graph, first: str, depth: int, size_px: int) -> str:
    levels, sizes, source, inside = [], [], first, _OUT
    for level in range(depth - 1):
        levels.append(graph.conv(source, (inside, _MIDDLE)))
        sizes.append(size_px)
        inside = _MIDDLE
        source = levels[-1]
        if level < depth - 2:
            source, size_px = graph.pool(source), (size_px + 1) // 2
    up = graph.conv(source, (_MIDDLE, _MIDDLE), 2)
    for level in range(depth - 2, -1, -1):
        outside = _OUT if level == 0 else _MIDDLE
        up = graph.conv(graph.join(up, levels[level]), (2 * _MIDDLE, outside))
        if level:
            up = graph.enlarge(up, sizes[level - 1], outside)
    return up


def _dilated(graph: Graph, first: str, *, blob: bool) -> str:
    levels, source, inside = [], first, _OUT
    for dilation in (1, 2, 4):
        source = graph.conv(source, (inside, _MIDDLE), dilation, blob=blob)
        levels.append(source)
        inside = _MIDDLE
    up = graph.conv(source, (_MIDDLE, _MIDDLE), 8, blob=blob)
    for dilation, level in zip((4, 2, 1), reversed(levels), strict=True):
        outside = _OUT if dilation == 1 else _MIDDLE
        up = graph.conv(graph.join(up, level), (2 * _MIDDLE, outside), dilation, blob=blob)
    return up


def _save(graph: Graph, outputs: list[str], target: Path) -> None:
    picture = helper.make_tensor_value_info("input.1", TensorProto.FLOAT, [1, 3, SIZE_PX, SIZE_PX])
    masks = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, SIZE_PX, SIZE_PX]) for name in outputs]
    whole = helper.make_graph(graph.nodes, "u2netp with stand-in weights", [picture], masks, graph.weights)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, target)


class _Photos:
    """Feeds the calibration: soft noise of every colour, normalised as rembg does it."""

    def __init__(self, count: int = 8) -> None:
        self._left = self._pictures(count)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """Return the next input, or None behind the last."""
        return next(self._left, None)

    @staticmethod
    def _pictures(count: int) -> Iterator[dict[str, NDArray[np.float32]]]:
        random = np.random.default_rng(7)
        for _number in range(count):
            coarse = random.random((1, 3, 20, 20), np.float32).repeat(16, axis=2).repeat(16, axis=3)
            yield {"input.1": (coarse - 0.45) / 0.225}


def quantise(source: Path, target: Path) -> None:
    """Write an int8 copy (QDQ, per channel) of the network at `source` to `target`."""
    from onnxruntime.quantization import QuantFormat, QuantType, quant_pre_process, quantize_static

    prepared = target.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_static(
        str(prepared),
        str(target),
        _Photos(),
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    prepared.unlink()


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--int8", type=Path)
    arguments = parser.parse_args()
    write(arguments.target)
    print(f"{arguments.target}: {arguments.target.stat().st_size:,} bytes")
    if arguments.int8:
        quantise(arguments.target, arguments.int8)
        print(f"{arguments.int8}: {arguments.int8.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
