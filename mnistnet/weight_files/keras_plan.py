"""The plan of a Keras model says in JSON which layers follow each other; it is read as data, and no layer is made.

A layer may be a whole model: its layers then stand in its place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.strict_json import is_plain, read_json
from mnistnet.words import say

__all__ = ["PASSING", "NoPlan", "Planned", "all_layers", "demand", "planned", "planned_layer", "read_plan"]

PASSING = ("InputLayer", "Flatten", "Reshape", "Identity", "Dropout", "SpatialDropout1D", "SpatialDropout2D",
           "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization", "RandomFlip", "RandomRotation",
           "RandomTranslation", "RandomZoom", "RandomShear", "RandomContrast", "RandomBrightness")  # fmt: skip
OF_NO_SHAPE = (*PASSING, "Dense", "Activation", "ReLU", "LeakyReLU", "BatchNormalization", "Normalization",
               "Rescaling", "Softmax")  # fmt: skip
MODELS = ("Sequential", "Functional", "Model")
MOST_LAYERS = 100  # with those that only pass numbers on
MOST_MODELS = 5  # one inside the other
LONGEST_NAME = 40
DEEPEST = 40
WORD = re.compile(r"(?<!^)(?=[A-Z][a-z])")


class NoPlan(WeightFileError):
    """There is no plan, or something in it is odd: the file is then read as one of arrays alone."""


@dataclass(frozen=True, eq=False)
class Planned:
    """A layer of a plan.

    Attributes
    ----------
    kind : str
        Its class, one of `OF_NO_SHAPE`.
    name : str
        What the model calls it; may be empty.
    options : mapping of str to JSON value
    names : tuple of str
        Of the models around it, from the outermost, and its own.
    place : tuple of str
        The same as Keras 3 counts them: ("sequential", "dense_1") is the second dense layer of the first model.
    """

    kind: str
    name: str
    options: Mapping[str, Any]
    names: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    def number(self, key: str, usual: float, low: float, high: float) -> float:
        """Return an option that must be a number between two; NoPlan if it is none."""
        value = self.options.get(key, usual)
        demand(isinstance(value, int | float) and not isinstance(value, bool))
        demand(isfinite(value) and low <= value <= high)
        return float(value)

    def flag(self, key: str) -> bool:
        """Return an option that must be true or false, true if it is not said; NoPlan if it is neither."""
        value = self.options.get(key, True)
        demand(isinstance(value, bool))
        return bool(value)


def demand(right: bool) -> None:
    """Raise NoPlan unless something is right."""
    if not right:
        raise NoPlan(say("This file has no plan of a network that can be read."))


def read_plan(text: bytes) -> Any:
    """Return the JSON value of a plan, None of no text.

    Raises
    ------
    WeightFileError
        If it is damaged, or has layers that are not dense.
    """
    value = read_json(text, commas=100_000, brackets=20_000, quotes=100_000) if text else None
    for layer in all_layers(value):
        kind = layer.get("class_name") if isinstance(layer, dict) else None
        if isinstance(kind, str) and kind not in OF_NO_SHAPE:
            raise WeightFileError(say("This network has a layer {kind}; only dense ones are read.", kind=shown(kind)))
    return value


def all_layers(value: Any, deeper: int = MOST_MODELS) -> Iterator[Any]:
    """Yield the layers of a plan as they stand there, those of models inside it in their place.

    Raises
    ------
    WeightFileError
        If too many models lie one inside the other.
    """
    for layer in _raw_layers(value):
        if not isinstance(layer, dict) or layer.get("class_name") not in MODELS:
            yield layer
        elif not deeper:
            raise WeightFileError(say("This network has networks inside networks, too many to be read."))
        else:
            yield from all_layers(layer, deeper - 1)


def _raw_layers(value: Any) -> list[Any]:
    """Return the layers of a plan as they stand there, none if it has no list of them."""
    config = value.get("config") if isinstance(value, dict) else None
    layers = config.get("layers") if isinstance(config, dict) else config
    return layers if isinstance(layers, list) else []


def planned(value: Any) -> tuple[Planned, ...]:
    """Return the layers of a plan, each of which takes what the one before gives.

    Raises
    ------
    NoPlan
        If it has none, or anything in it is odd.
    WeightFileError
        If its ways part.
    """
    layers = tuple(_planned(value, (), ()))
    demand(0 < len(layers) <= MOST_LAYERS)
    return layers


def _planned(model: Any, names: tuple[str, ...], place: tuple[str, ...]) -> Iterator[Planned]:
    """Yield the layers of a model, and of the models in it, which `all_layers` has found to be few."""
    layers = _raw_layers(model)
    demand(0 < len(layers) <= MOST_LAYERS and is_plain(layers, DEEPEST))
    demand(model.get("registered_name") in (None, "Functional", "Sequential"))
    if model.get("class_name") != "Sequential":
        demand(model.get("class_name") in MODELS and isinstance(model["config"], dict))
        demand(is_plain(model["config"].get("output_layers"), DEEPEST))
        _demand_chain(layers, model["config"])
    count: Counter[str] = Counter()
    for layer in layers:
        demand(isinstance(layer, dict) and isinstance(layer.get("class_name"), str))
        key = WORD.sub("_", layer["class_name"]).lower()
        numbered = (*place, f"{key}_{count[key]}" if count[key] else key)
        count[key] += 1
        if layer["class_name"] in MODELS:
            options = layer.get("config")
            demand(isinstance(options, dict) and isinstance(options.get("name"), str))
            yield from _planned(layer, (*names, str(options["name"])), numbered)
        else:
            one = planned_layer(layer)
            yield replace(one, names=(*names, one.options.get("name", "")), place=numbered)


def planned_layer(layer: Any) -> Planned:
    """Return one layer of a plan; NoPlan if it is odd."""
    demand(isinstance(layer, dict) and layer.get("registered_name") is None)  # which classes of one's own have
    kind, options = layer.get("class_name"), layer.get("config")
    demand(isinstance(kind, str) and kind in OF_NO_SHAPE and isinstance(options, dict))
    name = options.get("name", "")
    demand(isinstance(name, str))
    return Planned(kind, name if len(name) <= LONGEST_NAME else "", options)


def _demand_chain(layers: list[Any], config: Mapping[str, Any]) -> None:
    """Raise NoPlan unless every layer is used once, by the next one, and the last one answers."""
    demand(all(isinstance(layer, dict) and isinstance(layer.get("name"), str) for layer in layers))
    names = [layer["name"] for layer in layers]
    demand(len(set(names)) == len(names))
    sources = [list(_sources(layer.get("inbound_nodes"))) for layer in layers]
    last = list(_sources(config.get("output_layers")))
    demand(all(sources[1:]) and bool(last) and all(name in names for one in (*sources, last) for name in one))
    if sources != [[], *([name] for name in names[:-1])] or last != names[-1:]:
        raise WeightFileError(
            say(
                "The ways in this network part, or a layer of it is used twice; only networks are read in which every "
                "layer takes what the one before it gives."
            )
        )


def _sources(nodes: Any) -> Iterator[str]:
    """Yield the name in every ["flatten", 0, 0], however deep it stands: Keras has changed what is around it."""
    parts = list(nodes.values()) if isinstance(nodes, dict) else nodes
    if not isinstance(parts, list):
        return
    if len(parts) > 2 and isinstance(parts[0], str) and type(parts[1]) is int and type(parts[2]) is int:
        yield parts[0]
    for part in parts:
        yield from _sources(part)
