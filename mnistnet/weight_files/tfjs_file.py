"""Models of TensorFlow.js: model.json with the plan of Keras and a list of weights, the numbers in .bin beside it.

References
----------
TensorFlow.js, "Saving and loading models": the format of a layers model, and weights rounded to one or two bytes.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.raw_array import raw_array
from mnistnet.containers.strict_json import NotJson, read_json
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.keras_file import contents_of_model
from mnistnet.words import say

__all__ = ["is_tfjs", "read_tfjs"]

Array = NDArray[Any]
LIST = b'"weightsManifest"'
CODES = {"float32": "f4", "int32": "i4", "uint8": "u1", "uint16": "u2", "float16": "f2", "bool": "u1"}


def is_tfjs(content: bytes) -> bool:
    """Return whether a file is the model.json of such a model."""
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and LIST in content


def read_tfjs(content: bytes, beside: Mapping[str, bytes]) -> Contents:
    """Return the arrays of a model with what its plan says of them.

    Parameters
    ----------
    content : bytes
        Of model.json.
    beside : mapping of str to bytes
        The files beside it, by their names.

    Raises
    ------
    WeightFileError
        If it is damaged, files are missing, or its plan has layers that are not dense.
    """
    try:
        value = read_json(content, commas=100_000, brackets=20_000, quotes=100_000)
        arrays = {name: array for group in value["weightsManifest"] for name, array in _group(group, beside)}
    except (NotJson, KeyError, TypeError, ValueError, AttributeError) as error:
        words = say("This model of TensorFlow.js is damaged, or its files do not belong together.")
        raise WeightFileError(words) from error
    if not arrays:
        raise WeightFileError(say("This model of TensorFlow.js holds no weights."))
    plan = value.get("modelTopology")
    plan = plan.get("model_config", plan) if isinstance(plan, dict) else None
    return contents_of_model(arrays, json.dumps(plan).encode() if isinstance(plan, dict) else b"")


def _group(group: Any, beside: Mapping[str, bytes]) -> Iterator[tuple[str, Array]]:
    """Yield the arrays whose numbers stand one after the other in some files."""
    names = [PurePath(path).name for path in group["paths"]]
    missing = [name for name in names if name not in beside]
    if missing:
        raise WeightFileError(
            say(
                "The numbers of this model of TensorFlow.js lie beside it, in {names}: open model.json and these files "
                "together.",
                names=", ".join(missing[:4]),
            )
        )
    if sum(len(beside[name]) for name in set(names)) > MOST_BYTES or len(names) > len(set(names)):
        raise ValueError
    data, at = memoryview(b"".join(beside[name] for name in names)), 0
    for one in group["weights"]:
        rounded = one.get("quantization", {})
        code, shape = CODES[rounded.get("dtype", one["dtype"])], tuple(one["shape"])
        size = np.dtype(code).itemsize * int(np.prod(shape, dtype=object))
        array = raw_array(data[at : at + size], shape, code, "<")
        at += size
        if "scale" in rounded:
            array = array * np.float32(rounded["scale"]) + np.float32(rounded["min"])
        yield str(one["name"]), array
    if at != len(data):
        raise ValueError
