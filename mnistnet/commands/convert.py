"""``python -m mnistnet convert``: a network from one file into another format, with what its file could not say."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from mnistnet.books.networks import network_names
from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.naming import file_named
from mnistnet.commands.printing import say, table
from mnistnet.commands.readings import add_reading, given_reading, opened_files, seen_words
from mnistnet.commands.sources import named_network, parted
from mnistnet.commands.writing import checked_path, write_file
from mnistnet.digits import DataError
from mnistnet.digits.sources import load_digits
from mnistnet.network import Network
from mnistnet.weight_files import (
    SAVERS,
    Opened,
    Reading,
    chance_words,
    reading_words,
    rival_words,
    save_network_file,
)
from mnistnet.words.shares import share

__all__ = ["CONVERT"]

MOST_SHOWN = 12  # readings


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("source", nargs="+", metavar="FROM", help="a weight file, several of one network, or NAME[@EPOCH]")
    add(
        "target", type=file_named, metavar="TO", help=f"the new file; its ending says the format: .{', .'.join(SAVERS)}"
    )
    add_reading(parser)
    add("--force", action="store_true", help="replace the new file if it is there already")


def _run(arguments: Namespace) -> int:
    form = arguments.target.suffix.lower().removeprefix(".")
    if form not in SAVERS:
        raise WrongUsage(f"the new file must end in .{', .'.join(SAVERS)}, not {arguments.target.name}")
    path = checked_path(arguments.target, arguments.force)
    network = _network(arguments)
    write_file(path, save_network_file(network, form))
    say(f"Wrote {network!r} to {path}")
    return 0


def _network(arguments: Namespace) -> Network:
    """Return the network with what its file says, what the command line says, and what is likeliest for the rest."""
    given = given_reading(arguments)
    words = arguments.source[0]
    if len(arguments.source) == 1 and (parted(words)[0] in network_names() or not Path(words).is_file()):
        network, _ = named_network(words)
        if given:
            raise ValueError(f"{words} says all of its settings itself; leave out {', '.join(given)}.")
        return network
    missing = [word for word in arguments.source if not Path(word).is_file()]
    if missing:
        raise DataError(f"There is no file {', '.join(missing)}.")
    opened = opened_files(arguments.source)
    network, reading = opened.network_as(**given)
    if opened.put_together(reading.guess):
        say(f"Put together: {opened.put_together(reading.guess)}.")
    if reading.accuracy is not None:
        _say_readings(opened, reading, given)
    return network


def _say_readings(opened: Opened, reading: Reading, given: dict[str, Any]) -> None:
    """Show how well the network reads with every candidate that agrees with what is given.

    Raises
    ------
    DataError
        If none of them is better than chance.
    """
    digits = load_digits().split("test")
    measured = opened.measured(digits, **given)
    rows = [
        (
            guess.activation,
            guess.output,
            guess.encoding_name,
            share(accuracy),
            "<- taken" if i == 0 and not reading.is_chance else "",
        )
        for i, (guess, accuracy) in enumerate(measured[:MOST_SHOWN])
    ]
    some = "all of " if "activation" in opened.said else ""
    say(f"The file does not say {some}how its numbers are used. With each of the likely settings, of the embedded")
    say("test digits it reads:\n")
    say(table(("hidden layers", "output", "pixels", "accuracy", ""), rows, words=(0, 1, 2)))
    if len(measured) > MOST_SHOWN:
        say(f"and {len(measured) - MOST_SHOWN} others, which read fewer")
    if reading.is_chance:
        say(f"\n{chance_words(reading)} None is taken.")
        raise DataError("Nothing was written: say with --activation, --output and --encoding how the file is used.")
    say(f"\nTaken: {reading_words(reading.guess)}. It is the likeliest on {reading.digits} digits.")
    if unsure := rival_words(reading):
        say(unsure)
    if "output" not in given:
        say("An output of another kind gives the same answers, so no accuracy can tell: --output says it.")
    say(seen_words(digits))


CONVERT = Command(
    "convert",
    "write a network in another format",
    "Reads a weight file, or several of one network, and writes it in another format. Nothing in them is run. Many\n"
    "files do not say which activations their network uses and how pixels become its inputs: then every likely\n"
    "choice is tried on digits and shown with its accuracy, and the likeliest is taken; with the options you say it\n"
    "yourself. Where no choice reads digits better than chance, nothing is written unless you say all three.",
    (
        "python -m mnistnet convert sample_weight.pkl my.safetensors",
        "python -m mnistnet convert sample_weight.pkl mine.npz --activation sigmoid --output softmax --encoding 0..1",
        "python -m mnistnet convert scratch@3 third.json",
    ),
    _options,
    _run,
)
