"""``python -m mnistnet influence``: what each pixel did to each node, with its receipt, as numbers and as a picture."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.influence_files import arrays_bytes, maps_bytes, picture_bytes
from mnistnet.commands.naming import file_named
from mnistnet.commands.printing import say, table
from mnistnet.commands.receipt import Receipt
from mnistnet.commands.sources import add_network, asked_network
from mnistnet.commands.subject import BASELINES, subject_of
from mnistnet.commands.writing import checked_path, write_file
from mnistnet.influence import METHODS, InfluenceMaps, Method
from mnistnet.weight_files import Reading, reading_words

__all__ = ["INFLUENCE"]

Array = NDArray[Any]
MOST_CHANGED = 10  # nodes in the receipt; all of them are in the .npz


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("file", nargs="?", type=file_named, metavar="FILE", help="a picture with one digit, or an array of one")
    add("--digit", type=int, metavar="N", help="an embedded test digit instead, by its number, 0 to 999")
    add_network(parser, "scratch")
    add("--method", default="shapley", choices=tuple(METHODS), metavar="NAME", help="default shapley; see --list")
    add("--view", default="z1", help="a1 before the first activation, z1 after it, a2, ... (default z1)")
    add("--node", type=int, metavar="N", help="this node alone, counted from 0, in the receipt, the .npy and the .png")
    add("--baseline", default="blank", choices=tuple(BASELINES), help="what influence is counted from (default blank)")
    add("--seed", type=int, default=0, metavar="N", help="for methods that draw at random (default 0)")
    add("--as-is", action="store_true", help="the picture is 28 x 28, light on dark, already: take its very pixels")
    add(
        "-o",
        dest="outputs",
        action="append",
        type=file_named,
        default=[],
        metavar="FILE",
        help=".npy: the maps, shape (nodes, 28, 28); .npz: all views, changes and errors; .png: a picture; repeat it",
    )
    add("--force", action="store_true", help="replace files that are there already")
    add("--list", action="store_true", help="list the methods, each with its sentence, and do nothing else")


def _run(arguments: Namespace) -> int:
    if arguments.list:
        _say_methods()
        return 0
    paths = _checked(arguments)
    (network, reading), subject = asked_network(arguments), subject_of(arguments)
    called, baseline = BASELINES[arguments.baseline]
    method = METHODS[arguments.method]
    views = None if any(path.suffix.lower() == ".npz" for path in paths) else [arguments.view]
    rng = np.random.default_rng(arguments.seed)
    maps = method.function(network, subject.image, baseline(), rng=rng, views=views)
    nodes = _nodes(maps, arguments.view, arguments.node)
    epoch = "" if network.epoch is None else f", epoch {network.epoch}"
    receipt = Receipt(
        f'Influence on {arguments.view} of "{network.name}"{epoch}, by {method.name}',
        f"of {subject.words}, against {called}{_read_as(reading)}",
        method,
        maps,
        arguments.view,
        nodes,
    )
    _say_receipt(receipt)
    makers = {".npy": maps_bytes, ".npz": arrays_bytes, ".png": picture_bytes}
    for path in paths:
        write_file(path, makers[path.suffix.lower()](receipt))
        say(f"Wrote {path}")
    return 0


def _read_as(reading: Reading | None) -> str:
    """Return how the file of the network was read, if it does not say it."""
    return "" if reading is None else f"\nThe file does not say it; read with {reading_words(reading.guess)}"


def _checked(arguments: Namespace) -> list[Path]:
    """Return where results go, or say at once what is wrong."""
    if (arguments.file is None) == (arguments.digit is None):
        raise WrongUsage("name one picture file, or --digit and the number of a test digit")
    if arguments.seed < 0:
        raise WrongUsage("--seed takes 0 or more")
    for path in arguments.outputs:
        if path.suffix.lower() not in (".npy", ".npz", ".png"):
            raise WrongUsage(f"-o takes files that end in .npy, .npz or .png, not {path.name}")
    return [checked_path(path, arguments.force) for path in arguments.outputs]


def _nodes(maps: InfluenceMaps, view: str, node: int | None) -> Array:
    """Return the numbers of the nodes that are asked about."""
    if view not in maps:
        raise ValueError(f"{maps.method} gives maps of {', '.join(maps)} here, not of {view}.")
    count = len(maps[view])
    if node is None:
        return np.arange(count)
    if not 0 <= node < count:
        raise ValueError(f"The nodes of {view} are numbered from 0 to {count - 1}; there is no {node}.")
    return np.array([node])


def _say_receipt(receipt: Receipt) -> None:
    """Print what the maps add up to, for the nodes that changed most."""
    say(f"{receipt.title}\n{receipt.subtitle}\n")
    shown = receipt.most_changed(MOST_CHANGED)
    headings = ("node", "sum of the map", "true change", "difference", "error bar of one pixel")
    say(table(headings, [receipt.row(node) for node in shown], words=()))
    if len(shown) < len(receipt.nodes):
        say(f"These {len(shown)} of {len(receipt.nodes)} nodes changed most. {receipt.summary}")
    say(receipt.limit)


def _say_methods() -> None:
    say("\n\n".join(f"{name}\n  {_words(method)}" for name, method in METHODS.items()))


def _words(method: Method) -> str:
    return f"{method.sentence}\n  Adds up to the true change: {method.where}.\n  {method.source}"


INFLUENCE = Command(
    "influence",
    "see what each pixel did to each node",
    "Says what each pixel of a picture did to each node of a network: up or down, and by how much. It prints the\n"
    "receipt (whether the maps add up to what truly happened) and writes the maps with -o:\n\n"
    "  .npy  the maps of one view, shape (nodes, 28, 28), in the unit of the node\n"
    '  .npz  every view ("z1"), with "z1 change", "z1 total", "z1 standard error", the picture\'s receipt in numbers\n'
    "  .png  a picture of all nodes on one scale: blue pulls down, orange pushes up",
    (
        "python -m mnistnet influence --network scratch --digit 7 --method shapley --view z1 -o z1.npy -o z1.png",
        "python -m mnistnet influence photo.png --view z3 --node 7 --baseline mean -o seven.png",
        "python -m mnistnet influence --list",
    ),
    _options,
    _run,
)
