"""A recipe turns the settings of a point into those of a training run: a preset, with what the point changes."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np

from mnistnet.books.presets import PRESETS
from mnistnet.digits import Digits
from mnistnet.network import PixelEncoding
from mnistnet.training import Augmentation, LayerPlan, Settings
from mnistnet.training.feed import random_part
from mnistnet.words import say

__all__ = ["BASE", "COUNT", "KNOWN", "fewer", "settings_of"]

BASE, COUNT, HIDDEN, ACTIVATION = "base", "digits", "hidden", "activation"
GROUPS = {"encoding": PixelEncoding, "augmentation": Augmentation}
CHOOSING = 4  # the part of a run's random numbers that chooses digits; the training itself has 0 to 3
PLAIN = {field.name for field in fields(Settings)} - {"layers", "along_rows", "seed", "name", "book", *GROUPS}
KNOWN = (
    BASE,
    COUNT,
    HIDDEN,
    ACTIVATION,
    *sorted(PLAIN),
    *(f"{group}.{field.name}" for group, kind in GROUPS.items() for field in fields(kind)),
)


def settings_of(values: Mapping[str, Any], seed: int) -> Settings:
    """Return the settings of a training run.

    Parameters
    ----------
    values : mapping
        "base" names the preset; "hidden" is a number of nodes, or a list of them, one for each hidden layer;
        "activation" is that of the hidden layers; all others are settings, "augmentation.shift" one of a group.
    seed : int

    Raises
    ------
    ValueError
        If a setting is unknown or impossible.
    """
    preset = values.get(BASE, "scratch")
    if preset not in PRESETS:
        raise ValueError(say("There is no preset {name!r}; there are {known}.", name=preset, known=", ".join(PRESETS)))
    if unknown := sorted(values.keys() - set(KNOWN)):
        raise ValueError(say("There is no setting {unknown}.", unknown=", ".join(unknown)))
    settings = PRESETS[preset].settings
    parts = settings.to_dict() | {"seed": seed, "layers": _layers(settings, values)}
    for name, value in values.items():
        group, _, member = name.partition(".")
        if member:
            parts[group] = dict(parts[group]) | {member: value}
        elif name in PLAIN:
            parts[name] = value
    if HIDDEN in values:
        parts["along_rows"] = False
    return Settings.from_dict(parts)


def _layers(settings: Settings, values: Mapping[str, Any]) -> tuple[LayerPlan, ...]:
    """Return the layers, with other hidden ones where that is asked for."""
    *hidden, last = settings.layers
    first = next(plan for plan in settings.layers if plan.units is not None)
    activation = values.get(ACTIVATION)
    if HIDDEN in values:
        wanted = values[HIDDEN]
        units = list(wanted) if isinstance(wanted, list | tuple) else [wanted]
        hidden = [LayerPlan(n, first.activation, biases=first.biases) for n in units]
    if activation is not None:
        hidden = [LayerPlan(p.units, activation, p.name, p.biases) if p.units else p for p in hidden]
    return (*hidden, last)


def fewer(digits: Digits, count: int, seed: int) -> Digits:
    """Return so many of the digits, chosen at random by the seed of the run that learns from them; 0 for all.

    Raises
    ------
    ValueError
        If there are not so many.
    """
    if not 0 <= count <= len(digits):
        raise ValueError(say("There are {most:,} digits to learn from, not {count:,}.", most=len(digits), count=count))
    if count in (0, len(digits)):
        return digits
    chosen = np.sort(random_part(seed, CHOOSING).permutation(len(digits))[:count])
    return Digits(digits.images[chosen], digits.labels[chosen], digits.name)
