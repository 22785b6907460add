"""A weight file that was opened: its numbers, read once, and every likely way to use them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.digits import Digits
from mnistnet.mistakes.exam import examine
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.weight_files.doubt import with_doubt
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import Measures
from mnistnet.weight_files.moments import WORDS, less_moments
from mnistnet.weight_files.reading import Reading, restricted, taken
from mnistnet.words import say

__all__ = ["Opened"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Opened:
    """What `open_weight_file` returns.

    Attributes
    ----------
    network : Network
        With what the file says, and what is usual for the rest.
    candidates : tuple of Guess
        The ways to use its numbers, the usual first; one where the file says all.
    others : tuple of Network
        The same for the other ways to put its arrays together, in the order of `Guess.way`.
    said : mapping of str to str
        "activation" and "output", as far as the file says them.
    ways : tuple of str
        What was done to put the arrays together, in words, for each way.
    left_out : tuple of str
        What else lies in the file: numbers, texts, arrays that are no part of the network.
    """

    network: Network
    candidates: tuple[Guess, ...]
    others: tuple[Network, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    ways: tuple[str, ...] = ("",)
    left_out: tuple[str, ...] = ()

    def used(
        self,
        activation: str | None = None,
        output: str | None = None,
        encoding: PixelEncoding | None = None,
        way: int = 0,
    ) -> Network:
        """Return the network with other activations or another encoding; ValueError if there is no such activation."""
        network = (self.network, *self.others)[way]
        layers = list(network.layers)
        last = max(i for i, layer in enumerate(layers) if isinstance(layer, Dense))
        for i, layer in enumerate(layers):
            wanted = output if i == last else activation
            if isinstance(layer, Dense) and wanted is not None:
                layers[i] = replace(layer, activation=wanted)
        return replace(network, layers=tuple(layers), encoding=encoding or network.encoding)

    def read_as(self, guess: Guess, *, each: bool = False) -> Network:
        """Return the network when its numbers are used in one way; with `each` whatever its layers say themselves."""
        activation = None if self.says_each_layer and not each else guess.activation
        network = self.used(activation, guess.output, guess.encoding, guess.way)
        return less_moments(network, guess.moments, guess.encoding)

    def put_together(self, guess: Guess) -> str:
        """Return in words what is done so that the arrays make the network of a guess; "" where nothing is."""
        taken = say(WORDS[guess.moments]) if guess.moments else ""
        return "; ".join(filter(None, (self.ways[guess.way], taken)))

    def network_as(self, **given: Any) -> tuple[Network, Reading]:
        """Return the network in its likeliest reading, with its doubt, and the reading; takes what `taken` takes."""
        if self.says_all:
            sure, network = Reading(self.candidates[0]), self.used(**given)
            return (with_doubt(network, sure) if given else network), sure
        reading = self.taken(**given) if given else self.reading
        return with_doubt(self.read_as(reading.guess, each="activation" in given), reading), reading

    @property
    def says_each_layer(self) -> bool:
        """Whether every hidden layer has an activation of its own, which the file says or digits tell."""
        return bool(self.candidates) and self.candidates[0].activation == "each"

    @property
    def says_all(self) -> bool:
        """Whether nothing is left to be found out."""
        return len(self.candidates) == 1

    def taken(self, **given: Any) -> Reading:
        """Return the likeliest reading, measured on digits unless the file, or what is given, says all.

        Parameters
        ----------
        **given
            Any of activation, output and encoding.
        """
        for rule in (given.get("activation"), given.get("output")):
            if rule is not None and rule not in ACTIVATIONS:
                raise ValueError(
                    say("There is no activation {rule!r}; there are {known}.", rule=rule, known=", ".join(ACTIVATIONS))
                )
        if self.says_all:
            return Reading(self.candidates[0])
        candidates = restricted(self.candidates, given)
        if given.keys() >= {"activation", "output", "encoding"} and len(candidates) == 1:
            return Reading(candidates[0])
        own = {"activation": True} if self.says_each_layer and "activation" not in given else {}
        open_output = "output" not in given and "output" not in self.said and candidates[0].output == "softmax"
        return taken((self.network, *self.others), candidates, own, open_output)

    @cached_property
    def reading(self) -> Reading:
        """The reading that is taken where nothing is given."""
        return self.taken()

    def accuracy(self, guess: Guess, digits: Digits) -> float:
        """Return the share of digits, 0 to 1, that the network reads when its numbers are used in that way."""
        with np.errstate(all="ignore"):
            return examine(self.read_as(guess), digits).accuracy

    def measured(self, digits: Digits, **given: Any) -> tuple[tuple[Guess, float], ...]:
        """Return every candidate with its accuracy, sorted as `measured_settings` says."""
        if self.says_all:
            return ((self.candidates[0], self._accuracy_as_it_is(digits)),)
        best = self.taken(**given).guess if given else self.reading.guess
        rest = restricted(self.candidates, given | {"output": best.output})
        measures = Measures((self.network, *self.others), digits)
        own = self.says_each_layer and "activation" not in given
        pairs = [
            (
                guess,
                measures.of(guess).belief(None if own else guess.activation, guess.encoding, guess.output).accuracy,
            )
            for guess in rest
        ]
        return tuple(sorted(pairs, key=lambda pair: (pair[0] != best, -pair[1])))

    def _accuracy_as_it_is(self, digits: Digits) -> float:
        with np.errstate(all="ignore"):
            return examine(self.network, digits).accuracy
