"""The chain of shapes: named arrays from any library become dense layers, each of which fits onto the one before.

Deep learning libraries disagree on whether weights are (fan_in, fan_out) or (fan_out, fan_in), and some files
list their layers by name. The pictures have 784 pixels and there are 10 digits: that leaves one way, nearly always.
Where more arrays than one network's lie in a file, those of one container or of one family of names are taken.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.weight_files.layers_of import Layers, gathered, unnamed
from mnistnet.weight_files.normalisation import folded, places
from mnistnet.weight_files.order import PIXELS, in_order, no_chain
from mnistnet.weight_files.part import Chain, Part
from mnistnet.weight_files.resized import other_sizes
from mnistnet.weight_files.roles import role_of
from mnistnet.words import say

__all__ = ["chained"]

Array = NDArray[Any]
MOST_GROUPS = 60
LONGEST_NAME = 200
PLAIN_NAME = re.compile(r"[\w. ()-]{1,100}", re.ASCII)


def chained(arrays: Mapping[str, Array], habit: str = "scratch") -> Chain:
    """Return the layers in the order and direction in which they fit, from 784 pixels to 10 digits.

    Where no array has a side of 784, a chain from other square pictures is returned. The direction is the same in the
    whole file, unless that leads nowhere. The order is that of the names if it fits, with 2 before 10; else the first
    that fits. Square layers in a file that fits both ways are read as their names suggest: "weight" is PyTorch's
    (fan_out, fan_in), "kernel" and "W1" are (fan_in, fan_out).

    Raises
    ------
    WeightFileError
        If no order of any group of arrays fits, or what fits needs layers that are not dense.
    """
    if any(len(name) > LONGEST_NAME or not name.isprintable() for name in arrays):
        raise WeightFileError(say("An array in this file has a name that is too long, or not made of letters."))
    first: WeightFileError | None = None
    for pixels in (PIXELS, *other_sizes(arrays)):
        try:
            return _chained(arrays, habit, pixels)
        except WeightFileError as error:
            first = first or error
    assert first is not None
    raise first


def _chained(arrays: Mapping[str, Array], habit: str, pixels: int) -> Chain:
    """Return the chain of a group of arrays that leads from so many pixels to 10 digits."""
    first: WeightFileError | None = None
    for names in _groups(arrays):
        try:
            layers = gathered({name: arrays[name] for name in names}, habit)
            chain = Chain(_ways(layers, names, pixels), frozenset(layers.used))
            _demand_all(names, arrays)
            _demand_networks(names, arrays, habit, pixels)
            return chain
        except WeightFileError as error:
            first = first or error
    if not any(role_of(name).role for name in arrays):
        for names in _unnamed_groups(arrays):
            try:
                layers = unnamed({name: arrays[name] for name in names})
                return Chain(_ways(layers, names, pixels), frozenset(layers.used))
            except WeightFileError as error:
                first = first or error
    raise first or WeightFileError(say("This file holds no arrays such as W1, b1, W2, b2."))


def _groups(arrays: Mapping[str, Array]) -> Iterator[tuple[str, ...]]:
    """Yield groups of names that may be one network: all, those that are no copies, then containers and families."""
    roles = {name: role_of(name) for name in arrays}
    named = [name for name in arrays if roles[name].role]
    seen = set()
    groups = [[name for name in named if not roles[name].is_copy]]
    for copies in (False, True):
        here = [name for name in named if copies or not roles[name].is_copy]
        groups += _split(here, lambda name: roles[name].family) + _split(here, _container) + _split(here, _top)
    for group in groups[:MOST_GROUPS]:
        key = tuple(group)
        if group and key not in seen:
            seen.add(key)
            yield key


def _demand_all(names: tuple[str, ...], arrays: Mapping[str, Array]) -> None:
    """Raise WeightFileError if weights or biases of the same family are not in a group: none is left out in silence."""
    roles = [role_of(name) for name in names]
    containers = {_container(name) for name in names}
    families, taken = {role.family for role in roles}, {(role.layer, role.role) for role in roles}
    for name in arrays.keys() - set(names):
        role = role_of(name)
        is_new = (role.layer, role.role) not in taken or _container(name) in containers
        if role.role and not role.is_copy and role.family in families and is_new:
            raise WeightFileError(say("The array {name} in this file fits onto no layer.", name=shown(name)))


def _demand_networks(names: tuple[str, ...], arrays: Mapping[str, Array], habit: str, pixels: int) -> None:
    """Raise WeightFileError unless what is left out is the same once more, copies, or another whole network."""
    places = {_place(arrays[name]) for name in names}
    others = [name for name in arrays if name not in names and role_of(name).role and not role_of(name).is_copy]
    rest = {name: arrays[name] for name in others if _place(arrays[name]) not in places and arrays[name].ndim}
    if rest:
        _chained(rest, habit, pixels)


def _place(array: Array) -> tuple[int, tuple[int, ...]]:
    return array.__array_interface__["data"][0], array.shape


def _unnamed_groups(arrays: Mapping[str, Array]) -> Iterator[tuple[str, ...]]:
    """Yield groups of names that say nothing: all, then those of each container."""
    names = [name for name in arrays if PLAIN_NAME.fullmatch(name)]
    for group in [names, *_split(names, _top), *_split(names, _container)][:MOST_GROUPS]:
        yield tuple(group)


def _split(names: list[str], key: Any) -> list[list[str]]:
    groups: dict[Any, list[str]] = {}
    for name in names:
        groups.setdefault(key(name), []).append(name)
    return list(groups.values())


def _container(name: str) -> str:
    return name.rpartition(".")[0]


def _top(name: str) -> str:
    return name.partition(".")[0]


def _ways(layers: Layers, names: tuple[str, ...], pixels: int) -> tuple[tuple[tuple[Part, ...], str], ...]:
    """Return the ways to use layers, the likely first; WeightFileError if there is none."""
    turned_first = any(role_of(name).role == "weights" and name.endswith(("weight", "wih", "coef_")) for name in names)
    for turned in (turned_first, not turned_first):
        directed = [part.turned if turned else part for part in layers.parts]
        order = in_order(directed, layers.loose, pixels=pixels)
        if order is not None:
            return _with_norms(order, layers)
    mixed = in_order(layers.parts, layers.loose, either=True, pixels=pixels)
    if mixed is not None:
        return tuple((parts, _both(words)) for parts, words in _with_norms(mixed, layers))
    if not layers.norms and all(part.biases is None for part in layers.parts) and not layers.loose:
        ways = _with_bias_inside(layers.parts, turned_first, pixels)
        if ways:
            return ways
    raise no_chain(layers.parts, layers.loose)


def _both(words: str) -> str:
    return "; ".join(filter(None, (say("weights of some layers turned over, so that each fits on"), words)))


def _with_norms(order: tuple[Part, ...], layers: Layers) -> tuple[tuple[tuple[Part, ...], str], ...]:
    if not layers.norms:
        return ((order, ""),)
    at = places(order, layers.norms)
    if at is None:
        raise WeightFileError(
            say("A normalisation in this file fits onto no dense layer; such networks cannot be opened.")
        )
    before = (folded(order, layers.norms, at, behind=False), say("normalised before the activation"))
    behind = (folded(order, layers.norms, at, behind=True), say("normalised behind the activation"))
    if all(place in (0, len(order)) for place in at):
        return ((before[0], say("normalised")),)
    gaps = [
        norm.number - number
        for norm, place in zip(layers.norms, at, strict=True)
        if place and norm.number is not None and (number := order[place - 1].number) is not None
    ]
    return (behind, before) if gaps and min(gaps) > 1 else (before, behind)


def _with_bias_inside(
    parts: tuple[Part, ...], turned_first: bool, pixels: int
) -> tuple[tuple[tuple[Part, ...], str], ...]:
    """Return layers whose biases are the first or the last row of their weights, as in Ng's Theta1 and Theta2."""
    for turned in (turned_first, not turned_first):
        directed = [part.turned if turned else part for part in parts]
        first = [Part(part.weights[1:], part.weights[0], part.name, part.number) for part in directed]
        last = [Part(part.weights[:-1], part.weights[-1], part.name, part.number) for part in directed]
        orders = [
            in_order(one, (), pixels=pixels) if all(part.fan_in for part in one) else None for one in (first, last)
        ]
        words = (say("biases in the first row"), say("biases in the last row"))
        ways = tuple((order, word) for order, word in zip(orders, words, strict=True) if order is not None)
        if ways:
            return ways
    return ()
