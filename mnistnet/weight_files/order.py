"""The order in which layers fit onto each other, from the pixels to the digits, and the biases that go with them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.part import Part
from mnistnet.weight_files.refused import TOGETHER
from mnistnet.words import say

__all__ = ["DIGITS", "PIXELS", "in_order", "no_chain"]

Array = NDArray[Any]
PIXELS, DIGITS = 784, 10
MOST_TRIES = 2000


def in_order(
    parts: Sequence[Part], loose: Sequence[Array], *, either: bool = False, pixels: int = PIXELS
) -> tuple[Part, ...] | None:
    """Return the first order in which each layer fits onto the one before, or None.

    Parameters
    ----------
    parts : sequence of Part
        In the order of their names, which is the first to be tried.
    loose : sequence of ndarray of shape (n,)
        Biases whose names do not say whose they are, in the order of theirs; all must find a layer.
    either : bool
        Whether each layer's weights may be turned for themselves.
    pixels : int
        How many the first layer receives.
    """
    if not either and not all(part.is_whole for part in parts):
        return None
    tries = iter(range(MOST_TRIES))
    sides = [(part, part.turned) if either else (part,) for part in parts]
    order = next(_orders((), tuple(sides), pixels, tries), None)
    return None if order is None else _with_biases(order, loose)


def _orders(
    done: tuple[Part, ...], left: tuple[tuple[Part, ...], ...], width: int, tries: Iterator[int]
) -> Iterator[tuple[Part, ...]]:
    """Yield the orders of the layers that are left in which they lead on from `width` numbers to the digits."""
    if not left and done and width == DIGITS:
        yield done
    for i, sides in enumerate(left):
        for part in sides:
            if part.fan_in == width and part.is_whole and next(tries, None) is not None:
                yield from _orders((*done, part), left[:i] + left[i + 1 :], part.fan_out, tries)


def _with_biases(order: tuple[Part, ...], loose: Sequence[Array]) -> tuple[Part, ...] | None:
    """Return layers with loose biases, each in the first free layer from the front that has as many nodes."""
    layers, left = list(order), list(loose)
    for i, part in enumerate(layers):
        fitting = next((k for k, biases in enumerate(left) if biases.shape == (part.fan_out,)), None)
        if part.biases is None and fitting is not None:
            layers[i] = replace(part, biases=left.pop(fitting))
    return None if left else tuple(layers)


def no_chain(parts: Sequence[Part], loose: Sequence[Array] = ()) -> WeightFileError:
    """Return the exception for layers that do not lead from the pixels to the digits, or whose biases do not fit."""
    told = _of_biases(parts, loose)
    if told:
        return WeightFileError(told)
    if len(parts) == 1 and PIXELS + 1 in parts[0].weights.shape and DIGITS not in parts[0].weights.shape:
        return WeightFileError(
            say(
                "These are {PIXELS} pixels and a label in every row, as a set of digits has them, and no weights: a "
                "set is opened under My data.",
                PIXELS=PIXELS,
            )
        )
    if len(parts) == 1 and {PIXELS, DIGITS} & set(parts[0].weights.shape):
        words = say(
            "This file holds one layer, and more lie between the {PIXELS} pixels of a picture and the {DIGITS} digits: "
            "open the files of all layers together, or join them:",
            PIXELS=PIXELS,
            DIGITS=DIGITS,
        )
        return WeightFileError(words, TOGETHER)
    shapes = ", ".join(f"{part.fan_in} x {part.fan_out}" for part in parts[:6])
    return WeightFileError(
        say(
            "The layers in this file ({shapes}{value}) do not lead from the {PIXELS} pixels of a picture to "
            "the {DIGITS} digits, each fitting onto the one before.",
            shapes=shapes,
            value=", …" if len(parts) > 6 else "",
            PIXELS=PIXELS,
            DIGITS=DIGITS,
        ),
        TOGETHER if len(parts) == 1 else "",
    )


def _of_biases(parts: Sequence[Part], loose: Sequence[Array]) -> str:
    """Return which biases fit onto no layer, where the weights would lead from the pixels to the digits."""
    for sides in (parts, [part.turned for part in parts]):
        order = in_order([replace(part, biases=None) for part in sides], ())
        if order is None:
            continue
        counts = [part.biases.size for part in sides if part.biases is not None and not part.is_whole]
        counts += [biases.size for biases in loose]
        if counts:
            return say(
                "The weights in this file lead from pixels to digits through layers of {nodes} nodes, but it holds "
                "biases for {counts} nodes, which fit onto none of these, or are too many.",
                nodes=", ".join(str(part.fan_out) for part in order),
                counts=", ".join(map(str, counts[:6])),
            )
    return ""
