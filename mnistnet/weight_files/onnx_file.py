"""ONNX files: a graph of steps and the numbers that it computes with; nothing in it is run."""

from collections.abc import Mapping

import numpy as np

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.onnx_file import Graph, graph_of_onnx
from mnistnet.network import PixelEncoding
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.graph.walk import Walk
from mnistnet.weight_files.part import Chain
from mnistnet.weight_files.said import said_of_layers
from mnistnet.words import say

__all__ = ["read_onnx"]

BYTES = 2  # the type of an input of whole numbers from 0 to 255, in onnx.proto


def read_onnx(content: bytes, beside: Mapping[str, bytes] | None = None) -> Contents:
    """Return the dense layers of an ONNX file in their order, with the activations that its graph names.

    Parameters
    ----------
    content : bytes
    beside : mapping of str to bytes, optional
        Other files that were given, by their names: the weights may lie in one of them.

    Raises
    ------
    WeightFileError
        If it is damaged, too large, or has a step that dense layers do not need.
    """
    graph = graph_of_onnx(content, beside or {})
    if len(graph.inputs) != 1:
        raise WeightFileError(say("The network in this .onnx file does not have one input, a picture."))
    with np.errstate(all="ignore"):  # what becomes infinite is refused with the finished network
        walk = Walk(graph)
        parts, rules, output = walk.stack.finished(walk.order)
    arrays = {_name(graph, value): array for value, array in walk.arrays.items() if value in graph.constants}
    used = frozenset(_name(graph, value) for value in walk.used if value in graph.constants)
    kept = {name: array for name, array in arrays.items() if name in used or (array.dtype.kind == "f" and array.ndim)}
    words = say("each answer by itself, not yet divided by the sum of all ten") if walk.is_divided else ""
    chain = Chain(((parts, words),), used)
    encoding = PixelEncoding(0, 255) if graph.inputs[0][1] == BYTES else None
    others = tuple(name for name in beside or {} if name not in graph.files)
    return Contents(kept, None, "torch", others, said_of_layers(rules, output), chain, rules, encoding)


def _name(graph: Graph, value: int) -> str:
    name = graph.constants[value].name
    return name if name and name.isprintable() else f"constant {value}"
