"""A recipe is the settings of a preset with what the command line changes; it becomes a training run's settings."""

import json
from argparse import ArgumentTypeError, Namespace
from dataclasses import fields
from typing import Any

from mnistnet.books.presets import PRESETS
from mnistnet.network import PixelEncoding
from mnistnet.training import Augmentation, LayerPlan, Settings

__all__ = ["SETTABLE", "change", "settings_of", "widths"]

PLAIN = {field.name for field in fields(Settings)} - {"layers", "along_rows", "encoding", "augmentation"}
GROUPS = {"encoding": PixelEncoding, "augmentation": Augmentation}
SETTABLE = (*sorted(PLAIN), *(f"{group}.{field.name}" for group, kind in GROUPS.items() for field in fields(kind)))


def widths(separator: str) -> Any:
    """Return a reader of numbers of nodes, such as 784-50-10, for an option."""

    def read(text: str) -> tuple[int, ...]:
        parts = text.split(separator)
        if not all(part.strip().isdecimal() for part in parts):
            raise ArgumentTypeError(f"write numbers of nodes with {separator!r} between them, not {text!r}")
        return tuple(int(part) for part in parts)

    return read


def change(text: str) -> tuple[str, Any]:
    """Return name and value of "name=value", as an option takes them; what is no number is a word."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ArgumentTypeError(f"write NAME=VALUE, such as learning_rate=0.1, not {text!r}")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def settings_of(arguments: Namespace, pixels: int) -> Settings:
    """Return the settings of a training run.

    Parameters
    ----------
    arguments : Namespace
        preset, epochs, seed, set, layers, hidden, activation, output.
    pixels : int
        How many a picture has.

    Raises
    ------
    ValueError
        If a setting is unknown or impossible.
    """
    settings = PRESETS[arguments.preset].settings
    values = settings.to_dict() | _layers(settings, arguments, pixels)
    values |= {name: getattr(arguments, name) for name in ("epochs", "seed") if getattr(arguments, name) is not None}
    for name, value in arguments.set:
        if name in ("layers", "along_rows"):
            raise ValueError("The layers are no --set: say --layers 784-50-10 or --hidden 50.")
        group, _, member = name.partition(".")
        if member and isinstance(values.get(group), dict):
            values[group] = values[group] | {member: value}
        else:
            values[name] = value
    return Settings.from_dict(values)


def _layers(settings: Settings, arguments: Namespace, pixels: int) -> dict[str, Any]:
    """Return the settings about layers that the command line changes."""
    dense = [plan for plan in settings.layers if plan.units is not None]
    hidden, output = arguments.activation or dense[0].activation, arguments.output or dense[-1].activation
    if arguments.layers and (arguments.layers[0] != pixels or len(arguments.layers) < 2):
        raise ValueError(f"The layers begin with the {pixels} pixels of a picture, such as {pixels}-50-10.")
    units = arguments.layers[1:] if arguments.layers else arguments.hidden and (*arguments.hidden, dense[-1].units)
    if units:
        plans = [LayerPlan(n, hidden, biases=dense[0].biases) for n in units[:-1]]
        last = LayerPlan(units[-1], output, biases=dense[-1].biases)
        return {"layers": (*plans, last), "along_rows": False, "name": "network", "book": ""}
    plans = [p if p.units is None else _with(p, arguments.activation or p.activation) for p in settings.layers[:-1]]
    return {"layers": (*plans, _with(settings.layers[-1], output))}


def _with(plan: LayerPlan, activation: str) -> LayerPlan:
    return LayerPlan(plan.units, activation, plan.name, plan.biases)
