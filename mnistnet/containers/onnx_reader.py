"""The reader of ONNX files, for `mnistnet.limits.apart`: their graph as JSON, and their constant arrays, as .npz.

Values are told by numbers instead of by the file's names. Arrays of a few numbers lie in the JSON.
"""

import io
import json
from typing import Any

MOST, MOST_NUMBERS, FEW, LONGEST = 500, 5_000_000, 8, 100
MEMORY, SECONDS = 1_500_000_000, 5
CODES = {1: "f4", 2: "u1", 3: "i1", 4: "u2", 5: "i2", 6: "i4", 7: "i8", 9: "b1", 10: "f2", 11: "f8", 12: "u4",
         13: "u8", 16: "bf"}  # fmt: skip


def prepare() -> None:
    """Load the library."""
    import onnx.numpy_helper  # noqa: F401


def read(content: bytes) -> bytes:
    """Return the graph of a file under "graph", and its arrays under their places in the list of constants."""
    import numpy as np
    from onnx import ModelProto

    model = ModelProto.FromString(content)
    graph = model.graph
    if max(len(graph.node), len(graph.initializer), len(graph.input)) > MOST:
        raise MemoryError  # more than can be read
    plan, arrays = planned(graph)
    file = io.BytesIO()
    text = np.frombuffer(json.dumps(plan).encode(), np.uint8)
    np.savez(file, allow_pickle=False, graph=text, **arrays)
    return file.getvalue()


def planned(graph: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a graph computes, every value as a number, and its large arrays."""
    places: dict[str, int] = {"": -1}

    def place(name: str) -> int:
        return places.setdefault(name, len(places) - 1)

    constants: list[dict[str, Any]] = []
    arrays: dict[str, Any] = {}
    numbers = 0
    given = [(place(tensor.name), tensor) for tensor in graph.initializer]
    given += [(place(node.output[0]), tensor) for node in graph.node if (tensor := constant_of(node)) is not None]
    for number, tensor in given:
        entry, array = constant(tensor)
        numbers += 0 if array is None else array.size
        if numbers > MOST_NUMBERS:
            raise MemoryError  # more numbers than can be read
        if array is not None:
            arrays[str(len(constants))] = array
        constants.append(entry | {"value": number})
    known = {number for number, _ in given}
    inputs = [one for one in graph.input if place(one.name) not in known]
    nodes = [node for node in graph.node if node.op_type != "Constant"]
    plan = {
        "inputs": [[place(one.name), one.type.tensor_type.elem_type] for one in inputs],
        "nodes": [step(node, place) for node in nodes],
        "constants": constants,
    }
    return plan, arrays


def step(node: Any, place: Any) -> dict[str, Any]:
    """Return one node: what it does, what goes in and out, and its plain attributes; null for others."""
    kinds = {1: "f", 2: "i", 6: "floats", 7: "ints"}
    options: dict[str, Any] = {}
    if len(node.attribute) > FEW:
        raise MemoryError  # more than any step that is read
    for one in node.attribute:
        value = getattr(one, kinds[one.type]) if one.type in kinds else None
        if one.type == 3:
            value = one.s[:LONGEST].decode("ascii", "replace")
        options[one.name[:LONGEST]] = list(value)[:FEW] if one.type in (6, 7) and value is not None else value
    ours = node.domain in ("", "ai.onnx", "ai.onnx.ml")
    kind = node.op_type if ours else f"{node.domain}.{node.op_type}"
    inputs, outputs = [place(name) for name in node.input[:FEW]], [place(name) for name in node.output[:FEW]]
    return {"kind": kind[:LONGEST], "in": inputs, "out": outputs, "options": options}


def constant_of(node: Any) -> Any:
    """Return the tensor of a node that is a constant, or None."""
    from onnx import helper

    if node.op_type != "Constant" or not node.output or not node.attribute:
        return None
    one = node.attribute[0]
    if one.type == 4:
        return one.t
    if one.type in (1, 2):
        return helper.make_tensor("", 1 if one.type == 1 else 7, [], [one.f if one.type == 1 else one.i])
    if one.type in (6, 7):
        values = list(one.floats if one.type == 6 else one.ints)
        return helper.make_tensor("", 1 if one.type == 6 else 7, [len(values)], values)
    return None


def constant(tensor: Any) -> tuple[dict[str, Any], Any]:
    """Return what a tensor is, and its numbers as an array if they are many; other files are not looked at."""
    import numpy as np
    from onnx import numpy_helper

    code, shape = CODES.get(tensor.data_type), list(tensor.dims[:FEW])
    if len(tensor.dims) > FEW or any(side < 0 for side in shape):
        raise ValueError  # no shape
    entry: dict[str, Any] = {"name": tensor.name[:LONGEST], "code": code, "shape": shape}
    if tensor.data_location == 1:
        where = {one.key: one.value[:LONGEST] for one in tensor.external_data}
        return entry | {"elsewhere": [where.get(key, "") for key in ("location", "offset", "length")]}, None
    if code is None:
        return entry, None
    array = numpy_helper.to_array(tensor)
    if array.size <= FEW:
        array = array.astype(np.float32) if code == "bf" else array
        return entry | {"code": array.dtype.str[1:], "numbers": array.ravel().tolist()}, None
    return entry, np.ascontiguousarray(array.view(np.uint16) if code == "bf" else array)
