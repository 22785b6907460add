"""Opening puts the arrays of a file together to a network, with all ways to use its numbers that it leaves open."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.network import Dense, Network
from mnistnet.weight_files.card import network_of
from mnistnet.weight_files.chain import chained
from mnistnet.weight_files.checks import checked_arrays, checked_network
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.formats import contents_of
from mnistnet.weight_files.given import File, stem_of
from mnistnet.weight_files.guess import Guess, guesses, with_moments
from mnistnet.weight_files.likelihood import CHANCE
from mnistnet.weight_files.mixed import with_own_rules
from mnistnet.weight_files.moments import takes_moments
from mnistnet.weight_files.one_list import layers_of_list, one_list_of
from mnistnet.weight_files.one_of_many import last_of_list
from mnistnet.weight_files.opened import Opened
from mnistnet.weight_files.order import PIXELS, no_chain
from mnistnet.weight_files.otherwise import change_of
from mnistnet.weight_files.part import Chain, Part
from mnistnet.weight_files.prepared import prepared, tables_of_rows
from mnistnet.weight_files.reading import WELL, asked_digits
from mnistnet.weight_files.resized import resized
from mnistnet.weight_files.scaler import with_scaler
from mnistnet.weight_files.whole_numbers import in_fixed_point
from mnistnet.words import plural

__all__ = ["open_weight_file"]

Array = NDArray[Any]
OF_TORCH = frozenset(  # what every module of PyTorch's has beside its weights
    ("_metadata", "training", "_is_full_backward_hook", "in_features", "out_features", "inplace", "num_batches_tracked")
)


def open_weight_file(file: File | Sequence[File] | Mapping[str, File]) -> Opened:
    """Return the network in a weight file, and the candidates for what the file does not say.

    Takes and raises what `load_network_file` takes and raises.
    """
    with np.errstate(all="ignore"):
        contents = contents_of(file)
        if contents.card is not None:
            opened = _carded(contents)
        else:
            opened, refusal = _found(contents)
            del contents  # arrays that were turned or scaled need not lie beside what is measured
            opened = with_own_rules(_set_right(in_fixed_point(_named(opened, stem_of(file)))))
            if refusal is not None and _reads(opened) < WELL:
                raise refusal
            return opened
    return _named(opened, stem_of(file))


def _named(opened: Opened, stem: str | None) -> Opened:
    """Return a network that has no name of its own by that of its file."""
    if opened.network.name != "network" or not stem:
        return opened
    named = [replace(network, name=stem) for network in (opened.network, *opened.others)]
    return replace(opened, network=named[0], others=tuple(named[1:]))


def _carded(contents: Contents) -> Opened:
    network = network_of(contents.card, contents.arrays)
    return Opened(network, (Guess(network.dense_layers[0].activation, network.output_activation, network.encoding),))


def _found(contents: Contents) -> tuple[Opened, WeightFileError | None]:
    """Return the network in a file of others, with what is usual where it says nothing.

    Where it is for pictures of another size, what to raise if it reads nothing after all.
    """
    arrays = contents.arrays
    chain = contents.chain
    if chain is None:
        arrays, one = last_of_list(arrays)
        arrays, done = prepared(arrays)
        chain = with_scaler(_either(arrays, contents.habit).told((*one, *done)), arrays)
    first, chain = chain.ways[0][0], resized(chain)
    used = {name: arrays[name] for name in arrays if name in chain.used}
    checked_arrays(used)
    said = dict(contents.said)
    hidden = len(chain.ways[0][0]) - 1
    candidates = guesses(contents.habit, hidden, said, len(chain.ways), contents.encoding)
    networks = tuple(_network(parts, contents, candidates[0]) for parts, _ in chain.ways)
    left = [name for name in arrays if name not in chain.used]
    ways = tuple(words for _, words in chain.ways)
    if contents.chain is None:
        bare = (_without_biases(parts) for parts, _ in chain.ways)
        ways = tuple("; ".join(filter(None, pair)) for pair in zip(ways, bare, strict=True))
    left_out = _tops((*left, *contents.left_out), chain)
    if not contents.encoding and len(networks) == 1 and takes_moments(networks[0]):
        candidates = with_moments(candidates)
    refusal = no_chain(first) if first[0].fan_in != PIXELS else None
    return Opened(networks[0], candidates, networks[1:], said, ways, left_out), refusal


def _without_biases(parts: Sequence[Part]) -> str:
    """Return which layers have no biases in the file, in words; "" where none has any, or all have."""
    missing = [str(number) for number, part in enumerate(parts, 1) if part.biases is None]
    if len(missing) in (0, len(parts)):
        return ""
    return plural(
        "layer {layers} has no biases in the file",
        "layers {layers} have no biases in the file",
        len(missing),
        layers=", ".join(missing),
    )


def _reads(opened: Opened) -> float:
    """Return the share of digits that a network reads right, 0 to 1."""
    if opened.says_all:
        return opened.accuracy(opened.candidates[0], asked_digits())
    return opened.reading.accuracy or 0.0


def _set_right(opened: Opened) -> Opened:
    """Return a network at chance that reads pictures or answers the other way as one for MNIST's."""
    digits = asked_digits()
    networks = (opened.network, *opened.others)
    own = {"activation": True} if opened.says_all or opened.says_each_layer else {}
    change = change_of(networks, opened.candidates, own, digits) if _reads(opened) < CHANCE else None
    if change is None:
        return opened
    candidates = tuple(change.guess(guess) for guess in opened.candidates if not (change.dark and guess.moments))
    networks = tuple(replace(change.undone(one), encoding=candidates[0].encoding) for one in networks)
    ways = tuple("; ".join(filter(None, (way, change.words))) for way in opened.ways)
    return replace(opened, network=networks[0], others=networks[1:], candidates=candidates, ways=ways)


def _either(arrays: Mapping[str, Array], habit: str) -> Chain:
    """Return the chain of arrays; where rows, or one list, have to be cut into tables, with all ways that fit."""
    tables = tables_of_rows(arrays) or layers_of_list(arrays)
    if not tables:
        try:
            return chained(arrays, habit)
        except WeightFileError:
            tables = layers_of_list(one_list_of(arrays))
            if not tables:
                raise
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
