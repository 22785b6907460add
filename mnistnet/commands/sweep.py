"""``python -m mnistnet sweep``: many trainings, or many maps, as one plan says, on as many processors as there are."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.naming import file_named
from mnistnet.commands.points import add_engine, check_engine, run_plan
from mnistnet.commands.printing import say, table
from mnistnet.commands.writing import checked_path, write_file
from mnistnet.digits import DataError
from mnistnet.sweeps import EXAMPLES, plan_text, read_plan

__all__ = ["SWEEP"]


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("plan", nargs="?", type=file_named, metavar="PLAN.toml", help="what to compute")
    add(
        "-o", dest="file", type=file_named, metavar="FILE", help="where results go (default: the plan's name with .csv)"
    )
    add_engine(parser)
    add("--example", choices=tuple(EXAMPLES), metavar="NAME", help="write a plan of the books instead; see --list")
    add("--force", action="store_true", help="replace a plan that is there already")
    add("--list", action="store_true", help="list the examples, and do nothing else")


def _run(arguments: Namespace) -> int:
    check_engine(arguments)
    if arguments.list:
        headings = ("example", "points", "what it asks")
        say(table(headings, [(plan.name, len(plan), plan.asks) for plan in EXAMPLES.values()], words=(0, 2)))
        return 0
    if (arguments.plan is None) == (arguments.example is None):
        raise WrongUsage("name a plan, or --example and its name")
    if arguments.example is not None:
        return _write_example(arguments)
    try:
        plan = read_plan(arguments.plan.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise DataError(f"{arguments.plan} is no text.") from error
    return run_plan(plan, arguments.file or arguments.plan.with_suffix(".csv"), arguments)


def _write_example(arguments: Namespace) -> int:
    path = checked_path(arguments.file or Path(f"{arguments.example}.toml"), arguments.force)
    write_file(path, plan_text(EXAMPLES[arguments.example]).encode())
    say(f"Wrote {path}; run it: mnistnet sweep {path}")
    return 0


SWEEP = Command(
    "sweep",
    "ask one question with many settings and seeds",
    "Computes every point of a plan: trainings over a grid of settings, each with several seeds, or influence maps of\n"
    "many pictures. A point's figures depend on what the plan says of it and on nothing else: one process, ten, or a\n"
    "cluster (--scheduler, with pip install 'mnistnet[sweeps]') give the same, bit by bit, on one kind of processor.\n"
    "Every row is kept as soon as it is known; Ctrl-C and kill lose none, and --resume computes only what is missing.\n"
    "The table says what chance alone could have done.",
    (
        "python -m mnistnet sweep --list",
        "python -m mnistnet sweep --example learning-rate",
        "python -m mnistnet sweep small.toml --workers 2",
        "python -m mnistnet sweep small.toml --resume",
    ),
    _options,
    _run,
)
