"""A machine that reads the opcodes of a pickle by itself: it imports nothing, calls nothing and makes no objects.

Python's own unpickler does what a pickle tells it, which may be anything. Even one that allows NumPy's
names only can be crashed by forged arrays. Here names stay names and calls stay calls, written down for
`pickle_file` to look at; a name that no weights need ends the reading at once.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NoReturn

from mnistnet.weight_files.errors import WeightFileError, shown

__all__ = ["Call", "Name", "Text", "written_down"]

MOST_OPCODES = 200_000
LONGEST_KEY, LONGEST_LINE = 200, 300
DAMAGED = "This pickle file is damaged or cut off."
NAMES = MappingProxyType(
    {("numpy", "ndarray"): "ndarray", ("numpy", "dtype"): "dtype", ("_codecs", "encode"): "encode"}
    | {(f"numpy.{core}.multiarray", name): name for core in ("core", "_core") for name in ("_reconstruct", "scalar")}
    | {(f"numpy.{core}.numeric", "_frombuffer"): "_frombuffer" for core in ("core", "_core")}
)


@dataclass(frozen=True, eq=False)
class Name:
    """The name of something that real unpickling would import."""

    word: str


@dataclass(frozen=True, eq=False)
class Text:
    """A text as the bytes in the file, not decoded yet: it may be as large as the file."""

    raw: bytes
    codec: str

    @property
    def short(self) -> str:
        """The text, if it is a short one."""
        if len(self.raw) > LONGEST_KEY:
            raise WeightFileError("This pickle file has a name that is too long.")
        return self.raw.decode(self.codec)


@dataclass(eq=False)
class Call:
    """A call that real unpickling would make, and the state that it would set on the result."""

    word: str
    arguments: tuple[Any, ...]
    state: Any = None


def written_down(content: bytes) -> Any:
    """Return what a pickle describes: numbers, texts, tuples, lists, dicts with text keys, names and calls.

    Raises
    ------
    WeightFileError
        If it is damaged, too long, names anything but NumPy's arrays, or uses opcodes that no arrays need.
    """
    machine = _Machine(content)
    try:
        for _ in range(MOST_OPCODES):
            opcode = machine.take(1)
            if opcode == b".":
                return machine.result()
            OPCODES.get(opcode, _refuse)(machine)
    except (IndexError, KeyError, ValueError, AttributeError, TypeError, struct.error) as error:
        raise WeightFileError(DAMAGED) from error
    raise WeightFileError("This pickle file has more steps than any network that can be read.")


class _Machine:
    """The stack, the marks and the memo of a pickle that is being read."""

    def __init__(self, content: bytes) -> None:
        self.content, self.place = content, 0
        self.stack: list[Any] = []
        self.below: list[list[Any]] = []  # what lies under each open mark
        self.memo: dict[int, Any] = {}

    def take(self, count: int) -> bytes:
        """Return the next bytes of the file."""
        start, self.place = self.place, self.place + count
        if self.place > len(self.content):
            raise ValueError("The file ends too early.")
        return self.content[start : self.place]

    def line(self, most: int = LONGEST_LINE) -> bytes:
        """Return the next line of the file without its end."""
        end = self.content.index(b"\n", self.place, self.place + most)
        return self.take(end + 1 - self.place)[:-1]

    def number(self, form: str) -> Any:
        """Return the next number of the file."""
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def push(self, value: Any) -> None:
        """Put a value on the stack."""
        self.stack.append(value)

    def mark(self) -> None:
        """Open a mark."""
        self.below.append(self.stack)
        self.stack = []

    def since_mark(self) -> list[Any]:
        """Return all above the last mark, and close it."""
        above, self.stack = self.stack, self.below.pop()
        return above

    def last(self, count: int) -> list[Any]:
        """Return the last values of the stack, and take them off."""
        values = self.stack[len(self.stack) - count :]
        if len(values) != count:
            raise IndexError("The stack is too short.")
        del self.stack[len(self.stack) - count :]
        return values

    def name(self, module: str, name: str) -> None:
        """Put a name on the stack if weights need it."""
        if (module, name) not in NAMES:
            raise WeightFileError(
                f"This pickle file asks for {shown(f'{module}.{name}')}, which plain weights do not need; it was not "
                "carried out. Do not open the file elsewhere unless you trust it."
            )
        self.push(Name(NAMES[module, name]))

    def set_items(self, items: list[Any]) -> None:
        """Put keys and values in turn into the dict on the stack."""
        target = self.stack[-1]
        for key, value in zip(items[::2], items[1::2], strict=True):
            word = key.short
            if word in target:
                raise WeightFileError(f"This pickle file has two entries {shown(word)}.")
            target[word] = value
        if not isinstance(target, dict):
            raise TypeError("Items are set on something else than a dict.")

    def extend(self, values: list[Any]) -> None:
        """Append values to the list on the stack."""
        if not isinstance(self.stack[-1], list):
            raise TypeError("Values are appended to something else than a list.")
        self.stack[-1].extend(values)

    def call(self) -> None:
        """Write down a call."""
        name, arguments = self.last(2)
        if not isinstance(name, Name) or not isinstance(arguments, tuple):
            raise TypeError("Something else than a name is called.")
        self.push(Call(name.word, arguments))

    def build(self) -> None:
        """Write down the state of a call's result."""
        state = self.stack.pop()
        call = self.stack[-1]
        if not isinstance(call, Call) or call.state is not None:
            raise TypeError("A state is set twice, or on something else than the result of a call.")
        call.state = state

    def result(self) -> Any:
        """Return what is left at the end."""
        if len(self.stack) != 1 or self.below or self.place != len(self.content):
            raise WeightFileError(DAMAGED)
        return self.stack[0]


def _refuse(machine: _Machine) -> NoReturn:
    raise WeightFileError("This pickle file holds more than plain arrays, or it is damaged; nothing of it was run.")


def _protocol(machine: _Machine) -> None:
    if machine.number("<B") > 5:
        _refuse(machine)


def _whole(text: bytes) -> Any:
    """Return the number of an INT or LONG line; "00" and "01" are False and True."""
    return {b"00": False, b"01": True}.get(text, int(text.rstrip(b"L")))


def _string(machine: _Machine) -> None:
    """Push a quoted string of Python 2; those with escapes are texts that no plain weights need in protocol 0."""
    quoted = machine.line()
    if len(quoted) < 2 or quoted[:1] not in b"'\"" or quoted[:1] != quoted[-1:] or b"\\" in quoted:
        _refuse(machine)
    machine.push(Text(quoted[1:-1], "latin-1"))


def _put(kind: str) -> Callable[[_Machine], None]:
    return lambda m: m.memo.__setitem__(_place(m, kind), m.stack[-1])


def _get(kind: str) -> Callable[[_Machine], None]:
    return lambda m: m.push(m.memo[_place(m, kind)])


def _place(machine: _Machine, kind: str) -> int:
    return machine.number(kind) if kind else int(machine.line())


def _constant(value: Any) -> Callable[[_Machine], None]:
    return lambda m: m.push(value)


def _packed(form: str) -> Callable[[_Machine], None]:
    return lambda m: m.push(m.number(form))


def _text(form: str, codec: str) -> Callable[[_Machine], None]:
    return lambda m: m.push(Text(m.take(m.number(form)), codec))


def _bytes(form: str) -> Callable[[_Machine], None]:
    return lambda m: m.push(m.take(m.number(form)))


def _tuple(count: int) -> Callable[[_Machine], None]:
    return lambda m: m.push(tuple(m.last(count)))


OPCODES: Mapping[bytes, Callable[[_Machine], None]] = MappingProxyType(
    {
        b"\x80": _protocol,
        b"\x95": lambda m: m.take(8) and None,  # a frame: its length says nothing new
        b"(": _Machine.mark,
        b"0": lambda m: m.stack.pop() and None,
        b"1": lambda m: m.since_mark() and None,
        b"2": lambda m: m.push(m.stack[-1]),
        b"N": _constant(None),
        b"\x88": _constant(True),
        b"\x89": _constant(False),
        b"I": lambda m: m.push(_whole(m.line())),
        b"L": lambda m: m.push(_whole(m.line())),
        b"J": _packed("<i"),
        b"K": _packed("<B"),
        b"M": _packed("<H"),
        b"\x8a": lambda m: m.push(int.from_bytes(m.take(m.number("<B")), "little", signed=True)),
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
        b"d": lambda m: (items := m.since_mark(), m.push({}), m.set_items(items)) and None,
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
        b"\x94": lambda m: m.memo.__setitem__(len(m.memo), m.stack[-1]),
        b"g": _get(""),
        b"h": _get("<B"),
        b"j": _get("<I"),
        b"c": lambda m: m.name(m.line().decode(), m.line().decode()),
        b"\x93": lambda m: m.name(*(part.short for part in m.last(2))),
        b"R": _Machine.call,
        b"b": _Machine.build,
    }
)
