"""The opcodes of a pickle, protocols 0 to 5: those that plain objects need are read, all others end the reading.

Python's own unpickler does what a pickle tells it, which may be anything. Even one that allows NumPy's
names only can be crashed by forged arrays. Here names stay names and calls stay calls, written down for
`bag` to look at.
"""

import codecs
import re
import struct
from collections.abc import Callable, Mapping
from math import prod
from types import MappingProxyType
from typing import Any, NoReturn

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_machine import DAMAGED, Machine, Text
from mnistnet.words import say

__all__ = ["MOST_OPCODES", "run", "written_at", "written_down"]

MOST_OPCODES = 200_000
MOST_OPCODES_WITHIN = 20_000
ESCAPES = b"\\'\"nrtx"


def written_down(content: bytes) -> Any:
    """Return what a pickle describes: numbers, texts, tuples, lists, dicts with text keys, names and calls.

    Raises
    ------
    WeightFileError
        If it is damaged, too long, calls a function, or uses opcodes that no objects need.
    """
    return written_at(content, 0)[0]


def written_at(content: bytes, place: int, *, is_last: bool = True, most: int = MOST_OPCODES) -> tuple[Any, int]:
    """Return what the pickle at a place of a file describes, and where it ends; else as `written_down`."""
    machine = Machine(content)
    machine.place = place
    return run(machine, is_last=is_last, most=most), machine.place


def run(machine: Machine, *, is_last: bool = True, most: int = MOST_OPCODES) -> Any:
    """Return what the pickle before a machine describes; else as `written_down`."""
    try:
        for machine.steps in range(most):
            opcode = machine.take(1)
            if opcode == b".":
                return machine.result(is_last=is_last)
            OPCODES.get(opcode, _refuse)(machine)
    except (IndexError, KeyError, ValueError, AttributeError, TypeError, struct.error) as error:
        raise WeightFileError(say(DAMAGED)) from error
    raise WeightFileError(say("This pickle file has more steps than any network that can be read."))


def _refuse(machine: Machine) -> NoReturn:
    raise WeightFileError(
        say("This pickle file holds more than plain arrays, or it is damaged; nothing of it was run.")
    )


def _protocol(machine: Machine) -> None:
    if machine.number("<B") > 5:
        _refuse(machine)


def _frame(machine: Machine) -> None:
    machine.take(8)  # the length of the frame, which says nothing new


def _pop_mark(machine: Machine) -> None:
    machine.since_mark()


def _whole(text: bytes) -> Any:
    """Return the number of an INT or LONG line; "00" and "01" are False and True."""
    return {b"00": False, b"01": True}.get(text, int(text.rstrip(b"L")))


def _string(machine: Machine) -> None:
    """Push a quoted string, as Python 2 wrote texts, and the bytes of arrays with escapes."""
    quoted = machine.line(len(machine.content))
    if len(quoted) < 2 or quoted[:1] not in b"'\"" or quoted[:1] != quoted[-1:]:
        raise ValueError("A text has no quotes.")
    if not set(re.findall(rb"\\(.)", quoted[1:-1], re.DOTALL)) <= set(map(bytes, zip(ESCAPES))):
        raise ValueError("A text has an escape that Python 2 does not write.")
    machine.push(Text(codecs.escape_decode(quoted[1:-1])[0], "latin-1"))


def _object(machine: Machine) -> None:
    """Push an object of a class that stands first behind the mark, as Python 2 wrote them."""
    kind, *arguments = machine.since_mark()
    machine.make(kind, tuple(arguments))


def _instance(machine: Machine) -> None:
    """Push an object of a class that is named in the next two lines."""
    machine.name(machine.line().decode(), machine.line().decode())
    kind = machine.stack.pop()
    machine.make(kind, tuple(machine.since_mark()))


def _object_with_keywords(machine: Machine) -> None:
    kind, arguments, _ = machine.last(3)
    machine.make(kind, arguments)


def _long(machine: Machine, form: str) -> None:
    length = machine.number(form)
    if length > 255:
        raise ValueError("A whole number is too long.")
    machine.push(int.from_bytes(machine.take(length), "little", signed=True))


def _named_beside(machine: Machine) -> None:
    machine.beside(tuple(Text(part, "latin-1") for part in machine.line().split()))


def _build(machine: Machine) -> None:
    """Set a state; behind the description of an array joblib writes the array itself, into the middle of the pickle."""
    machine.build()
    call = machine.stack[-1]
    if not call.word.endswith("numpy_pickle.NumpyArrayWrapper"):
        return
    code, shape = call.state["dtype"].arguments[0].short, call.state["shape"]
    if code.startswith("O"):
        call.members.append(_within(machine))
        return
    padding = call.state.get("numpy_array_alignment_bytes")
    if padding is not None:
        machine.take(machine.number("<B"))
    most = len(machine.content)
    if not all(type(side) is int and 0 <= side <= most for side in shape) or not code[1:].isdecimal():
        raise ValueError("An array has no shape, or holds no plain numbers.")
    size = int(code[1:]) * (4 if code.startswith("U") else 1)  # a letter of NumPy's texts takes four bytes
    call.members.append(machine.take(size * prod(shape)))


def _within(machine: Machine) -> Any:
    """Return what a pickle within a pickle describes; no further ones are in it."""
    machine.more -= 1
    if machine.more < 0:
        raise ValueError("There are too many pickles in this pickle, or one in one of them.")
    inner = Machine(machine.content)
    inner.place, inner.more = machine.place, 0
    value = run(inner, is_last=False, most=MOST_OPCODES_WITHIN)
    machine.place = inner.place
    return value


def _put(kind: str) -> Callable[[Machine], None]:
    return lambda m: m.put(_place(m, kind))


def _get(kind: str) -> Callable[[Machine], None]:
    return lambda m: m.push(m.memo[_place(m, kind)])


def _place(machine: Machine, kind: str) -> int:
    return machine.number(kind) if kind else int(machine.line())


def _constant(value: Any) -> Callable[[Machine], None]:
    return lambda m: m.push(value)


def _packed(form: str) -> Callable[[Machine], None]:
    return lambda m: m.push(m.number(form))


def _text(form: str, codec: str) -> Callable[[Machine], None]:
    return lambda m: m.push(Text(m.take(m.number(form)), codec))


def _bytes(form: str) -> Callable[[Machine], None]:
    return lambda m: m.push(m.take(m.number(form)))


def _tuple(count: int) -> Callable[[Machine], None]:
    return lambda m: m.push(tuple(m.last(count)))


OPCODES: Mapping[bytes, Callable[[Machine], None]] = MappingProxyType(
    {
        b"\x80": _protocol,
        b"\x95": _frame,
        b"(": Machine.mark,
        b"0": Machine.pop,
        b"1": _pop_mark,
        b"2": lambda m: m.push(m.stack[-1]),
        b"N": _constant(None),
        b"\x88": _constant(True),
        b"\x89": _constant(False),
        b"I": lambda m: m.push(_whole(m.line())),
        b"L": lambda m: m.push(_whole(m.line())),
        b"J": _packed("<i"),
        b"K": _packed("<B"),
        b"M": _packed("<H"),
        b"\x8a": lambda m: _long(m, "<B"),
        b"\x8b": lambda m: _long(m, "<I"),
        b"F": lambda m: m.push(float(m.line())),
        b"G": _packed(">d"),
        b"S": _string,
        b"T": _text("<i", "latin-1"),
        b"U": _text("<B", "latin-1"),
        b"V": lambda m: m.push(Text(m.line(len(m.content)), "raw-unicode-escape")),
        b"X": _text("<I", "utf-8"),
        b"\x8c": _text("<B", "utf-8"),
        b"\x8d": _text("<Q", "utf-8"),
        b"C": _bytes("<B"),
        b"B": _bytes("<I"),
        b"\x8e": _bytes("<Q"),
        b"\x96": _bytes("<Q"),
        b"}": lambda m: m.push({}),
        b"]": lambda m: m.push([]),
        b")": lambda m: m.push(()),
        b"d": Machine.new_dict,
        b"l": lambda m: m.push(m.since_mark()),
        b"t": lambda m: m.push(tuple(m.since_mark())),
        b"\x85": _tuple(1),
        b"\x86": _tuple(2),
        b"\x87": _tuple(3),
        b"s": lambda m: m.set_items(m.last(2)),
        b"u": lambda m: m.set_items(m.since_mark()),
        b"a": lambda m: m.extend(m.last(1)),
        b"e": lambda m: m.extend(m.since_mark()),
        b"p": _put(""),
        b"q": _put("<B"),
        b"r": _put("<I"),
        b"\x94": lambda m: m.put(len(m.memo)),
        b"g": _get(""),
        b"h": _get("<B"),
        b"j": _get("<I"),
        b"c": lambda m: m.name(m.line().decode(), m.line().decode()),
        b"\x93": lambda m: m.name(*(part.short for part in m.last(2))),
        b"R": Machine.call,
        b"\x81": lambda m: m.make(*m.last(2)),
        b"\x92": _object_with_keywords,
        b"o": _object,
        b"i": _instance,
        b"P": _named_beside,
        b"Q": lambda m: m.beside(*m.last(1)),
        b"\x8f": lambda m: m.push([]),
        b"\x90": lambda m: m.extend(m.since_mark()),
        b"\x91": lambda m: m.push(m.since_mark()),
        b"b": _build,
    }
)
