"""The reader of ONNX files, for `mnistnet.limits.apart`: their graph as JSON, and their constant arrays, as .npz.

Values are told by numbers instead of by the file's names. Arrays of a few numbers lie in the JSON. The steps of
scikit-learn's hold their weights as options; those become constants as well.
"""

import io
import json
from typing import Any

MOST, MOST_NUMBERS, FEW, LONGEST, LABELS = 500, 5_000_000, 8, 100, 12
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

    def keep(number: int, tensor: Any) -> int:
        nonlocal numbers
        entry, array = constant(tensor)
        numbers += 0 if array is None else array.size
        if numbers > MOST_NUMBERS:
            raise MemoryError  # more numbers than can be read
        if array is not None:
            arrays[str(len(constants))] = array
        constants.append(entry | {"value": number})
        return number

    given = [(place(tensor.name), tensor) for tensor in graph.initializer]
    given += [(place(node.output[0]), tensor) for node in graph.node if (tensor := constant_of(node)) is not None]
    known = {keep(*one) for one in given}
    inputs = [one for one in graph.input if place(one.name) not in known]
    nodes = [node for node in graph.node if node.op_type != "Constant"]
    plan = {
        "inputs": [[place(one.name), one.type.tensor_type.elem_type] for one in inputs],
        "nodes": [step(node, place, keep) for node in nodes],
        "constants": constants,
    }
    return plan, arrays


def step(node: Any, place: Any, keep: Any) -> dict[str, Any]:
    """Return one node: what it does, what goes in and out, and its plain attributes; null for others."""
    options: dict[str, Any] = {}
    if len(node.attribute) > 2 * FEW:
        raise MemoryError  # more than any step that is read
    for one in node.attribute:
        name = one.name[:LONGEST]
        if one.type == 6 and len(one.floats) > FEW:
            options[name] = {"value": keep(place(f"{node.op_type} {name} \0{node.output[:1]}"), floats(one, node))}
        else:
            options[name] = option(one)
    ours = node.domain in ("", "ai.onnx", "ai.onnx.ml")
    kind = node.op_type if ours else f"{node.domain}.{node.op_type}"
    inputs, outputs = [place(name) for name in node.input[:FEW]], [place(name) for name in node.output[:FEW]]
    return {"kind": kind[:LONGEST], "in": inputs, "out": outputs, "options": options}


def option(one: Any) -> Any:
    """Return what a plain attribute says, null of any other; of lists no more than is read."""
    if one.type == 3:
        return one.s[:LONGEST].decode("ascii", "replace")
    if one.type == 8:
        return [text[:LONGEST].decode("ascii", "replace") for text in one.strings[:LABELS]]
    lists = {6: one.floats, 7: one.ints}
    return list(lists[one.type])[:LABELS] if one.type in lists else {1: one.f, 2: one.i}.get(one.type)


def floats(one: Any, node: Any) -> Any:
    """Return an attribute of many numbers as a tensor."""
    from onnx import helper

    return helper.make_tensor(f"{node.op_type}.{one.name}"[:LONGEST], 1, [len(one.floats)], one.floats)


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
