"""``python -m mnistnet sweep-up``: what an operator does to the runs of a server, which also does it by itself."""

from argparse import ArgumentParser, Namespace

from mnistnet import jobs
from mnistnet.commands.command import Command
from mnistnet.commands.printing import say

__all__ = ["SWEEP_UP"]


def _options(parser: ArgumentParser) -> None:
    """Add nothing: the limits of the environment decide."""


def _run(arguments: Namespace) -> int:
    swept = jobs.sweep_up()
    say(f"Deleted {swept.runs} runs; runs and sets take {swept.megabytes:,.1f} MB now.")
    return 0


SWEEP_UP = Command(
    "sweep-up",
    "delete the runs, sets and desks on a server that are too old or too much",
    "Deletes what visitors of a server left there: runs that are over and too old, the oldest where all take\n"
    "too much room, sets that no run needs, desks that nobody came back to. SECURITY.md lists the limits, and\n"
    "the variables that change them: MNISTNET_MAX_DAYS, MNISTNET_MAX_ROOM. Without MNISTNET_HOSTED=1 no run\n"
    "is too old.",
    ("python -m mnistnet sweep-up",),
    _options,
    _run,
)
