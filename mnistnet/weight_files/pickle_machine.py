"""A machine with the stack and the memo of a pickle: it imports nothing, calls nothing and makes no objects.

Python's own unpickler does what a pickle tells it, which may be anything. Even one that allows NumPy's
names only can be crashed by forged arrays. Here names stay names and calls stay calls, written down for
`pickle_file` to look at; a name that no weights need ends the reading at once.
"""

import codecs
import struct
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mnistnet.weight_files.errors import WeightFileError, shown
from mnistnet.words import mark, say

__all__ = ["DAMAGED", "Call", "Machine", "Name", "Text"]

LONGEST_KEY, LONGEST_LINE = 200, 300
DAMAGED = mark("This pickle file is damaged or cut off.")
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
            raise WeightFileError(say("This pickle file has a name that is too long."))
        return self.decoded

    @property
    def decoded(self) -> str:
        """The whole text; the escapes without looking their codec up, which would import it."""
        if self.codec == "raw-unicode-escape":
            return codecs.raw_unicode_escape_decode(self.raw)[0]
        return self.raw.decode(self.codec)


@dataclass(eq=False)
class Call:
    """A call that real unpickling would make, and the state that it would set on the result."""

    word: str
    arguments: tuple[Any, ...]
    state: Any = None


class Machine:
    """The stack, the marks and the memo of a pickle that is being read."""

    def __init__(self, content: bytes) -> None:
        self.content, self.place = content, 0
        self.stack: list[Any] = []
        self.below: list[list[Any]] = []  # what lies under each open mark
        self.memo: dict[int, Any] = {}

    def take(self, count: int) -> bytes:
        """Return the next bytes of the file."""
        start, self.place = self.place, self.place + count
        if count < 0 or self.place > len(self.content):
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

    def pop(self) -> None:
        """Take the last value off the stack."""
        self.stack.pop()

    def put(self, place: int) -> None:
        """Remember the last value of the stack under a number."""
        self.memo[place] = self.stack[-1]

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
                say(
                    "This pickle file asks for {shown}, which plain weights do not need; it was not carried out. Do "
                    "not open the file elsewhere unless you trust it.",
                    shown=shown(f"{module}.{name}"),
                )
            )
        self.push(Name(NAMES[module, name]))

    def new_dict(self) -> None:
        """Put a dict of all above the last mark on the stack."""
        items = self.since_mark()
        self.push({})
        self.set_items(items)

    def set_items(self, items: list[Any]) -> None:
        """Put keys and values in turn into the dict on the stack."""
        target = self.stack[-1]
        for key, value in zip(items[::2], items[1::2], strict=True):
            word = key.short
            if word in target:
                raise WeightFileError(say("This pickle file has two entries {shown}.", shown=shown(word)))
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
            raise WeightFileError(say(DAMAGED))
        return self.stack[0]
