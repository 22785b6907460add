"""The arrays that a pickle describes, NumPy's, joblib's and PyTorch's, built from parts that are tested first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_BYTES, MOST_DIMENSIONS, MOST_PARAMETERS
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_machine import STORAGE, Call, Name, Text
from mnistnet.containers.raw_array import raw_array
from mnistnet.containers.torch_storages import STORAGES, older
from mnistnet.words import mark, say

__all__ = ["Arrays", "bytes_of", "format_of", "inner", "is_array", "listed"]

Array = NDArray[Any]
FORGED = mark("An array in this pickle file is not made as NumPy makes arrays.")
NUMPY, TORCH = ("_reconstruct", "_frombuffer"), ("_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_qtensor")
NUMPYS_INSIDE = ("_reconstruct_array", "_create_array")  # JAX's, and dill's
WHOLE_NUMBERS = "_rebuild_qtensor"
WRAPPED = ("_rebuild_parameter", "_rebuild_parameter_with_state", "_rebuild_device_tensor_from_numpy")
PICKLED = "torch.storage._load_from_bytes"  # a file in a pickle that holds one storage
MOST_OPCODES_INSIDE = 100


def inner(value: Any) -> Any:
    """Return what is inside the calls that PyTorch, JAX and dill wrap around arrays, and joblib around objects'."""
    for _ in range(4):
        last = value.word.rpartition(".")[2] if isinstance(value, Call) else ""
        if last in WRAPPED and value.arguments:
            value = value.arguments[0]
        elif last == "_rebuild_from_type_v2" and len(value.arguments) == 4 and isinstance(value.arguments[0], Name):
            value = Call(value.arguments[0].word, value.arguments[2])
        elif last in NUMPYS_INSIDE and len(value.arguments) > 2 and isinstance(value.arguments[1], tuple):
            value = Call("_reconstruct", *value.arguments[1:3])
        elif last == "NumpyArrayWrapper" and len(value.members) == 1 and isinstance(value.members[0], Call):
            value = value.members[0]  # an array of objects, which joblib pickles once more
    return value


def is_array(value: Any) -> bool:
    """Return whether a written-down value is an array of numbers, or wants to be one."""
    return isinstance(value, Call) and listed(value) is None and _kind(value) != ""


def listed(value: Any) -> list[Any] | None:
    """Return the parts of an array of objects, which NumPy keeps as a list; None for anything else."""
    state = value.state if isinstance(value, Call) and value.word == "_reconstruct" else None
    if not isinstance(state, tuple) or len(state) != 5 or not isinstance(state[4], list):
        return None
    dtype = state[2]
    is_object = isinstance(dtype, Call) and dtype.word == "dtype" and _is_object(dtype.arguments)
    return state[4] if is_object else None


def _is_object(arguments: tuple[Any, ...]) -> bool:
    return bool(arguments) and isinstance(arguments[0], Text) and arguments[0].raw in (b"O8", b"O4", b"O")


def _kind(call: Call) -> str:
    last = call.word.rpartition(".")[2]
    if call.word in NUMPY or (last in TORCH and call.word != last):
        return last
    return last if call.word.endswith("numpy_pickle.NumpyArrayWrapper") else ""


@dataclass
class Arrays:
    """Builds arrays from calls, never more of them than a file can hold.

    Attributes
    ----------
    storages : mapping of str to bytes-like
        What lies beside the pickle in a file of PyTorch's, by its key.
    order : str
        Its byte order, "<" or ">".
    most : int
        How many numbers a tensor may have.
    """

    storages: Mapping[str, Any] = field(default_factory=dict)
    order: str = "<"
    most: int = MOST_PARAMETERS
    spent: int = 0
    inside: dict[int, Array] = field(default_factory=dict)

    def of(self, call: Call) -> Array:
        """Return the array that a call would make; WeightFileError where its parts do not belong together."""
        kind = _kind(call)
        if kind == WHOLE_NUMBERS:
            return self._scaled(call.arguments)
        if kind in TORCH:
            return self._tensor(call.arguments)
        if kind == "NumpyArrayWrapper":
            return self._joblib(call)
        return self._numpy(call)

    def _numpy(self, call: Call) -> Array:
        if call.word == "_frombuffer" and len(call.arguments) == 4 and call.state is None:
            data, dtype, shape, order = call.arguments
            return raw_array(self._data(data), shape, *format_of(dtype), fortran=_short(order) == "F")
        state = call.state
        if not isinstance(state, tuple) or len(state) != 5 or len(call.arguments) != 3 or call.word != "_reconstruct":
            raise WeightFileError(say(FORGED))
        kind, (version, shape, dtype, fortran, data) = call.arguments[0], state
        if not isinstance(kind, Name) or kind.word not in ("ndarray", "numpy.matrix") or type(version) is not int:
            raise WeightFileError(say(FORGED))
        is_fortran = type(fortran) in (bool, int) and fortran == 1
        return raw_array(self._data(data), shape, *format_of(dtype), fortran=is_fortran)

    def _joblib(self, call: Call) -> Array:
        if not isinstance(call.state, dict) or len(call.members) != 1:
            raise WeightFileError(say(FORGED))
        fortran = _short(call.state.get("order")) == "F"
        return raw_array(call.members[0], call.state.get("shape"), *format_of(call.state.get("dtype")), fortran=fortran)

    def _tensor(self, arguments: tuple[Any, ...], *, whole: bool = False) -> Array:
        """Return a view of a storage, after all that it may reach has been found inside."""
        if len(arguments) < 4:
            raise WeightFileError(say(FORGED))
        storage, offset, shape, stride = arguments[:4]
        numbers = self._storage(storage, whole=whole)
        sides = (*shape, *stride, offset) if isinstance(shape, tuple) and isinstance(stride, tuple) else (-1,)
        if not all(type(side) is int and 0 <= side <= 2**40 for side in sides) or len(shape) != len(stride):
            raise WeightFileError(say("An array in this file has an impossible shape."))
        reach = offset + sum((side - 1) * step for side, step in zip(shape, stride, strict=True))
        if len(shape) > MOST_DIMENSIONS or prod(shape) > self.most or (prod(shape) and reach >= numbers.size):
            raise WeightFileError(say("An array in this file is longer or shorter than its shape says."))
        if not prod(shape):
            return np.zeros(shape, numbers.dtype) if max(shape, default=0) <= MOST_PARAMETERS else numbers[:0]
        steps = tuple(step * numbers.itemsize for step in stride)
        return np.lib.stride_tricks.as_strided(numbers[offset:], shape, steps, writeable=False)

    def _scaled(self, arguments: tuple[Any, ...]) -> Array:
        """Return whole numbers times their scale, as PyTorch keeps quantised weights: one for all, or one a row."""
        plan = arguments[4] if len(arguments) > 4 else None
        whole = self._tensor(arguments, whole=True)
        if not isinstance(plan, tuple) or len(plan) < 3:
            raise WeightFileError(say(FORGED))
        parts = [self.of(inner(part)) if isinstance(inner(part), Call) else part for part in plan[1:3]]
        if not all(isinstance(part, int | float | np.ndarray) for part in parts):
            raise WeightFileError(say(FORGED))
        scale, zero = (np.asarray(part, np.float64) for part in parts)
        if scale.shape not in ((), whole.shape[:1]) or zero.shape != scale.shape or plan[3:] not in ((), (0,)):
            raise WeightFileError(say("Whole numbers in this file have scales that are not read."))
        self._spend(8 * whole.size)
        sides = (-1,) + (1,) * (whole.ndim - 1) if scale.ndim else ()
        return (whole - zero.reshape(sides)) * scale.reshape(sides)

    def _storage(self, call: Any, *, whole: bool) -> Array:
        """Return the numbers of a storage, of whole ones that have a scale or of others.

        BF16 numbers are the upper halves of float32 numbers.
        """
        if isinstance(call, Call) and call.word == PICKLED and len(call.arguments) == 1:
            return self._pickled(call, whole)
        if not isinstance(call, Call) or call.word != STORAGE or len(call.arguments) < 5:
            raise WeightFileError(say(FORGED))
        _, kind, key, _, count = call.arguments[:5]
        name = kind.word if isinstance(kind, Name) else ""
        code = STORAGES.get(name.removeprefix("torch.").removesuffix("Storage"))
        data = self.storages.get(key.short) if isinstance(key, Text) else None
        if (
            code is None
            or data is None
            or ("Q" in name) != whole
            or type(count) is not int
            or not 0 <= count * int(code[1]) <= len(data)
        ):
            raise WeightFileError(say("An array in this file holds no plain numbers, or its numbers are missing."))
        array = raw_array(memoryview(data)[: count * int(code[1])], (count,), code, self.order)
        if not name.endswith("BFloat16Storage"):
            return array
        self._spend(4 * count)
        return (array.astype("<u4") << 16).view("<f4")

    def _pickled(self, call: Call, whole: bool) -> Array:
        """Return the numbers of a storage that lies as a file of its own in the pickle, each read once."""
        if id(call) not in self.inside:
            content = self._data(call.arguments[0])
            self._spend(len(content))
            found = older(content, MOST_OPCODES_INSIDE)
            if not isinstance(found.value, Call) or found.value.word != STORAGE:
                raise WeightFileError(say(FORGED))
            self.inside[id(call)] = Arrays(found.storages, found.order)._storage(found.value, whole=whole)
        return self.inside[id(call)]

    def _spend(self, size: int) -> None:
        self.spent += size
        if self.spent > 4 * MOST_BYTES:
            raise WeightFileError(say("Unpacked, the arrays in this file are larger than any that can be read."))

    def _data(self, value: Any) -> bytes:
        """Return an array's bytes; protocols 0 to 2 write them as a text with one character a byte."""
        if isinstance(value, bytes):
            return value
        if isinstance(value, Call) and value.word == "encode" and value.state is None and len(value.arguments) == 2:
            value = value.arguments[0]
        if not isinstance(value, Text):
            raise WeightFileError(say(FORGED))
        self._spend(len(value.raw))
        return bytes_of(value)


def bytes_of(value: Text) -> bytes:
    """Return the bytes that protocols 0 to 2 write as a text with one character a byte."""
    escapes = value.codec == "raw-unicode-escape"
    wide = value.raw.count(b"\\u") != value.raw.count(b"\\u00") or b"\\U" in value.raw
    high = value.codec == "utf-8" and value.raw and np.frombuffer(value.raw, np.uint8).max() > 0xC3
    if (escapes and wide) or high:  # a character above 255 is no byte; and one would make the whole text wide
        raise WeightFileError(say(FORGED))
    try:
        return value.raw if value.codec == "latin-1" else value.decoded.encode("latin-1")
    except ValueError as error:
        raise WeightFileError(say(FORGED)) from error


def format_of(dtype: Any) -> tuple[str, str]:
    """Return the code and the byte order of a written-down dtype, if it is a plain one in every part."""
    if not isinstance(dtype, Call) or dtype.word != "dtype" or not dtype.arguments:
        raise WeightFileError(say(FORGED))
    state = dtype.state
    if not isinstance(state, tuple) or len(state) != 8 or type(state[0]) is not int or state[0] not in (3, 4):
        raise WeightFileError(say(FORGED))
    flags = state[5:]
    if any(part is not None for part in state[2:5]) or any(type(flag) is not int for flag in flags):
        raise WeightFileError(say(FORGED))
    if flags != (-1, -1, 0):
        raise WeightFileError(say(FORGED))
    return _short(dtype.arguments[0]), _short(state[1])


def _short(text: Any) -> str:
    """Return a short text."""
    if not isinstance(text, Text) or len(text.raw) > 8:
        raise WeightFileError(say(FORGED))
    return text.raw.decode("latin-1")
