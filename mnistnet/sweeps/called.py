"""What people call the settings of a sweep, and how a value is written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mnistnet.words import mark, say

__all__ = ["AXES", "axis_words", "setting_words", "value_words"]

AXES: Mapping[str, str] = MappingProxyType(
    {
        "base": mark("recipe"),
        "learning_rate": mark("learning rate"),
        "hidden": mark("hidden nodes"),
        "epochs": mark("epochs"),
        "batch_size": mark("batch size"),
        "l2": mark("L2"),
        "initialisation": mark("first weights"),
        "activation": mark("activation"),
        "digits": mark("digits learned from"),
        "optimiser": mark("optimiser"),
        "dropout": mark("dropout"),
    }
)


def axis_words(name: str) -> str:
    """Return what people call a setting."""
    return say(AXES[name]) if name in AXES else name.replace("_", " ")


def value_words(value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, tuple):
        return "-".join(map(str, value))
    return str(value) if isinstance(value, str | bool) else say("{value:,g}", value=value)


def setting_words(values: tuple[tuple[str, Any], ...]) -> str:
    """Return several settings in a few words, such as "learning rate 0.1, epochs 3"."""
    pairs = (say("{name} {value}", name=axis_words(name), value=value_words(value)) for name, value in values)
    return ", ".join(pairs)
