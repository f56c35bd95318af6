"""Networks of a few bytes, built for tests as real ONNX files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, helper, numpy_helper


def colour_network(
    path: Path,
    weights: Sequence[float] = (0, -8, 0),
    *,
    size: tuple[int | str, int | str] = (320, 320),
    channels: int = 3,
    bias: float = 0.0,
) -> Path:
    """Write a network of U2-Net's shape whose mask is the sigmoid of a weighted colour: here what is not green."""
    model = helper.make_model(
        _graph(np.array(weights, np.float32), size, channels, bias),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=9,
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return path


def deep_network(path: Path, layers: int = 3, width: int = 24) -> Path:
    """Write a network of several layers that takes what is not green for subject: something to quantise."""
    random = np.random.default_rng(3)
    nodes, weights, before = [], [], "picture"
    for number in range(layers):
        kernel = random.normal(0, 0.02, (width, 3 if number == 0 else width, 3, 3)).astype(np.float32)
        for place in range(width):  # mostly passes on what it gets
            kernel[place, min(place, kernel.shape[1] - 1) if number else 1, 1, 1] += 0.8
        weights.append(numpy_helper.from_array(kernel, f"w{number}"))
        nodes.append(
            helper.make_node("Conv", [before, f"w{number}"], [f"c{number}"], kernel_shape=[3, 3], pads=[1, 1, 1, 1])
        )
        nodes.append(helper.make_node("LeakyRelu", [f"c{number}"], [f"r{number}"], alpha=0.9))
        before = f"r{number}"
    weights.append(numpy_helper.from_array(np.full((1, width, 1, 1), -3.0 / width, np.float32), "last"))
    nodes += [
        helper.make_node("Conv", [before, "last"], ["logit"], kernel_shape=[1, 1]),
        helper.make_node("Sigmoid", ["logit"], ["mask"]),
    ]
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, 320, 320])
    mask = helper.make_tensor_value_info("mask", TensorProto.FLOAT, [1, 1, 320, 320])
    graph = helper.make_graph(nodes, "deep", [picture], [mask], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return path


def with_weights_outside(path: Path) -> Path:
    """Write a network whose weights lie in another file."""
    model: ModelProto = onnx.load(str(colour_network(path)))
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../../etc/passwd"
    tensor.ClearField("raw_data")
    path.write_bytes(model.SerializeToString())
    return path


def with_weights_outside_a_branch(path: Path) -> Path:
    """Write a network that has a constant inside a node whose content lies in another file."""
    model: ModelProto = onnx.load(str(colour_network(path)))
    hidden = numpy_helper.from_array(np.zeros(1, np.float32), "hidden")
    hidden.data_location = TensorProto.EXTERNAL
    entry = hidden.external_data.add()
    entry.key, entry.value = "location", "weights.bin"
    inner = helper.make_graph([helper.make_node("Constant", [], ["x"], value=hidden)], "inner", [], [])
    model.graph.node.append(helper.make_node("If", ["mask"], ["y"], then_branch=inner, else_branch=inner))
    path.write_bytes(model.SerializeToString())
    return path


def _graph(weights: np.ndarray, size: tuple[int | str, int | str], channels: int, bias: float) -> onnx.GraphProto:
    picture = helper.make_tensor_value_info("input.1", TensorProto.FLOAT, [1, channels, *size])
    mask = helper.make_tensor_value_info("mask", TensorProto.FLOAT, [1, 1, *size])
    kernel = numpy_helper.from_array(np.resize(weights, channels).reshape(1, channels, 1, 1), "weights")
    shift = numpy_helper.from_array(np.array([bias], np.float32), "shift")
    nodes = [
        helper.make_node("Conv", ["input.1", "weights", "shift"], ["logit"], kernel_shape=[1, 1]),
        helper.make_node("Sigmoid", ["logit"], ["mask"]),
    ]
    return helper.make_graph(nodes, "green is background", [picture], [mask], [kernel, shift])


def delicate_network(path: Path) -> Path:
    """Write a network in which a tiny number decides beside a huge one: in 8-bit integers it loses its way."""
    first = np.zeros((2, 3, 1, 1), np.float32)
    first[0, 0], first[1, 1] = 5_000, -0.02
    second = np.array([0, 400], np.float32).reshape(1, 2, 1, 1)
    nodes = [
        helper.make_node("Conv", ["picture", "first"], ["both"], kernel_shape=[1, 1]),
        helper.make_node("Conv", ["both", "second"], ["logit"], kernel_shape=[1, 1]),
        helper.make_node("Sigmoid", ["logit"], ["mask"]),
    ]
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, 320, 320])
    mask = helper.make_tensor_value_info("mask", TensorProto.FLOAT, [1, 1, 320, 320])
    weights = [numpy_helper.from_array(first, "first"), numpy_helper.from_array(second, "second")]
    graph = helper.make_graph(nodes, "delicate", [picture], [mask], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return path
