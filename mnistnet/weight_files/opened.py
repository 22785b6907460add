"""A weight file that was opened: its numbers, read once, and every likely way to use them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.containers.errors import WeightFileError
from mnistnet.digits import Digits
from mnistnet.mistakes.exam import examine
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.weight_files.card import network_of
from mnistnet.weight_files.chain import chained
from mnistnet.weight_files.checks import checked_arrays, checked_network
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.formats import contents_of
from mnistnet.weight_files.given import File, stem_of
from mnistnet.weight_files.guess import Guess, guesses, with_moments
from mnistnet.weight_files.likelihood import Measures
from mnistnet.weight_files.moments import WORDS, less_moments, takes_moments
from mnistnet.weight_files.one_list import layers_of_list
from mnistnet.weight_files.order import no_chain
from mnistnet.weight_files.part import Chain, Part
from mnistnet.weight_files.prepared import prepared, tables_of_rows
from mnistnet.weight_files.reading import Reading, restricted, taken
from mnistnet.weight_files.scaler import with_scaler
from mnistnet.words import say

__all__ = ["Opened", "open_weight_file"]

Array = NDArray[Any]
OF_TORCH = frozenset(  # what every module of PyTorch's has beside its weights
    ("_metadata", "training", "_is_full_backward_hook", "in_features", "out_features", "inplace", "num_batches_tracked")
)


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
        """Return the network as the likeliest reading has it, and that reading; takes what `taken` takes."""
        if self.says_all:
            return self.used(**given), Reading(self.candidates[0])
        reading = self.taken(**given)
        return self.read_as(reading.guess, each="activation" in given), reading

    @property
    def says_each_layer(self) -> bool:
        """Whether the file says the activation of every hidden layer, which need not be the same."""
        return self.said.get("activation") == "each"

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


def open_weight_file(file: File | Sequence[File] | Mapping[str, File]) -> Opened:
    """Return the network in a weight file, and the candidates for what the file does not say.

    Takes and raises what `load_network_file` takes and raises.
    """
    with np.errstate(all="ignore"):
        contents = contents_of(file)
        opened = _carded(contents) if contents.card is not None else _found(contents)
    if opened.network.name == "network" and (stem := stem_of(file)):
        named = [replace(network, name=stem) for network in (opened.network, *opened.others)]
        opened = replace(opened, network=named[0], others=tuple(named[1:]))
    return opened


def _carded(contents: Contents) -> Opened:
    network = network_of(contents.card, contents.arrays)
    return Opened(network, (Guess(network.dense_layers[0].activation, network.output_activation, network.encoding),))


def _found(contents: Contents) -> Opened:
    """Return the network in a file of others, with what is usual where it says nothing."""
    arrays = contents.arrays
    chain = contents.chain
    if chain is None:
        arrays, done = prepared(arrays)
        chain = with_scaler(_either(arrays, contents.habit).told(done), arrays)
    used = {name: arrays[name] for name in arrays if name in chain.used}
    checked_arrays(used)
    said = dict(contents.said)
    hidden = len(chain.ways[0][0]) - 1
    candidates = guesses(contents.habit, hidden, said, len(chain.ways), contents.encoding)
    networks = tuple(_network(parts, contents, candidates[0]) for parts, _ in chain.ways)
    left = [name for name in arrays if name not in chain.used]
    ways = tuple(words for _, words in chain.ways)
    left_out = _tops((*left, *contents.left_out), chain)
    if not contents.encoding and len(networks) == 1 and takes_moments(networks[0]):
        candidates = with_moments(candidates)
    return Opened(networks[0], candidates, networks[1:], said, ways, left_out)


def _either(arrays: Mapping[str, Array], habit: str) -> Chain:
    """Return the chain of arrays; where rows, or one list, have to be cut into tables, with all ways that fit."""
    tables = tables_of_rows(arrays) or layers_of_list(arrays)
    if not tables:
        return chained(arrays, habit)
    chains, first = [], None
    for cut, words in tables:
        try:
            chains.append(chained(cut, habit).told((words,)))
        except WeightFileError as error:
            first = first or error
    if not chains:
        raise first or no_chain(())
    whole = arrays.keys() - tables[0][0].keys()  # a list that was cut has another name than its parts
    return Chain(tuple(way for one in chains for way in one.ways), chains[0].used | whole)


def _network(parts: tuple[Part, ...], contents: Contents, guess: Guess) -> Network:
    rules = contents.activations or (guess.activation,) * (len(parts) - 1)
    double = any(part.weights.dtype == np.float64 for part in parts)
    layers = (_dense(part, rule, double) for part, rule in zip(parts, (*rules, guess.output), strict=True))
    return checked_network(Network(tuple(layers), encoding=guess.encoding))


def _dense(part: Part, activation: str, double: bool) -> Dense:
    """Return a layer that computes in float64 if any number of the file is so fine, else in float32."""
    dtype = np.float64 if double else np.float32
    biases = None if part.biases is None else part.biases.astype(dtype, copy=False)
    return Dense(part.weights.astype(dtype, copy=False), biases, activation, part.name)


def _tops(names: Sequence[str], chain: Chain) -> tuple[str, ...]:
    """Return what was left out, each container once: "loss", not "loss.0", "loss.1", ..."""
    names = [name for name in names if OF_TORCH.isdisjoint(name.split("."))]
    used = {name.partition(".")[0] for name in chain.used}
    tops = (name if name.partition(".")[0] in used else name.partition(".")[0] for name in names)
    return tuple(dict.fromkeys(name for name in tops if name))
