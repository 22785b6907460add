"""``python -m mnistnet handwriting``: how well networks read the pens of made-up writers, over many seeds."""

from argparse import ArgumentParser, Namespace

from mnistnet.books.networks import network_names
from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.points import add_engine, add_file_of_figures, check_engine, run_plan
from mnistnet.sweeps import Plan
from mnistnet.sweeps.reading import fewer_steps

__all__ = ["HANDWRITING"]

MOST = 10_000


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    names, told = network_names(), "may be repeated; all that come along unless told"
    add("--network", action="append", choices=names, metavar="NAME", help=told)
    add("--seeds", type=int, default=10, metavar="N", help="how often, by other writers each time (default 10)")
    add("--drawings", type=int, default=200, metavar="N", help="of each seed (default 200)")
    add("--without", action="store_true", help="also read them with no steps, and with all steps but one")
    add_file_of_figures(parser, "seed")
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    check_engine(arguments)
    for name in ("seeds", "drawings"):
        if not 1 <= getattr(arguments, name) <= MOST:
            raise WrongUsage(f"--{name} takes 1 to {MOST}")
    settings: dict[str, object] = {"drawings": arguments.drawings}
    settings |= {"steps": fewer_steps()} if arguments.without else {}
    grid = {"base": tuple(arguments.network or network_names())}
    asks = "How well are the pens of made-up writers read?"
    plan = Plan("handwriting", asks, "handwriting", arguments.seeds, 1, "embedded", settings, grid)
    return run_plan(plan, arguments.file, arguments)


HANDWRITING = Command(
    "handwriting",
    "measure how well networks read the pens of made-up writers",
    "Each seed makes writers of its own, whose hands no network has learned from; their drawings are placed as the\n"
    "page Draw places them, and read. It prints the share read right, mean over the seeds with the standard\n"
    "deviation, and whether networks differ by more than chance; it writes the figures of each seed. Runs as\n"
    "`sweep` does, and goes on as it does.",
    ("python -m mnistnet handwriting --network scratch --seeds 2 --drawings 20 -o handwriting.csv",),
    _options,
    _run,
)
