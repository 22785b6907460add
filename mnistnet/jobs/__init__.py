"""Jobs run training beside the app: they go on when a page is left, and are found again after a restart.

Everything about a run is a file in its folder, so the app, its workers and the command line need no
common memory. Reading order: files, checkpoint, state, run, orders, job, sweeps, work, launch, owners, sets,
desks, sweeping, places, listing, queue, asking, run_file.
"""

from mnistnet.jobs.asking import branch, check_run, resume, start_run, start_sweep
from mnistnet.jobs.limits import Limits, limits, runs_folder
from mnistnet.jobs.listing import delete, find_run, runs
from mnistnet.jobs.places import Busy
from mnistnet.jobs.queue import Place, advance, place_in_queue
from mnistnet.jobs.run import Run
from mnistnet.jobs.run_file import run_file
from mnistnet.jobs.sets import keep_set
from mnistnet.jobs.state import RunState, last_good_epoch, without_undone
from mnistnet.jobs.sweeping import Swept, sweep_up
from mnistnet.jobs.sweeps import sweep_of

__all__ = [
    "Busy",
    "Limits",
    "Place",
    "Run",
    "RunState",
    "Swept",
    "advance",
    "branch",
    "check_run",
    "delete",
    "find_run",
    "keep_set",
    "last_good_epoch",
    "limits",
    "place_in_queue",
    "resume",
    "run_file",
    "runs",
    "runs_folder",
    "start_run",
    "start_sweep",
    "sweep_of",
    "sweep_up",
    "without_undone",
]
