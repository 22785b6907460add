"""A machine with the stack and the memo of a pickle: it imports nothing, calls nothing and makes no objects.

Python's own unpickler does what a pickle tells it, which may be anything. Even one that allows NumPy's
names only can be crashed by forged arrays. Here names stay names and calls stay calls, written down for
`bag` to look at: an object of any class becomes a record of its attributes.
"""

import codecs
import struct
from dataclasses import dataclass, field
from typing import Any

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.pickle_names import checked_call, word_of
from mnistnet.words import mark, say

__all__ = ["DAMAGED", "MOST_INSIDE", "STORAGE", "Call", "Machine", "Name", "Text"]

LONGEST_KEY, LONGEST_LINE = 200, 300
MOST_INSIDE = 20
DAMAGED = mark("This pickle file is damaged or cut off.")
STORAGE = "storage"  # the word of what lies beside the pickle in PyTorch's files


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
        """The whole text, damage in it marked; the escapes without looking their codec up, which would import it."""
        if self.codec == "raw-unicode-escape":
            return codecs.raw_unicode_escape_decode(self.raw, "replace")[0]
        return self.raw.decode(self.codec, "replace")


@dataclass(eq=False)
class Call:
    """A call that real unpickling would make, and what it would set on the result: a state, items, members."""

    word: str
    arguments: tuple[Any, ...]
    state: Any = None
    items: dict[str, Any] = field(default_factory=dict)
    members: list[Any] = field(default_factory=list)


class Machine:
    """The stack, the marks and the memo of a pickle that is being read."""

    def __init__(self, content: bytes) -> None:
        self.content, self.place = content, 0
        self.more = MOST_INSIDE  # pickles in this one that may still come
        self.steps = 0  # opcodes that were read
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
        """Put a name on the stack."""
        self.push(Name(word_of(module, name)))

    def new_dict(self) -> None:
        """Put a dict of all above the last mark on the stack."""
        items = self.since_mark()
        self.push({})
        self.set_items(items)

    def set_items(self, items: list[Any]) -> None:
        """Put keys and values in turn into the dict on the stack, or into an object that is a kind of dict."""
        target = self.stack[-1].items if isinstance(self.stack[-1], Call) else self.stack[-1]
        if not isinstance(target, dict):
            raise TypeError("Items are set on something else than a dict.")
        for key, value in zip(items[::2], items[1::2], strict=True):
            word = _key(key, len(target))
            if word in target:
                raise WeightFileError(say("This pickle file has two entries {shown}.", shown=shown(word)))
            target[word] = value

    def extend(self, values: list[Any]) -> None:
        """Append values to the list on the stack, or to an object that is a kind of list."""
        target = self.stack[-1].members if isinstance(self.stack[-1], Call) else self.stack[-1]
        if not isinstance(target, list):
            raise TypeError("Values are appended to something else than a list.")
        target.extend(values)

    def call(self) -> None:
        """Write down a call; that of a maker of objects as what it would make."""
        name, arguments = self.last(2)
        if not isinstance(name, Name) or not isinstance(arguments, tuple):
            raise TypeError("Something else than a name is called.")
        checked_call(name.word)
        if name.word.rpartition(".")[2] in ("_reconstructor", "__newobj__", "__newobj_ex__"):
            name, *rest = arguments
            arguments = tuple(rest)
            if not isinstance(name, Name):
                raise TypeError("An object is made of something else than a class.")
        self.push(Call(name.word, arguments))

    def make(self, kind: Any, arguments: Any) -> None:
        """Write down an object of a class."""
        if not isinstance(kind, Name) or not isinstance(arguments, tuple):
            raise TypeError("An object is made of something else than a class.")
        self.push(Call(kind.word, arguments))

    def build(self) -> None:
        """Write down the state of a call's result."""
        state = self.stack.pop()
        call = self.stack[-1]
        if not isinstance(call, Call) or call.state is not None:
            raise TypeError("A state is set twice, or on something else than the result of a call.")
        call.state = state

    def beside(self, key: Any) -> None:
        """Write down something that lies beside the pickle."""
        if not isinstance(key, tuple) or not key:
            raise TypeError("What lies beside the pickle has no key.")
        is_class = isinstance(key[0], Text) and key[0].raw == b"module" and len(key) > 1 and isinstance(key[1], Name)
        self.push(key[1] if is_class else Call(STORAGE, key))  # older files put a module's source beside its class

    def result(self, *, is_last: bool = True) -> Any:
        """Return what is left at the end, which is the end of the file unless other things follow."""
        if len(self.stack) != 1 or self.below or (is_last and self.place != len(self.content)):
            raise WeightFileError(say(DAMAGED))
        return self.stack[0]


def _key(key: Any, place: int) -> str:
    """Return a key as a text: texts and numbers as they are, anything else by its place."""
    if isinstance(key, Text):
        return key.short
    if isinstance(key, bytes) and len(key) <= LONGEST_KEY:  # texts of Python 2 that Python 3 read as bytes
        return key.decode("latin-1")
    if key is None or (isinstance(key, bool | int | float) and abs(key) < 2**64):
        return str(key)
    return f"({place})"
