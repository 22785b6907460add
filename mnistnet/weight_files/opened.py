"""A weight file that was opened: its numbers, read once, and every likely way to use them."""

from dataclasses import dataclass, replace

import numpy as np

from mnistnet.digits import Digits
from mnistnet.mistakes.exam import examine
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.weight_files.card import network_of
from mnistnet.weight_files.chain import Part, chained
from mnistnet.weight_files.checks import checked_arrays, checked_network
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.errors import WeightFileError
from mnistnet.weight_files.given import File, content_of, stem_of
from mnistnet.weight_files.guess import Guess, guesses
from mnistnet.weight_files.json_file import read_network2
from mnistnet.weight_files.npz_file import read_contents
from mnistnet.weight_files.pickle_file import read_pickle
from mnistnet.weight_files.refused import refusal
from mnistnet.weight_files.safetensors_file import read_safetensors
from mnistnet.words import say

__all__ = ["Opened", "contents_of", "open_weight_file"]

CLOSE = 0.01  # of accuracy: less tells nothing


@dataclass(frozen=True, eq=False)
class Opened:
    """What `open_weight_file` returns.

    Attributes
    ----------
    network : Network
        With what the file says, and what is likely for the rest.
    candidates : tuple of Guess
        The ways to use its numbers, the likely first; one where the file says all.
    """

    network: Network
    candidates: tuple[Guess, ...]

    def used(
        self, activation: str | None = None, output: str | None = None, encoding: PixelEncoding | None = None
    ) -> Network:
        """Return the network with other activations or another encoding; ValueError if there is no such activation."""
        layers = list(self.network.layers)
        last = max(i for i, layer in enumerate(layers) if isinstance(layer, Dense))
        for i, layer in enumerate(layers):
            wanted = output if i == last else activation
            if isinstance(layer, Dense) and wanted is not None:
                layers[i] = replace(layer, activation=wanted)
        return replace(self.network, layers=tuple(layers), encoding=encoding or self.network.encoding)

    def accuracy(self, guess: Guess, digits: Digits) -> float:
        """Return the share of digits, 0 to 1, that the network reads when its numbers are used in that way."""
        with np.errstate(all="ignore"):
            return examine(self.used(guess.activation, guess.output, guess.encoding), digits).accuracy

    def measured(self, digits: Digits) -> tuple[tuple[Guess, float], ...]:
        """Return every candidate with its accuracy, sorted as `measured_settings` says."""
        if len(self.candidates) == 1:
            with np.errstate(all="ignore"):
                return ((self.candidates[0], examine(self.network, digits).accuracy),)
        pairs = [(guess, self.accuracy(guess, digits)) for guess in self.candidates]
        best = max(accuracy for _, accuracy in pairs)
        return tuple(sorted(pairs, key=lambda pair: -min(pair[1], best - CLOSE)))


def open_weight_file(file: File) -> Opened:
    """Return the network in a weight file, and the candidates for what the file does not say.

    Takes and raises what `load_network_file` takes and raises.
    """
    with np.errstate(all="ignore"):
        contents = contents_of(file)
        network = _network(contents)
    if network.name == "network" and (stem := stem_of(file)):
        network = replace(network, name=stem)
    if contents.card is not None:
        said = Guess(network.dense_layers[0].activation, network.output_activation, network.encoding)
        return Opened(network, (said,))
    return Opened(network, guesses(contents.habit, len(network.layers) - 1))


def contents_of(file: File) -> Contents:
    """Return what a file holds, its format told by its first bytes."""
    content = content_of(file)
    refused = refusal(content)
    if refused is not None:
        raise refused
    if content.startswith(b"PK"):
        return read_contents(content)
    if content[8:9] == b"{" and not content[5:8].strip(b"\0"):
        return read_safetensors(content)
    if content.lstrip(b" \t\r\n")[:1] == b"{":
        return read_network2(content)
    if content[:1] in (b"\x80", b"}", b"]", b"(", b"c"):  # how pickles of the six protocols begin
        return read_pickle(content)
    raise WeightFileError(say("This is no weight file that can be read: those are .pkl, .npz, .json and .safetensors."))


def _network(contents: Contents) -> Network:
    """Return the network in a file, with the likely settings where it says none."""
    if contents.card is not None:
        return network_of(contents.card, contents.arrays)
    checked_arrays(contents.arrays)
    parts = chained(contents.arrays)
    guess = guesses(contents.habit, len(parts) - 1)[0]
    rules = [guess.activation] * (len(parts) - 1) + [guess.output]
    double = any(array.dtype == np.float64 for array in contents.arrays.values())
    layers = (_dense(part, rule, double) for part, rule in zip(parts, rules, strict=True))
    return checked_network(Network(tuple(layers), encoding=guess.encoding))


def _dense(part: Part, activation: str, double: bool) -> Dense:
    """Return a layer that computes in float64 if any number of the file is so fine, else in float32."""
    dtype = np.float64 if double else np.float32
    biases = None if part.biases is None else part.biases.astype(dtype, copy=False)
    return Dense(part.weights.astype(dtype, copy=False), biases, activation, part.name)
