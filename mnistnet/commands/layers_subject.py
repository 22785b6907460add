"""The subject of a passage: a network that exists, or a row model made and trained for it; and the patterns."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.books.networks import kept_epochs, load_network, network_names
from mnistnet.commands.bar import TrainingBar
from mnistnet.commands.pictures import read_pictures, test_digit
from mnistnet.commands.sources import asked_network, parted
from mnistnet.digits import DataError, Digits
from mnistnet.digits.files import read_pattern_files
from mnistnet.mistakes import examine
from mnistnet.network import Network
from mnistnet.patterns import renamed
from mnistnet.patterns.description import ROW_LAYERS, row_settings
from mnistnet.patterns.made import KINDS, class_names, made_patterns
from mnistnet.patterns.scaled import scaled_digits
from mnistnet.patterns.shapes import fitted, noise_pattern
from mnistnet.training import train, untrained_network
from mnistnet.weight_files import read_npz

__all__ = ["Pattern", "Subject", "patterns_of", "subject_of"]


@dataclass(frozen=True, eq=False)
class Subject:
    """What patterns pass through.

    Attributes
    ----------
    network : Network
    epochs : sequence of Network
        The network at every epoch that is known.
    patterns : Digits
        Patterns of its size, those that it learned from among them.
    classes : tuple of str
        What their classes are called.
    right : float or None
        Share of the test patterns that it names right, if it was trained just now.
    """

    network: Network
    epochs: Sequence[Network]
    patterns: Digits
    classes: tuple[str, ...]
    right: float | None = None


@dataclass(frozen=True, eq=False)
class Pattern:
    """One pattern in the network's size, and what it is called."""

    image: NDArray[Any]
    words: str


def subject_of(arguments: Namespace, own: bool) -> Subject:
    """Return the network that is asked for, or the row model that is described, under the names given."""
    subject = _row_model(arguments) if own else _network(arguments)
    if not arguments.names:
        return subject
    names = [name.strip() for name in arguments.names.split(",")]
    epochs = [renamed(network, names) for network in subject.epochs]
    return Subject(renamed(subject.network, names), epochs, subject.patterns, subject.classes, subject.right)


def _network(arguments: Namespace) -> Subject:
    network, _ = asked_network(arguments)
    words = (arguments.network or [arguments.usual_network])[-1]
    rows, columns = network.image_shape
    if rows != columns:
        raise DataError(f"This network reads pictures of {rows} x {columns} pixels; patterns here are square.")
    return Subject(network, _epochs_of(words, network), made_patterns(rows, len(KINDS)), tuple(KINDS))


def _epochs_of(words: str, network: Network) -> list[Network]:
    """Return a network at every epoch that its name or its file keeps."""
    name, _ = parted(words)
    if name in network_names():
        return [load_network(name, epoch=epoch) for epoch in kept_epochs(name)]
    if Path(name).suffix.lower() != ".npz":
        return [network]
    content = Path(name).read_bytes()
    if network.epoch is None or b"card.npy" not in content:
        return [network]
    saved = read_npz(content)
    return [saved.at(epoch) for epoch in sorted({*saved.epochs, saved.network.epoch or 0})]


def _row_model(arguments: Namespace) -> Subject:
    """Return the row model that is described, trained if that is asked for."""
    patterns, names = _patterns(arguments)
    kept = {"activation": arguments.activation, "epochs": arguments.train, "seed": arguments.seed}
    chosen = {name: value for name, value in kept.items() if value is not None}
    settings = row_settings(len(names), arguments.layers or ROW_LAYERS, **chosen)
    untrained = untrained_network(settings, (patterns.images.shape[1], patterns.images.shape[2]))
    if arguments.train is None:
        return Subject(untrained, [untrained], patterns, names)
    networks, learning = [], patterns.split("train")
    with TrainingBar(settings.epochs, len(learning)) as bar:
        for report in train(settings, learning, patterns.split("validation")):
            bar.show(report)
            if report.kind != "batches":
                networks.append(report.network)
    right = examine(networks[-1], patterns.split("test")).accuracy
    return Subject(networks[-1], networks, patterns, names, right)


def _patterns(arguments: Namespace) -> tuple[Digits, tuple[str, ...]]:
    """Return what a row model learns from, and what the classes are called."""
    size = 50 if arguments.size is None else arguments.size
    if arguments.data is None:
        classes = 5 if arguments.classes is None else arguments.classes
        return made_patterns(size, classes), class_names(classes)
    if arguments.data == ["digits"]:
        digits = scaled_digits(size)
    else:
        digits = read_pattern_files({name: Path(name).read_bytes() for name in arguments.data}, arguments.data[0])
        if arguments.size not in (None, digits.images.shape[1]):
            raise DataError(f"The patterns in these files have {digits.images.shape[1]} rows, not {arguments.size}.")
    classes = int(digits.labels.max()) + 1
    if arguments.classes is not None and arguments.classes < classes:
        raise DataError(f"The labels go up to {classes - 1}; {arguments.classes} classes are too few.")
    return digits, tuple(map(str, range(max(classes, arguments.classes or 0))))


def patterns_of(arguments: Namespace, subject: Subject) -> list[Pattern]:
    """Return the patterns that are asked for, in the network's size; DataError where there is no such."""
    shape = subject.network.image_shape
    found = [_test_pattern(subject, number) for number in arguments.pattern]
    for number in arguments.digit:
        image, label = test_digit(number)
        found.append(Pattern(fitted(image, shape), f"test digit {number}, a {label}"))
    for seed in arguments.noise:
        found.append(Pattern(noise_pattern(shape[0], np.random.default_rng(seed)), f"noise {seed}"))
    for path in arguments.files:
        pictures = read_pictures(path, arguments.as_is or shape != (28, 28))
        names = [path.stem] if len(pictures) == 1 else [f"{path.stem} {i}" for i in range(1, len(pictures) + 1)]
        found += [Pattern(fitted(picture, shape), name) for picture, name in zip(pictures, names, strict=True)]
    return found


def _test_pattern(subject: Subject, number: int) -> Pattern:
    test = subject.patterns.split("test")
    if not 0 <= number < len(test):
        raise DataError(f"The test patterns are numbered from 0 to {len(test) - 1}; there is no {number}.")
    return Pattern(test.images[number], f"pattern {number}, {subject.classes[test.labels[number]]}")
