"""Looks into an ONNX file before anything of it runs: one picture in, a mask out, nothing outside the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.base.errors import UserError
from studio.base.texts import _

_SIDE_MIN_PX, _SIDE_MAX_PX = 32, 2048
_INTEGER = {"QuantizeLinear", "DequantizeLinear", "ConvInteger", "MatMulInteger", "QLinearConv", "QLinearMatMul"}
_FLOAT = 1  # TensorProto.FLOAT


def inspect(file: Path, name: str) -> None:
    """Raise UserError with the reason where the file is not a network that takes one picture and gives a mask."""
    onnx = onnx_package()
    from google.protobuf.message import DecodeError

    try:
        model = onnx.load(str(file), load_external_data=False)
    except (DecodeError, ValueError) as error:
        raise UserError(_("{name} is not an ONNX file.").format(name=name)) from error
    if not model.graph.node:
        raise UserError(_("{name} is not an ONNX file.").format(name=name))
    if any(tensor.data_location == onnx.TensorProto.EXTERNAL or tensor.external_data for tensor in _tensors(model)):
        raise UserError(
            _("{name} keeps its weights in other files. Export it as one file and try again.").format(name=name)
        )
    weights = {tensor.name for tensor in model.graph.initializer}
    inputs = [one for one in model.graph.input if one.name not in weights]
    if len(inputs) != 1 or not _is_picture(inputs[0]):
        raise UserError(
            _("{name} does not take one picture (1 × 3 × height × width), so it is no cut-out model.").format(name=name)
        )
    if not model.graph.output:
        raise UserError(_("{name} gives no mask, so it is no cut-out model.").format(name=name))


def check_floats(file: Path) -> None:
    """Raise UserError for a network that is in 8-bit integers already."""
    model = onnx_package().load(str(file), load_external_data=False)
    if any(node.op_type in _INTEGER for node in model.graph.node):
        raise UserError(_("This model is in 8-bit integers already: it is as fast as it gets."))


def onnx_package() -> Any:
    """Return the package that reads and writes networks; raise UserError where it is missing."""
    try:
        import onnx
    except ImportError as error:
        raise UserError(_("The part of the studio that reads models is missing. Install the studio again.")) from error
    return onnx


def _is_picture(value: Any) -> bool:
    tensor = value.type.tensor_type
    sides = [one.dim_value if one.HasField("dim_value") else 0 for one in tensor.shape.dim]
    if tensor.elem_type != _FLOAT or len(sides) != 4:
        return False
    count, channels, *size = sides
    sized = all(side == 0 or _SIDE_MIN_PX <= side <= _SIDE_MAX_PX for side in size)
    return count in (0, 1) and channels == 3 and sized


def _tensors(model: Any) -> Iterator[Any]:
    """Yield every tensor of a model, those inside nodes, branches and functions, too."""
    yield from _of_graph(model.graph)
    for function in model.functions:
        yield from _of_nodes(function.node)


def _of_graph(graph: Any) -> Iterator[Any]:
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    yield from _of_nodes(graph.node)


def _of_nodes(nodes: Any) -> Iterator[Any]:
    for attribute in (one for node in nodes for one in node.attribute):
        yield from (attribute.t, *attribute.tensors)
        for graph in (attribute.g, *attribute.graphs):
            yield from _of_graph(graph)
