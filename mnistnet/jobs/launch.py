"""Workers are processes of their own, so that training takes nothing from the pages and can always be ended."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

from mnistnet.digits.data_folder import CODE_FOLDER
from mnistnet.jobs.run import Run
from mnistnet.jobs.work import work

__all__ = ["end_worker", "environment", "launch", "reap"]

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_children: list[subprocess.Popen[bytes]] = []


def launch(run: Run, then: Callable[[], None]) -> None:
    """Start a worker for a run: a process, or a thread where there are none (or MNISTNET_JOBS=thread).

    When it ends a thread calls `then`; a process does the like by itself, see `mnistnet.worker`.
    """
    if sys.platform == "emscripten" or os.environ.get("MNISTNET_JOBS") == "thread":
        threading.Thread(target=work, args=(run.folder, then, False), daemon=True).start()
        return
    folder = run.folder.resolve()
    with (run.folder / "log.txt").open("ab") as log:
        _children.append(
            subprocess.Popen(
                [sys.executable, "-m", "mnistnet.worker", "--run", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=environment() | {"MNISTNET_RUNS_DIR": str(folder.parent)},
                start_new_session=True,  # it outlives the app, and a restarted app finds it again
            )
        )


def environment() -> dict[str, str]:
    """Return the variables of a process that finds this very library and computes in one thread."""
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    paths = os.pathsep.join(dict.fromkeys([str(CODE_FOLDER), *filter(None, known)]))  # workers start workers
    return os.environ | ONE_THREAD | {"PYTHONPATH": paths}


def reap() -> None:
    """Let the system forget the processes of workers that have ended."""
    _children[:] = [child for child in _children if child.poll() is None]
    if os.getpid() == 1:  # in a container: workers that were started by workers are left to us
        _reap_orphans({child.pid for child in _children})


def _reap_orphans(known: set[int]) -> None:
    """Forget the ended processes that nobody else will ask for."""
    with contextlib.suppress(ChildProcessError):
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if ended.si_pid in known:  # ended just now: `reap` finds it the next time
                return
            os.waitpid(ended.si_pid, os.WNOHANG)


def end_worker(run: Run) -> None:
    """Kill the worker of a run that does not obey; what it had learned is kept."""
    worker = run.told().get("worker")
    if worker in (None, os.getpid()) or not run.is_worked_on():  # a thread of this process cannot be killed
        return
    os.kill(worker, getattr(signal, "SIGKILL", signal.SIGTERM))
    run.tell("stopped", "Stopped.")
    run.leave_queue()
