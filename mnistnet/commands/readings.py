"""Readings: how the numbers of a weight file are used: said by options, else measured, and named with every result."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mnistnet.activations import ACTIVATIONS
from mnistnet.commands.naming import about
from mnistnet.commands.printing import note
from mnistnet.digits import Digits
from mnistnet.digits.known import SOURCES, source_in
from mnistnet.network import Network
from mnistnet.weight_files import (
    ENCODINGS,
    Opened,
    Reading,
    chance_words,
    doubt_words,
    open_weight_file,
    reading_words,
    rival_words,
)
from mnistnet.words import mark, say
from mnistnet.words.shares import share

__all__ = ["SHORT", "add_reading", "given_reading", "opened_files", "read_files", "seen_words"]

SHORT = {name.replace(" to ", ".."): name for name in ENCODINGS if " to " in name} | {"standard": "mean 0, deviation 1"}
SETTINGS = ("activation", "output", "encoding")  # what a file may not say


def add_reading(parser: ArgumentParser, *, activation: bool = True) -> None:
    """Add the options that say how a weight file is used."""
    add = parser.add_argument
    if activation:
        add("--activation", choices=tuple(ACTIVATIONS), metavar="NAME", help="of its hidden layers, such as sigmoid")
    add("--output", choices=tuple(ACTIVATIONS), metavar="NAME", help="of its last layer, such as softmax")
    add(
        "--encoding",
        choices=tuple(SHORT),
        metavar="RANGE",
        help=f"how pixels become its inputs: {', '.join(SHORT)} (write --encoding=-1..1)",
    )


def given_reading(arguments: Namespace) -> dict[str, Any]:
    """Return what the command line says about the use of a file."""
    values = {name: getattr(arguments, name, None) for name in SETTINGS}
    given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    return given | ({"encoding": ENCODINGS[SHORT[given["encoding"]]]} if "encoding" in given else {})


def opened_files(paths: Sequence[str | Path]) -> Opened:
    """Return one weight file, or several of one network, opened; what else lies in them is named on stderr."""
    with about(_called(paths)):
        opened = open_weight_file(paths[0] if len(paths) == 1 else list(paths))
    if opened.left_out:
        note(say("Left out of {file}: {names}.", file=_called(paths), names=", ".join(opened.left_out[:12])))
    return opened


def read_files(paths: Sequence[str | Path], given: dict[str, Any]) -> tuple[Network, Reading]:
    """Return the network in weight files and its reading, which is named on stderr where the files do not say it."""
    opened = opened_files(paths)
    network, reading = opened.network_as(**given)
    if opened.put_together(reading.guess):
        note(say("{file}: {way}.", file=_called(paths), way=opened.put_together(reading.guess)))
    if reading.is_chance:
        note(chance_words(reading))
    if reading.accuracy is None and doubt_words(network):
        note(doubt_words(network))
    if reading.accuracy is not None:
        note(_measured_words(_called(paths), reading, "activation" in opened.said))
    return network, reading


def _measured_words(file: str, reading: Reading, says_activations: bool) -> str:
    told = mark("{file} does not say how its numbers are used. Read with {reading}: of {tried} readings ")
    if says_activations:
        told = mark("{file} does not say all of how its numbers are used. Read with {reading}: of {tried} readings ")
    words = say(
        told,
        file=file,
        reading=reading_words(reading.guess),
        tried=reading.tried,
    )
    if reading.is_chance:
        return words + say("none is taken for right. Say it with --activation, --output, --encoding.")
    unsure = rival_words(reading)
    rivals = f" {unsure}" if unsure else ""
    return (
        words
        + say(
            "the likeliest on {digits} digits, of which it reads {right}. Say another with --activation, --output, "
            "--encoding. It has probably learned from these digits, so that this share is flattered.",
            digits=reading.digits,
            right=share(reading.accuracy or 0),
        )
        + rivals
    )


def seen_words(digits: Digits, network: Network | None = None) -> str:
    """Return that a network has learned from some digits, or, trained elsewhere, has probably done so; else "".

    Parameters
    ----------
    digits : Digits
        As `load_digits` names them and their splits.
    network : Network, optional
        Without one, any that was trained elsewhere.
    """
    named, _, split = digits.name.partition(", ")
    if named not in SOURCES or (named in ("mnist", "official") and split == "test"):
        return ""
    if network is None or not network.training.history:
        return say(
            "These digits are among MNIST's 60,000 training digits. A network that was trained elsewhere has probably "
            "learned from them, so that this share is flattered; --data official measures on digits that it has not "
            "seen."
        )
    learned = source_in(network.training.settings.get("digits"))
    if learned is None or not (learned.has_the_embedded or (learned.name == named and split == "train")):
        return ""
    return say(
        "This network has learned from these very digits, so that this share is flattered; --data official measures on "
        "digits that it has not seen."
    )


def _called(paths: Sequence[str | Path]) -> str:
    return ", ".join(str(path) for path in paths)
