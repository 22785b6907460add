"""A worker trains one run in a process of its own, as the queue starts it: ``python -m mnistnet.worker --run FOLDER``.

To train at the command line there is ``python -m mnistnet train``.
"""

import argparse
import os
from pathlib import Path

from mnistnet.jobs import advance
from mnistnet.jobs.memory import hold_memory
from mnistnet.jobs.work import work
from mnistnet.limits import is_hosted, limits

__all__ = ["main"]


def main(argv: list[str] | None = None) -> None:
    """Work on the run that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m mnistnet.worker", description=__doc__)
    parser.add_argument("--run", type=Path, metavar="FOLDER", required=True, help="the run that the app has prepared")
    folder = parser.parse_args(argv).run
    if hasattr(os, "nice"):
        os.nice(19)  # the pages come first
    if is_hosted():
        hold_memory(limits().memory)
    work(folder, advance)


if __name__ == "__main__":
    main()
