"""Workers are processes of their own, so that training takes nothing from the pages and can always be ended."""

import os
import signal
import subprocess
import sys
import threading

from mnistnet.digits.data_folder import CODE_FOLDER
from mnistnet.jobs.run import Run
from mnistnet.jobs.work import work

__all__ = ["end_worker", "environment", "launch", "reap"]

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_children: list[subprocess.Popen[bytes]] = []


def launch(run: Run) -> None:
    """Start a worker for a run: a process, or a thread where there are none (or MNISTNET_JOBS=thread)."""
    if sys.platform == "emscripten" or os.environ.get("MNISTNET_JOBS") == "thread":
        threading.Thread(target=work, args=(run.folder, False), daemon=True).start()
        return
    with (run.folder / "log.txt").open("ab") as log:
        _children.append(
            subprocess.Popen(
                [sys.executable, "-m", "mnistnet.worker", "--run", str(run.folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=run.folder,
                env=environment(),
                start_new_session=True,  # it outlives the app, and a restarted app finds it again
            )
        )


def environment() -> dict[str, str]:
    """Return the variables of a process that finds this very library and computes in one thread."""
    paths = os.pathsep.join(path for path in (str(CODE_FOLDER), os.environ.get("PYTHONPATH", "")) if path)
    return os.environ | ONE_THREAD | {"PYTHONPATH": paths}


def reap() -> None:
    """Let the system forget the processes of workers that have ended."""
    _children[:] = [child for child in _children if child.poll() is None]


def end_worker(run: Run) -> None:
    """Kill the worker of a run that does not obey; what it had learned is kept."""
    worker = run.told().get("worker")
    if worker in (None, os.getpid()) or not run.is_worked_on():  # a thread of this process cannot be killed
        return
    os.kill(worker, getattr(signal, "SIGKILL", signal.SIGTERM))
    run.tell("stopped", "Stopped.")
    run.leave_queue()
