"""``python -m mnistnet networks``: which networks come with the project."""

from argparse import ArgumentParser, Namespace
from math import prod

from mnistnet.books.networks import kept_epochs, load_network, network_names
from mnistnet.commands.command import Command
from mnistnet.commands.printing import say, table
from mnistnet.network import Network
from mnistnet.words.shares import share

__all__ = ["NETWORKS", "sizes"]


def _options(parser: ArgumentParser) -> None:
    """Add nothing: there is nothing to choose."""


def _run(arguments: Namespace) -> int:
    headings = ("name", "sizes", "outputs", "parameters", "epochs kept", "accuracy", "after")
    say(table(headings, [_row(name) for name in network_names()], words=(0, 2, 4, 6)))
    say("\nAccuracy: the share of the official 10,000 test digits of MNIST that the network answers correctly.")
    return 0


def _row(name: str) -> list[str]:
    network = load_network(name)
    accuracy = "" if network.test_accuracy is None else share(network.test_accuracy, 2)
    epochs = _ranges(kept_epochs(name))
    return [name, sizes(network), network.output_activation, f"{network.parameters:,}", epochs, accuracy, network.book]


def sizes(network: Network) -> str:
    """Return how many numbers go in and how many each layer gives, such as "784-50-100-10"."""
    shapes = (network.input_shape, *(shape for view, shape in network.view_shapes.items() if view.startswith("a")))
    return "-".join(str(prod(shape)) for shape in shapes)


def _ranges(epochs: tuple[int, ...]) -> str:
    """Return "0 to 30" where nothing is missing, else the numbers one by one."""
    if epochs == tuple(range(epochs[-1] + 1)):
        return f"0 to {epochs[-1]}"
    return ", ".join(map(str, epochs))


NETWORKS = Command(
    "networks",
    "list the networks that come with the project",
    "Lists the networks that come with the project: how large each is, which epochs of its training\n"
    "were kept (write scratch@3 for the third), and how well it reads.",
    ("python -m mnistnet networks",),
    _options,
    _run,
)
