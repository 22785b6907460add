"""``python -m mnistnet trust``: how near every method's maps come to Shapley's value, over many digits."""

from argparse import ArgumentParser, Namespace

from mnistnet.books.networks import network_names
from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.points import add_engine, add_file_of_figures, check_engine, run_plan
from mnistnet.influence import METHODS
from mnistnet.sweeps import Plan

__all__ = ["TRUST"]

ON_BOARD = 1000  # test digits that come along; beyond them the official ones are taken


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--network", default="scratch", choices=network_names(), metavar="NAME", help="default scratch")
    add(
        "--digits",
        type=int,
        default=20,
        metavar="N",
        help="of the test; beyond 1,000 the official ones (default 20)",
    )
    add("--method", action="append", choices=tuple(METHODS), metavar="NAME", help="this method alone; may be repeated")
    add("--view", action="append", metavar="VIEW", help="this view alone, such as z3; may be repeated")
    add("--toggles", type=int, default=128, metavar="N", help="how exact the yardstick is where it samples (128)")
    add_file_of_figures(parser, "digit")
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    check_engine(arguments)
    if not 1 <= arguments.digits <= 10_000:
        raise WrongUsage("--digits takes 1 to 10000")
    if arguments.toggles < 4:
        raise WrongUsage("--toggles takes 4 or more")
    settings: dict[str, object] = {"base": arguments.network, "toggles": arguments.toggles}
    settings |= {"methods": tuple(arguments.method)} if arguments.method else {}
    settings |= {"views": tuple(arguments.view)} if arguments.view else {}
    data = "embedded" if arguments.digits <= ON_BOARD else "official"
    asks = f"How near do maps of {arguments.network} come to Shapley's value?"
    return run_plan(Plan("trust", asks, "influence", arguments.digits, 1, data, settings), arguments.file, arguments)


TRUST = Command(
    "trust",
    "measure how near influence maps come to Shapley's value",
    "Holds the maps of every method, digit by digit, against Shapley's value: r (is the pattern right), relative RMSE\n"
    "(are the sizes) and gap (does it add up), node by node, mean over the nodes; it prints the means over the digits\n"
    "with their standard errors, and writes the figures of each digit. Runs as `sweep` does, and goes on as it does.",
    ("python -m mnistnet trust --digits 2 --method one_pixel --view z1 -o trust.csv",),
    _options,
    _run,
)
