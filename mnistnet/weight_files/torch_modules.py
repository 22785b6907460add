"""The modules in a whole model of PyTorch's, as the pickle names them: their classes, options and arrays; none is made.

A `Sequential` passes numbers on in the order of its modules, and so does a class around one Sequential (with Flatten
and Dropout beside it), as PyTorch's own beginners' course writes it. What other classes do stands in their code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mnistnet.containers.pickle_machine import Call, Text

__all__ = ["Module", "modules_of", "sequence_of"]

DEEPEST = 8
MOST = 200
PASSING = ("Flatten", "Dropout", "Identity", "AlphaDropout", "Dropout1d", "Dropout2d")


@dataclass(frozen=True, eq=False)
class Module:
    """One module: its class, "" if it is none of PyTorch's; the way to it as arrays are named; and its attributes."""

    kind: str
    way: str
    options: Mapping[str, Any]
    inside: tuple["Module", ...]

    def name_of(self, array: str, group: str = "_parameters") -> str:
        """Return the name that an array of it has in its file."""
        return ".".join(filter(None, (self.way, group, array)))

    def option(self, name: str, usual: float = 0.0) -> float:
        """Return an option that is a number, the usual one if it is none."""
        value = self.options.get(name, usual)
        return float(value) if isinstance(value, int | float) and abs(value) < 1e6 else usual

    def says(self, name: str, text: str) -> bool:
        """Return whether an option is a text that says this, or is not there."""
        value = self.options.get(name)
        return value is None or (isinstance(value, Text) and value.raw == text.encode())


def modules_of(value: Any) -> Module | None:
    """Return the one module in what was saved: that itself, or the one under a key of a dict; else None."""
    parts = [("", value)]
    if isinstance(value, dict) or (isinstance(value, Call) and value.items):
        parts = list((value if isinstance(value, dict) else value.items).items())
    found = [(way, part) for way, part in parts if _state(part) is not None]
    return _module(*found[0], DEEPEST, iter(range(MOST))) if len(found) == 1 else None


def _state(value: Any) -> Mapping[str, Any] | None:
    """Return the attributes of a module, None if a value is none."""
    state = value.state if isinstance(value, Call) else None
    return state if isinstance(state, dict) and {"_parameters", "_modules"} <= state.keys() else None


def _module(way: str, value: Any, deeper: int, count: Iterator[int]) -> Module | None:
    state = _state(value)
    if state is None or not deeper or next(count, None) is None:
        return None
    inside = []
    for name, one in _items(state["_modules"]).items():
        module = _module(".".join(filter(None, (way, "_modules", name))), one, deeper - 1, count)
        if module is None:
            return None
        inside.append(module)
    kind = value.word.rpartition(".")[2] if value.word.startswith("torch.nn.modules.") else ""
    return Module(kind, way, state, tuple(inside))


def _items(value: Any) -> Mapping[str, Any]:
    found = value.items if isinstance(value, Call) else value
    return found if isinstance(found, dict) else {}


def sequence_of(module: Module) -> tuple[Module, ...] | None:
    """Return the modules that numbers pass through one after the other; None where the code of a class decides."""
    if module.kind == "Sequential":
        parts = [sequence_of(one) if one.inside else (one,) for one in module.inside]
        return None if None in parts else tuple(one for part in parts if part for one in part)
    if module.kind:
        return None
    rest = [one for one in module.inside if one.kind not in PASSING]
    return sequence_of(rest[0]) if len(rest) == 1 and rest[0].kind == "Sequential" else None
