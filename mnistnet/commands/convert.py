"""``python -m mnistnet convert``: a network from one file into another format, with what its file could not say."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from mnistnet.activations import ACTIVATIONS
from mnistnet.books.networks import network_names
from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.printing import say, table
from mnistnet.commands.sources import named_network, parted
from mnistnet.commands.writing import checked_path, write_file
from mnistnet.digits.sources import load_digits
from mnistnet.network import Network
from mnistnet.weight_files import ENCODINGS, SAVERS, Guess, Opened, open_weight_file, save_network_file
from mnistnet.words.shares import share

__all__ = ["CONVERT"]

SHORT = {name.replace(" to ", ".."): name for name in ENCODINGS if " to " in name} | {"standard": "mean 0, deviation 1"}
SETTINGS = ("activation", "output", "encoding")  # what a file may not say


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("source", metavar="FROM", help="a weight file (.pkl, .npz, .json, .safetensors), or NAME[@EPOCH]")
    add("target", type=Path, metavar="TO", help=f"the new file; its ending says the format: .{', .'.join(SAVERS)}")
    add("--activation", choices=tuple(ACTIVATIONS), metavar="NAME", help="of the hidden layers, such as sigmoid")
    add("--output", choices=tuple(ACTIVATIONS), metavar="NAME", help="of the last layer, such as softmax")
    add(
        "--encoding",
        choices=tuple(SHORT),
        metavar="RANGE",
        help=f"how pixels become inputs: {', '.join(SHORT)} (write --encoding=-1..1)",
    )
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
    """Return the network with what its file says, what the command line says, and what is likely for the rest."""
    file = Path(arguments.source)
    given = _given(arguments)
    if parted(arguments.source)[0] in network_names() or not file.is_file():
        network = named_network(arguments.source)
        if given:
            raise ValueError(f"{arguments.source} says all of its settings itself; leave out {', '.join(given)}.")
        return network
    opened = open_weight_file(file)
    if len(given) < len(SETTINGS) and len(opened.candidates) > 1:
        guess = _best(opened, given)
        say(f"Taken: hidden layers {guess.activation}, output {guess.output}, pixels {guess.encoding_name}.")
        if "output" not in given:
            say("An output of another kind gives the same answers, so no accuracy can tell: --output says it.")
        given = {"activation": guess.activation, "output": guess.output, "encoding": guess.encoding}
    return opened.used(**given)


def _given(arguments: Namespace) -> dict[str, Any]:
    """Return what the command line says about the network."""
    given = {name: getattr(arguments, name) for name in SETTINGS if getattr(arguments, name) is not None}
    return given | ({"encoding": ENCODINGS[SHORT[given["encoding"]]]} if "encoding" in given else {})


def _best(opened: Opened, given: dict[str, Any]) -> Guess:
    """Show how well the network reads with every candidate that agrees with what is given; return the best."""
    digits = load_digits().split("test")
    measured = [(replace(guess, **given), accuracy) for guess, accuracy in opened.measured(digits)]
    if {"activation", "encoding"} & given.keys():  # measured with others: only what is given counts
        measured = [(guess, opened.accuracy(guess, digits)) for guess in dict.fromkeys(guess for guess, _ in measured)]
        measured.sort(key=lambda pair: -pair[1])
    rows = [
        (guess.activation, guess.output, guess.encoding_name, share(accuracy), "<- taken" if i == 0 else "")
        for i, (guess, accuracy) in enumerate(measured)
    ]
    say("The file does not say how its numbers are used. With each of the likely settings, of the embedded test")
    say("digits it reads:\n")
    say(table(("hidden layers", "output", "pixels", "accuracy", ""), rows, words=(0, 1, 2)) + "\n")
    return measured[0][0]


CONVERT = Command(
    "convert",
    "write a network in another format",
    "Reads a weight file and writes the network in another format. Nothing in the file is run. Many files do not say\n"
    "which activations their network uses and how pixels become its inputs: then every likely choice is tried on the\n"
    "embedded test digits and shown with its accuracy, and the best is taken; with the options you say it yourself.",
    (
        "python -m mnistnet convert sample_weight.pkl my.safetensors",
        "python -m mnistnet convert sample_weight.pkl mine.npz --activation sigmoid --output softmax --encoding 0..1",
        "python -m mnistnet convert scratch@3 third.json",
    ),
    _options,
    _run,
)
